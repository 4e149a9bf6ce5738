"""What stands before an act, and what of it is there; a refusal names what is missing (2.12)."""

from collections.abc import Iterator
from datetime import datetime

from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter, Need
from charterdesk.engine.decide import Refusal, gates
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.explain.values import Explanation, Step, tried
from charterdesk.engine.phrase import Phrase, counted, phrase
from charterdesk.engine.rota import Rota


def gate_steps(charter: Charter) -> Iterator[Step]:
    """What each gate of the charter wants before its act."""
    for gate in charter.gates.values():
        needs = tuple(need.text for need in gate.needs)
        said = phrase("Before “%(act)s”: %(needs)s.", act=gate.act, needs=needs)
        yield Step(phrase("Gate"), said, gate.place)


def explain_gate(
    charter: Charter,
    case: Case,
    act: str,
    at: datetime,
    rota: Rota,
    *,
    by: str = "",
    outcome: str = "",
) -> Explanation:
    """For one act: each thing that its gate needs, whether it is there, and the rule's line.

    `outcome` is the one that would be given, with the words that it needs of its own.
    """
    draft = Draft(charter=charter, case=case, at=at, rota=rota, actor=by)
    found = _needs(draft, act, outcome)
    lacking = [need for need in found if not gates.is_there(draft, need, act)]
    steps = tuple(_need_step(need, there=need not in lacking) for need in found)
    return Explanation(_answer(act, len(found), lacking), steps)


def explain_refusal(refusal: Refusal) -> Explanation:
    """Why one act was refused: the sentence, each thing that is missing, and the rule's line."""
    steps = [
        tried(
            phrase("Missing"),
            phrase("Not on the case: %(word)s.", word=word),
            refusal.place,
            holds=False,
        )
        for word in refusal.missing
    ]
    answer = refusal.said
    if not steps:
        steps = [tried(phrase("Refused"), answer, refusal.place, holds=False)]
    return Explanation(answer, tuple(steps))


def _needs(draft: Draft, act: str, outcome: str) -> tuple[Need, ...]:
    """What the gate names, and what outcome and agreement add to it."""
    gate = draft.charter.gates.get(act)
    named = gate.needs if gate else ()
    chosen = draft.charter.closing.outcomes.get(outcome or draft.case.outcome)
    if act == "resolve":
        named = (*named, *gates.ours(chosen))
    elif act == "close":
        named = gates.needed_to_close(draft)
    return tuple({need.text: need for need in named}.values())


def _need_step(need: Need, *, there: bool) -> Step:
    if there:
        said = phrase("On the case: %(word)s.", word=need.text)
        return tried(phrase("There"), said, need.place, holds=True)
    said = phrase("Not on the case: %(word)s.", word=need.text)
    return tried(phrase("Missing"), said, need.place, holds=False)


def _answer(act: str, wanted: int, lacking: list[Need]) -> Phrase:
    if not wanted:
        return phrase("The charter wants nothing before “%(act)s”.", act=act)
    if not lacking:
        return phrase("All that “%(act)s” needs is on the case.", act=act)
    return counted(
        "“%(act)s” waits for %(count)d thing: %(missing)s.",
        "“%(act)s” waits for %(count)d things: %(missing)s.",
        count=len(lacking),
        act=act,
        missing=tuple(need.text for need in lacking),
    )
