"""Where the bugs of the sample lie: in one file, written whole, so that a restart has them all."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

MOST_TEXT = 50_000


@dataclass(slots=True)
class Bug:
    """A bug of a project; `notes` are (number, who, text), `changed` an ISO moment."""

    number: int
    project: str
    title: str
    text: str
    changed: str
    closed: bool = False
    notes: list[tuple[int, str, str]] = field(default_factory=list)


SEEDS = (
    (118, "crm", "Сумма в счёте округляется дважды", "Пересчёт валюты округляет ещё раз."),
    (1199, "pbx", "Room numbers above 999 are cut off", "The field has three places."),
    (1207, "pbx", "Statistics job fills the disk of process ids", "2 MB are full each hour."),
)


class Shelf:
    """All bugs. Whoever changes one holds the lock until the file is written."""

    def __init__(self, file: Path, clock: Callable[[], datetime]) -> None:
        self._file, self._clock, self._lock = file, clock, Lock()
        self._bugs = {bug.number: bug for bug in self._read()}

    def all(self, project: str = "") -> list[Bug]:
        """The bugs of a project, or of all, newest first."""
        found = [bug for bug in self._bugs.values() if project in ("", bug.project)]
        return sorted(found, key=lambda bug: -bug.number)

    def one(self, number: int) -> Bug | None:
        """A bug by its number."""
        return self._bugs.get(number)

    def add(self, project: str, title: str, text: str) -> Bug:
        """A new bug."""
        with self._writing():
            number = max(self._bugs, default=0) + 1
            bug = Bug(number, project, title[:250], text[:MOST_TEXT], self._clock().isoformat())
            self._bugs[number] = bug
        return bug

    def note(self, bug: Bug, who: str, text: str) -> None:
        """A comment."""
        with self._writing():
            bug.notes.append((len(bug.notes) + 1, who, text[:MOST_TEXT]))
            bug.changed = self._clock().isoformat()

    def turn(self, bug: Bug, *, closed: bool) -> None:
        """Closed, or open again."""
        with self._writing():
            bug.closed, bug.changed = closed, self._clock().isoformat()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            yield
            half = self._file.with_suffix(".half")
            half.write_text(json.dumps([asdict(bug) for bug in self._bugs.values()]), "utf-8")
            half.replace(self._file)

    def _read(self) -> list[Bug]:
        if self._file.exists():
            rows = json.loads(self._file.read_text("utf-8"))
            return [
                Bug(**{**row, "notes": [(n, who, text) for n, who, text in row["notes"]]})
                for row in rows
            ]
        at = self._clock().isoformat()
        return [Bug(number, project, title, text, at) for number, project, title, text in SEEDS]
