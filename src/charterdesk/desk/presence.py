"""Who else is at a case now: each pulse leaves a mark that is gone after 40 seconds.

Marks are empty files, whose times say when: no row is written and no query is asked for them.
They are hints, never locks; on several machines each shows its own. Each process clears away
once an hour what nobody was at for an hour, so that no case leaves its place for good.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from charterdesk.accounts.models import Person
from charterdesk.desk.forms.pulse import Doing

LASTS = timedelta(seconds=40)
# For so long after the last mark has gone, pages are told that nobody is there any more.
TOLD = timedelta(seconds=160)
CLEAR_EVERY = timedelta(hours=1)
_cleared_at: dict[str, datetime] = {}


def beat(number: str, person: Person, doing: Doing, at: datetime) -> dict[str, Doing] | None:
    """Leave the person's mark on the case; who else is there, by user name.

    None where there is nothing to tell: nobody else was there of late, or no case is shown.
    """
    if not number:
        return None
    place = _place(number)
    _clear(at)
    with suppress(OSError):
        _mark(Path(place), person.username, doing, at)
    seen = list(_marks(place, person.username))
    if not any(at - when < LASTS + TOLD for _, _, when in seen):
        return None
    return {name: doing for name, doing, when in seen if at - when < LASTS and doing != "away"}


def others_at(number: str, person: Person, at: datetime) -> dict[str, Doing]:
    """Who else is at the case."""
    seen = _marks(_place(number), person.username)
    return {name: doing for name, doing, when in seen if at - when < LASTS and doing != "away"}


def writers_at(numbers: Iterable[str], person: Person, at: datetime) -> dict[str, list[str]]:
    """Who else writes to these cases now, by the number of each where somebody does."""
    here = {number: others_at(number, person, at) for number in numbers}
    writing = {
        number: [name for name, doing in others.items() if doing == "write"]
        for number, others in here.items()
    }
    return {number: names for number, names in writing.items() if names}


def _directory() -> str:
    return f"{settings.DATA}/presence"


def _place(number: str) -> str:
    return f"{_directory()}/{hashlib.sha256(number.encode()).hexdigest()[:24]}"


def _clear(at: datetime) -> None:
    """Take away the places that are old, if a look is due."""
    directory = _directory()
    if at - _cleared_at.setdefault(directory, at - CLEAR_EVERY) < CLEAR_EVERY:
        return
    _cleared_at[directory] = at
    with suppress(OSError), os.scandir(directory) as places:
        for place in places:
            if all(at - when >= CLEAR_EVERY for _, _, when in _marks(place.path, "")):
                shutil.rmtree(place, ignore_errors=True)


def _mark(place: Path, username: str, doing: Doing, at: datetime) -> None:
    place.mkdir(parents=True, exist_ok=True)
    for other in ("view", "write", "away"):
        if other != doing:
            (place / f"{other}~{username}").unlink(missing_ok=True)
    mark = place / f"{doing}~{username}"
    mark.touch(mode=0o600)
    os.utime(mark, (at.timestamp(), at.timestamp()))


def _marks(place: str, but: str) -> Iterator[tuple[str, Doing, datetime]]:
    # By `os`: a list asks for fifty places, of which most are not there.
    with suppress(OSError), os.scandir(place) as marks:
        for mark in marks:
            doing, _, name = mark.name.partition("~")
            if name != but and doing in ("view", "write", "away"):
                when = datetime.fromtimestamp(mark.stat().st_mtime).astimezone()
                yield name, doing, when  # type: ignore[misc]  # one of the three
