"""From events of a case to the news of people: who follows it, who was addressed, who acted.

In one transaction with the case's lock, so that a case's news are taken once and in order. Who
acts has no news of it, and has read what stood there before.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from charterdesk.accounts.models import Person
from charterdesk.cases.commands.watching import sees
from charterdesk.cases.models import Case, CaseEvent, CaseNews, Watch
from charterdesk.cases.newsworthy import is_ordinary, is_to_person
from charterdesk.watching.digests import owed_at
from charterdesk.watching.following import follow
from charterdesk.watching.models import Habit, News

LOOKED_AT = 20
ASIDE_FOR = timedelta(minutes=10)
ASSIGNED = "assigned"
MOST_KEPT = 200
# Told of it by the charter already, so that the same is no news beside it.
ALSO_TOLD: Mapping[str, str] = {
    "note_added": "mention", "customer_wrote": "wrote", "priority_set": "priority",
    "transferred": "transferred", "resolved": "resolved", "closed": "closed",
    "reopened": "reopened", "handed_back": "handed",
}  # fmt: skip


def next_spread_at() -> datetime | None:
    """When the next case has news to be taken."""
    waiting = CaseNews.objects.order_by("due_at")
    return waiting.values_list("due_at", flat=True).first()


def cases_with_news(at: datetime) -> list[int]:
    """The keys of some cases whose news are to be taken, the longest waiting first."""
    due = CaseNews.objects.filter(due_at__lte=at).order_by("due_at", "pk")
    return list(due.values_list("case_id", flat=True)[:LOOKED_AT])


@transaction.atomic
def spread_news(case: int, at: datetime) -> bool:
    """Take the news of one case; False where somebody else has it under lock, or took them."""
    rows = Case.objects.select_for_update(skip_locked=True, of=("self",))
    row = rows.filter(pk=case).first()
    due = CaseNews.objects.filter(case=case).first() if row else None
    if row is None or due is None:
        return False
    found = CaseEvent.objects.filter(case=row, seq__gt=due.after_seq)
    _spread(row, list(found.order_by("seq")), at)
    due.delete()
    return True


def set_news_aside(case: int, until: datetime) -> None:
    """Try again later: these can't be taken as things are."""
    CaseNews.objects.filter(case=case).update(due_at=until)


def _spread(row: Case, events: Sequence[CaseEvent], at: datetime) -> None:
    people = _people(row, events)
    follow(row, events, {one.username: one for one in people.values()}, at)
    watches = {one.person_id: one for one in Watch.objects.filter(case=row)}
    habits = habits_of(people)
    for person in people.values():
        _read_by_acting(person, row, events, at)
        if not (addressed(person, events) or _follows(person, row, watches, habits)):
            continue
        if sees(person, row):
            _bring(person, row, events, habits[person.pk], watches, at)


def _people(row: Case, events: Sequence[CaseEvent]) -> dict[int, Person]:
    """Everybody whom these events may concern, by their keys; those with an open account."""
    named = {str(one.data.get(key, "")) for one in events for key in ("person", "owner")}
    named |= {one.by for one in events}
    watching = Watch.objects.filter(case=row).values("person")
    found = Person.objects.filter(
        Q(username__in=named) | Q(pk=row.owner_id) | Q(pk__in=watching), is_active=True
    )
    return {one.pk: one for one in found}


def habits_of(people: Iterable[int]) -> dict[int, Habit]:
    """The habit of each of these people, by their keys; the defaults where they have none."""
    keys = list(people)
    stored = {one.person_id: one for one in Habit.objects.filter(person__in=keys)}
    return {pk: stored.get(pk) or Habit(person_id=pk) for pk in keys}


def _follows(
    person: Person, row: Case, watches: Mapping[int, Watch], habits: Mapping[int, Habit]
) -> bool:
    """Whether ordinary news of the case reach the person by their level."""
    watch, level = watches.get(person.pk), habits[person.pk].level
    if (watch and watch.state == Watch.State.STOPPED) or level == Habit.Level.ME:
        return False
    if row.owner_id == person.pk or (watch and watch.took_part):
        return True
    return watch is not None and level == Habit.Level.WATCHED


def addressed(person: Person, events: Iterable[CaseEvent]) -> list[CaseEvent]:
    """Those by which the person was told, or became the owner by somebody else's act."""
    name = person.username
    return [
        one
        for one in events
        if (is_to_person(one) and one.data["person"] == name)
        or (one.kind == "owner_set" and one.data["owner"] == name and one.by != name)
    ]


def _bring(
    person: Person, row: Case, events: Sequence[CaseEvent], habit: Habit,
    watches: Mapping[int, Watch], at: datetime,
) -> None:  # fmt: skip
    mine = addressed(person, events)
    assigned = any(one.kind == "owner_set" for one in mine)
    when = owed_at(habit, person.zone, at)
    if mine:
        _gather(person, row, mine, True, when if assigned else None, at)
    if not _follows(person, row, watches, {person.pk: habit}):
        return
    seqs = {one.seq for one in mine}
    told = {(_occasion(one), one.at) for one in mine}
    ordinary = [
        one
        for one in events
        if is_ordinary(one) and one.by != person.username and one.seq not in seqs
        and (ALSO_TOLD.get(one.kind, ""), one.at) not in told
    ]  # fmt: skip
    if ordinary:
        _gather(person, row, ordinary, False, when, at)


def _gather(
    person: Person, row: Case, events: Sequence[CaseEvent], direct: bool,
    tell_at: datetime | None, at: datetime,
) -> None:  # fmt: skip
    """Add to what the person has not read yet, else begin anew."""
    unread = News.objects.filter(person=person, case=row, direct=direct, seen_at=None)
    news = unread.order_by("-pk").first() or News(person=person, case=row, direct=direct)
    words = [_word(one) if direct else one.kind for one in events]
    news.seqs = [*news.seqs, *(one.seq for one in events)][-MOST_KEPT:]
    news.words = list(dict.fromkeys([*news.words, *words]))
    news.fresh = list(dict.fromkeys([*news.fresh, *words]))
    news.at, news.tell_at = at, news.tell_at or tell_at
    news.save()


def _word(event: CaseEvent) -> str:
    """What addressed somebody: an assignment, or what the charter told them."""
    return ASSIGNED if event.kind == "owner_set" else f"told {_occasion(event)}"


def _occasion(event: CaseEvent) -> str:
    return str(event.data.get("about", "")).partition(" ")[0]


def _read_by_acting(person: Person, row: Case, events: Iterable[CaseEvent], at: datetime) -> None:
    if any(one.by == person.username for one in events):
        unread = News.objects.filter(person=person, case=row, seen_at=None)
        unread.update(seen_at=at, tell_at=None)
