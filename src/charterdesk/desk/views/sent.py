"""Reading sent mail, where it lies in files: what is about cases that one may see."""

from django.http import FileResponse, Http404, HttpResponse

from charterdesk.cases.queries.finding import seen_numbers
from charterdesk.channels.sink.sending import Sent, Sink
from charterdesk.desk.pages.sent import number_in, sent_mail_page, sent_page
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.visit.asking import Ask, asked
from charterdesk.visit.sent_mail import sink_of_the_desk

AT_ONCE = 50
MOST_SKIPPED = 5000


@asked()
def sent(ask: Ask) -> HttpResponse:
    """The newest mails, or those before the ones that were shown already."""
    skip = min(whole_number(ask.request.GET.get("skip")) or 0, MOST_SKIPPED)
    mails = _sink().latest(skip + AT_ONCE + 1)[skip:]
    more = skip + AT_ONCE if len(mails) > AT_ONCE else 0
    page = sent_page(_seen(ask, mails[:AT_ONCE]), ask.reader, more)
    return ask.draw("desk/sent", page, current="sent")


@asked()
def sent_mail(ask: Ask, name: str) -> HttpResponse:
    """One of them."""
    return ask.draw("desk/sent_mail", sent_mail_page(_one(ask, name), ask.reader), current="sent")


@asked()
def sent_raw(ask: Ask, name: str) -> FileResponse:
    """The same as a file."""
    path = _sink().directory / _one(ask, name).name
    answer = FileResponse(path.open("rb"), as_attachment=True, content_type="message/rfc822")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _sink() -> Sink:
    sink = sink_of_the_desk()
    if sink is None:
        raise Http404
    return sink


def _one(ask: Ask, name: str) -> Sent:
    found = _sink().one(name)
    if found is None or not _seen(ask, [found]):
        raise Http404
    return found


def _seen(ask: Ask, mails: list[Sent]) -> list[Sent]:
    """Administrators read all; others what is about a case that they may see."""
    if ask.person.is_admin:
        return mails
    seen = seen_numbers(ask.person, {number_in(one) for one in mails})
    return [one for one in mails if number_in(one) in seen]
