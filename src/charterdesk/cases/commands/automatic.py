"""What a machine of ours has to say on a case: an internal note that never is a response."""

from collections.abc import Iterable
from datetime import datetime

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands.acting import act
from charterdesk.cases.mentions import MOST_QUOTED
from charterdesk.cases.messages import Written, new_ref
from charterdesk.cases.models import Case
from charterdesk.cases.opening import Said
from charterdesk.engine.commands import AddNote


def add_automatic_note(
    *, case: Case, text: str, channel: str, at: datetime, told: Iterable[str] = ()
) -> Answer:
    """An automatic internal note (R-HFN-13); the people `told`, by user names, get a notice."""
    said = Said(ref=new_ref(), written=Written(text=text, channel=channel, automatic=True))
    command = AddNote(message=said.ref, mentions=tuple(told), words=(("body", text[:MOST_QUOTED]),))
    return act(case, command, at, said=said, public=False)
