"""The page of an incident: the ladder, whom it called, what comes next, what can be done now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_hex

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.store import Loaded
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.incident_values import IncidentPage, NextUp, StandDownBox, UpdateBox
from charterdesk.desk.pages.case_acts import Acts
from charterdesk.desk.pages.case_run import ladder_steps, people_ahead
from charterdesk.desk.pages.clocks import clock_id, clocks_of, said_clock
from charterdesk.desk.pages.incident_calls import called_of
from charterdesk.desk.pages.incident_log import log_of, standing_of, what_happened
from charterdesk.desk.preview import next_firing
from charterdesk.desk.probing import Probe
from charterdesk.engine import commands as co
from charterdesk.engine.ahead import Firing
from charterdesk.engine.ladder import Run
from charterdesk.engine.standing import standings
from charterdesk.incidents.models import NextUpdate, Participation
from charterdesk.incidents.queries.calls import Call
from charterdesk.look.clockface import state_of
from charterdesk.look.values import Action, Clock, Field, Link, Refusal
from charterdesk.visit.reader import Reader

MINUTES = (15, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What the page is made of; `run` is the one going, else the last one."""

    probe: Probe
    run: Run | None
    calls: tuple[Call, ...]
    people: tuple[Participation, ...]
    said: NextUpdate | None
    update: tuple[Field, ...]
    stand_down: tuple[Field, ...]
    refusal: Refusal | None = None
    standing_down: bool = False

    @property
    def loaded(self) -> Loaded:
        """The case."""
        return self.probe.loaded

    @property
    def is_going(self) -> bool:
        """Whether a ladder runs."""
        return self.run is not None and self.run.is_going


def incident_page(night: Night, reader: Reader, urls: CaseUrls) -> IncidentPage:
    """The whole page for one reader."""
    row, run = night.loaded.row, night.run
    firing = next_firing(night.probe) if night.is_going else None
    acts = Acts(night.probe, urls)
    here = [one for one in night.people if one.left_at is None]
    return IncidentPage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        title=_("Incident %(number)s") % {"number": row.number},
        sentence=what_happened(night.loaded, run, reader),
        standing=standing_of(night.loaded, run, reader),
        case_url=urls.page(),
        links=_links(urls),
        running=night.is_going,
        steps=ladder_steps(run, night.probe, firing, reader) if run else (),
        called=called_of(night.calls, night.loaded.state, reader),
        next_up=next_up(firing, run.counted_from, reader) if run else None,
        quiet=_("No further step comes by time.") if night.is_going else "",
        acts=_acts(night, firing, acts, urls) if night.is_going else (),
        working=tuple(_present(one, reader) for one in here),
        working_act=_working(here, reader, urls),
        update=_update(night, reader, urls),
        stand_down=_stand_down(night, acts, urls) if night.is_going else None,
        log=log_of(night.loaded, run, night.people, reader),
        refusal=night.refusal,
    )  # fmt: skip


def names_in(night: Night) -> set[str]:
    """The user names that the page shows."""
    state, run = night.loaded.state, night.run
    told = {one.told.person for one in night.calls}
    called = {person for step in run.steps for _role, person in step.called} if run else set()
    firing = next_firing(night.probe) if night.is_going else None
    coming = {person for _role, person in firing.called} if firing else set()
    ahead = people_ahead(run, night.probe, firing) if run else set()
    who = {str(getattr(event, "who", "")) for event in state.history}
    by = {event.by for event in state.history}
    return {name for name in (told | called | coming | ahead | who | by) if name}


def _links(urls: CaseUrls) -> tuple[Link, ...]:
    return (
        Link(_("Proof of who was reached"), urls.of("proof")),
        Link(_("Status page…"), urls.of("public")),
        Link(_("Rehearse such a night"), f"{reverse('desk:rehearsals')}?case={urls.number}"),
    )


def _present(one: Participation, reader: Reader) -> str:
    said = {"name": one.person.name, "when": reader.short(one.joined_at)}
    return _("%(name)s since %(when)s") % said


def _working(here: list[Participation], reader: Reader, urls: CaseUrls) -> Action:
    if any(one.person_id == reader.person.pk for one in here):
        return _post(urls, "leave", _("I leave"))
    return _post(urls, "join", _("I work on it, too"))


def _post(urls: CaseUrls, name: str, label: str, **data: str) -> Action:
    url = urls.of("incident_act", name)
    return Action(name, label, url, method="post", data={"key": token_hex(12), **data})


def next_up(
    firing: Firing | None, since: datetime, reader: Reader, *, still: bool = False
) -> NextUp | None:
    """The step that comes next, with its people; a `still` clock is not counted down."""
    if firing is None:
        return None
    left = firing.at - reader.at
    total = max(firing.at - since, timedelta(seconds=1))
    names = list(dict.fromkeys(reader.name(person) for _role, person in firing.called))
    said = {"step": firing.step, "when": reader.full(firing.at)}
    clock = Clock(
        kind="next", name=_("Step %(name)s") % {"name": firing.step}, state=state_of(left, total),
        due_at=firing.at, left=left, total=total, runs=not still,
    )  # fmt: skip
    if firing.skipped:
        return NextUp(_("Step %(step)s, not needed as things are, %(when)s") % said, "", clock)
    return NextUp(_("Step %(step)s, %(when)s") % said, ", ".join(names) or _("nobody"), clock)


def _acts(
    night: Night, firing: Firing | None, acts: Acts, urls: CaseUrls
) -> tuple[Action, ...]:  # fmt: skip
    run = night.run
    me = night.probe.person.username
    mine = any(one.told.person == me for one in night.calls) and run is not None
    found: list[Action] = []
    if mine and run and not night.loaded.state.has_acknowledged(frozenset({me}), run.since):
        found.append(replace(_post(urls, "have", _("I have it")), look="primary"))
        found += [_post(urls, "take", _minutes(number), minutes=str(number)) for number in MINUTES]
        found.append(_passing(acts, urls, me))
    if firing is not None and not firing.skipped:
        command = co.Escalate(by=me, ladder=run.ladder if run else "", step=firing.step, reason="-")
        judged = acts.change("page-next", _("Page %(step)s now") % {"step": firing.step}, command)
        url = urls.of("incident_act", "page-next")
        data = {"key": token_hex(12), "step": firing.step}
        found.append(replace(judged, url=url, method="post", data=data, look="escalate"))
    return tuple(found)


def _passing(acts: Acts, urls: CaseUrls, me: str) -> Action:
    judged = acts.change("pass", _("I can't: call the next"), co.PassCall(by=me, who=(me,)))
    url = urls.of("incident_act", "pass")
    return replace(judged, url=url, method="post", data={"key": token_hex(12)})


def _minutes(number: int) -> str:
    form = ngettext("I have it for %(count)d minute", "I have it for %(count)d minutes", number)
    return form % {"count": number}


def _update(night: Night, reader: Reader, urls: CaseUrls) -> UpdateBox | None:
    row, state = night.loaded.row, night.loaded.state
    if state.is_over:
        return None
    who = row.contact.name if row.contact else row.asker
    return UpdateBox(
        action=urls.of("incident_act", "update"),
        fields=night.update,
        promised=_promised(night, reader),
        receiver=_("To %(who)s, by mail, in the same thread.") % {"who": who or _("nobody")},
        clock=_update_clock(night, reader),
    )


def _promised(night: Night, reader: Reader) -> str:
    if night.said is None:
        return _("Nothing was said yet of when the next update comes.")
    said = {"when": reader.full(night.said.next_at), "name": night.said.by.name}
    return _("%(name)s has told the customer: again by %(when)s.") % said


def _update_clock(night: Night, reader: Reader) -> Clock | None:
    """What was said, where it is sooner; else the charter's promise of an update."""
    if night.said is not None:
        return said_clock(night.said.said_at, night.said.next_at, reader.at)
    found = tuple(
        one
        for one in standings(night.loaded.charter, night.loaded.state, reader.at)
        if one.promise is not None and one.promise.kind == "update" and one.promise.is_open
    )
    why = {clock_id(one): "" for one in found}
    return next(iter(clocks_of(found, reader, why, night.loaded.state.waiting_on)), None)


def _stand_down(night: Night, acts: Acts, urls: CaseUrls) -> StandDownBox:
    me = night.probe.person.username
    judged = acts.change(
        "de-escalate", "", co.DeEscalate(by=me, reason="reason", customer_agrees=True)
    )
    return StandDownBox(
        action=urls.of("incident_act", "stand-down"),
        fields=night.stand_down,
        reason=judged.reason,
        open=night.standing_down,
    )
