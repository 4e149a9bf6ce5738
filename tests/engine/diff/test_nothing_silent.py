"""Whatever differs between two charters is a change: every field of every value is altered once."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeVar

import pytest

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter, Target
from charterdesk.engine.diff import differences
from charterdesk.engine.phrase import english

# A key of a mapping is found again inside of its value; where a rule stands says nothing.
T = TypeVar("T")
KEYS: Final = {
    "Charter.file", "Contract.name", "Hours.name", "Ladder.name", "Channel.name", "Role.name",
    "Row.name", "Term.kind", "Term.row", "Waiting.on", "Gate.act", "Outcome.name", "Priority.rank",
    "TellRule.name", "Need.kind", "Need.arguments", "Target.kind", "Target.days", "Target.amount",
}  # fmt: skip
# Values that stand for others elsewhere and must stay names of something.
NAMES: Final = {
    "Charter.zone": "Asia/Tokyo",
    "Hours.lines": ("Mon 03:00-04:00",),
    "Term.hours": "always",
    "Row.hours": "elsewhere",
    "Ladder.hours": "always",
}


def read(name: str) -> Charter:
    """A shipped charter."""
    return read_charter(shipped_text(name), f"{name}.yaml")


def backwards(things: Mapping[str, T]) -> dict[str, T]:
    """The same mapping, its last first."""
    return dict(reversed(list(things.items())))


def altered(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every copy of a value in which one thing is another, with the path of that thing."""
    if isinstance(value, Target):
        yield path, Target("time", value.amount + timedelta(minutes=7), text="7m more")
        yield path, replace(value, text=f"{value.text} sharp")
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _altered_fields(value, path)
    elif isinstance(value, Mapping):
        yield from _altered_mapping(value, path)
    elif isinstance(value, tuple):
        yield f"{path}+", (*value, "another")
        yield f"{path}-", value[:-1]
        for n, item in enumerate(value):
            for deeper, other in altered(item, f"{path}[{n}]"):
                yield deeper, (*value[:n], other, *value[n + 1 :])
    else:
        yield path, _other(value)


def _altered_fields(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    for field in fields(value):
        name = f"{type(value).__name__}.{field.name}"
        if name in KEYS or field.name.endswith("place"):
            continue
        now = getattr(value, field.name)
        if name in NAMES:
            others: Iterator[tuple[str, Any]] = iter([(f"{path}.{field.name}", NAMES[name])])
        else:
            others = altered(now, f"{path}.{field.name}")
        for deeper, other in others:
            if other != now:
                yield deeper, replace(value, **{field.name: other})


def _altered_mapping(value: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for key, item in value.items():
        yield f"{path}.{key}-", {k: v for k, v in value.items() if k != key}
        for deeper, other in altered(item, f"{path}.{key}"):
            yield deeper, {**value, key: other}


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value * 1.1 if isinstance(value, float) else value + 1
        case timedelta():
            return value + timedelta(minutes=1)
        case datetime():
            return value + timedelta(days=1)
        case frozenset():
            return value ^ {date(2027, 3, 2)}
        case None:
            return None
        case _:
            return f"{value}x"


def usable(path: str) -> bool:
    """Whether the copy can still be asked for its dues: what is named must be there."""
    if path.startswith("c.hours.") and path.endswith("-") and path.count(".") == 2:
        return False
    is_list_of_things = path in {
        f"c.{name}{sign}"
        for name in ("priorities", "set_by", "tiers", "tells", "charges", "shown")
        for sign in "+"
    }
    if path.startswith("c.matrix.rows."):
        return not path.endswith("+")
    things = ("starts+", "steps+", "when+", "needs+", "remind+")
    return not is_list_of_things and not path.endswith(things)


@pytest.mark.parametrize("name", shipped_names())
def test_every_altered_field_is_a_change(name: str) -> None:
    charter = read(name)
    silent = [
        path
        for path, other in altered(charter, "c")
        if usable(path) and not differences(charter, other)
    ]
    assert silent == []


@pytest.mark.parametrize("name", shipped_names())
def test_a_charter_does_not_differ_from_itself(name: str) -> None:
    assert differences(read(name), read(name)) == ()


@pytest.mark.parametrize("name", shipped_names())
def test_comments_and_the_order_of_rules_make_no_difference(name: str) -> None:
    charter = read(name)
    turned = replace(
        read_charter(f"# Another beginning.\n{shipped_text(name)}", "other.yaml"),
        roles=backwards(charter.roles),
        rows=backwards(charter.rows),
        channels=backwards(charter.channels),
        tells=tuple(reversed(charter.tells)),
        gates=backwards(charter.gates),
    )
    assert differences(charter, turned) == ()


@pytest.mark.parametrize("old", shipped_names())
@pytest.mark.parametrize("new", shipped_names())
def test_every_change_has_a_sentence_with_all_its_values(old: str, new: str) -> None:
    for change in differences(read(old), read(new)):
        said = english(change.text, "UTC")
        assert "%(" not in said
        assert said.endswith((".", "?", "!")) or change.where[0][0] == "assumption"
        assert all(english(example, "UTC") for example in change.examples)


@pytest.mark.parametrize("old", shipped_names())
@pytest.mark.parametrize("new", shipped_names())
def test_what_is_new_one_way_is_gone_the_other_way(old: str, new: str) -> None:
    there, back = differences(read(old), read(new)), differences(read(new), read(old))
    assert {c.where for c in there if c.kind == "new"} == {
        c.where for c in back if c.kind == "gone"
    }
