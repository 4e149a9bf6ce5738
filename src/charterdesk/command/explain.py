"""Say what a charter would promise to a case, and why."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from charterdesk.command.story import Library
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.values import Charter, Matrix
from charterdesk.engine.commands import OpenCase
from charterdesk.engine.explain import WhatIf, what_if
from charterdesk.engine.explain.words import FURTHER, due_words, standing_words
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.times import moment
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.look.speaking import LANGUAGES, Speaker, make_ready


def explain(
    file: Annotated[str, typer.Argument(help="A charter's file, or a shipped charter's name.")],
    at: Annotated[str, typer.Option(help="When: YYYY-MM-DD HH:MM in the charter's zone.")],
    priority: Annotated[str, typer.Option(help="The priority asked for.")] = "",
    channel: Annotated[str, typer.Option(help="The channel; default: the charter's first.")] = "",
    contract: Annotated[str, typer.Option(help="The contract or level.")] = "",
    axis: Annotated[
        list[str] | None, typer.Option(help="A word of the matrix, as impact=high; several.")
    ] = None,
    language: Annotated[str, typer.Option(help="en or ru.")] = "en",
) -> None:
    """Say what a charter would promise to a case, and why.

    The exit code is 0, or 2 when the file or a word can't be used.
    """
    charter = _charter(file)
    chosen = channel or next(iter(charter.channels))
    _check_words(charter, chosen, priority, contract)
    axes = tuple(axis_of(charter.matrix, text) for text in axis or ())
    command = OpenCase(
        channel=chosen,
        priority=priority,
        contract=contract,
        axes=axes,
        asker="the customer",
        by=_someone_of_ours(charter),
    )
    try:
        when = moment(at, charter.zone)
    except ValueError as error:
        raise CannotStart(f"--at: {error}.") from None
    answer = what_if(charter, command, when, Cast(charter, {}))
    for line in _lines(answer, when, Speaker(charter.zone, _known(language))):
        typer.echo(line)


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise CannotStart(f"--language: '{language}' is not one of {', '.join(LANGUAGES)}.")
    if language != "en":
        make_ready()
    return language


def _charter(file: str) -> Charter:
    path = Path(file)
    try:
        return Library(path.parent).find(file if not path.exists() else path.name)
    except CharterErrors as found:
        raise CannotStart(str(found)) from None


def _check_words(charter: Charter, channel: str, priority: str, contract: str) -> None:
    known = [p.name for p in charter.priorities]
    if channel not in charter.channels:
        names = ", ".join(charter.channels)
        raise CannotStart(f"There is no channel '{channel}'; the charter has {names}.")
    if priority and priority not in known:
        names = ", ".join(known)
        raise CannotStart(f"There is no priority '{priority}'; the charter has {names}.")
    if contract and charter.contract(contract) is None:
        names = ", ".join(charter.contracts) or "none"
        raise CannotStart(f"There is no contract '{contract}'; the charter has {names}.")


def axis_of(matrix: Matrix | None, text: str) -> tuple[str, str]:
    """`impact=high` as an axis of the matrix and its word; raises CannotStart, naming what is."""
    name, _, word = text.partition("=")
    if not word:
        raise CannotStart(f"--axis: '{text}' is not NAME=WORD; write for example impact=high.")
    if matrix is None:
        raise CannotStart("--axis: the charter has no matrix.")
    words = {matrix.row_axis: tuple(matrix.rows), matrix.column_axis: matrix.columns}
    if name not in words:
        known = ", ".join(words)
        raise CannotStart(f"--axis: '{name}' is no axis of the matrix; its axes are {known}.")
    if word not in words[name]:
        known = ", ".join(words[name])
        raise CannotStart(f"--axis: '{word}' is not on the axis {name}; it has {known}.")
    return name, word


def _someone_of_ours(charter: Charter) -> str:
    """The first role of the first tier, so that any priority may be asked about."""
    return charter.tiers[0].roles[0] if charter.tiers else charter.last_resort


def _lines(answer: WhatIf, at: datetime, speaker: Speaker) -> Iterator[str]:
    if answer.decision.refused is not None:
        raise CannotStart(speaker.say(answer.answer))
    if not answer.decision.case.exists:
        yield speaker.say(answer.answer)
        return
    yield speaker.say(answer.head)
    yield from speaker.steps(answer.priority_steps)
    for one in answer.promises:
        standing = one.standing
        if standing.due is None:
            yield speaker.say(standing_words(standing.kind, standing.key, standing.is_, None))
        else:
            yield speaker.say(due_words(standing.kind, standing.key, standing.due))
        yield from speaker.steps(one.explanation.steps)
    yield speaker.say(FURTHER)
    yield from speaker.steps(answer.further_steps)
