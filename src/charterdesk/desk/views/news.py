"""A person's news, how they want to have them, and the link of a mail that stops those of a case.

Opening that link changes nothing, because scanners open every link of a mail. Its POST needs no
cookie and no token of a form: RFC 8058 sends none, and the seal is in the address.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from charterdesk.cases.commands import stop_watching
from charterdesk.desk.forms.news import HabitForm, ReadForm
from charterdesk.desk.pages.news import habit_page, news_page, spent_page, unwatch_page
from charterdesk.kit.wallclock import now
from charterdesk.lists.commands.news import see_all_results
from charterdesk.lists.queries.news import ended_acts
from charterdesk.notifications.links import notice_of
from charterdesk.visit.asking import Ask, asked
from charterdesk.watching.commands import read_all_news
from charterdesk.watching.queries import habit_of, newest_unread, news_of


@asked()
def news(ask: Ask) -> HttpResponse:
    """All of the reader's news."""
    until = newest_unread(ask.person)
    acts = ended_acts(ask.person)
    page = news_page(news_of(ask.person), habit_of(ask.person), until, acts)
    return ask.draw("desk/news", page, current="news")


@asked("POST")
def read(ask: Ask) -> HttpResponse:
    """All that the page showed is read."""
    form = ReadForm(ask.request.POST)
    read_all_news(by=ask.person, until=form.row(), at=ask.at)
    if ended := form.moment():
        see_all_results(by=ask.person, until=ended)
    return ask.go(reverse("desk:news"))


@asked("GET", "POST")
def habit(ask: Ask) -> HttpResponse:
    """How news come; with POST it is kept."""
    given = HabitForm.of(habit_of(ask.person))
    form = HabitForm(ask.request.POST) if ask.is_post else HabitForm(initial=given)
    if ask.is_post and form.is_valid():
        form.do(ask.person, ask.at)
        return ask.go(reverse("desk:news"), _("News come as you have chosen."))
    return ask.draw(
        "desk/my_news", habit_page(form), current="news", status=422 if form.errors else 200
    )


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unwatch(request: HttpRequest, token: str) -> HttpResponse:
    """What the link stops; with POST it is stopped."""
    at = now()
    notice = notice_of(token, "watch", at)
    if notice is None or notice.person is None or notice.case is None:
        return render(request, "desk/unwatch.html", {"page": spent_page()}, status=410)
    done = request.method == "POST"
    if done:
        stop_watching(case=notice.case, by=notice.person, at=at)
    with translation.override(notice.person.language):
        return render(
            request, "desk/unwatch.html", {"page": unwatch_page(notice, request.path, done)}
        )
