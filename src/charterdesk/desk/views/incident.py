"""The page of an incident, and what is done on it at one press, each by POST alone."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import Form, acknowledge_call, escalate_case, pass_call
from charterdesk.cases.store import Loaded
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.acts.act import Acting
from charterdesk.desk.forms.acts.escalation import DeEscalateForm
from charterdesk.desk.forms.incident import UpdateForm
from charterdesk.desk.pages.composers import draft_key
from charterdesk.desk.pages.incident import Night, incident_page, names_in
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.probing import Probe
from charterdesk.desk.views.acts import acting_on
from charterdesk.engine.decide import Refusal
from charterdesk.engine.ladder import Run
from charterdesk.engine.phrase import phrase
from charterdesk.incidents.commands.joining import join_incident, leave_incident, take_call
from charterdesk.incidents.queries.calls import calls_of, next_update_of, participations_of
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal as Shown
from charterdesk.oncall.queries import rota_for
from charterdesk.visit.asking import Ask, asked


@asked()
def incident(ask: Ask, number: str) -> HttpResponse:
    """The night as it stands."""
    return _drawn(ask, acting_on(ask, number))


@asked("POST")
def incident_act(ask: Ask, number: str, name: str) -> HttpResponse:
    """One act; what is refused comes back on the page with what was typed."""
    if name in FORMS:
        return _filled(ask, acting_on(ask, number), name)
    if name not in PRESSES:
        raise Http404
    acting, (press, done) = acting_on(ask, number), PRESSES[name]
    answer = press(acting, ask.request.POST)
    urls = CaseUrls(acting.row.number, ask.way.url)
    refusal = not_done(answer, acting.charter, urls) if answer is not None else None
    if refusal:
        return _drawn(ask, acting, refusal=refusal)
    return ask.go(urls.of("incident"), str(_(done)))


def last_run(loaded: Loaded) -> Run | None:
    """The run that is going, else the last one."""
    runs = loaded.state.runs
    return loaded.state.run_going or (runs[-1] if runs else None)


def _filled(ask: Ask, acting: Acting, name: str) -> HttpResponse:
    kind, done = FORMS[name]
    form = kind(acting, ask.request.POST)
    urls = CaseUrls(acting.row.number, ask.way.url)
    if not form.is_valid():
        return _drawn(ask, acting, form=form)
    if refusal := not_done(form.do(), acting.charter, urls):
        return _drawn(ask, acting, form=form, refusal=refusal)
    return ask.go(urls.of("incident"), str(_(done)), _draft(acting) if name == "update" else "")


def _drawn(
    ask: Ask, acting: Acting, *, form: UpdateForm | DeEscalateForm | None = None,
    refusal: Shown | None = None,
) -> HttpResponse:  # fmt: skip
    loaded, run = acting.loaded, last_run(acting.loaded)
    update = form if isinstance(form, UpdateForm) else UpdateForm(acting)
    down = form if isinstance(form, DeEscalateForm) else DeEscalateForm(acting)
    night = Night(
        probe=Probe(loaded, rota_for(acting.charter), ask.person, ask.at),
        run=run,
        calls=calls_of(loaded, (run,) if run else ()),
        people=participations_of(acting.row),
        said=next_update_of(acting.row),
        update=tuple(replace(one, rows=4) for one in fields_of(update, {"body": _draft(acting)})),
        stand_down=fields_of(down),
        refusal=refusal,
        standing_down=down.is_bound,
    )
    ask.learn_names(names_in(night))
    page = incident_page(night, ask.reader, CaseUrls(acting.row.number, ask.way.url))
    status = 422 if form is not None or refusal else 200
    return ask.draw("desk/incident", page, current="escalated", status=status)


def _draft(acting: Acting) -> str:
    return draft_key(acting.row.number, "incident")


def _have(acting: Acting, data: Mapping[str, Any]) -> Answer:
    who = (acting.person.username,)
    return acknowledge_call(
        case=acting.row, who=who, by=acting.person, at=acting.at, form=_key(data)
    )


def _pass(acting: Acting, data: Mapping[str, Any]) -> Answer:
    who = (acting.person.username,)
    return pass_call(case=acting.row, who=who, by=acting.person, at=acting.at, form=_key(data))


def _take(acting: Acting, data: Mapping[str, Any]) -> Answer:
    minutes = whole_number(data.get("minutes"), 9999) or 0
    return take_call(case=acting.row, minutes=minutes, by=acting.person, at=acting.at)


def _page_next(acting: Acting, data: Mapping[str, Any]) -> Answer:
    run = acting.state.run_going
    if run is None:
        return Refusal(phrase("No escalation is going on in this case."))
    return escalate_case(
        case=acting.row, by=acting.person, at=acting.at, reason=_("paged before its time"),
        ladder=run.ladder, step=str(data.get("step", "")), form=_key(data),
    )  # fmt: skip


def _join(acting: Acting, data: Mapping[str, Any]) -> None:
    join_incident(case=acting.row, by=acting.person, at=acting.at)


def _leave(acting: Acting, data: Mapping[str, Any]) -> None:
    leave_incident(case=acting.row, by=acting.person, at=acting.at)


def _key(data: Mapping[str, Any]) -> Form:
    return Form(key=str(data.get("key", ""))[:100])


Press = Callable[[Acting, Mapping[str, Any]], Answer | None]
PRESSES: Mapping[str, tuple[Press, str]] = {
    "have": (_have, gettext_noop("You have it: you are not called again, the ladder goes on.")),
    "take": (_take, gettext_noop("You have it for a while; then you are asked again.")),
    "pass": (_pass, gettext_noop("The next is being called.")),
    "page-next": (_page_next, gettext_noop("They are being called now.")),
    "join": (_join, gettext_noop("The others see that you work on it, too.")),
    "leave": (_leave, gettext_noop("You have left.")),
}
FORMS: Mapping[str, tuple[type[UpdateForm | DeEscalateForm], str]] = {
    "update": (UpdateForm, gettext_noop("The update is on its way.")),
    "stand-down": (DeEscalateForm, gettext_noop("The ladder has ended.")),
}
