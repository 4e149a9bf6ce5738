"""Cases and messages are found by their stems, kept in the transaction that writes their rows."""

from collections.abc import Iterable

from charterdesk.cases.models import Case, CaseWords, Message, MessageWords
from charterdesk.kit.fulltext.words import stems_of


def index_case(row: Case) -> None:
    """Let a new case be found by its number, subject, asker and customer."""
    names = [one.name for one in (row.organisation, row.contact) if one]
    words = stems_of(" ".join((row.number, row.subject, row.asker, *names)))
    CaseWords.objects.create(case=row, words=words)


def index_message(message: Message, files: Iterable[str]) -> None:
    """Let a new message be found by what is new in it, and by the names of its files."""
    MessageWords.objects.create(message=message, words=_stems(message, files))


def index_message_again(message: Message) -> None:
    """The same for a message that has grown, with all its files."""
    files = message.attachments.order_by("pk").values_list("name", flat=True)
    MessageWords.objects.filter(message=message).update(words=_stems(message, files))


def _stems(message: Message, files: Iterable[str]) -> str:
    return stems_of(" ".join((message.subject, message.text, *files)))
