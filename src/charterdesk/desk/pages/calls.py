"""The page of a call: what it is about, in its reader's language, and what may be said to it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.answers import Answer
from charterdesk.cases.receipts import no_longer_wanted
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.calling_values import AnswerButton, AnswerPage
from charterdesk.desk.pages.refusals import refusal_words
from charterdesk.engine.decide import Refusal
from charterdesk.engine.ladder import calling_step
from charterdesk.notifications.models import Notice
from charterdesk.notifications.outcomes import is_call
from charterdesk.notifications.rendering import moment_in, sentence_of
from charterdesk.notifications.routes import TEST
from charterdesk.notifications.wording import spoken

MINUTES = 15


def answer_page(notice: Notice, action: str, said: Answer | None = None) -> AnswerPage:
    """The buttons, or what was said already; a refusal where that is the answer."""
    words = notice.words
    title = f"[{words['case']}] {words.get('subject', '')}" if words.get("case") else _("Test")
    number = str(words.get("case", ""))
    return AnswerPage(
        title=title,
        sentence=sentence_of(notice, spoken(notice.language)),
        lines=_lines(notice),
        action=action,
        buttons=_buttons(notice),
        done=_done(notice),
        refusal=_refused(notice, said),
        case_url=_case_url(notice, number) if number else "",
    )


def _case_url(notice: Notice, number: str) -> str:
    """The case; for a ladder's call everything about the night on one page."""
    urls = CaseUrls(number, reverse("desk:home"))
    return urls.of("incident") if is_call(notice) else urls.page()


def spent_page() -> AnswerPage:
    """For a token that is none, or that has ended."""
    return AnswerPage(
        title=_("This link no longer works"),
        refusal=_("Links in notices work for three days, for the person whom they were sent to."),
        case_url=reverse("desk:home"),
    )


def _lines(notice: Notice) -> tuple[str, ...]:
    lines = []
    if notice.words.get("priority"):
        lines.append(_("Priority: %(priority)s") % {"priority": notice.words["priority"]})
    if notice.words.get("roles"):
        roles = ", ".join(notice.words["roles"])
        lines.append(_("You are called as: %(roles)s") % {"roles": roles})
    return tuple(lines)


def _buttons(notice: Notice) -> tuple[AnswerButton, ...]:
    if notice.answer == Notice.Answer.PASSED:
        return (AnswerButton(_("I have it after all"), "0"),)
    if notice.answered_at:
        return ()
    if notice.about == TEST:
        return (AnswerButton(_("It has reached me"), "0", primary=True),)
    some = ngettext("I have it for %(count)d minute", "I have it for %(count)d minutes", MINUTES)
    return (
        AnswerButton(_("I have it"), "0", primary=True),
        AnswerButton(some % {"count": MINUTES}, str(MINUTES)),
        *(
            (AnswerButton(_("I can't: call the next"), passes=True),)
            if calling_step(notice.about)
            else ()
        ),
    )


def _done(notice: Notice) -> str:
    if notice.answered_at is None:
        return ""
    when = moment_in(spoken(notice.language), notice.answered_at, notice.zone)
    match notice.answer:
        case Notice.Answer.HEARD:
            return _("Noted: this means works.")
        case Notice.Answer.PASSED:
            return _("You can't take it, since %(when)s: the next has been called.") % {
                "when": when
            }
        case Notice.Answer.TAKE:
            return _("You have taken it for a while, since %(when)s.") % {"when": when}
        case _:
            return _("You have it since %(when)s; you are not called again.") % {"when": when}


def _refused(notice: Notice, said: Answer | None) -> str:
    """Why it was not done, or what happened before the answer."""
    if isinstance(said, Refusal):
        return refusal_words(said)
    return "" if notice.answered_at else _overtaken(notice)


def _overtaken(notice: Notice) -> str:
    """What happened before the answer, if anything did: the buttons stay, they do no harm."""
    if not no_longer_wanted(notice):
        return ""
    return _("Somebody has answered already, or the escalation or the case has ended.")
