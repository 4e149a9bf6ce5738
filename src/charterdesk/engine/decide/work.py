"""Work on a case: activation, waiting, facts, approvals, gated acts, bugs."""

from collections.abc import Mapping

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.commands_bugs import ReopenBug
from charterdesk.engine.decide import articles, costs, gates
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.phrase import phrase
from charterdesk.engine.status import status_word

BugEvent = ev.BugClosed | ev.BugTakenOff | ev.IndicationGiven | ev.PatchGiven
_BUG_EVENTS: Mapping[type[co.Command], type[BugEvent]] = {
    co.CloseBug: ev.BugClosed,
    co.TakeBugOff: ev.BugTakenOff,
    co.GiveIndication: ev.IndicationGiven,
    co.GivePatch: ev.PatchGiven,
}
WAITS = ("customer", "supplier", "bug", "date")


def activate(draft: Draft, command: co.Activate) -> None:
    """Work has begun (R-ROX-20)."""
    if draft.case.activated_at is None:
        draft.record(ev.Activated(at=draft.at, recorded_at=draft.at, by=draft.actor))


def wait(draft: Draft, command: co.Wait) -> None:
    if command.on not in WAITS:
        draft.refuse(
            phrase("Waiting is on %(known)s; not on %(word)s.", known=WAITS, word=command.on)
        )
    elif draft.case.is_resolved or draft.case.is_over:
        status = status_word(draft.case.status)
        draft.refuse(phrase("The case is %(status)s; it waits for nothing.", status=status))
    elif command.on == "date" and (command.until is None or command.until <= draft.at):
        draft.refuse(phrase("Waiting for a date needs one that is still to come."))
    elif command.on == "date" and draft.case.waiting_on not in ("", "date"):
        draft.refuse(
            phrase("The case waits already, and not for a date: it goes on by itself after that.")
        )
    else:
        draft.record(
            ev.WaitingBegan(
                at=draft.at,
                recorded_at=draft.at,
                by=draft.actor,
                on=command.on,
                what=command.what,
                until=command.until if command.on == "date" else None,
            )
        )


def resume(draft: Draft, command: co.Resume) -> None:
    if not draft.case.waiting_on:
        draft.refuse(phrase("The case is not waiting."))
    else:
        draft.record(ev.WaitingEnded(at=draft.at, recorded_at=draft.at, by=draft.actor))


def record_facts(draft: Draft, command: co.RecordFact) -> None:
    """Facts for the gates; a step that waits for one fires, and a charge may be proposed."""
    for word, value in command.facts:
        draft.record(
            ev.FactRecorded(
                at=draft.at, recorded_at=draft.at, by=draft.actor, word=word, value=value
            )
        )
    articles.want_if_said_unclear(draft, command)
    costs.propose_charges(draft)


def do_act(draft: Draft, command: co.DoAct) -> None:
    """An act of a gate; refused until what the gate needs is on the case (2.12)."""
    automatic = command.automatic or draft.is_machine(draft.actor)
    needs = gates.missing(draft, command.act, automatic=automatic)
    if command.act not in draft.charter.gates:
        known = tuple(draft.charter.gates) or (phrase("none"),)
        draft.refuse(
            phrase(
                "The charter has no gate for '%(word)s'; it has %(known)s.",
                word=command.act,
                known=known,
            )
        )
    elif needs:
        gates.refuse(draft, command.act, needs)
    else:
        draft.record(
            ev.ActDone(
                at=draft.at,
                recorded_at=draft.at,
                by=draft.actor,
                act=command.act,
                automatic=automatic,
            )
        )


def link_bug(draft: Draft, command: co.LinkBug) -> None:
    """A bug is raised for the case, or confirmed critical."""
    if _went_on(draft):
        return
    if not command.number:
        draft.refuse(phrase("A bug needs its number."), "bug number")
        return
    at, by, number = draft.at, draft.actor, command.number
    known = draft.case.bugs.get(number)
    if known is None or known.taken_off:
        draft.record(ev.BugLinked(at=at, recorded_at=at, by=by, number=number))
    if command.critical and not draft.case.bugs[number].critical:
        draft.record(ev.BugCritical(at=at, recorded_at=at, by=by, number=number))


def reopen_bug(draft: Draft, command: ReopenBug) -> None:
    """The tracker has opened it again, so that it holds again what waits for its end (R-TER-17)."""
    bug, at = draft.case.bugs.get(command.number), draft.at
    if _went_on(draft):
        return
    if bug is None or not bug.closed or bug.taken_off:
        number = command.number
        said = phrase("The bug %(number)s is not closed on this case.", number=number)
        draft.refuse(said, "bug number")
    else:
        draft.record(ev.BugLinked(at=at, recorded_at=at, by=draft.actor, number=command.number))


def on_bug(
    draft: Draft, command: co.CloseBug | co.TakeBugOff | co.GiveIndication | co.GivePatch
) -> None:
    """Something happened to a bug of the case; without a number its only open one is meant."""
    number = command.number or _only_bug(draft)
    if _went_on(draft):
        return
    if number not in draft.case.bugs:
        shown = number or phrase("(no number)")
        draft.refuse(phrase("The bug %(number)s is not on this case.", number=shown), "bug number")
        return
    draft.record(
        _BUG_EVENTS[type(command)](at=draft.at, recorded_at=draft.at, by=draft.actor, number=number)
    )
    if draft.case.waiting_on == "bug" and not draft.case.open_bugs:
        draft.record(ev.WaitingEnded(at=draft.at, recorded_at=draft.at, by=draft.actor))


def give_workaround(draft: Draft, command: co.GiveWorkaround) -> None:
    draft.record(
        ev.WorkaroundGiven(at=draft.at, recorded_at=draft.at, by=draft.actor, number=command.number)
    )


def _went_on(draft: Draft) -> bool:
    """Whether the case goes on in another one, and its bugs with it (2.6 E); then it refuses."""
    into = draft.case.merged_into
    if into:
        said = phrase("The case goes on in %(into)s, and its bugs with it: do it there.", into=into)
        draft.refuse(said)
    return bool(into)


def _only_bug(draft: Draft) -> str:
    bugs = [bug.number for bug in draft.case.open_bugs]
    return bugs[0] if len(bugs) == 1 else ""
