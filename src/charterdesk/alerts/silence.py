"""A source that is silent for longer than it may be: its people are told, once, and of the end.

Silence is no good news: a sender that has died reports no trouble.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK, may_staff
from charterdesk.alerts.models import AlertSource
from charterdesk.cases.queries.sight import sight_of
from charterdesk.cases.store import moment
from charterdesk.notifications.models import Notice
from charterdesk.oncall.telling.errand import Errand, Said

SILENT = gettext_noop(
    "Nothing has come from the alert source “%(source)s” since %(since)s: see whether it can"
    " still send."
)
HEARD = gettext_noop("The alert source “%(source)s” is heard again.")


def silent_since(source: AlertSource, at: datetime) -> datetime | None:
    """Since when a source has been silent for longer than it may; None where it is not."""
    if source.silent_after is None or source.revoked_at is not None:
        return None
    last = max(filter(None, (source.last_seen_at, source.key_made_at)))
    return last if at - last > source.silent_after else None


def watch_silence(*, at: datetime) -> None:
    """Tell of sources that have fallen silent, and of those that are heard again."""
    for source in AlertSource.objects.exclude(silent_after=None, silence_told_at=None):
        since = silent_since(source, at)
        if since is not None and source.silence_told_at is None:
            _begin(source, since, at)
        elif since is None and source.silence_told_at is not None:
            _end(source, at)


@transaction.atomic
def _begin(source: AlertSource, since: datetime, at: datetime) -> None:
    # What came meanwhile, and another worker that looks, make this match nothing.
    mine = AlertSource.objects.filter(
        pk=source.pk, silence_told_at=None, last_seen_at=source.last_seen_at
    )
    if mine.update(silence_told_at=at):
        _tell(people_of(source), source, SILENT, at, began=at, since=since)


@transaction.atomic
def _end(source: AlertSource, at: datetime) -> None:
    """Whoever was told of the silence is told that it is over, unless a person has ended it."""
    told_at = source.silence_told_at
    mine = AlertSource.objects.filter(pk=source.pk, silence_told_at=told_at)
    if told_at is None or not mine.update(silence_told_at=None):
        return
    if source.last_seen_at is None or source.last_seen_at < told_at or source.revoked_at:
        return
    notices = Notice.objects.filter(scope=_scope(source), about=_about(SILENT, told_at))
    people = Person.objects.filter(pk__in=notices.values("person"))
    _tell(people.order_by("pk"), source, HEARD, at, began=told_at)


def people_of(source: AlertSource) -> list[Person]:
    """Who answers for a source: who made it, and the leads who see its charter's cases.

    Administrators, where it has nobody of these.
    """
    working = Person.objects.filter(is_active=True)
    leads = working.filter(memberships__is_lead=True).distinct()
    own = [one for one in leads.order_by("pk") if _sees(one, source)]
    maker = source.made_by
    if maker.is_active and may_staff(maker) and _sees(maker, source) and maker not in own:
        own.append(maker)
    return own or list(working.filter(is_admin=True).order_by("pk"))


def _sees(person: Person, source: AlertSource) -> bool:
    sight = sight_of(person)
    return sight.everything or source.charter in sight.charters


def _tell(
    people: Iterable[Person], source: AlertSource, form: str, at: datetime, *, began: datetime,
    **moments: datetime,
) -> None:  # fmt: skip
    errand = Errand(_scope(source), _about(form, began), DESK, at)
    said: dict[str, Said] = {"source": source.name, **moments}
    for person in people:
        errand.tell(person, form, said, _link(source))


def _scope(source: AlertSource) -> str:
    return f"alert source/{source.pk}"


def _about(form: str, began: datetime) -> str:
    """What notices are about, one for each silence."""
    what = "silent" if form == SILENT else "heard"
    return f"alert source {what} {moment(began).isoformat()}"


def _link(source: AlertSource) -> str:
    return settings.SITE.rstrip("/") + source.get_absolute_url()
