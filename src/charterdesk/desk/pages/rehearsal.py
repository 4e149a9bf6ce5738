"""A rehearsed night on its page: the same parts as a lived one, at a moment of its own time."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from charterdesk.accounts.models import Person
from charterdesk.desk.incident_values import RehearsalPage, RehearsalRow
from charterdesk.desk.pages.case_run import ladder_steps, people_ahead
from charterdesk.desk.pages.incident import next_up
from charterdesk.desk.pages.incident_calls import called_of
from charterdesk.desk.pages.incident_log import log_of, standing_of
from charterdesk.desk.pages.incident_words import means_label
from charterdesk.desk.probing import Probe
from charterdesk.engine.events import CallPassed
from charterdesk.engine.ladder import Run, calling_step
from charterdesk.incidents.models import Rehearsal
from charterdesk.incidents.rehearsing.keeping import Scene
from charterdesk.incidents.rehearsing.values import FIXED, HAVE, PASS, Manners
from charterdesk.look.moments import date_words, length_words, zone_name
from charterdesk.look.values import Action, Refusal
from charterdesk.oncall.queries import rota_for
from charterdesk.visit.reader import Reader


@dataclass(frozen=True, slots=True)
class Stage:
    """A rehearsal at the reader's moment, which is `night` of its own time."""

    rehearsal: Rehearsal
    scene: Scene
    person: Person
    at: datetime

    @property
    def night(self) -> datetime:
        """The moment of the night."""
        return self.rehearsal.night_at(self.at)

    @property
    def probe(self) -> Probe:
        """What the reader may ask of the night's case."""
        loaded = self.scene.loaded
        return Probe(loaded, rota_for(loaded.charter), self.person, self.night)

    @property
    def run(self) -> Run | None:
        """The run of the ladder."""
        runs = self.scene.loaded.state.runs
        return runs[-1] if runs else None


def rehearsal_page(
    stage: Stage, names: dict[str, str], refusal: Refusal | None = None
) -> RehearsalPage:
    """The whole page; its moments are those of the night."""
    row, scene, run = stage.rehearsal, stage.scene, stage.run
    reader = Reader(stage.person, stage.night, names)
    probe = stage.probe
    over = row.is_over(stage.at)
    going = run is not None and run.is_going
    return RehearsalPage(
        title=_("Rehearsal of %(ladder)s, %(charter)s")
        % {"ladder": row.ladder, "charter": scene.loaded.charter.title or row.charter},
        sentence=_("%(subject)s: escalated %(when)s. No case is touched, and nobody is woken.")
        % {"subject": row.subject, "when": reader.full(row.begins_at)},
        night=_exactly(stage.night, ZoneInfo(scene.loaded.charter.zone)),
        here=_("For you: %(when)s.") % {"when": reader.full(stage.night)},
        pace=_pace(row),
        over=_over(row, reader) if over else "",
        back_url=reverse("desk:rehearsals"),
        standing=standing_of(scene.loaded, run, reader),
        manners=tuple(_manners(row, reader)),
        acts=() if over else _acts(row, going=going),
        answers=() if over or not going else _answers(stage, reader),
        steps=ladder_steps(run, probe, scene.coming, reader) if run else (),
        called=called_of(scene.calls, scene.loaded.state, reader),
        next_up=None
        if over or run is None
        else next_up(scene.coming, run.counted_from, reader, still=True),
        quiet="" if over else _("No further step comes in this night."),
        log=log_of(scene.loaded, run, (), reader),
        summary=_summary(stage, reader) if over else (),
        refusal=refusal,
    )


def names_in(stage: Stage) -> set[str]:
    """The user names that the page shows."""
    coming = stage.scene.coming
    called = {one.told.person for one in stage.scene.calls}
    called |= {person for _role, person in coming.called} if coming else set()
    history = stage.scene.loaded.state.history
    who = {str(getattr(event, "who", "")) for event in history} | {one.by for one in history}
    who |= {str(getattr(event, "owner", "")) for event in history}
    who |= people_ahead(stage.run, stage.probe, coming) if stage.run else set()
    return {name for name in called | who | set(stage.rehearsal.manners["away"]) if name}


def rehearsal_row(row: Rehearsal, reader: Reader) -> RehearsalRow:
    """One line of the list."""
    said = {"ladder": row.ladder, "charter": row.charter, "when": reader.full(row.begins_at)}
    return RehearsalRow(
        title=_("%(charter)s, %(ladder)s: the night of %(when)s") % said,
        url=reverse("desk:rehearsal", args=[row.pk]),
        when=reader.full(row.started_at),
        who=row.by.name,
        state=_("over") if row.is_over(reader.at) else _("going on"),
    )


def _exactly(at: datetime, zone: ZoneInfo) -> str:
    """A moment of the night to the second, for it runs fast."""
    local = at.astimezone(zone)
    said = {"date": date_words(local, local), "time": f"{local:%H:%M:%S}"}
    return pgettext("moment", "%(date)s, %(time)s %(zone)s") % {**said, "zone": zone_name(local)}


def _pace(row: Rehearsal) -> str:
    if row.speed == 1:
        return _("as the clock goes")
    form = ngettext("%(count)d time as fast", "%(count)d times as fast", row.speed)
    return form % {"count": row.speed}


def _over(row: Rehearsal, reader: Reader) -> str:
    if row.stopped_at is not None:
        return _("It was stopped. This is what had happened until then.")
    return _("It is over. This is what would have happened.")


def _manners(row: Rehearsal, reader: Reader) -> list[str]:
    manners = Manners.from_stored(row.manners)
    after = {"length": length_words(manners.after)}
    lines = [
        {
            "nobody": _("Nobody answers."),
            "first": _("The first who is called has it after %(length)s.") % after,
            "everybody": _("Everybody who is called has it after %(length)s.") % after,
        }[manners.answering]
    ]
    if manners.away:
        names = ", ".join(map(reader.name, sorted(manners.away)))
        lines.append(_("Who can't: %(names)s.") % {"names": names})
    if manners.failing:
        kinds = ", ".join(map(means_label, sorted(manners.failing)))
        lines.append(_("Means that fail: %(means)s.") % {"means": kinds})
    if manners.fixed_after is not None:
        lines.append(
            _("It is fixed after %(length)s.") % {"length": length_words(manners.fixed_after)}
        )
    if row.for_real:
        said = {"name": row.by.name}
        lines.append(_("Each notice goes to %(name)s for real, marked REHEARSAL.") % said)
    return lines


def _acts(row: Rehearsal, *, going: bool) -> tuple[Action, ...]:
    fixed = (_act(row, FIXED, _("The trouble is fixed")),) if going else ()
    onward = replace(_act(row, "on", _("On to what comes next")), look="primary")
    return (onward, *fixed, _act(row, "stop", _("Stop")))


def _answers(stage: Stage, reader: Reader) -> tuple[Action, ...]:
    """A button for everybody who was called and has not said yet that they have it."""
    state, run = stage.scene.loaded.state, stage.run
    since = run.since if run else stage.night
    called = dict.fromkeys(
        one.told.person for one in stage.scene.calls if calling_step(one.told.about)
    )
    passed = {one.who for one in state.history if isinstance(one, CallPassed)}
    silent = [
        who
        for who in called
        if who not in passed and not state.has_acknowledged(frozenset({who}), since)
    ]
    row, names = stage.rehearsal, {who: {"name": reader.name(who)} for who in silent}
    have = [_act(row, HAVE, _("%(name)s has it") % names[who], who) for who in silent]
    return (*have, *(_act(row, PASS, _("%(name)s can't") % names[who], who) for who in silent))


def _act(row: Rehearsal, name: str, label: str, who: str = "") -> Action:
    url = reverse("desk:rehearsal_act", args=[row.pk, name])
    return Action(f"{name}-{who}".rstrip("-"), label, url, method="post", data={"who": who})


def _summary(stage: Stage, reader: Reader) -> tuple[str, ...]:
    """What the night came to: how many calls to how many people, who had it first, what failed."""
    calls, state, run = stage.scene.calls, stage.scene.loaded.state, stage.run
    people = {one.told.person for one in calls}
    lines = [
        ngettext(
            "%(count)d message to %(people)d people.",
            "%(count)d messages to %(people)d people.",
            len(calls),
        )
        % {"count": len(calls), "people": len(people)}
    ]
    first = next(((at, who) for at, who in state.acknowledged if run and at >= run.since), None)
    if first is not None and run is not None:
        said = {"name": reader.name(first[1]), "length": length_words(first[0] - run.since)}
        lines.append(_("%(name)s had it first, after %(length)s.") % said)
    else:
        lines.append(_("Nobody ever said that they have it."))
    refused = list(chain.from_iterable(one.receipts for one in calls))
    lost = sum(one.what == "refused for good" for one in refused)
    if lost:
        lines.append(
            ngettext("%(count)d message failed.", "%(count)d messages failed.", lost)
            % {"count": lost}
        )
    lines += [_("Defect: %(text)s") % {"text": text} for text in state.defects]
    return tuple(lines)
