"""Lines of a live talk in writing: each side's turn is one message of the case, which grows.

The first line of a turn is the event that promises go by; the lines after it only add to its text.
"""

from collections.abc import Sequence
from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.cases.actors import name_of
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands.acting import act
from charterdesk.cases.indexing import index_message_again
from charterdesk.cases.messages import File, Written, add_files, keep_files, new_ref
from charterdesk.cases.models import Case, Message
from charterdesk.cases.opening import Said
from charterdesk.engine.commands import Reply


def answer_live(*, case: Case, written: Written, by: Person, at: datetime) -> Answer:
    """We answer the asker, who reads it at once: a live talk, not mailed (semantics.md 2.5)."""
    said = Said(ref=new_ref(), written=written, kept=tuple(keep_files(written.files)))
    command = Reply(by=name_of(by), message=said.ref, live=True)
    return act(case, command, at, by=by, said=said)


def extend_message(*, message: Message, text: str, files: Sequence[File], at: datetime) -> Message:
    """Add a line, or files, to the last message of a turn, in the caller's transaction."""
    if text:
        message.text = f"{message.text}\n{text}" if message.text else text
        message.save(update_fields=["text"])
    add_files(message, keep_files(files))
    index_message_again(message)
    return message
