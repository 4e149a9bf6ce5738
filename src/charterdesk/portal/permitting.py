"""An authorised contact says in one tap whether somebody may ask under the contract (R-TER-6).

The link of the notice is the proof; its buttons act, as scanners open links too (trust.md rule 8).
Nothing of the case is shown but who asks, when, and the subject.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from charterdesk.cases.answers import Done
from charterdesk.cases.commands import judge_asker
from charterdesk.cases.judges import is_judge
from charterdesk.cases.models import Case
from charterdesk.cases.queries import state_of
from charterdesk.customers.commands import authorise_colleague
from charterdesk.customers.models import Contact
from charterdesk.customers.queries import active_contact
from charterdesk.notifications.case_links import LASTS, sealed_notice
from charterdesk.portal.asking import Visit, anybody

MOST_WORDS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class MayPage:
    """`asker` is empty where the link has ended; `said` is what was decided so far."""

    asker: str = ""
    subject: str = ""
    at: datetime | None = None
    action: str = ""
    said: str = ""
    offers_ever: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A case whose asker is to be judged, and who may do so."""

    case: Case
    judge: Contact
    asker: str


@anybody("GET", "POST")
def may(visit: Visit, token: str) -> HttpResponse:
    """Who asks, and two buttons; with POST the answer is recorded."""
    asked = _asked(token, visit.at)
    if asked is None:
        return visit.draw("portal/may", MayPage(), 410)
    answer = visit.request.POST.get("answer", "")
    if visit.is_post and answer in ("yes", "no"):
        _judge(visit, asked, permitted=answer == "yes")
    return visit.draw("portal/may", _page(visit, asked))


def _asked(token: str, at: datetime) -> Asked | None:
    """None for a link that is not ours or has ended, and for whoever is authorised no more."""
    notice = sealed_notice(token, "judge")
    if notice is None or notice.case is None or notice.queued_at + LASTS <= at:
        return None
    judge = active_contact(int(notice.words.get("judge", 0)))
    if judge is None or not is_judge(notice.case, judge):
        return None
    return Asked(notice.case, judge, str(notice.words.get("asker", "")))


def _judge(visit: Visit, asked: Asked, *, permitted: bool) -> None:
    says = visit.request.POST.get("says", "").strip()[:MOST_WORDS]
    done = judge_asker(case=asked.case, permitted=permitted, says=says, by=asked.judge, at=visit.at)
    ever = permitted and visit.request.POST.get("ever") == "on"
    colleague = _colleague(asked)
    if isinstance(done, Done) and ever and colleague is not None:
        authorise_colleague(contact=colleague, by=asked.judge, at=visit.at)


def _colleague(asked: Asked) -> Contact | None:
    """The asker, where they are known as one of the same organisation."""
    contact = asked.case.contact
    own = contact is not None and contact.organisation_id == asked.judge.organisation_id
    return contact if own else None


def _page(visit: Visit, asked: Asked) -> MayPage:
    case, judged = asked.case, state_of(asked.case).state.asker_judged
    colleague = _colleague(asked)
    said = ""
    if judged is not None:
        told = {"name": judged.judge}
        said = (
            _("%(name)s said: yes, they may ask.") % told
            if judged.permitted
            else _("%(name)s said: no, they may not ask.") % told
        )
    return MayPage(
        asker=asked.asker, subject=case.subject, at=case.opened_at, action=visit.request.path,
        said=said, offers_ever=colleague is not None and not colleague.is_authorised,
    )  # fmt: skip
