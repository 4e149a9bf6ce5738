"""What the editor sends: a text, the edition that was seen, and what is wanted of them."""

from django.http import QueryDict


class TextForm:
    """The text is taken as it was typed: a form field would strip its ends."""

    def __init__(self, data: QueryDict) -> None:
        self.text = data.get("text", "").replace("\r\n", "\n")
        # Who saves over another's text on purpose says which one they saw.
        seen = data.get("over") or data.get("seen", "")
        self.seen = int(seen) if seen.isdigit() and len(seen) < 10 else 0
        self.only_checks = data.get("act", "save") == "check"
