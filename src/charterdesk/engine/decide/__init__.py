"""One road for people and for time: `decide(charter, case, command, at, rota) -> Decision`.

Pure: the moment, the people on duty and the case are handed in, nothing is read or done.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from charterdesk.engine import commands as co
from charterdesk.engine import commands_bugs as bug
from charterdesk.engine import commands_costs as cost
from charterdesk.engine import commands_fields as own
from charterdesk.engine import commands_machines as machine
from charterdesk.engine import commands_matter as mat
from charterdesk.engine import commands_splitting as sp
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import (
    articles,
    closing,
    costs,
    escalation,
    fields,
    ladder_steps,
    machines,
    matter,
    merging,
    messages,
    opening,
    opinions,
    outages,
    passing,
    people,
    priority,
    reaching,
    splitting,
    unmerging,
    work,
)
from charterdesk.engine.decide.advance import advance
from charterdesk.engine.decide.decision import Because, Decision, Refusal
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.phrase import phrase
from charterdesk.engine.rota import Rota

__all__ = ["Because", "Decision", "Refusal", "decide"]

# Nobody of the desk stands behind these where they name nobody: customers, machines, trackers.
_AS_NAMED = (
    co.CustomerWrites, co.OpenCase, co.Register, co.Tick, co.SendAutomatic, co.Approve,
    co.RefuseApproval, co.EndApproval, co.Rate, machine.AlertFires, machine.AlertRecovers,
    co.JoinOutage, co.TakeChild, co.LeaveOutage, co.ReleaseChild, own.SetFields, co.AddNote,
    co.CloseBug, bug.ReopenBug,
)  # fmt: skip


def decide(
    charter: Charter, case: Case | None, command: co.Command, at: datetime, rota: Rota
) -> Decision:
    """What follows from a command at a moment (aware UTC; semantics.md 2.1).

    First comes what was due before `at`; at equal instants the command comes before the timers.
    What a backdated entry makes due in the past follows at once (2.6 B), so that the next wake
    is never before `at`. A Tick does all that is due up to and including `at`. `case` is None
    where there is none yet.
    """
    draft = Draft(charter=charter, case=case or Case(), at=at, rota=rota)
    if isinstance(command, co.Tick):
        timer = advance(draft, including_now=True)
    else:
        draft.charter = draft.case.charters.get(draft.case.version, charter)
        advance(draft, including_now=False)
        draft.charter, draft.actor = charter, _actor(draft, command)
        _obey(draft, command)
        timer = advance(draft, including_now=False)
    return Decision(
        case=draft.case,
        events=tuple(draft.events),
        intents=tuple(draft.intents),
        next_wake=timer.at if timer else None,
        refused=draft.refused,
        because=tuple(draft.because),
    )


def _actor(draft: Draft, command: co.Command) -> str:
    """Who gives the command: as named, else the owner, else the first of the first tier."""
    by_machine = isinstance(command, co.DoAct) and command.automatic
    if command.by or by_machine or isinstance(command, _AS_NAMED):
        return command.by
    return draft.case.owner or draft.someone(draft.desk)


def _obey(draft: Draft, command: co.Command) -> None:
    begins = isinstance(command, (co.OpenCase, co.Register))
    if not begins and not draft.case.exists:
        _without_case(draft, command)
        return
    _HANDLERS[type(command)](draft, command)
    _follow_up(draft, command)


def _without_case(draft: Draft, command: co.Command) -> None:
    """Only an escalation may open the case that it needs, where the charter says so."""
    gate = draft.charter.gates.get("escalate")
    if isinstance(command, co.Escalate) and gate is not None and gate.otherwise_open:
        opening.open_for_escalation(draft)
        escalation.escalate(draft, command)
    else:
        draft.refuse(phrase("There is no case yet; open one first."), "open case")


def _follow_up(draft: Draft, command: co.Command) -> None:
    """What any command may have brought about: steps taken, steps that an event reaches."""
    if draft.case.run_going is not None:
        ladder_steps.take_if_all_reached(draft)
        ladder_steps.fire_by_needs(draft)


def _escalate(draft: Draft, command: co.Escalate) -> None:
    escalation.escalate(draft, command)


_HANDLERS: Mapping[type[co.Command], Callable[[Draft, Any], None]] = {
    co.OpenCase: opening.open_case,
    co.Register: opening.register,
    co.CustomerWrites: messages.customer_writes,
    co.Reply: messages.reply,
    co.SendAutomatic: messages.automatic,
    co.AddNote: messages.note,
    co.ReportBounce: messages.bounce,
    co.WithdrawReply: messages.withdraw,
    co.Activate: work.activate,
    co.SetPriority: priority.set_priority,
    co.Classify: priority.classify,
    mat.SetMatter: matter.set_matter,
    co.ChangeContract: priority.change_contract,
    co.ChangeCharter: priority.change_charter,
    co.SetOwner: people.set_owner,
    co.JoinTier: people.join,
    co.Transfer: people.transfer,
    co.Wait: work.wait,
    co.Resume: work.resume,
    co.Escalate: _escalate,
    co.DeEscalate: escalation.de_escalate,
    co.ConfirmReached: reaching.confirm,
    co.WithdrawReached: reaching.withdraw,
    co.Acknowledge: reaching.acknowledge,
    co.PassCall: passing.pass_call,
    co.LinkBug: work.link_bug,
    co.CloseBug: work.on_bug,
    bug.ReopenBug: work.reopen_bug,
    co.TakeBugOff: work.on_bug,
    co.GiveIndication: work.on_bug,
    co.GivePatch: work.on_bug,
    co.GiveWorkaround: work.give_workaround,
    co.RecordFact: work.record_facts,
    own.SetFields: fields.set_fields,
    co.LinkArticle: articles.link_article,
    cost.SpendTime: costs.spend_time,
    cost.StrikeTime: costs.strike_time,
    cost.DecideCharge: costs.decide_charge,
    cost.OfferQuote: costs.offer_quote,
    cost.AnswerQuote: costs.answer_quote,
    co.Approve: opinions.approve,
    co.RefuseApproval: opinions.refuse_approval,
    co.EndApproval: opinions.end_approval,
    co.JudgeAsker: opinions.judge_asker,
    co.Rate: opinions.rate,
    co.DoAct: work.do_act,
    co.Resolve: closing.resolve,
    co.Agree: closing.agree,
    co.Decline: closing.decline,
    co.CloseCase: closing.close,
    co.Reopen: closing.reopen,
    co.HandBack: closing.hand_back,
    machine.AlertFires: machines.fires,
    machine.AlertRecovers: machines.recovers,
    co.JoinOutage: outages.join,
    co.LeaveOutage: outages.leave,
    co.TakeChild: outages.take_child,
    co.ReleaseChild: outages.release_child,
    co.CarryLadder: outages.carry,
    co.Merge: merging.merge,
    co.TakeIn: merging.take_in,
    sp.GiveBack: unmerging.give_back,
    sp.UndoMerge: unmerging.undo_merge,
    sp.LetGo: splitting.let_go,
}
