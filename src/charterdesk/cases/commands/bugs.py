"""Bugs of a case, in a tracker of its own, and what was given against them (R-BIC-6, R-BIC-7)."""

from datetime import datetime

from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.messages import Written, new_ref
from charterdesk.cases.models import Case
from charterdesk.cases.opening import Said
from charterdesk.engine.commands import (
    AddNote,
    CloseBug,
    GiveIndication,
    GivePatch,
    GiveWorkaround,
    LinkBug,
    TakeBugOff,
)  # fmt: skip
from charterdesk.engine.commands_bugs import ReopenBug


def link_bug(
    *, case: Case, number: str, critical: bool, by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """A bug is raised, or confirmed critical."""
    command = LinkBug(by=name_of(by), number=number, critical=critical)
    return act(case, command, at, by=by, form=form)


def close_bug(*, case: Case, number: str, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """The tracker closed the bug (R-TER-17)."""
    return act(case, CloseBug(by=name_of(by), number=number), at, by=by, form=form)


def reopen_bug(*, case: Case, number: str, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """The tracker opened the bug again (R-TER-17)."""
    return act(case, ReopenBug(by=name_of(by), number=number), at, by=by, form=form)


def take_bug_off(*, case: Case, number: str, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """The bug turned out not to be this case's."""
    return act(case, TakeBugOff(by=name_of(by), number=number), at, by=by, form=form)


def give_indication(
    *, case: Case, number: str, by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """The asker was told when the bug will be resolved."""
    return act(case, GiveIndication(by=name_of(by), number=number), at, by=by, form=form)


def give_patch(*, case: Case, number: str, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """A patch was provided."""
    return act(case, GivePatch(by=name_of(by), number=number), at, by=by, form=form)


def give_workaround(
    *, case: Case, number: str, by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """A way round it was given (R-HFN-1)."""
    return act(case, GiveWorkaround(by=name_of(by), number=number), at, by=by, form=form)


def add_tracker_note(*, case: Case, text: str, at: datetime, form: Form = NO_FORM) -> Answer:
    """What a tracker says of a bug of the case, as an internal note (R-TER-15)."""
    written = Written(text=text, channel="tracker", automatic=True)
    said = Said(ref=new_ref(), written=written)
    return act(case, AddNote(message=said.ref), at, form=form, said=said, public=False)
