"""Cases and messages found by the forms of their words, for those who may see them.

Sight comes in as a queryset of cases, so that people of the desk and guests share one search.
Newest first: ranking a hundred thousand hits takes longer than anybody waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from charterdesk.cases.models import Case, Message
from charterdesk.kit.fulltext.matching import rows_with
from charterdesk.kit.fulltext.snippets import Piece, snippet_of
from charterdesk.kit.fulltext.words import asked_stems, stems_of

MOST_FOUND = 50
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
