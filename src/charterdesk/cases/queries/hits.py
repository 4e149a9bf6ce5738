"""The newest hits of a search: first their keys, of those that may be seen, then what is shown.

Whatever has the same form at each search is asked by SQL that is made once. Only a word that many
rows have is looked for by a query of its own, as no plan fits all words.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from charterdesk.cases.models import Attachment, Case, Message
from charterdesk.cases.queries.searching import CASES, MESSAGES, NARROWED, Asked, index_of
from charterdesk.cases.queries.sight import Sight, cases_in_sight
from charterdesk.kit.fulltext.matching import Index, Rare, rows_with
from charterdesk.kit.fulltext.snippets import Piece, snippet_of
from charterdesk.kit.fulltext.words import stems_of
from charterdesk.kit.prepared import Prepared, Sql, Statement

# Facets are made of so many of the newest hits, and name so many values each.
MOST_WEIGHED, MOST_EACH = 300, 6
# So many keys of a rare word are tried first: mostly the newest are enough.
TRIED_FIRST = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is searched for among which cases. `sight` says that `within` is all that is in it.

    `rare` is what a look into the indexes of both found.
    """

    asked: Asked
    within: QuerySet[Case]
    sight: Sight | None
    rare: Rare


@dataclass(frozen=True, slots=True)
class FoundMessage:
    """A message that was found. `file` is the name of the file that was, where the text was not."""

    message: Message
    snippet: tuple[Piece, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value to narrow to, as an address has it, and how many of the newest hits have it."""

    name: str
    value: str
    label: str
    count: int


def newest_cases(search: Search, most: int = MOST_WEIGHED) -> list[int]:
    """The keys of the newest cases with all the words in number, subject, asker or customer."""
    index = index_of(CASES, search.asked)
    tried = _tried(_CASES_SEEN, index, search, most)
    if tried is not None:
        return [pk for (pk,) in tried]
    rows = rows_with(index, search.asked.stems, search.rare)
    found = search.within.filter(pk__in=rows).order_by("-pk").values_list("pk", flat=True)
    return list(found[:most])


def newest_messages(search: Search, most: int = MOST_WEIGHED) -> list[tuple[int, int]]:
    """The keys of the newest messages with all the words in text, subject or files' names, each
    with the key of its case.
    """
    index = index_of(MESSAGES, search.asked)
    tried = _tried(_MESSAGES_SEEN, index, search, most)
    if tried is not None:
        return [(pk, case) for pk, case in tried]
    rows = rows_with(index, search.asked.stems, search.rare)
    found = Message.objects.filter(pk__in=rows, case__in=search.within).order_by("-pk")
    return list(found.values_list("pk", "case")[:most])


def cases_shown(keys: Sequence[int]) -> list[Case]:
    """The cases of these keys, the newest first, with all that a row says."""
    return _CASES.rows(keys=keys)


def messages_shown(keys: Sequence[int], asked: Asked) -> list[FoundMessage]:
    """The messages of these keys, the newest first, each with where the words stand."""
    found = [_found(message, asked) for message in _MESSAGES.rows(keys=keys)]
    wordless = [one.message.pk for one in found if not any(part.is_hit for part in one.snippet)]
    if not wordless:
        return found
    names = _names_of_files(wordless)
    stems = set(asked.stems)
    return [replace(one, file=_likest(names.get(one.message.pk, []), stems)) for one in found]


def facets_of(cases: Sequence[int]) -> list[Facet]:
    """The commonest values among the cases of these keys, by name."""
    counts: Counter[tuple[str, str, str]] = Counter()
    rows = _FACETS.rows(keys=cases) if cases else []
    for is_open, customer, customer_name, owner, owner_name, charter in rows:
        counts["state", "open" if is_open else "closed", ""] += 1
        counts["charter", charter, charter] += 1
        if customer:
            counts["customer", str(customer), customer_name] += 1
        if owner:
            counts["owner", owner, owner_name] += 1
    found = [Facet(*key, count) for key, count in counts.most_common()]
    return [one for name in NARROWED for one in [f for f in found if f.name == name][:MOST_EACH]]


def _tried(
    newest: Statement, index: Index, search: Search, most: int
) -> list[tuple[Any, ...]] | None:
    """The newest rows of a rare word; None where it is none, or where the newest don't suffice.

    Without words there are none.
    """
    keys, sight = search.rare.get(index), search.sight
    if not search.asked.stems or (keys is not None and not keys):
        return []
    if keys is None or sight is None:
        return None
    found = newest.rows(sight.everything, most, **sight.given(), keys=keys[:TRIED_FIRST])
    return found if len(found) >= most or len(keys) <= TRIED_FIRST else None


def _found(message: Message, asked: Asked) -> FoundMessage:
    text = message.text
    if message.subject and message.subject not in (message.case.subject, text):
        text = f"{message.subject}. {text}"
    return FoundMessage(message, snippet_of(text, asked.stems, by_beginning=asked.by_beginning))


def _names_of_files(messages: Sequence[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    for message, name in _FILES.rows(keys=messages):
        names.setdefault(message, []).append(name)
    return names


def _likest(names: Sequence[str], stems: set[str]) -> str:
    """The name of the file with most of the words; "" without files."""
    return max(names, key=lambda name: len(stems & set(stems_of(name).split())), default="")


def _cases_seen(
    everything: bool, most: int, *, charters: Sequence[str], owner: int, keys: Sequence[int]
) -> Sql:
    found = cases_in_sight(everything, charters, owner).filter(pk__in=keys).order_by("-pk")
    return found.values_list("pk")[:most].query.sql_with_params()


def _messages_seen(
    everything: bool, most: int, *, charters: Sequence[str], owner: int, keys: Sequence[int]
) -> Sql:
    seen = cases_in_sight(everything, charters, owner)
    found = Message.objects.filter(pk__in=keys, case__in=seen).order_by("-pk")
    return found.values_list("pk", "case")[:most].query.sql_with_params()


def _cases(*, keys: Sequence[int]) -> QuerySet[Case]:
    found = Case.objects.filter(pk__in=keys).order_by("-pk")
    return found.select_related("owner", "organisation", "contact", "contract")


def _messages(*, keys: Sequence[int]) -> QuerySet[Message]:
    shown = ("author", "public", "subject", "text", "at")
    found = Message.objects.filter(pk__in=keys).select_related("case").order_by("-pk")
    return found.only(*shown, "case__number", "case__subject", "case__asker")


def _files(*, keys: Sequence[int]) -> Sql:
    found = Attachment.objects.filter(message__in=keys).order_by("pk")
    return found.values_list("message", "name").query.sql_with_params()


def _facets(*, keys: Sequence[int]) -> Sql:
    found = Case.objects.filter(pk__in=keys).order_by("-pk")
    values = ("is_open", "organisation", "organisation__name", "owner__username", "owner__name")
    return found.values_list(*values, "charter").query.sql_with_params()


_CASES_SEEN, _MESSAGES_SEEN = Statement(_cases_seen), Statement(_messages_seen)
_CASES, _MESSAGES = Prepared(_cases), Prepared(_messages)
_FILES, _FACETS = Statement(_files), Statement(_facets)
