"""Who watches a case by what they do there, and how watchers go along with a merge or a split.

Nobody who has stopped watching is made to watch again by any of it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, CaseEvent, Watch
from charterdesk.cases.newsworthy import is_to_person

ON = Watch.State.ON
MENTION = "mention"


def follow(
    row: Case, events: Iterable[CaseEvent], people: Mapping[str, Person], at: datetime
) -> None:
    """What these events mean for the watchers; `people` by their user names."""
    for event in events:
        match event.kind:
            case "note_added" | "reply_sent" if event.by in people:
                _begin(row, people[event.by], at, took_part=event.kind == "reply_sent")
            case "told" if is_to_person(event) and event.data["about"] == MENTION:
                if person := people.get(event.data["person"]):
                    _begin(row, person, at)
            case "merged_into":
                _go_along(row, Case.objects.filter(number=event.data["into"]).first(), at, row)
            case "merge_undone":
                lent = Watch.objects.filter(came_from=row, case__number=event.data["into"])
                lent.filter(state=ON).delete()
            case "opened" if event.data.get("split_from"):
                old = Case.objects.filter(number=event.data["split_from"]).first()
                _go_along(old, row, at, None)


def _begin(row: Case, person: Person, at: datetime, *, took_part: bool = False) -> None:
    watch, new = Watch.objects.get_or_create(
        case=row, person=person, defaults={"at": at, "took_part": took_part}
    )
    if took_part and not new and not watch.took_part:
        Watch.objects.filter(pk=watch.pk).update(took_part=True)


def _go_along(old: Case | None, new: Case | None, at: datetime, came_from: Case | None) -> None:
    """Whoever watches `old` watches `new` as well, unless they have said what they want there."""
    if old is None or new is None:
        return
    known = Watch.objects.filter(case=new).values("person")
    going = Watch.objects.filter(case=old, state=ON).exclude(person__in=known)
    rows = [
        Watch(
            case=new, person_id=one.person_id, took_part=one.took_part, by_id=one.by_id,
            came_from=came_from, at=at,
        )
        for one in going
    ]  # fmt: skip
    Watch.objects.bulk_create(rows, ignore_conflicts=True)
