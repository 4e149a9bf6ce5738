"""Which clause gives a case its priority when it opens: each in its turn, until one holds.

The channel, a mark in the subject, what was asked for, the matrix, the default (R-ROX-3, 2.13).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import NOWHERE, Channel, Charter, Place
from charterdesk.engine.phrase import Phrase, phrase

Axes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A clause that was tried. `priority` is "" where it gave none."""

    said: Phrase
    place: Place = NOWHERE
    priority: str = ""


def tries(charter: Charter, command: co.OpenCase, channel: Channel) -> Iterator[Tried]:
    """Every clause up to the one that gives the priority; that is the last."""
    for clause in (_by_channel, _by_mark, _by_wish, _by_matrix, _by_default):
        found = clause(charter, command, channel)
        if found is not None:
            yield found
            if found.priority:
                return


def axes_of(charter: Charter, command: co.OpenCase) -> Axes:
    """The axes with the contract's level, where the matrix has that axis (R-TER-9)."""
    matrix = charter.matrix
    if matrix is None or matrix.column_axis != "contract":
        return command.axes
    level = command.contract if command.contract in matrix.columns else "none"
    return (*command.axes, ("contract", level))


def of_channel(charter: Charter, command: co.OpenCase, channel: Channel) -> str:
    """The priority that the channel, or a mark in the subject, sets; "" for none (R-BIC-19)."""
    by_mark = _marking(charter, command.subject)
    return channel.sets_priority or (by_mark.sets_priority if by_mark else "")


def _by_channel(charter: Charter, command: co.OpenCase, channel: Channel) -> Tried:
    name, given = channel.name, channel.sets_priority
    if not given:
        return Tried(
            phrase("The channel %(channel)s sets no priority.", channel=name), channel.place
        )
    said = phrase(
        "The channel %(channel)s sets the priority %(priority)s.", channel=name, priority=given
    )
    return Tried(said, channel.place, given)


def _by_mark(charter: Charter, command: co.OpenCase, channel: Channel) -> Tried | None:
    marks = [other for other in charter.channels.values() if other.subject_has]
    if not marks:
        return None
    marking = _marking(charter, command.subject)
    if marking is None:
        words = tuple(dict.fromkeys(other.subject_has for other in marks))
        return Tried(phrase("No mark in the subject: %(marks)s.", marks=words), marks[0].place)
    mark, given = marking.subject_has, marking.sets_priority
    if not given:
        said = phrase("The mark “%(mark)s” in the subject sets no priority.", mark=mark)
    else:
        said = phrase(
            "The mark “%(mark)s” in the subject sets the priority %(priority)s.",
            mark=mark,
            priority=given,
        )
    return Tried(said, marking.place, given)


def _by_wish(charter: Charter, command: co.OpenCase, channel: Channel) -> Tried:
    """The customer may choose where `set_by` says so; one of us, or a machine, may always."""
    asked = command.priority
    place = next((one.place for one in charter.priorities if one.name == asked), NOWHERE)
    if not asked:
        return Tried(phrase("No priority was asked for."))
    if place is NOWHERE:
        return Tried(
            phrase("There is no priority %(priority)s; the default is taken.", priority=asked)
        )
    if _is_ours(command, channel):
        return Tried(
            phrase("The desk gives the priority %(priority)s.", priority=asked), place, asked
        )
    setters = tuple(rule.who for rule in charter.set_by)
    if "customer" in setters:
        said = phrase("The customer may choose, and chose %(priority)s.", priority=asked)
        return Tried(said, place, asked)
    said = phrase(
        "The customer asked for %(priority)s, but may not choose: the priority is set by %(who)s.",
        priority=asked,
        who=setters or ("desk",),
    )
    return Tried(said, place)


def _by_matrix(charter: Charter, command: co.OpenCase, channel: Channel) -> Tried | None:
    matrix = charter.matrix
    if matrix is None:
        return None
    words = dict(axes_of(charter, command))
    row, column = words.get(matrix.row_axis, ""), words.get(matrix.column_axis, "")
    given = matrix.priority(row, column) or ""
    if not given:
        said = phrase(
            "The matrix has no cell for what was given: it needs %(row_axis)s and %(column_axis)s.",
            row_axis=matrix.row_axis,
            column_axis=matrix.column_axis,
        )
        return Tried(said, matrix.place)
    said = phrase(
        "The matrix gives %(priority)s for %(row_axis)s %(row)s and %(column_axis)s %(column)s.",
        priority=given,
        row_axis=matrix.row_axis,
        row=row,
        column_axis=matrix.column_axis,
        column=column,
    )
    return Tried(said, matrix.place, given)


def _by_default(charter: Charter, command: co.OpenCase, channel: Channel) -> Tried:
    name = charter.default_priority
    said = phrase("The default priority is %(priority)s.", priority=name)
    return Tried(said, charter.priority(name).place, name)


def _is_ours(command: co.OpenCase, channel: Channel) -> bool:
    return command.answered or channel.machine or command.by not in ("", ev.CUSTOMER)


def _marking(charter: Charter, subject: str) -> Channel | None:
    """The first channel whose mark stands in the subject."""
    said = subject.casefold()
    return next(
        (
            channel
            for channel in charter.channels.values()
            if channel.subject_has and channel.subject_has.casefold() in said
        ),
        None,
    )
