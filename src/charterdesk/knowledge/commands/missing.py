"""Words that found no article are counted for the authors: the words alone, and not endlessly."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.kit.fulltext.words import asked_stems, composed, words_in
from charterdesk.knowledge.models import Miss

# Beyond these the oldest go, so that a stranger can't fill the disk.
MOST_KEPT = 1000
LONGEST = 120
MOST_WORDS = 6
MOST_DIGITS = 4


def count_miss(*, words: str, at: datetime) -> None:
    """Count a search that found nothing; addresses and long numbers are not kept."""
    kept = normalised(words)
    if not kept:
        return
    with transaction.atomic():
        if Miss.objects.filter(words=kept).update(times=F("times") + 1, last_at=at):
            return
        Miss.objects.bulk_create([Miss(words=kept, last_at=at)], ignore_conflicts=True)
        old = Miss.objects.order_by("-last_at", "-pk").values_list("pk", flat=True)
        Miss.objects.filter(pk__in=list(old[MOST_KEPT : MOST_KEPT + 100])).delete()


def drop_miss(*, pk: int, by: Person, at: datetime) -> None:
    """Take a miss off the list: nothing will be written about it, or something was."""
    demand_sight(by)
    Miss.objects.filter(pk=pk).delete()


def normalised(words: str) -> str:
    """The words as they are counted: small letters, no marks, nothing that names a person.

    >>> normalised("  Printer OFFLINE!  ann@x.example +46 70 123456789")
    'printer offline 46 70'
    """
    if not asked_stems(words):
        return ""
    plain = " ".join(word for word in words.split() if "@" not in word)
    found = (match[0].casefold() for match in words_in(composed(plain)))
    told = [word for word in found if sum(map(str.isdigit, word)) <= MOST_DIGITS]
    return " ".join(told[:MOST_WORDS])[:LONGEST].strip()
