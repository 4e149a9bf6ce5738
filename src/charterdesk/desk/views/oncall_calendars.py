"""Calendars in and out: one's own feed, shifts from others' calendars, layers from an export."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from charterdesk.accounts.refusal import Refusal
from charterdesk.charters.queries import live_charters
from charterdesk.desk.forms.oncall_import import CalendarForm, GrafanaForm, said_of
from charterdesk.desk.oncall import read_now
from charterdesk.desk.oncall_values import FeedPage
from charterdesk.desk.views.oncall import back, changing
from charterdesk.kit.wallclock import now
from charterdesk.look.values import Link
from charterdesk.oncall.calendars.feeds import calendar_of, person_of_feed
from charterdesk.oncall.commands import end_feed, make_feed
from charterdesk.oncall.models import CalendarFeed
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def calendar(ask: Ask, charter: str, name: str) -> HttpResponse:
    """Shifts from somebody else's calendar."""
    return changing(ask, charter, name, CalendarForm)


@asked("GET", "POST")
def grafana(ask: Ask, charter: str, name: str) -> HttpResponse:
    """Layers from an export of Grafana OnCall."""
    return changing(ask, charter, name, GrafanaForm)


@asked("POST")
def read(ask: Ask, pk: int) -> HttpResponse:
    """Read one of others' calendars again."""
    done = read_now(pk=pk, by=ask.person, at=ask.at)
    return back(ask, done, done.text if isinstance(done, Refusal) else said_of(done))


@asked("GET", "POST")
def feed(ask: Ask) -> HttpResponse:
    """The secret address of one's own duty: made, shown once, ended."""
    token = ""
    if ask.is_post and ask.request.POST.get("end"):
        end_feed(by=ask.person, at=ask.at)
        return ask.go(reverse("desk:oncall_feed"), _("The address works no more."))
    if ask.is_post:
        token = make_feed(by=ask.person, at=ask.at)
    page = FeedPage(
        action=reverse("desk:oncall_feed"),
        back=Link(_("On call"), reverse("desk:oncall")),
        url=settings.SITE + reverse("desk:oncall_ics", args=[token]) if token else "",
        there=CalendarFeed.objects.filter(person=ask.person, ended_at=None).exists(),
    )
    return ask.draw("desk/oncall_feed", page, current="oncall")


@require_safe
@never_cache
def ics(request: HttpRequest, token: str) -> HttpResponse:
    """The feed itself; the token in the address is the proof, and nothing is changed."""
    person = person_of_feed(token)
    if person is None:
        raise Http404
    at = now()
    with translation.override(person.language):
        data = calendar_of(person, live_charters(at), at)
    return HttpResponse(data, content_type="text/calendar; charset=utf-8")
