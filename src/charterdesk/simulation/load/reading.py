"""A load's file: YAML, read with exact positions, its words held against the charter's."""

from collections.abc import Iterator
from datetime import datetime

from charterdesk.engine.charter.faults import BadValueError, quoted
from charterdesk.engine.charter.nodes import Node, Table, Text
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.simulate.values import Axes
from charterdesk.engine.story.times import moment
from charterdesk.simulation.document import Document, parse_zone
from charterdesk.simulation.load.hours import EVENLY, hours_of, weights_of
from charterdesk.simulation.load.measures import (
    handling_of,
    length_of,
    number_between,
    parse_share,
    rate_up_to,
    sometimes_of,
)
from charterdesk.simulation.load.values import Crew, Flow, Handling, Load, WaitRule

KEYS = (
    "load", "weeks", "from", "seed", "zone", "weights", "arrivals", "work", "work_of", "waits",
    "acknowledges", "patience", "reopens", "escalates", "agrees", "tiers", "facts", "staff",
)  # fmt: skip
AS_IN_LOG = "as in the log"
MOST_WEEKS, MOST_PEOPLE, MOST_A_WEEK = 520, 500, 1_000_000
MOST_CASES = 2_000_000
FIRST_YEAR, LAST_YEAR = 1971, 2080
_FLOW = ("channel", "priority", "contract", "per_week", "over")
_CUSTOMARY_FROM = "2026-01-05 00:00"


def read_load(source: str | bytes, file: str, charter: Charter) -> Load:
    """The load in a file. Raises CharterErrors, with every fault at its place."""
    document = Document(source, file)
    root = document.root
    document.keys(root, KEYS, "a key of a load")
    zone = document.parsed(root, "zone", parse_zone) or charter.zone
    flows, as_in_log = _flows(document, root, charter, zone)
    load = Load(
        name=document.word(root, "load") or file,
        weeks=document.parsed(root, "weeks", number_between(1, MOST_WEEKS)) or 4,
        since=_since(document, root, zone),
        seed=document.parsed(root, "seed", number_between(0, 2**63 - 1)) or 0,
        zone=zone,
        handling=_handling(document, root),
        flows=flows,
        as_in_log=as_in_log,
        handling_of=dict(_handling_by_priority(document, root, charter)),
        waits=tuple(_waits(document, root)),
        acknowledges=sometimes_of(document, root, "acknowledges"),
        patience=length_of(document, root.get("patience"), "patience"),
        reopens=sometimes_of(document, root, "reopens"),
        escalates=sometimes_of(document, root, "escalates"),
        agrees=sometimes_of(document, root, "agrees"),
        tiers=tuple(_shares(document, root, "tiers", [tier.name for tier in charter.tiers])),
        facts=tuple(_shares(document, root, "facts", charter.facts)),
        crews=tuple(_crews(document, root, charter)),
    )
    _demand_possible(document, root, load)
    document.done()
    return load


def _demand_possible(document: Document, root: Table, load: Load) -> None:
    """Shares that exclude each other make at most all; a run's cases have room in memory."""
    for key, shares in (("waits", [one.share for one in load.waits]),
                        ("tiers", [share for _, share in load.tiers])):  # fmt: skip
        if sum(shares) > 1.0005:
            place = (root.get(key) or root).place
            mend = "Let them make at most 100% together."
            document.fault(place, f"The shares of `{key}` make {sum(shares):.0%}.", mend)
    if load.expected > MOST_CASES:
        place = (root.get("arrivals") or root).place
        mend = "Take fewer weeks, or fewer cases a week."
        document.fault(
            place, f"A run has about {load.expected:,.0f} cases; "
            f"{MOST_CASES:,} are the most.".replace(",", " "), mend,
        )  # fmt: skip


def _since(document: Document, root: Table, zone: str) -> datetime:
    def parse(text: str) -> datetime:
        try:
            at = moment(text if " " in text or "T" in text else f"{text} 00:00", zone)
        except (ValueError, OverflowError):
            mend = "Write for example 2026-11-02 or 2026-11-02 08:00."
            raise BadValueError(f"{quoted(text)} is not a moment.", mend) from None
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            mend = f"Begin in the years {FIRST_YEAR} to {LAST_YEAR}."
            raise BadValueError(f"{quoted(text)} is not in our time.", mend)
        return at

    return document.parsed(root, "from", parse) or moment(_CUSTOMARY_FROM, zone)


def _flows(
    document: Document, root: Table, charter: Charter, zone: str
) -> tuple[tuple[Flow, ...], bool]:
    patterns = dict(_patterns(document, root, zone))
    flows: list[Flow] = []
    as_in_log = False
    for item in document.items(root, "arrivals"):
        if isinstance(item, Text) and item.value == AS_IN_LOG:
            as_in_log = True
        elif (table := document.table(item, "An arrival")) is not None:
            flows.append(_flow(document, table, charter, patterns))
    if not flows and not as_in_log:
        mend = "Write `arrivals: [{channel: mail, priority: normal, per_week: 100}]`."
        document.fault(root.place, "A load needs `arrivals`.", mend)
    return tuple(flows), as_in_log


def _patterns(
    document: Document, root: Table, zone: str
) -> Iterator[tuple[str, tuple[float, ...]]]:
    for key, node in document.entries(root, "weights"):
        yield key.value, weights_of(document, node, zone)


def _flow(
    document: Document, table: Table, charter: Charter, patterns: dict[str, tuple[float, ...]]
) -> Flow:
    matrix = charter.matrix
    axes = (matrix.row_axis, matrix.column_axis) if matrix else ()
    document.keys(table, (*_FLOW, *axes), "a key of an arrival")
    per_week = document.parsed(table, "per_week", rate_up_to(MOST_A_WEEK))
    if per_week is None and table.get("per_week") is None:
        document.fault(table.place, "An arrival needs `per_week`.", "Write how many come a week.")
    levels = [level for one in charter.contracts.values() for level in one.levels]
    contracts = (*charter.contracts, *levels)
    over = document.word(table, "over", patterns) if table.get("over") else ""
    return Flow(
        per_week=per_week or 0.0,
        weights=patterns.get(over, EVENLY),
        channel=document.word(table, "channel", charter.channels),
        priority=document.word(table, "priority", [one.name for one in charter.priorities]),
        axes=_axes(document, table, charter),
        contract=document.word(table, "contract", contracts) if table.get("contract") else "",
    )


def _axes(document: Document, table: Table, charter: Charter) -> Axes:
    matrix = charter.matrix
    if matrix is None:
        return ()
    words = {matrix.row_axis: tuple(matrix.rows), matrix.column_axis: matrix.columns}
    there = {
        axis: document.word(table, axis, names)
        for axis, names in words.items()
        if axis != "contract" and table.get(axis) is not None
    }
    return tuple((axis, word) for axis, word in there.items() if word)


def _handling(document: Document, root: Table) -> Handling:
    table = document.table(root.get("work"), "`work`")
    if table is None and root.get("work") is None:
        mend = "Write `work: {first: {median: 10m, p90: 30m}, contacts: {1: 60%, 2: 40%}}`."
        document.fault(root.place, "A load needs `work`: how long a case takes.", mend)
    return handling_of(document, table)


def _handling_by_priority(
    document: Document, root: Table, charter: Charter
) -> Iterator[tuple[str, Handling]]:
    names = [priority.name for priority in charter.priorities]
    for key, node in document.entries(root, "work_of"):
        document.known(key, names, "a priority of the charter")
        yield key.value, handling_of(document, document.table(node, f"`{key.value}`"))


def _waits(document: Document, root: Table) -> Iterator[WaitRule]:
    for item in document.items(root, "waits"):
        table = document.table(item, "A wait")
        if table is None:
            continue
        document.keys(table, ("on", "share", "length"), "a key of a wait")
        on = document.word(table, "on", ("customer", "supplier", "bug", "date")) or "customer"
        share = document.parsed(table, "share", parse_share)
        length = length_of(document, table.get("length"), "length")
        if share is None or length is None:
            mend = "Write `{on: customer, share: 40%, length: {median: 8h, p90: 3d}}`."
            document.fault(table.place, "A wait needs `share` and `length`.", mend)
            continue
        yield WaitRule(on, share, length)


def _shares(
    document: Document, root: Table, key: str, names: "list[str] | tuple[str, ...]"
) -> Iterator[tuple[str, float]]:
    for name, node in document.entries(root, key):
        document.known(name, names, f"a word for `{key}` that the charter has")
        for text in document.texts(node, name.value):
            share = document.made(text, parse_share)
            if share is not None:
                yield name.value, share


def _crews(document: Document, root: Table, charter: Charter) -> Iterator[Crew]:
    tiers = [tier.name for tier in charter.tiers] or [charter.last_resort]
    for name, node in document.entries(root, "staff"):
        document.known(name, tiers, "a tier of the charter")
        for number, item in enumerate(_listed(node)):
            table = document.table(item, f"`{name.value}`")
            if table is None:
                continue
            document.keys(table, ("number", "hours"), "a key of a crew")
            count = document.parsed(table, "number", number_between(0, MOST_PEOPLE))
            if table.get("number") is None:
                mend = "Write how many people: `{number: 2, hours: always}`."
                document.fault(table.place, f"`{name.value}` needs `number`.", mend)
            hours = hours_of(document, table, charter, f"{name.value} {number + 1}")
            yield Crew(name.value, count or 0, hours)


def _listed(node: Node) -> tuple[Node, ...]:
    items = getattr(node, "items", None)
    return items if isinstance(items, tuple) else (node,)
