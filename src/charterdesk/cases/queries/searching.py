"""Cases and messages found by the forms of their words, for those who may see them.

Sight comes in as a queryset of cases, so that people of the desk and guests share one search.
Newest first: ranking a hundred thousand hits takes longer than anybody waits.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from charterdesk.cases.models import Case, Message
from charterdesk.kit.fulltext.matching import rows_with, stems_kept
from charterdesk.kit.fulltext.nearest import near_stems
from charterdesk.kit.fulltext.snippets import Piece, snippet_of
from charterdesk.kit.fulltext.words import asked_stems, composed, stem_of, stems_of, words_in
from charterdesk.kit.whole_numbers import whole_number

MOST_FOUND = 50
MOST_NEAR = 8
# Facets are made of so many of the newest hits, and name so many values each.
MOST_WEIGHED, MOST_EACH = 300, 6
NARROWED = ("state", "customer", "owner", "charter")
CASES, MESSAGES = ("cases_casewords", "case_id"), ("cases_messagewords", "message_id")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for; `by_beginning` where words that only begin so will do."""

    stems: tuple[str, ...]
    by_beginning: bool = False


@dataclass(frozen=True, slots=True)
class FoundMessage:
    """A message that was found. `file` is the name of the file that was, where the text was not."""

    message: Message
    snippet: tuple[Piece, ...]
    file: str = ""


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


@dataclass(frozen=True, slots=True)
class Facet:
    """A value to narrow to, as an address has it, and how many of the newest hits have it."""

    name: str
    value: str
    label: str
    count: int


def facets_of(cases: QuerySet[Case]) -> list[Facet]:
    """The commonest values among the newest hits, by name; one query."""
    kept = ("is_open", "organisation", "organisation__name", "owner__username", "owner__name")
    rows = cases.select_related(None).order_by("-pk").values_list(*kept, "charter")[:MOST_WEIGHED]
    counts: Counter[tuple[str, str, str]] = Counter()
    for is_open, customer, customer_name, owner, owner_name, charter in rows:
        counts["state", "open" if is_open else "closed", ""] += 1
        counts["charter", charter, charter] += 1
        if customer:
            counts["customer", str(customer), customer_name] += 1
        if owner:
            counts["owner", owner, owner_name] += 1
    found = [Facet(*key, count) for key, count in counts.most_common()]
    return [one for name in NARROWED for one in [f for f in found if f.name == name][:MOST_EACH]]


def asked_of(words: str) -> Asked:
    """Any words at all as something to search for; without stems nothing is found."""
    return Asked(asked_stems(words))


def cases_with(seen: QuerySet[Case], asked: Asked) -> QuerySet[Case]:
    """Cases among those seen with all the words in number, subject, asker or customer."""
    if not asked.stems:
        return Case.objects.none()
    table, key = CASES
    rows = rows_with(table, asked.stems, key=key, by_beginning=asked.by_beginning)
    found = seen.filter(pk__in=rows).select_related("owner", "organisation", "contact", "contract")
    return found.order_by("-pk")


def messages_with(
    seen: QuerySet[Case], asked: Asked, *, public_only: bool = False
) -> QuerySet[Message]:
    """Messages on cases among those seen, with all the words in text, subject or files' names."""
    if not asked.stems:
        return Message.objects.none()
    table, key = MESSAGES
    rows = rows_with(table, asked.stems, key=key, by_beginning=asked.by_beginning)
    found = Message.objects.filter(pk__in=rows, case__in=seen)
    if public_only:
        found = found.filter(public=True)
    return found.select_related("case", "person").defer("html", "quoted").order_by("-pk")


def nearest_words(seen: QuerySet[Case], words: str) -> str:
    """The words with the first unknown one as somebody wrote it who may have meant it; else "".

    Further unknown ones are left out: each would cost hundreds of looks into the index.
    """
    nearest: list[str] = []
    looked = False
    for match in words_in(composed(words)):
        if not stem_of(match[0]):
            continue
        if _is_known(seen, stem_of(match[0])):
            nearest.append(match[0])
        elif not looked:
            looked = True
            nearest += filter(None, [_nearest(seen, near_stems(match[0]))])
    found = " ".join(nearest)
    return "" if found.casefold() == " ".join(words.split()).casefold() else found


def _is_known(seen: QuerySet[Case], stem: str) -> bool:
    asked = Asked((stem,))
    return cases_with(seen, asked).exists() or messages_with(seen, asked).exists()


def _nearest(seen: QuerySet[Case], stems: frozenset[str]) -> str:
    """The word of one of the stems that stands in most of the newest texts."""
    counts: Counter[str] = Counter()
    kept = {stem for table, _key in (CASES, MESSAGES) for stem in stems_kept(table, stems)}
    for stem in sorted(kept)[:MOST_NEAR]:
        asked = Asked((stem,))
        cases = cases_with(seen, asked).select_related(None).values_list("subject", flat=True)
        messages = messages_with(seen, asked).select_related(None).values_list("text", flat=True)
        for text in (*cases[:MOST_NEAR], *messages[:MOST_NEAR]):
            words = (match[0].casefold() for match in words_in(composed(text)))
            counts.update({word for word in words if stem_of(word) == stem})
    return min(counts, key=lambda word: (-counts[word], word), default="")


def shown_messages(found: QuerySet[Message], asked: Asked) -> list[FoundMessage]:
    """The newest of the messages found, each with where the words stand."""
    newest = found.prefetch_related("attachments")[:MOST_FOUND]
    return [_found(message, asked) for message in newest]


def _found(message: Message, asked: Asked) -> FoundMessage:
    text = message.text
    if message.subject and message.subject not in (message.case.subject, text):
        text = f"{message.subject}. {text}"
    snippet = snippet_of(text, asked.stems, by_beginning=asked.by_beginning)
    if any(piece.is_hit for piece in snippet):
        return FoundMessage(message, snippet)
    return FoundMessage(message, snippet, _file(message, asked.stems))


def _file(message: Message, stems: Sequence[str]) -> str:
    """The name of the file with most of the words; "" without files."""
    wanted = set(stems)
    names = [file.name for file in message.attachments.all()]
    return max(names, key=lambda name: len(wanted & set(stems_of(name).split())), default="")
