"""Cases and messages found by the forms of their words, for those who may see them.

Sight comes in as a queryset of cases, so that people of the desk and guests share one search.
Newest first: ranking a hundred thousand hits takes longer than anybody waits.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from charterdesk.cases.models import Case, Message
from charterdesk.kit.fulltext.matching import Index, rows_with, stems_kept
from charterdesk.kit.fulltext.nearest import near_stems
from charterdesk.kit.fulltext.words import asked_stems, composed, stem_of, words_in
from charterdesk.kit.whole_numbers import whole_number

MOST_FOUND = 50
MOST_NEAR = 8
NARROWED = ("state", "customer", "owner", "charter")
CASES = Index("cases_casewords", "case_id")
MESSAGES = Index("cases_messagewords", "message_id")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for; `by_beginning` where words that only begin so will do."""

    stems: tuple[str, ...]
    by_beginning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What hits are narrowed to, by their cases; empty is everything."""

    state: str = ""
    customer: str = ""
    owner: str = ""
    charter: str = ""


def narrowed(seen: QuerySet[Case], to: Narrowing) -> QuerySet[Case]:
    """Those of the cases that are of it; of a customer that is none, there are none."""
    if to.state in ("open", "closed"):
        seen = seen.filter(is_open=to.state == "open")
    if to.customer:
        seen = seen.filter(organisation=whole_number(to.customer) or 0)
    if to.owner:
        seen = seen.filter(owner__username=to.owner)
    return seen.filter(charter=to.charter) if to.charter else seen


def asked_of(words: str) -> Asked:
    """Any words at all as something to search for; without stems nothing is found."""
    return Asked(asked_stems(words))


def index_of(table: Index, asked: Asked) -> Index:
    """Where the words are looked up: whole ones or beginnings."""
    return replace(table, by_beginning=asked.by_beginning)


def cases_with(seen: QuerySet[Case], asked: Asked) -> QuerySet[Case]:
    """Cases among those seen with all the words in number, subject, asker or customer."""
    if not asked.stems:
        return Case.objects.none()
    rows = rows_with(index_of(CASES, asked), asked.stems)
    found = seen.filter(pk__in=rows).select_related("owner", "organisation", "contact", "contract")
    return found.order_by("-pk")


def messages_with(
    seen: QuerySet[Case], asked: Asked, *, public_only: bool = False
) -> QuerySet[Message]:
    """Messages on cases among those seen, with all the words in text, subject or files' names."""
    if not asked.stems:
        return Message.objects.none()
    rows = rows_with(index_of(MESSAGES, asked), asked.stems)
    found = Message.objects.filter(pk__in=rows, case__in=seen)
    if public_only:
        found = found.filter(public=True)
    return found.select_related("case", "person").defer("html", "quoted").order_by("-pk")


def nearest_words(seen: QuerySet[Case], words: str) -> str:
    """The words with the first unknown one as somebody wrote it who may have meant it; else "".

    Further unknown ones are left out: each would cost hundreds of looks into the index.
    """
    typed = [match[0] for match in words_in(composed(words)) if stem_of(match[0])]
    kept = _kept({stem_of(word) for word in typed})
    nearest: list[str] = []
    looked = False
    for word in typed:
        if stem_of(word) in kept and _is_known(seen, stem_of(word)):
            nearest.append(word)
        elif not looked:
            looked = True
            nearest += filter(None, [_nearest(seen, near_stems(word))])
    found = " ".join(nearest)
    return "" if found.casefold() == " ".join(words.split()).casefold() else found


def _kept(stems: Collection[str]) -> set[str]:
    """Those that stand in any text at all, whoever may see it."""
    return {stem for index in (CASES, MESSAGES) for stem in stems_kept(index.table, stems)}


def _is_known(seen: QuerySet[Case], stem: str) -> bool:
    """Whether it stands where they may see it; the newest is asked for, as no order walks more."""
    asked = Asked((stem,))
    return any(
        found.values_list("pk", flat=True)[:1]
        for found in (cases_with(seen, asked), messages_with(seen, asked))
    )


def _nearest(seen: QuerySet[Case], stems: frozenset[str]) -> str:
    """The word of one of the stems that stands in most of the newest texts."""
    counts: Counter[str] = Counter()
    for stem in sorted(_kept(stems))[:MOST_NEAR]:
        asked = Asked((stem,))
        cases = cases_with(seen, asked).select_related(None).values_list("subject", flat=True)
        messages = messages_with(seen, asked).select_related(None).values_list("text", flat=True)
        for text in (*cases[:MOST_NEAR], *messages[:MOST_NEAR]):
            words = (match[0].casefold() for match in words_in(composed(text)))
            counts.update({word for word in words if stem_of(word) == stem})
    return min(counts, key=lambda word: (-counts[word], word), default="")
