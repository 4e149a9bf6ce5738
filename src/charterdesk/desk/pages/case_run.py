"""The banner of a ladder that runs: where it stands, its steps, what can be done about it."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from charterdesk.cases.queries.dossier import Dossier
from charterdesk.cases.store import Loaded
from charterdesk.charters.queries.published import is_read_by_customers
from charterdesk.desk.pages.case_acts import Acts
from charterdesk.desk.pages.step_words import condition_words, means_words, offset_words
from charterdesk.desk.preview import Firing, next_firing
from charterdesk.desk.probing import Probe
from charterdesk.desk.values import LadderRun
from charterdesk.engine import commands as co
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Ladder, Step
from charterdesk.engine.ladder import Run, StepRun, fires_at
from charterdesk.look.clockface import state_of
from charterdesk.look.values import Action, Clock, LadderStep, Place
from charterdesk.visit.reader import Reader


def run_of(dossier: Dossier, probe: Probe, acts: Acts, reader: Reader) -> LadderRun | None:
    """The ladder that is going, if one is."""
    state, charter = dossier.loaded.state, dossier.loaded.charter
    run = state.run_going
    if run is None:
        return None
    ladder = charter.ladders[run.ladder]
    times = _times(dossier.loaded, run, next_firing(probe))
    return LadderRun(
        title=_("The ladder %(name)s is running") % {"name": run.ladder},
        sentence=_sentence(state, run, times, reader),
        steps=_steps(ladder, run, times, probe, reader),
        acts=_acts(state, run, acts),
        waiting=_clock(run, reader),
        public_url=_public_url(dossier, reader.at),
        incident_url=acts.urls.of("incident"),
    )


def ladder_steps(
    run: Run, probe: Probe, firing: Firing | None, reader: Reader
) -> tuple[LadderStep, ...]:
    """The ladder as a flow with the run's place; `firing` is the step that comes next."""
    ladder = probe.loaded.charter.ladders[run.ladder]
    return _steps(ladder, run, _times(probe.loaded, run, firing), probe, reader)


def people_ahead(run: Run, probe: Probe, firing: Firing | None) -> set[str]:
    """The user names that `ladder_steps` shows for the steps that have not come yet."""
    ladder, times = probe.loaded.charter.ladders[run.ladder], _times(probe.loaded, run, firing)
    return {
        person
        for step in ladder.steps
        for role in step.notify
        for person in probe.rota.on_duty(role, times[step.name] or probe.at, "")[:1]
    }


def _times(loaded: Loaded, run: Run, firing: Firing | None) -> dict[str, datetime | None]:
    """When each step that waits would fire, as far as that is known."""
    ladder = loaded.charter.ladders[run.ladder]
    hours = loaded.charter.calendar(ladder.hours)
    times = {step.name: fires_at(run, step, hours) for step in ladder.steps}
    if firing is not None and not firing.skipped:
        times[firing.step] = firing.at
    return times


def _public_url(dossier: Dossier, at: datetime) -> str:
    """The page that customers read, with the place of this case; "" where there is none."""
    row = dossier.loaded.row
    if not is_read_by_customers(row.charter, at):
        return ""
    page = reverse("portal:version", args=[row.charter, row.charter_version])
    return f"{page}?{urlencode({'case': row.number})}#escalation"


def _sentence(state: Case, run: Run, times: dict[str, datetime | None], reader: Reader) -> str:
    if run.carried_by:
        return _("The outage %(number)s calls in its place.") % {"number": run.carried_by}
    called = _called(state, run)
    silent = [name for name in called if not state.has_acknowledged(frozenset({name}), run.since)]
    ahead = sorted((at, name) for name, at in times.items() if at is not None)
    parts = []
    if silent:
        names = ", ".join(map(reader.name, silent))
        parts.append(_("Not acknowledged yet: %(names)s.") % {"names": names})
    elif called:
        parts.append(_("Everybody who was called has acknowledged."))
    if ahead:
        said = {"step": ahead[0][1], "when": reader.full(ahead[0][0])}
        parts.append(_("Next step: %(step)s, %(when)s at the latest.") % said)
    return " ".join(parts)


def _called(state: Case, run: Run) -> list[str]:
    """Everybody who was called and has not said that they can't take it."""
    return list(
        dict.fromkeys(
            person
            for step in run.steps
            for person in state.called_in(run, step)
            if person not in step.passers
        )
    )


def _steps(
    ladder: Ladder, run: Run, times: dict[str, datetime | None], probe: Probe, reader: Reader
) -> tuple[LadderStep, ...]:
    coming = min((at for at in times.values() if at is not None), default=None)
    return tuple(_step(step, run, times[step.name], coming, probe, reader) for step in ladder.steps)


def _step(
    step: Step, run: Run, at: datetime | None, coming: datetime | None, probe: Probe,
    reader: Reader,
) -> LadderStep:  # fmt: skip
    stands = run.step(step.name)
    fired = stands.fired_at if stands.is_ != "waiting" else None
    names = [reader.name(person) for _role, person in stands.called]
    if not fired and stands.is_ != "skipped":
        names = [_likely(role, at, probe, reader) for role in step.notify]
    moment = fired or at
    return LadderStep(
        title=step.name,
        offset=offset_words(step, put_off=moment is not None and moment > run.counted_from),
        names=", ".join(dict.fromkeys(names)),
        at=moment,
        means=means_words(step),
        condition=condition_words(step),
        state=_place(stands, run, is_next=at is not None and at == coming),
    )


def _place(stands: StepRun, run: Run, *, is_next: bool) -> Place:
    """Where a step stands: behind, at present, ahead."""
    match stands.is_:
        case "waiting":
            return "next" if is_next else "later"
        case "running":
            return "running" if run.is_going else "ended"
        case "breached":
            return "missed"
        case "skipped":
            return "skipped"
        case _:
            return "taken"


def _likely(role: str, at: datetime | None, probe: Probe, reader: Reader) -> str:
    """Who is on duty then, where the rota alone can say; else the role."""
    people = probe.rota.on_duty(role, at or reader.at, "")
    return reader.name(people[0]) if people else role


def _clock(run: Run, reader: Reader) -> Clock | None:
    """How long there is left to reach everybody of the step that is running."""
    running = [step for step in run.steps if step.is_ == "running" and step.limit]
    if not running or run.carried_by:
        return None
    step = running[0]
    limit, since = step.limit or reader.at, step.fired_at or run.since
    left = limit - reader.at
    total = max(limit - since, timedelta(seconds=1))
    return Clock(
        kind="step", name=_("Step %(name)s") % {"name": step.name},
        state=state_of(left, total), due_at=limit, left=left, total=total,
    )  # fmt: skip


def _acts(state: Case, run: Run, acts: Acts) -> tuple[Action, ...]:
    me = acts.probe.person.username
    mine = me in _called(state, run) and not state.has_acknowledged(frozenset({me}), run.since)
    have = acts.post("acknowledge", _("I have it"), co.Acknowledge(by=me, who=(me,)))
    cant = acts.post("pass", _("I can't: call the next"), co.PassCall(by=me, who=(me,)))
    stop = acts.change(
        "de-escalate", _("De-escalate…"),
        co.DeEscalate(by=me, reason="reason", customer_agrees=True),
    )  # fmt: skip
    reached = acts.change("reached", _("Reached…"), None)
    return (have, cant, reached, stop) if mine else (reached, stop)
