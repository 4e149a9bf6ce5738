"""The rule behind a notice: a `tell` rule, a step of a ladder, or one of the engine's own."""

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.charter.values import Step as LadderStep
from charterdesk.engine.explain.tells import rule_of
from charterdesk.engine.explain.values import Step
from charterdesk.engine.ladder import Run
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase


def rule_step(charter: Charter, case: Case, told: ev.Told) -> Step:
    """Which rule gave out a notice, with its line where the charter has one."""
    name = rule_of(told)
    rule = next((one for one in charter.tells if one.name == name), None)
    if rule is not None:
        said = phrase(
            "A rule of the charter: when %(when)s, tell %(who)s.", when=rule.when, who=rule.who
        )
        return Step(phrase("Rule"), said, rule.place)
    found = _of_ladder(charter, case, name)
    if found is not None:
        return found
    return Step(phrase("Rule"), _own(told, name))


def _of_ladder(charter: Charter, case: Case, name: str) -> Step | None:
    """A step of a run (`run1/management`), its stand-ins (`.../else`), or news of the run."""
    run = next((one for one in case.runs if name.startswith(f"run{one.number}/")), None)
    ladder = charter.ladders.get(run.ladder) if run is not None else None
    if run is None or ladder is None:
        return None
    what = name.split("/")[1]
    step = ladder.step(what)
    if step is None:
        return Step(phrase("Rule"), _news(run, what), ladder.place)
    if "/pass" in name and not name.endswith("/else"):
        said = phrase(
            "Step %(step)s of the ladder %(ladder)s goes on with the next, as who was called "
            "can't take it.",
            step=step.name,
            ladder=run.ladder,
        )
        return Step(phrase("Rule"), said, step.place)
    return Step(phrase("Rule"), _step(run, step, stand_in=name.endswith("/else")), step.place)


def _step(run: Run, step: LadderStep, *, stand_in: bool) -> Phrase:
    said: dict[str, PhraseValue] = {
        "step": step.name,
        "ladder": run.ladder,
        "who": step.notify,
    }
    if stand_in:
        return phrase(
            "Step %(step)s of the ladder %(ladder)s called %(who)s in vain, so that the `else` "
            "is told.",
            **said,
        )
    return phrase("Step %(step)s of the ladder %(ladder)s calls %(who)s.", **said)


def _news(run: Run, what: str) -> Phrase:
    form = _NEWS.get(what, phrase("News of the ladder %(ladder)s."))
    return Phrase(form.form, {"ladder": run.ladder})


def _own(told: ev.Told, name: str) -> Phrase:
    """Notices that the engine gives out by itself, by the first word of their rule."""
    if told.about == "held mail":
        return phrase("Whoever is not registered is told that the mail is held.")
    form = next((said for word, said in _OWN.items() if name.startswith(word)), None)
    return form or phrase("A rule of the desk itself.")


_NEWS = {
    "all-clear": phrase("The ladder %(ladder)s ended: everybody who was reached is told."),
    "reopened": phrase("The ladder %(ladder)s goes on: everybody who was reached is told."),
    "informed": phrase("The ladder %(ladder)s keeps them informed of every update."),
}
_OWN = {
    "reminder": phrase("The charter reminds while the case waits."),
    "date": phrase("The owner is told when the date comes until which the case was put off."),
    "held": phrase("Mail of somebody who may not ask is held, and those named are told."),
    "mention": phrase("Whoever is named in a note is told of it."),
    "undelivered": phrase("A message that never arrived is told to the owner (2.6 C)."),
    "join": phrase("A tier that is asked to join is told."),
    "transfer": phrase("The tier that the case is transferred to is told."),
    "lowered late": phrase("A priority lowered in the last quarter is reported (2.6 A)."),
    "priority": phrase("A customer who may choose the priority is told when it is corrected."),
    "refused": phrase("An escalation that was refused is told to the desk."),
    "reopen limit": phrase("After three reopenings in a day a person looks (M7)."),
    "permitted": phrase("Whoever works on the case is told that this person may ask."),
    "not permitted": phrase("Whoever works on the case is told that this person may not ask."),
    "not authorised": phrase("The customer's contact is asked whether this person may ask."),
}
