"""Chat now: in the charter's hours a chat begins, out of them its words become a message.

Behind the sign-in (R-BIC-22): a link that opens one case does not open a chat.
"""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.cases.queries.guests import guest_case
from charterdesk.portal.asking import Visit, guests
from charterdesk.portal.chat_offer import begin_page
from charterdesk.talk.commands import begin_chat, write_instead
from charterdesk.talk.models import Chat
from charterdesk.talk.queries import going_chat_of
from charterdesk.talk.ways import ChatWay, way_of
from charterdesk.visit.chatting import LineForm, fault_of, why_not
from charterdesk.visit.uploads import limits_of


@guests("GET", "POST")
def begin(visit: Visit) -> HttpResponse:
    """A chat about nothing that is a case yet."""
    return _begun(visit, None)


@guests("GET", "POST")
def begin_on(visit: Visit, number: str) -> HttpResponse:
    """A chat about a case, which goes on in that case."""
    case = guest_case(visit.host, number)
    if case is None:
        raise Http404
    return _begun(visit, case)


def _begun(visit: Visit, case: Case | None) -> HttpResponse:
    if visit.host.only:
        return visit.go(f"{reverse('portal:enter')}?next={visit.request.path}")
    if going := going_chat_of(visit.contact):
        return visit.go(reverse("portal:chat", args=[going.ref]))
    way = way_of(visit.contact, visit.at, case)
    if way is None or not visit.is_post:
        return visit.draw("portal/chat_begin", begin_page(visit, way, case))
    return _said(visit, way, case)


def _said(visit: Visit, way: ChatWay, case: Case | None) -> HttpResponse:
    """Begin with what was written, or take it as a message where nobody is there."""
    form = LineForm(visit.request.POST, visit.request.FILES, limits=limits_of(way.charter))
    wrong = fault_of(form)
    if not wrong:
        words, do = form.words(), begin_chat if way.is_open(visit.at) else write_instead
        answer = do(way=way, words=words, by=visit.contact, at=visit.at, case=case)
        if isinstance(answer, Chat):
            return visit.go(reverse("portal:chat", args=[answer.ref]))
        if isinstance(answer, Case):
            done = _("Your message is taken as the case %(number)s.") % {"number": answer.number}
            return visit.go(reverse("portal:case", args=[answer.number]), done)
        wrong = why_not(answer, visit.zone)
    page = begin_page(visit, way, case, visit.request.POST.get("body", ""), wrong)
    return visit.draw("portal/chat_begin", page, 422)
