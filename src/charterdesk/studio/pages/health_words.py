"""One row of the desk's health: well, worth a look, or at fault, each with what to do."""

from datetime import datetime

from django.utils.translation import gettext as _

from charterdesk.look.values import Link
from charterdesk.studio.health_values import HealthRow
from charterdesk.visit.reader import Reader
from charterdesk.worker.health import COUNTED, Queue

WELL, LOOK, BAD = "well", "look", "bad"
ICONS = {WELL: "met", LOOK: "soon", BAD: "critical"}
NOTHING = Queue()


def well(name: str, sentence: str, *links: Link) -> HealthRow:
    """It works."""
    return _row(name, WELL, sentence, "", *links)


def look(name: str, sentence: str, todo: str, *links: Link) -> HealthRow:
    """It works, and somebody should look after something."""
    return _row(name, LOOK, sentence, todo, *links)


def bad(name: str, sentence: str, todo: str, *links: Link) -> HealthRow:
    """It does not work."""
    return _row(name, BAD, sentence, todo, *links)


def counted(queue: Queue) -> str:
    """How many: `12`, or `1000+`, as far as is counted."""
    return str(queue.count) if queue.count <= COUNTED else f"{COUNTED}+"


def facts(queue: Queue, reader: Reader) -> dict[str, str]:
    """A queue's facts for a sentence: `count`, `since` and `said`."""
    return {
        "count": counted(queue), "since": moment(queue.since, reader),
        "said": queue.said.strip().rstrip(".")[:300],
    }  # fmt: skip


def moment(at: datetime | None, reader: Reader) -> str:
    """A moment in the reader's words; "" for none."""
    return reader.full(at) if at else ""


def _row(name: str, state: str, sentence: str, todo: str = "", *links: Link) -> HealthRow:
    words = {WELL: _("well"), LOOK: _("worth a look"), BAD: _("at fault")}
    return HealthRow(
        name=name, state=state, icon=ICONS[state], word=words[state], sentence=sentence,
        todo=todo, links=links,
    )  # fmt: skip
