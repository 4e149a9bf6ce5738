"""Which text of a charter is meant: the draft, a version, or a saved text of the history."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from charterdesk.accounts.models import Person
from charterdesk.charters.models import CharterDraft, CharterVersion
from charterdesk.charters.queries import draft_of, edit_of, version_in_force, versions_of
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.studio.titles import DRAFT, label_of

MOST_NUMBER = 999_999


@dataclass(frozen=True, slots=True)
class Source:
    """A text with the word by which addresses know it, and its name for people."""

    key: str
    label: str
    text: str


def source_of(asker: Person, name: str, key: str) -> Source | None:
    """The text called `key`: `draft`, `v3` or `e12`; None where there is none."""
    kind, number = key[:1], whole_number(key[1:], MOST_NUMBER)
    if key == DRAFT and (draft := draft_of(asker, name)):
        return of_draft(draft)
    if number is None:
        return None
    if kind == "v":
        version = versions_of(asker, name).defer(None).filter(version=number).first()
        return of_version(version) if version else None
    edit = edit_of(asker, name, number) if kind == "e" else None
    return Source(key, label_of(key), edit.text) if edit else None


def wanted(asker: Person, name: str, key: str, at: datetime) -> Source:
    """The text that a page was asked for, else the draft, else what is in force; or 404."""
    found = source_of(asker, name, key) if key else None
    if found is None and (draft := draft_of(asker, name)):
        found = of_draft(draft)
    if found is None:
        found = in_force(asker, name, at) or newest(asker, name)
    if found is None:
        raise Http404
    return found


def in_force(asker: Person, name: str, at: datetime) -> Source | None:
    """The version in force."""
    row = version_in_force(asker, name, at)
    return of_version(row) if row else None


def newest(asker: Person, name: str) -> Source | None:
    """The newest version, in force or not."""
    row = versions_of(asker, name).defer(None).first()
    return of_version(row) if row else None


def of_draft(draft: CharterDraft) -> Source:
    """The draft as a source."""
    return Source(DRAFT, label_of(DRAFT), draft.text)


def of_version(row: CharterVersion) -> Source:
    """A version as a source."""
    key = f"v{row.version}"
    return Source(key, label_of(key), row.text)


def texts_of(asker: Person, name: str) -> tuple[tuple[str, str], ...]:
    """The draft and the versions, the newest first, by their keys."""
    rows = versions_of(asker, name).values_list("version", flat=True)
    keys = [*([DRAFT] if draft_of(asker, name) else []), *(f"v{row}" for row in rows)]
    return tuple((key, label_of(key)) for key in keys)
