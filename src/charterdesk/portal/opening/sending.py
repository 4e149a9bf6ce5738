"""The last page of an inquiry: what the engine promises for this very case, then the case."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.answers import Done, Held
from charterdesk.cases.models import Case
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter
from charterdesk.engine.explain.opening import Promised, WhatIf
from charterdesk.engine.standing import Standing
from charterdesk.intake.inquiries import look_ahead, send_inquiry
from charterdesk.look.moments import moment_words
from charterdesk.look.phrasing import worded
from charterdesk.look.tracing import trace_of
from charterdesk.look.values import Refusal
from charterdesk.portal.asking import Visit
from charterdesk.portal.case_page import charter_url
from charterdesk.portal.chat_offer import urgent_offer
from charterdesk.portal.opening.belongings import EQUIPMENT, PRODUCT, said_of
from charterdesk.portal.opening.pages import draft_of, kept_files, step_url, titles
from charterdesk.portal.opening.steps import (
    SEND,
    first_unanswered,
    is_by_escalation,
    step_before,
)
from charterdesk.portal.opening.values import Given, OpenedPage, Promise, SendPage
from charterdesk.portal.opening.wish import Asked, own_fields, wish_of
from charterdesk.portal.promising import promised
from charterdesk.visit.own_fields import value_words
from charterdesk.welcome.naming import promise_name


def last_page(visit: Visit, asked: Asked, refusal: Refusal | None = None) -> HttpResponse:
    """The promise before sending; a question that was left out comes first."""
    charter, key = asked.offer.charter, asked.inquiry.key
    missing = first_unanswered(charter, asked.answers)
    if missing != SEND:
        return visit.go(step_url(key, missing))
    ahead = look_ahead(wish_of(asked), visit.at)
    page = _page(visit, asked, ahead, refusal)
    return visit.draw("portal/open_send", page, 422 if refusal else 200)


def send(visit: Visit, asked: Asked) -> HttpResponse:
    """Open the case and show its number; a second press shows the same number."""
    if first_unanswered(asked.offer.charter, asked.answers) != SEND:
        return last_page(visit, asked)
    answer = send_inquiry(inquiry=asked.inquiry, wish=wish_of(asked), at=visit.at)
    if isinstance(answer, Done):
        return visit.go(reverse("portal:open_sent", args=[asked.inquiry.key]))
    if isinstance(answer, Held):
        said = _("You are not registered under this charter yet; your account manager is told.")
        return last_page(visit, asked, Refusal(said))
    return last_page(visit, asked, Refusal(worded(answer.said, visit.zone)))


def opened_page(
    visit: Visit, asked: Asked, case: Case, promises: tuple[Promise, ...]
) -> OpenedPage:
    """The case with its number, what is promised, and what comes next."""
    first = next((one for one in promises if one.due is not None), None)
    if first is None:
        comes = _("We read it and answer you; you see each step on the page of the case.")
    else:
        comes = _("Next: %(promise)s, %(words)s.") % {"promise": first.name, "words": first.words}
    return OpenedPage(
        number=case.number,
        case_url=reverse("portal:case", args=[case.number]),
        promises=promises,
        next_step=comes,
        mailed_to=asked.guest.address or case.asker,
        drops=(draft_of(asked.inquiry.key),),
        chat=urgent_offer(visit, case),
    )


def promises_in(visit: Visit, found: tuple[Promised, ...], charter: Charter) -> Iterator[Promise]:
    """Each promise with its due in the guest's zone, and how it comes to that."""
    for one in found:
        standing = one.standing
        due = standing.due if standing.is_open else None
        said = moment_words(due, visit.at, visit.zone) if due else ""
        yield Promise(
            name=f"{promise_name(standing.kind)} {standing.key}".rstrip(),
            words=_("by %(when)s") % {"when": said} if due else _("no time is promised"),
            due=due,
            how=_how(standing) if due else "",
            steps=trace_of(one.explanation, visit.zone, lines=False),
        )


def _how(standing: Standing) -> str:
    """How long, by which hours, as the charter's own page has it."""
    terms = {standing.kind: standing.promise.term} if standing.promise else {}
    return "; ".join(one.words for one in promised(terms))


def _page(visit: Visit, asked: Asked, ahead: WhatIf, refusal: Refusal | None) -> SendPage:
    charter, key = asked.offer.charter, asked.inquiry.key
    promises = tuple(promises_in(visit, ahead.promises, charter))
    refused = ahead.decision.refused
    if refusal is None and refused is not None:
        refusal = Refusal(worded(refused.said, visit.zone))
    return SendPage(
        action=step_url(key, SEND),
        back_url=step_url(key, step_before(SEND, charter, asked.answers)),
        headline=_headline(promises),
        priority=ahead.priority,
        promises=promises,
        hours=tuple(_hours(charter, ahead)),
        given=tuple(_given(asked)),
        files=kept_files(asked.inquiry),
        notes=tuple(_notes(asked)),
        charter_url=charter_url(charter.name, visit.at),
        refusal=refusal,
    )


def _headline(promises: tuple[Promise, ...]) -> str:
    first = next((one for one in promises if one.due is not None), None)
    if first is None:
        return _("No time is promised for this; we still answer.")
    return _("%(promise)s %(words)s") % {"promise": first.name, "words": first.words}


def _hours(charter: Charter, ahead: WhatIf) -> Iterator[str]:
    """The hours by which the promises count, each once."""
    terms = [one.standing.promise.term for one in ahead.promises if one.standing.promise]
    for name in dict.fromkeys(term.hours for term in terms if term.target.has_due):
        if name == ALWAYS_NAME:
            yield _("Counted day and night.")
        else:
            said = {"lines": ", ".join(charter.hours[name].lines), "zone": charter.zone}
            yield _("Counted in our hours: %(lines)s (%(zone)s).") % said


def _given(asked: Asked) -> Iterator[Given]:
    """What goes along, each with the page where it can be changed."""
    answers, key = asked.answers, asked.inquiry.key
    named = (
        ("what", _("Subject"), "subject"), ("what", _("Kind"), "kind"), ("what", _("Type"), "type"),
        ("what", _("Product"), PRODUCT), ("what", _("Equipment"), EQUIPMENT),
        ("reason", _("Reason"), "reason"), ("details", titles()["details"], "text"),
    )  # fmt: skip
    for step, label, name in named:
        if text := said_of(answers, name):
            yield Given(label, text, step_url(key, step))
    for one, said in own_fields(asked):
        yield Given(one.name, value_words(said), step_url(key, "details"))


def _notes(asked: Asked) -> Iterator[str]:
    priority = str(asked.answers.get("priority", ""))
    if is_by_escalation(asked.offer.charter, priority):
        yield _("Asking for %(priority)s is a formal escalation; it is recorded as one.") % {
            "priority": priority
        }
