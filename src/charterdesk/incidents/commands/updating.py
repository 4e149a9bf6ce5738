"""An update to the customer that says when the next one comes; the charter sets the latest moment.

The message is a reply like any other, so it keeps and starts the promise of updates as the row
of the case says (2.5, R-VOX-10); what was said sooner than that is shown until it is kept.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands import Form, send_reply
from charterdesk.cases.correspondence import voice_of
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded, decide_only, load, moment
from charterdesk.engine.commands import Reply
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase
from charterdesk.incidents.commands.warning import warn_at_of
from charterdesk.incidents.models import NextUpdate
from charterdesk.notifications.rendering import moment_in
from charterdesk.notifications.wording import spoken

FARTHEST = timedelta(days=7)
NEXT_BY: Mapping[str, str] = {
    "en": "We write again by {when}.",
    "ru": "Мы напишем снова не позже: {when}.",
}


def latest_update(loaded: Loaded, by: Person, at: datetime) -> datetime | None:
    """By when the charter has us write again if we write now; None where it gives no number."""
    decision = decide_only(loaded, Reply(by=by.username, message="-"), at).decision
    due = [one.due for one in decision.case.promises if one.kind == "update" and one.is_open]
    return min((one for one in due if one is not None), default=None)


def send_update(
    *, case: Case, text: str, next_at: datetime | None, by: Person, at: datetime, form: Form
) -> Answer:
    """A reply; with `next_at` it ends with the moment of the next one, in the customer's words."""
    loaded = load(case.pk)
    if next_at is not None and (refusal := _refusal(loaded, next_at, by, at)):
        return refusal
    written = Written(text=f"{text}{_line(loaded, next_at)}")
    with transaction.atomic():
        answer = send_reply(case=case, written=written, by=by, at=at, form=form)
        if next_at is not None and isinstance(answer, Done) and not answer.repeated:
            said_at = moment(at)
            NextUpdate.objects.create(
                case=case, by=by, said_at=said_at, next_at=next_at,
                warn_at=warn_at_of(said_at, next_at),
            )  # fmt: skip
    return answer


def _refusal(loaded: Loaded, next_at: datetime, by: Person, at: datetime) -> Refusal | None:
    if not at < next_at <= at + FARTHEST:
        return Refusal(phrase("The next update has to come within seven days, and not before now."))
    latest = latest_update(loaded, by, at)
    if latest is None or next_at <= latest:
        return None
    return Refusal(
        phrase(
            "For %(priority)s the charter promises an update by %(when)s; say no later moment.",
            priority=loaded.row.priority,
            when=latest,
        )
    )


def _line(loaded: Loaded, next_at: datetime | None) -> str:
    if next_at is None:
        return ""
    language, zone = voice_of(loaded.row, loaded.charter)
    known = spoken(language)
    return "\n\n" + NEXT_BY[known].format(when=moment_in(known, next_at, zone))
