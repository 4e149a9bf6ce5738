"""Compare two charters and say what gets stricter, looser, new and gone."""

import json
from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Annotated

import typer

from charterdesk.command import set_up_django
from charterdesk.command.check import source_of
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import NOWHERE, Charter, Place
from charterdesk.engine.diff import HEADINGS, KINDS, Change, OpenCases, differences
from charterdesk.engine.diff.summary import NO_DIFFERENCE, cases_counted, summary
from charterdesk.engine.phrase import Phrase
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.look.speaking import LANGUAGES, make_ready, spoken

Say = Callable[[Phrase], str]


def diff(
    old: Annotated[str, typer.Argument(help="A charter's file, or a shipped charter's name.")],
    new: Annotated[str, typer.Argument(help="The other one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
    language: Annotated[str, typer.Option(help="The language of the sentences: en, ru.")] = "en",
    desk: Annotated[
        bool, typer.Option("--desk", help="Say for how many open cases of this desk.")
    ] = False,
) -> None:
    """Compare two charters and say what gets stricter, looser, new and gone.

    The exit code is 0 whether they differ or not, 2 when one can't be read or has errors.
    """
    if language not in LANGUAGES:
        raise CannotStart(f"There is no language '{language}'; there are {', '.join(LANGUAGES)}.")
    before, after = _charter(old), _charter(new)
    changes = differences(before, after, _open_cases(before.name) if desk else None)
    make_ready()
    say = partial(spoken, zone=after.zone, language=language)
    if as_json:
        typer.echo(_as_json(changes, say))
    else:
        typer.echo("\n".join(_lines(before, after, changes, say)))


def _charter(file: str) -> Charter:
    source, shown_as = source_of(file)
    try:
        return read_charter(source, shown_as)
    except CharterErrors as found:
        raise CannotStart(f"The charter '{shown_as}' has errors.\n{found}") from None


def _open_cases(charter: str) -> OpenCases:
    """How many cases are open under any version of a charter, by priority and contract."""
    set_up_django()
    from charterdesk.accounts.rights import DESK
    from charterdesk.cases.queries.counting import open_cases_by_row

    return open_cases_by_row(DESK, charter)


def _lines(old: Charter, new: Charter, changes: tuple[Change, ...], say: Say) -> list[str]:
    if not changes:
        return [say(NO_DIFFERENCE)]
    lines = [say(summary(old, new, changes))]
    for theme, group in groupby(changes, key=lambda change: change.theme):
        lines += ["", say(HEADINGS[theme])]
        for change in group:
            lines += _told(change, say)
    return lines


def _told(change: Change, say: Say) -> list[str]:
    """The kind, the sentence, the cases; beneath the examples and where it stands."""
    cases = f" ({say(cases_counted(change.open_cases))})" if change.open_cases else ""
    lines = [f"  {say(KINDS[change.kind])}: {say(change.text)}{cases}"]
    lines += [f"      {say(example)}" for example in change.examples]
    places = [str(place) for place in (change.old_place, change.new_place) if place != NOWHERE]
    return [*lines, f"      [{' -> '.join(places)}]"] if places else lines


def _as_json(changes: tuple[Change, ...], say: Say) -> str:
    found = [
        {
            "kind": change.kind,
            "theme": change.theme,
            "where": dict(change.where),
            "text": say(change.text),
            "examples": [say(example) for example in change.examples],
            "old": _place(change.old_place),
            "new": _place(change.new_place),
            "open_cases": change.open_cases,
        }
        for change in changes
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)


def _place(place: Place) -> dict[str, str | int] | None:
    if place == NOWHERE:
        return None
    return {"file": place.file, "line": place.line, "column": place.column}
