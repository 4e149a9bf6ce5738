"""What a GitHub with one issue, number 7, answers."""

from typing import Any

ISSUES = "/api/v3/repos/example/pbx/issues"


def issue(**changes: Any) -> dict[str, Any]:
    """Issue 7 as GitHub says it."""
    said = {
        "number": 7,
        "title": "It falls over",
        "state": "open",
        "comments": 0,
        "updated_at": "1",
    }
    return {**said, **changes}


def comments(*texts: str) -> dict[str, Any]:
    """Issue 7 with these comments."""
    rows = [
        {"id": 10 + n, "user": {"login": "petra"}, "body": text} for n, text in enumerate(texts)
    ]
    return {
        f"GET {ISSUES}/7": issue(comments=len(rows), updated_at=f"c{len(rows)}"),
        f"GET {ISSUES}/7/comments": rows,
    }
