"""The standard form in a mail: what is read of it, and what is only text."""

import pytest

from charterdesk.channels.mail.standard_form import form_in


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Severity: high", {"severity": "high"}),
        ("* **Severity:** high", {"severity": "high"}),
        ("  ПРИОРИТЕТ :  Высокий", {"severity": "Высокий"}),
        ("Номер договора: 17/3\nФ.И.О: x", {"contract": "17/3"}),
        ("Phone number: +46 8 1", {"phone": "+46 8 1"}),
        ("Severity:\nSeverity: low\nSeverity: high", {"severity": "low"}),
        ("The severity is: high", {}),
        ("Note: the phone rings", {}),
        ("http://severity: 5", {}),
        ("", {}),
    ],
)
def test_known_keys_are_read(text: str, form: dict[str, str]) -> None:
    assert dict(form_in(text)) == form


def test_a_form_far_below_the_text_is_text() -> None:
    assert form_in("\n" * 100 + "Severity: high") == {}


def test_a_hostile_line_costs_no_more_than_another() -> None:
    assert form_in(("*" * 50_000 + "a" * 50_000 + " " * 50_000 + "\n") * 10) == {}
