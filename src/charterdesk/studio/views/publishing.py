"""Publishing: the page before it, the second person's word, the way back, what is served."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_management
from charterdesk.cases.queries.counting import open_cases_by_row
from charterdesk.charters.commands import (
    decline_proposal,
    lift_second_person,
    return_to_version,
    set_charter_live,
    want_second_person,
)
from charterdesk.charters.models import CharterProposal, CharterVersion
from charterdesk.charters.queries import draft_of, proposal_for
from charterdesk.look.values import Refusal as Shown
from charterdesk.studio.checking import checked
from charterdesk.studio.forms.publishing import DeclineForm, PublishForm
from charterdesk.studio.forms.writing import TextForm
from charterdesk.studio.pages.publishing import Ready, publish_page
from charterdesk.studio.publishing import approve_and_move, publish_and_move
from charterdesk.studio.sources import wanted
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def publish(ask: Ask, name: str) -> HttpResponse:
    """What will happen; a post lets it happen, or asks a second person."""
    ready = _ready(ask, name)
    form = PublishForm(sum(ready.open_cases.values()), ask.reader.zone, ask.request.POST or None)
    if not ask.is_post:
        return ask.draw("studio/publish", publish_page(ask, ready, form), current="charters")
    demand_management(ask.person)
    if not form.is_valid():
        return _refused(ask, ready, form, None)
    seen = TextForm(ask.request.POST).seen
    done = publish_and_move(
        name=name, seen_edition=seen, start=form.chosen(), by=ask.person, at=ask.at
    )
    return _answered(ask, ready, form, done)


@asked("POST")
def decide(ask: Ask, name: str) -> HttpResponse:
    """Approve what waits, decline it with a reason, or take one's own back."""
    demand_management(ask.person)
    waits = proposal_for(ask.person, name)
    if waits is None:
        return ask.go(_history(name), _("This was decided meanwhile: look at it again."))
    ready = _ready(ask, name)
    form = PublishForm(sum(ready.open_cases.values()), ask.reader.zone)
    if ask.request.POST.get("act") == "approve":
        done = approve_and_move(proposal=waits, by=ask.person, at=ask.at)
        return _answered(ask, ready, form, done)
    reason = ask.request.POST.get("reason", "")
    refused = decline_proposal(proposal=waits, reason=reason, by=ask.person, at=ask.at)
    if refused is not None:
        return _refused(ask, ready, form, refused, DeclineForm(ask.request.POST))
    return ask.go(_history(name), _("It is not published, and its author can read why."))


@asked("POST")
def back(ask: Ask, name: str, version: int) -> HttpResponse:
    """Put a former text in force again."""
    done = return_to_version(name=name, version=version, by=ask.person, at=ask.at)
    if isinstance(done, Refusal):
        return ask.go(_history(name), done.text)
    return ask.go(_history(name), _told(done, ask))


@asked("POST")
def second(ask: Ask, name: str) -> HttpResponse:
    """Ask for a second person from now on, or to end that rule."""
    if ask.request.POST.get("want") == "on":
        done = want_second_person(name=name, by=ask.person, at=ask.at)
        told = _("From now on a second person must approve each version.")
    else:
        done = lift_second_person(name=name, by=ask.person, at=ask.at)
        told = _("The rule has ended.")
        if not isinstance(done, Refusal) and done.needs_second:
            told = _("The rule ends when a second administrator agrees.")
    return ask.go(_history(name), done.text if isinstance(done, Refusal) else told)


@asked("POST")
def serve(ask: Ask, name: str) -> HttpResponse:
    """Let the charter take in new cases, or no more."""
    is_live = ask.request.POST.get("live") == "on"
    done = set_charter_live(name=name, is_live=is_live, by=ask.person, at=ask.at)
    if isinstance(done, Refusal):
        return ask.go(_history(name), done.text)
    told = _("It takes in new cases.") if is_live else _("It takes in no new cases any more.")
    return ask.go(_history(name), told)


def _ready(ask: Ask, name: str) -> Ready:
    wanted(ask.person, name, "", ask.at)
    draft, waits = draft_of(ask.person, name), proposal_for(ask.person, name)
    meant = waits or draft
    return Ready(
        name=name,
        draft=draft,
        found=checked(ask.person, name, meant.text, ask.at) if meant else None,
        proposal=waits,
        open_cases=open_cases_by_row(ask.person, name),
    )


def _answered(
    ask: Ask,
    ready: Ready,
    form: PublishForm,
    done: CharterVersion | CharterProposal | Refusal,
) -> HttpResponse:
    if isinstance(done, Refusal):
        return _refused(ask, ready, form, done)
    return ask.go(_history(ready.name), _told(done, ask))


def _refused(
    ask: Ask, ready: Ready, form: PublishForm, why: Refusal | None,
    declining: DeclineForm | None = None,
) -> HttpResponse:  # fmt: skip
    shown = Shown(why.text) if why else None
    page = publish_page(ask, ready, form, shown, declining)
    return ask.draw("studio/publish", page, current="charters", status=422)


def _told(done: CharterVersion | CharterProposal, ask: Ask) -> str:
    if isinstance(done, CharterProposal):
        return _("A second person must approve it now: it is not in force yet.")
    said = {"version": str(done.version), "since": ask.reader.full(done.in_force_from)}
    return _("Version %(version)s is published, in force from %(since)s.") % said


def _history(name: str) -> str:
    return reverse("studio:history", args=[name])
