"""Runbooks written: drafts, checked and published as versions that never change again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_staffing
from charterdesk.automation.book import read_runbook
from charterdesk.automation.book.reader import SLUG
from charterdesk.automation.models import Runbook, RunbookVersion
from charterdesk.automation.shelf import newest_version
from charterdesk.engine.charter.faults import CharterError, CharterErrors
from charterdesk.engine.charter.nodes import decode

LONGEST = 100_000
LONGEST_SAID = 200


def faults_of(text: str, name: str) -> Sequence[CharterError]:
    """What keeps a text from being published; nothing where it may be."""
    try:
        read_runbook(decode(text, name), name)
    except CharterErrors as errors:
        return errors.errors
    return ()


def save_draft(
    *, runbook: Runbook | None, text: str, by: Person, at: datetime, seen: int = 0
) -> Runbook | Refusal:
    """Keep a text that is being written, faults and all; a new one is named by its first line.

    `seen` is the edition that the writer had before them.
    """
    demand_staffing(by)
    text = text.replace("\r\n", "\n").replace("\0", "")
    if len(text) > LONGEST:
        return Refusal(_("The text is longer than %(most)d letters.") % {"most": LONGEST}, "text")
    if runbook is None:
        return _new(text, by, at)
    rows = Runbook.objects.filter(pk=runbook.pk, edition=seen)
    kept = {"draft": text, "draft_by": by, "draft_at": at, "edition": F("edition") + 1}
    if not rows.update(**kept):
        return Refusal(_("Somebody else has saved it meanwhile: compare, then save again."), "text")
    runbook.refresh_from_db()
    return runbook


def publish_runbook(
    *, runbook: Runbook, text: str, said: str, by: Person, at: datetime
) -> RunbookVersion | Refusal:
    """The text becomes the next version; runs that are under way keep theirs."""
    demand_staffing(by)
    text = text.replace("\r\n", "\n")
    try:
        book = read_runbook(text, runbook.name)
    except CharterErrors:
        return Refusal(_("The text has faults: mend them first."), "text")
    if book.name != runbook.name:
        told = {"name": runbook.name}
        return Refusal(_("The text has to begin with `runbook: %(name)s`.") % told, "text")
    last = newest_version(runbook)
    if last and last.text == text:
        return Refusal(_("Nothing differs from the published version."), "text")
    try:
        return _published(runbook, text, said, last.number + 1 if last else 1, by, at)
    except IntegrityError:
        return Refusal(_("Somebody else has just published it: look at it again."), "text")


def pause_runbook(*, runbook: Runbook, pause: bool, by: Person, at: datetime) -> None:
    """Let it begin by itself no more, or again; by hand it may be run all the same."""
    demand_staffing(by)
    Runbook.objects.filter(pk=runbook.pk).update(paused_at=at if pause else None)


@transaction.atomic
def _published(
    runbook: Runbook, text: str, said: str, number: int, by: Person, at: datetime
) -> RunbookVersion:
    version = RunbookVersion.objects.create(
        runbook=runbook, number=number, text=text, by=by, at=at,
        said=" ".join(said.split())[:LONGEST_SAID],
    )  # fmt: skip
    gone = {"draft": "", "draft_by": None, "draft_at": None, "edition": F("edition") + 1}
    Runbook.objects.filter(pk=runbook.pk).update(**gone)
    return version


def _new(text: str, by: Person, at: datetime) -> Runbook | Refusal:
    """It needs its name at once; all else may be mended later."""
    name = _name_in(text)
    if not name:
        return Refusal(_("Begin with a line such as `runbook: disk-full`."), "text")
    kept = {"draft": text, "draft_by": by, "draft_at": at, "edition": 1}
    runbook, made = Runbook.objects.get_or_create(name=name, defaults=kept)
    if not made:
        said = {"name": name}
        return Refusal(_("There is a runbook “%(name)s” already: open that one.") % said, "text")
    return runbook


def _name_in(text: str) -> str:
    """The name that a text gives itself, whatever faults it has."""
    for line in text.splitlines():
        key, _colon, value = line.partition(":")
        if key.strip() == "runbook":
            name = value.split("#")[0].strip().strip("\"'")
            return name if SLUG.fullmatch(name) else ""
    return ""
