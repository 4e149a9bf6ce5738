"""One act on many cases: begun, done some cases at a time, done again where it failed, undone.

Each case is decided by the one road, in the transaction that writes what became of it: whoever
goes on after a kill finds only cases that are not done. Rows are locked in one order.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import one_round
from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.models import Case
from charterdesk.cases.queries import cases_seen_by
from charterdesk.lists.acts import do_to
from charterdesk.lists.becoming import Became, Doing, Given, Say
from charterdesk.lists.models import BulkAct, BulkItem

# So many cases at most in one act.
MOST_CASES = 10_000
# So many share one transaction: one wait for the disk, and few rows held from others.
TOGETHER = 20
Outcome = BulkItem.Outcome


def begin_bulk(
    *, given: Given, title: str, cases: Iterable[int], back_url: str, key: str, by: Person,
    at: datetime,
) -> BulkAct:  # fmt: skip
    """Write down what shall be done to these cases, by their keys; nothing is done yet.

    The same `key` of the same person gives the same act; it is a browser's word, so that it
    reaches no act of anybody else's.
    """
    demand_sight(by)
    own = sha256(f"{by.pk}/{key}".encode("utf-8", "replace")).hexdigest()[:40]
    with transaction.atomic():
        made = {"given": dict(given), "title": title[:200], "back_url": back_url, "by": by}
        bulk, new = BulkAct.objects.get_or_create(key=own, defaults={**made, "at": at})
        if new:
            rows = [BulkItem(bulk=bulk, case_id=pk) for pk in sorted(set(cases))[:MOST_CASES]]
            BulkItem.objects.bulk_create(rows, batch_size=1000)
    return bulk


def do_some(*, bulk: BulkAct, say: Say, at: datetime, most: int = TOGETHER) -> int:
    """Do the next cases of the act; how many were, 0 when none is left."""
    doing = Doing(bulk.by, at, say)
    try:
        return _do(bulk, doing, most)
    except OperationalError:
        # Two that wait for each other: one of them is sent away. Alone it harms no other case.
        return _do_one(bulk, doing)


def do_again(*, bulk: BulkAct, by: Person) -> int:
    """Let what was refused or failed be tried once more; how many those are.

    It is done in the name of who asked for the act, so that nobody else may let it go on.
    """
    demand_sight(by)
    if bulk.by_id != by.pk:
        raise PermissionDenied(
            _("Only who asked for it lets it go on: ask for an act of your own.")
        )
    unhappy = bulk.items.filter(outcome__in=(Outcome.REFUSED, Outcome.FAILED))
    return unhappy.update(outcome=Outcome.OPEN, words="", done_at=None)


def undo_bulk(*, bulk: BulkAct, title: str, by: Person, at: datetime) -> BulkAct:
    """Begin an act that takes this one back, case by case, where it was done; once only."""
    demand_sight(by)
    with transaction.atomic():
        BulkAct.objects.select_for_update().get(pk=bulk.pk)
        made = {"undoes": bulk, "title": title[:200], "back_url": bulk.back_url, "by": by}
        back, new = BulkAct.objects.get_or_create(
            key=f"undo-{bulk.pk}", defaults={**made, "at": at}
        )
        if new:
            done = bulk.items.filter(outcome=Outcome.DONE).values_list("case", "inverse")
            rows = [BulkItem(bulk=back, case_id=pk, given=given) for pk, given in done]
            BulkItem.objects.bulk_create(rows, batch_size=1000)
    return back


def _do(bulk: BulkAct, doing: Doing, most: int) -> int:
    with transaction.atomic(), one_round():
        waiting = bulk.items.filter(outcome=Outcome.OPEN).select_for_update()
        items = list(waiting.order_by("case")[:most])
        seen = _seen(doing.by, items)
        for item in items:
            _write(item, _became(bulk, item, seen.get(item.case_id), doing), doing.at)
        _write_all(bulk, items, doing.at)
    return len(items)


def _write_all(bulk: BulkAct, items: Sequence[BulkItem], at: datetime) -> None:
    """One statement for all that came out alike, which most do."""
    alike: dict[str, list[BulkItem]] = defaultdict(list)
    for item in items:
        alike[json.dumps([item.outcome, item.words, item.inverse])].append(item)
    for same in alike.values():
        one = same[0]
        bulk.items.filter(pk__in=[item.pk for item in same]).update(
            outcome=one.outcome, words=one.words, inverse=one.inverse, done_at=at
        )


def _do_one(bulk: BulkAct, doing: Doing) -> int:
    try:
        return _do(bulk, doing, 1)
    except OperationalError:
        item = bulk.items.filter(outcome=Outcome.OPEN).order_by("case").first()
        if item is None:
            return 0
        _write(item, Became("failed", _("The database was busy with it: try again.")), doing.at)
        item.save(update_fields=["outcome", "words", "inverse", "done_at"])
        return 1


def _seen(by: Person, items: Sequence[BulkItem]) -> dict[int, Case]:
    """The cases as they are now, of those that the asker may still see."""
    found = cases_seen_by(by).filter(pk__in=[item.case_id for item in items])
    return {case.pk: case for case in found.select_related("owner")}


def _became(bulk: BulkAct, item: BulkItem, case: Case | None, doing: Doing) -> Became:
    if case is None:
        return Became("refused", _("You may not see the case any more."))
    given = item.given if bulk.undoes_id else bulk.given
    return do_to(case, given, doing)


def _write(item: BulkItem, became: Became, at: datetime) -> None:
    item.outcome, item.words = Outcome(became.outcome), became.words
    item.inverse, item.done_at = dict(became.inverse), at
