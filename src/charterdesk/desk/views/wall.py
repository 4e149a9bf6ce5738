"""The wallboard: opened by its secret address alone, and that only looks.

Who is signed in on its screen besides acknowledges their own calls in place.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_staffing
from charterdesk.cases.commands import Form, acknowledge_call
from charterdesk.cases.queries import case_for
from charterdesk.cases.queries.wall import wall_of
from charterdesk.charters.queries import live_charters
from charterdesk.desk.forms.wall import BoardForm
from charterdesk.desk.pages.wall import Hung, wall_page
from charterdesk.desk.pages.wallboards import boards_page
from charterdesk.desk.wall_values import WallPage
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.incidents.queries.updates import overdue_updates
from charterdesk.kit.wallclock import now
from charterdesk.look.phrasing import worded
from charterdesk.look.values import Refusal as Shown
from charterdesk.oncall.commands import end_wallboard, make_wallboard
from charterdesk.oncall.models import Wallboard
from charterdesk.oncall.walls import on_now, wallboard_of, wallboards
from charterdesk.visit.asking import Ask, asked


@require_safe
@never_cache
def wall(request: HttpRequest, token: str) -> HttpResponse:
    """The six tiles. No sign-in: the token is the proof, and it lets nobody do anything."""
    board = wallboard_of(token)
    if board is None:
        raise Http404
    with translation.override(board.made_by.language):
        page = _looked(board, now(), request)
        answer = render(request, "desk/wall.html", {"page": page})
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@asked("POST")
def have(ask: Ask, number: str) -> HttpResponse:
    """Who was called has it, at one press on the wall (R-VOX-8); back to the wall."""
    case = case_for(ask.person, number)
    if case is None:
        raise Http404
    who, form = (ask.person.username,), Form(key=ask.request.POST.get("key", "")[:100])
    answer = acknowledge_call(case=case, who=who, by=ask.person, at=ask.at, form=form)
    if isinstance(answer, Refused):
        return ask.go(reverse("desk:incident", args=[number]), worded(answer.said, ask.reader.zone))
    back = ask.request.POST.get("next", "")
    ours = back.startswith("/wall/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return ask.go(back if ours else reverse("desk:incident", args=[number]))


@asked("GET", "POST")
def boards(ask: Ask) -> HttpResponse:
    """The wallboards that hang; a post makes one, and shows its address this once."""
    demand_staffing(ask.person)
    form = BoardForm(ask.request.POST if ask.is_post else None)
    said = form.cleaned_data if form.is_valid() else None
    made = make_wallboard(**said, by=ask.person, at=ask.at) if said else ""
    if isinstance(made, Refusal):
        page = boards_page(_hung(ask), form, refusal=Shown(made.text))
    else:
        url = settings.SITE + reverse("desk:wall", args=[made]) if made else ""
        page = boards_page(_hung(ask), BoardForm() if made else form, url=url)
    status = 422 if ask.is_post and not page.url else 200
    return ask.draw("desk/oncall_wall", page, current="oncall", status=status)


@asked("POST")
def end(ask: Ask, pk: int) -> HttpResponse:
    """A wallboard's address shows nothing any more."""
    found = wallboards(ask.person).filter(pk=pk).first()
    if found is None:
        raise Http404
    done = end_wallboard(board=found, by=ask.person, at=ask.at)
    said = done.text if done else _("The wallboard's address works no more.")
    return ask.go(reverse("desk:walls"), said)


def _hung(ask: Ask) -> list[Wallboard]:
    return list(wallboards(ask.person))


def _looked(board: Wallboard, at: datetime, request: HttpRequest) -> WallPage:
    """What its maker may see, at a moment; the week begins on Monday on their wall."""
    viewer = request.user.username if isinstance(request.user, Person) else ""
    person = board.made_by
    names = {one.username: one.name for one in people_of_the_desk(person)}
    local = at.astimezone(ZoneInfo(person.zone))
    monday = (local - timedelta(days=local.weekday())).replace(hour=0, minute=0, second=0)
    on = list(on_now(live_charters(at), at))
    overdue = overdue_updates(at)
    hung = Hung(board, at, names, viewer, request.get_full_path(), overdue)
    return wall_page(wall_of(person, at, monday, overdue.keys()), on, hung)
