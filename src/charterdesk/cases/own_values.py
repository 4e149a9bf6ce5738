"""What may stand in a field of the desk's own: a line of text, a number, a date, a choice, yes, no.

Values are kept as plain text in one spelling each, so that equal ones are found and compared.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from charterdesk.cases.models.own_field import LONGEST_VALUE, OwnField
from charterdesk.engine.phrase import Phrase, phrase

YES, NO = "yes", "no"
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,6})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def tidied(field: OwnField, typed: str) -> str | Phrase:
    """The value in its one spelling, "" for none; or why the field can't hold it."""
    text = " ".join("".join(_plain(letter) for letter in typed).split())
    if not text:
        return ""
    match field.sort:
        case OwnField.Sort.NUMBER:
            return _number(field, text)
        case OwnField.Sort.DATE:
            return _day(field, text)
        case OwnField.Sort.CHOICE | OwnField.Sort.YES_NO:
            return _one_of(field, text)
        case _:
            return _short(field, text)


def folded(value: str) -> str:
    """The value as it is looked for: letters large or small are the same."""
    return value.casefold()


def applies(field: OwnField, charter: str, matter: str) -> bool:
    """Whether the field is asked under that charter for that kind of matter, "" for none said."""
    if field.retired_at is not None or (field.charters and charter not in field.charters):
        return False
    return not field.matters or matter in field.matters


def lacking(fields: Iterable[OwnField], values: Mapping[str, str], needed: str) -> list[OwnField]:
    """Those of the fields that are needed at that moment and hold nothing."""
    return [one for one in fields if one.needed == needed and not values.get(one.key)]


def options_of(field: OwnField) -> tuple[str, ...]:
    """The values to choose among, where it is a choice."""
    return (YES, NO) if field.sort == OwnField.Sort.YES_NO else tuple(field.choices)


def _plain(letter: str) -> str:
    return letter if letter.isprintable() else " "


def _short(field: OwnField, text: str) -> str | Phrase:
    if len(text) <= LONGEST_VALUE:
        return text
    longest = phrase("“%(name)s” holds %(most)s letters at most.", name=field.name,
                     most=LONGEST_VALUE)  # fmt: skip
    return longest


def _number(field: OwnField, text: str) -> str | Phrase:
    if not _NUMBER.fullmatch(text):
        return phrase("“%(name)s” is a number, such as 12 or 0.5.", name=field.name)
    number = Decimal(text.replace(",", ".")).normalize()
    return f"{number:f}" if number else "0"


def _day(field: OwnField, text: str) -> str | Phrase:
    wrong = phrase("“%(name)s” is a date, such as 2026-03-09.", name=field.name)
    if not _DAY.fullmatch(text):
        return wrong
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return wrong


def _one_of(field: OwnField, text: str) -> str | Phrase:
    known = options_of(field)
    if text in known:
        return text
    return phrase("“%(name)s” is one of: %(known)s.", name=field.name, known=known)
