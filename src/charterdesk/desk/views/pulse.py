"""One small request for the whole page, every few seconds; one query while nothing changed."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from charterdesk.accounts.models import Person
from charterdesk.cases.queries.finding import news_since
from charterdesk.desk import presence
from charterdesk.desk.forms.pulse import PulseForm
from charterdesk.desk.pages.chat_alerts import chat_alerts
from charterdesk.desk.pages.pulse import news_page
from charterdesk.kit.wallclock import now
from charterdesk.visit.sessions import pulse_of, remember_session
from charterdesk.watching.commands import read_news


@require_safe
@never_cache
def pulse(request: HttpRequest) -> HttpResponse:
    """204 while nothing changed; else what did, in the words of `pulse.js`."""
    at, form = now(), PulseForm(request.GET)
    found = pulse_of(request.session.session_key, at)
    person = found.person if found else request.user
    if not isinstance(person, Person):
        return HttpResponse(status=401)
    remember_session(request.session.session_key, person)
    others = presence.beat(form.shown_case(), person, form.doing(), at)
    chats = chat_alerts(found, form.known_chats(), at)
    if found and found.news and form.read_case():
        read_news(number=form.read_case(), by=found.person, at=at)
    counted = found is not None and form.known_news() not in (None, found.news)
    same = found is not None and found.newest == form.since_event() and not counted
    if same and others is None and chats is None:
        return HttpResponse(status=204)
    since = news_since(person, form.since_event(), at)
    news = news_page(person, since, form, others, counted=counted)
    return JsonResponse({**news, "chats": chats} if chats else news)
