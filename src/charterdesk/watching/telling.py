"""Notices of news that are owed: one for a case after its short wait, one digest for a person.

The notice and the mark that it was made are one transaction under the lock of the person's habit,
and the notice has its own key, so that a kill in between neither loses nor repeats it. Whatever
the person has read, stopped or may no longer see by now is left out.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation

from charterdesk.accounts.models import Person
from charterdesk.cases.correspondence import sender_of
from charterdesk.cases.models import CaseEvent, Watch
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.charters.queries import charter_version
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.watching.models import Habit, News
from charterdesk.watching.wording import SENTENCES, case_line, lines_of

ABOUT, DIGEST = "news", "digest"
LOOKED_AT = 20
MOST_IN_DIGEST = 100
KEPT = timedelta(days=90)
FORGOTTEN_AT_ONCE = 500


def next_tell_at() -> datetime | None:
    """When the next notice of news is owed."""
    owed = News.objects.filter(tell_at__isnull=False).order_by("tell_at")
    return owed.values_list("tell_at", flat=True).first()


def people_owed(at: datetime) -> list[int]:
    """The keys of some people to whom notices of news are owed."""
    due = News.objects.filter(tell_at__lte=at).order_by("tell_at").values_list("person", flat=True)
    return list(dict.fromkeys(due[:LOOKED_AT]))


@transaction.atomic
def tell_news(person: int, at: datetime) -> bool:
    """Queue what is owed to one person; False where somebody else does, or nothing is owed."""
    habits = Habit.objects.select_for_update(skip_locked=True, of=("self",))
    habit = habits.select_related("person").filter(person=person).first()
    if habit is None:
        return False
    due = News.objects.filter(person=person, tell_at__lte=at).select_related("case")
    owed = list(due.order_by("at", "pk"))
    told = _still_wanted(habit.person, owed)
    if told and habit.way == Habit.Way.DIGEST:
        _queue([_digest(habit.person, told, at)])
    elif told:
        _queue([_notice(habit.person, one, at) for one in told])
    for one in owed:
        one.tell_at, one.told_seq, one.fresh = None, one.seqs[-1], []
    News.objects.bulk_update(owed, ["tell_at", "told_seq", "fresh"])
    return bool(owed)


def set_telling_aside(person: int, until: datetime) -> None:
    """Try again later: these can't be told as things are."""
    News.objects.filter(person=person, tell_at__lt=until).update(tell_at=until)


def forget_old_news(at: datetime) -> int:
    """Drop news that are long over, some at a time; how many."""
    old = News.objects.filter(at__lt=at - KEPT).order_by("at").values_list("pk", flat=True)
    keys = list(old[:FORGOTTEN_AT_ONCE])
    News.objects.filter(pk__in=keys).delete()
    return len(keys)


def _still_wanted(person: Person, owed: Sequence[News]) -> list[News]:
    if not person.is_active or not owed:
        return []
    cases = [one.case_id for one in owed]
    seen = set(cases_seen_by(person).filter(pk__in=cases).values_list("pk", flat=True))
    stopped = Watch.objects.filter(person=person, case__in=cases, state=Watch.State.STOPPED)
    quiet = set(stopped.values_list("case_id", flat=True))
    return [
        one
        for one in owed
        if one.seen_at is None and one.case_id in seen
        and (one.direct or one.case_id not in quiet)
    ]  # fmt: skip


def _queue(notices: Sequence[Notice]) -> None:
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def _notice(person: Person, news: News, at: datetime) -> Notice:
    row = news.case
    with translation.override(person.language):
        body = "\n".join(_lines(news))
    key = f"news/{person.username}/{news.pk}/{news.seqs[-1]}"
    words = {"case": row.number, "subject": row.subject, "priority": row.priority, "body": body}
    notice = _empty(person, news, row.number, key, at)
    notice.case, notice.about = row, ABOUT
    notice.words = {**words, "charter": row.charter, "watched": not news.direct}
    return notice


def _lines(news: News) -> list[str]:
    fresh = [seq for seq in news.seqs if seq > news.told_seq]
    events = CaseEvent.objects.filter(case=news.case, seq__in=fresh, kind__in=list(SENTENCES))
    found = list(events.order_by("seq"))
    people = Person.objects.filter(username__in={one.by for one in found})
    names = dict(people.values_list("username", "name"))
    return lines_of(found, names, assigned=news.direct)


def _digest(person: Person, told: Sequence[News], at: datetime) -> Notice:
    """All of it in one mail, each case in a line with its address."""
    with translation.override(person.language):
        lines = [
            f"{case_line(one.case, one.fresh)}\n{settings.SITE}/desk/c/{one.case.number}/"
            for one in told[:MOST_IN_DIGEST]
        ]
    scope, key = f"digest/{person.username}", f"{told[-1].pk}/{told[-1].seqs[-1]}"
    notice = _empty(person, told[0], scope, key, at)
    count = len({one.case_id for one in told})
    notice.about, notice.words = DIGEST, {"count": count, "body": "\n\n".join(lines)}
    notice.words["link"] = f"{settings.SITE}/desk/news/"
    return notice


def _empty(person: Person, news: News, scope: str, key: str, at: datetime) -> Notice:
    row = news.case
    sender = sender_of(charter_version(row.charter, row.charter_version), row.channel)
    return Notice(
        scope=scope, key=key, kind=Notice.Kind.NOTICE, person=person, address=person.email,
        language=person.language, zone=person.zone, sender=sender,
        message_id=message_id_of(scope, key, sender), due_at=news.tell_at or at, queued_at=at,
        send_at=at,
    )  # fmt: skip
