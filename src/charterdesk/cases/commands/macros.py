"""Macros are made, changed, dropped and used: then they do what they say by ordinary commands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person, Team
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.actors import name_of
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.commands.labelling import put_label
from charterdesk.cases.commands.writing import add_note, send_reply
from charterdesk.cases.filling import WORDS, unknown_words
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case, Label, Macro
from charterdesk.cases.queries.macros import may_change
from charterdesk.engine.commands import Command, SetOwner, Wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A macro as somebody wants it."""

    name: str
    mode: str
    text: str
    team: Team | None = None
    label: Label | None = None
    waits: bool = False
    takes: bool = False


def make_macro(*, drawn: Drawn, by: Person, at: datetime) -> Macro | Refusal:
    """A new one; a team's is for its members to make."""
    demand_sight(by)
    _demand_team(drawn, by)
    if refusal := _wrong(drawn):
        return refusal
    return Macro.objects.create(made_by=by, made_at=at, **_columns(drawn))


def change_macro(*, macro: Macro, drawn: Drawn, by: Person) -> Refusal | None:
    """As its maker, a lead of its team or an administrator wants it; raises PermissionDenied."""
    _demand_change(macro, by)
    if drawn.team != macro.team:
        _demand_team(drawn, by)
    if refusal := _wrong(drawn):
        return refusal
    Macro.objects.filter(pk=macro.pk).update(**_columns(drawn))
    return None


def drop_macro(*, macro: Macro, by: Person) -> None:
    """It is gone; what was sent with it stays."""
    _demand_change(macro, by)
    Macro.objects.filter(pk=macro.pk).delete()


def use_macro(
    *, macro: Macro, case: Case, text: str, by: Person, at: datetime, form: Form = NO_FORM,
    waits: timedelta = timedelta(),
) -> Answer:  # fmt: skip
    """Send `text`, the macro's as its reader left it, and do what else it does, all or nothing.

    A reply `waits` before it goes out, unless something else is done with it.
    """
    written = Written(text=text)
    then = _then(macro, case, by)
    with transaction.atomic():
        if macro.mode == Macro.Mode.REPLY:
            answer = send_reply(
                case=case, written=written, by=by, at=at, form=form, then=then,
                waits=timedelta() if then else waits,
            )  # fmt: skip
        else:
            answer = add_note(case=case, written=written, by=by, at=at, form=form)
            if isinstance(answer, Done) and not answer.repeated:
                answer = _and_then(answer, then, by, at)
        if isinstance(answer, Done) and macro.label is not None:
            put_label(label=macro.label, cases=[case], by=by, at=at)
    return answer


def _then(macro: Macro, case: Case, by: Person) -> tuple[Command, ...]:
    takes = SetOwner(by=name_of(by), to=by.username)
    waits = Wait(by=name_of(by), on="customer")
    return (
        *([takes] if macro.takes and case.owner_id != by.pk else []),
        *([waits] if macro.waits else []),
    )


def _and_then(answer: Done, then: tuple[Command, ...], by: Person, at: datetime) -> Answer:
    """The commands after a note; a refusal takes the note back, in the caller's transaction."""
    for command in then:
        after = act(answer.case, command, at, by=by)
        if not isinstance(after, Done):
            transaction.set_rollback(True)
            return after
    return answer


def _columns(drawn: Drawn) -> dict[str, object]:
    return {
        "name": " ".join(drawn.name.split()), "mode": drawn.mode, "text": drawn.text,
        "team": drawn.team, "label": drawn.label, "waits": drawn.waits, "takes": drawn.takes,
    }  # fmt: skip


def _wrong(drawn: Drawn) -> Refusal | None:
    if not drawn.name.strip():
        return Refusal(_("A macro needs a name."), "name")
    if not drawn.text.strip():
        return Refusal(_("A macro needs a text."), "text")
    if unknown := unknown_words(drawn.text):
        said = {"word": unknown[0], "known": ", ".join(WORDS)}
        text = _("“%(word)s” in double braces is not known; known are: %(known)s.") % said
        return Refusal(text, "text")
    return None


def _demand_team(drawn: Drawn, by: Person) -> None:
    if drawn.team is not None and not by.memberships.filter(team=drawn.team).exists():
        raise PermissionDenied(_("Only people of the team may make macros for it."))


def _demand_change(macro: Macro, by: Person) -> None:
    if not may_change(by, macro):
        raise PermissionDenied(
            _("Only who made it, a lead of its team or an administrator may change this macro.")
        )
