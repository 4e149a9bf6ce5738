"""How urgent: the priorities from the strictest on, who sets them, and the matrix."""

from collections.abc import Mapping

from charterdesk.engine.charter.faults import quoted
from charterdesk.engine.charter.nodes import Items, Node, Table, Text
from charterdesk.engine.charter.section import Section, refuse_twins
from charterdesk.engine.charter.values import Matrix, Priority, SetBy
from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.phrase import phrase

_REASON = " with reason"
_SHAPE = phrase(
    "One axis is a list, the other maps each of its words to a list as long as the first."
)


def read_priorities(root: Section) -> tuple[tuple[Priority, ...], tuple[SetBy, ...]]:
    """The priorities, strictest first, and who may set them; exactly one is the default (E9)."""
    section = root.section("priorities", "priorities")
    listed = section.section("list", "priority list") if section else None
    if section is None or listed is None:
        mend = phrase("Write `priorities: {list: {normal: {default: yes}}}`.")
        root.fault((section or root).place, phrase("The charter has no list of priorities."), mend)
        return (), ()
    found = tuple(_priority(one, rank) for rank, (_, one) in enumerate(listed.named("priority")))
    defaults = [priority for priority in found if priority.default]
    if len(defaults) != 1:
        said = (
            phrase("More than one priority is the default.")
            if defaults
            else phrase("No priority is the default.")
        )
        place = defaults[1].place if defaults else listed.place
        section.fault(
            place,
            said,
            phrase("Write `default: yes` at exactly one."),
            "E9",
        )
    return found, tuple(_set_by(section, root.has("matrix")))


def _priority(section: Section, rank: int) -> Priority:
    return Priority(
        name=section.name,
        rank=rank,
        default=section.flag("default"),
        only_by_escalation=bool(section.choice("only_by", "only by")),
        when=section.values("when"),
        place=section.place,
    )


def _set_by(section: Section, has_matrix: bool) -> list[SetBy]:
    found = []
    for word in section.texts("set_by"):
        who = Text(word.value.removesuffix(_REASON), word.place)
        known = section.known(who, WORDS["setter"], phrase("known as one who sets priorities"))
        if known == "matrix" and not has_matrix:
            mend = phrase("Write one under `matrix:`, or take the word out.")
            section.fault(word.place, phrase("The charter has no matrix that could set it."), mend)
        if known:
            found.append(SetBy(known, with_reason=word.value.endswith(_REASON)))
    return found


def read_matrix(root: Section) -> Matrix | None:
    """The priority of each pair: the axis that is a list stands across (R-HFN-8, R-TER-9)."""
    section = root.section("matrix", "matrix")
    if section is None:
        return None
    return _matrix(section)


def _matrix(section: Section) -> Matrix | None:
    axes = [(axis, node) for axis, node in section.free() if _is_axis(section, axis)]
    across = [(axis, node) for axis, node in axes if isinstance(node, Items)]
    down = [(axis, node) for axis, node in axes if isinstance(node, Table)]
    if len(axes) != 2 or len(across) != 1 or len(down) != 1:
        section.fault(section.place, phrase("A matrix has two axes."), _SHAPE)
        return None
    (column_axis, columns), (row_axis, rows) = across[0], down[0]
    words = section.texts_of(columns, column_axis.value)
    refuse_twins(section, words, phrase("columns"))
    names = tuple(word.value for word in words)
    if column_axis.value == "contract":
        _check_levels(section, words)
    return Matrix(
        row_axis=row_axis.value,
        column_axis=column_axis.value,
        columns=names,
        rows=_rows(section, row_axis.value, rows, len(names)),
        place=section.place,
    )


def _is_axis(section: Section, axis: Text) -> bool:
    return bool(section.known(axis, WORDS["axis"], phrase("an axis of a matrix")))


def _check_levels(section: Section, words: tuple[Text, ...]) -> None:
    names = section.reading.names
    for word in words:
        section.known(
            word, (*names.levels, *names.contracts), phrase("a contract or a level of one")
        )


def _rows(section: Section, axis: str, node: Node, width: int) -> Mapping[str, tuple[str, ...]]:
    beneath = Section(section.reading, node, "matrix rows", section.under(axis), axis)
    priorities = section.reading.names.priorities
    found: dict[str, tuple[str, ...]] = {}
    for name, row in beneath.free():
        words = section.texts_of(row, name.value)
        if len(words) != width:
            message = phrase(
                "The row %(name)s has %(words)s cells, not %(width)s.",
                name=quoted(name.value),
                words=len(words),
                width=width,
            )
            section.fault(row.place, message, phrase("Write one priority for each column."))
        cells = (
            section.known(word, priorities, phrase("a priority of this charter")) for word in words
        )
        found[name.value] = tuple(cells)
    return found
