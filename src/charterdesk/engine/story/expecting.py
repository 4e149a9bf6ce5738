"""What a story expects, compared with what is there: one check for each key of `expect`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from charterdesk.engine.calendar import counted
from charterdesk.engine.case import Case
from charterdesk.engine.charter.nodes import Items, Node, Table, Text
from charterdesk.engine.decide import Refusal
from charterdesk.engine.events import ArticleLinked, ArticleWanted, Told
from charterdesk.engine.standing import KINDS, Standing, standing_of
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.stage import Stage
from charterdesk.engine.story.times import length, moment, shown
from charterdesk.engine.story.values import Difference, Line

PLAIN_KEYS = (
    "told",
    "not_told",
    "times_told",
    "state",
    "priority",
    "kind",
    "type",
    "owner",
    "opened",
    "case_exists",
    "refused",
    "defect",
    "charge",
    "article",
    "spent",
    "decided",
    "quote",
)
PROMISE_KEYS = KINDS[:9]
EXPECT_KEYS = (*PLAIN_KEYS, *PROMISE_KEYS, "step NAME", "hours NAME")
TIMES = ("due", "warn", "met", "aim", "breached")


@dataclass(frozen=True)
class Seen:
    """The stage at the moment of a line, as the checks see it."""

    stage: Stage
    cast: Cast
    zone: str
    at: datetime
    case: str
    cases: tuple[str, ...]
    refused: Refusal | None

    @property
    def it(self) -> Case:
        return self.stage.case(self.case) or Case()

    @property
    def all(self) -> tuple[Case, ...]:
        return tuple(case for name in self.cases if (case := self.stage.case(name)) is not None)

    @property
    def notices(self) -> tuple[Told, ...]:
        return tuple(told for case in self.all for told in case.notices)

    def time(self, at: datetime | None) -> str:
        return "no time" if at is None else shown(at, self.zone)


def differences(line: Line, seen: Seen) -> Iterator[Difference]:
    """Everything that is not as the line expects."""
    for key, node in line.expects:
        for text in _check(key, node, seen):
            yield Difference(node.place, f"{key}: {text}")
    expected = any(key == "refused" for key, _ in line.expects)
    if seen.refused is not None and not expected:
        yield Difference(line.place, f"{line.verb} was refused: {seen.refused.text}")


def _check(key: str, node: Node, seen: Seen) -> Iterator[str]:
    if key in PROMISE_KEYS:
        standing = standing_of(seen.stage.charter_of(seen.case), seen.it, key, seen.at)
        yield from _promise(standing, node, seen)
    elif key.startswith("step "):
        yield from _step(key[5:], node, seen)
    elif key.startswith("hours "):
        yield from _hours(key[6:], node, seen)
    else:
        yield from _CHECKS[key](node, seen)


def _promise(standing: Standing, node: Node, seen: Seen) -> Iterator[str]:
    for key, wanted in _pairs(node):
        if key == "is":
            yield from _same(wanted, standing.is_)
        elif key in TIMES:
            found = getattr(standing, key)
            yield from _same_time(key, wanted, found, seen)
        elif key in ("left", "after"):
            yield from _same_length(key, wanted, getattr(standing, key))
        else:
            yield f"'{key}' is not known of a promise"


def _step(name: str, node: Node, seen: Seen) -> Iterator[str]:
    step = next(
        (step for run in reversed(seen.it.runs) for step in run.steps if step.name == name), None
    )
    if step is None:
        yield "no such step has been started"
        return
    for key, wanted in _pairs(node):
        if key == "is":
            yield from _same(wanted, step.is_)
        elif key == "limit":
            yield from _same_time(key, wanted, step.limit, seen)
        elif key == "at":
            yield from _same_time(key, wanted, step.taken_at or step.fired_at, seen)
        else:
            yield f"'{key}' is not known of a step"


def _hours(name: str, node: Node, seen: Seen) -> Iterator[str]:
    calendar = seen.stage.charter_of(seen.case).calendar(name)
    for item in _items(node):
        fields = dict(_pairs(item))
        since, until = moment(fields["from"], seen.zone), moment(fields["until"], seen.zone)
        found = counted(calendar, since, until)
        if found != length(fields["open"]):
            yield f"{fields['from']} to {fields['until']} is open for {_length(found)}"


def _told(node: Node, seen: Seen) -> Iterator[str]:
    for item in _items(node):
        wanted = dict(_pairs(item))
        mine = [told for told in seen.notices if _is_for(told, wanted.get("who", ""), seen)]
        if not any(_fits(told, wanted, seen) for told in mine):
            given = "; ".join(_notice(told, seen) for told in mine) or "nothing"
            yield f"{_sentence(wanted)} is not among the notices; given: {given}"


def _fits(told: Told, wanted: Mapping[str, str], seen: Seen) -> bool:
    if "at" in wanted and told.at != moment(wanted["at"], seen.zone):
        return False
    if "by" in wanted and wanted["by"] not in (told.means or ("mail",)):
        return False
    if "late" in wanted and told.late != (wanted["late"] == "yes"):
        return False
    about = f"{told.about} {told.text}".casefold()
    return wanted.get("about", "").casefold() in about


def _not_told(node: Node, seen: Seen) -> Iterator[str]:
    for who in _words(node):
        for told in seen.notices:
            if _is_for(told, who, seen):
                yield f"{who} was told: {_notice(told, seen)}"


def _times_told(node: Node, seen: Seen) -> Iterator[str]:
    for who, wanted in _pairs(node):
        mine = [told for told in seen.notices if _is_for(told, who, seen)]
        if str(len(mine)) != wanted:
            given = "; ".join(_notice(told, seen) for told in mine)
            yield f"{who} was told {len(mine)} times, not {wanted}: {given}"


def _is_for(told: Told, who: str, seen: Seen) -> bool:
    """By the person's name, or by a role through which the person was found."""
    return who in (told.person, *told.via) or (who == "customer" and told.person == "contact")


def _owner(node: Node, seen: Seen) -> Iterator[str]:
    owner, wanted = seen.it.owner, _text(node)
    if wanted != owner and wanted not in seen.cast.roles_of(owner):
        yield f"wanted {wanted}, found {owner or 'nobody'}"


def _opened(node: Node, seen: Seen) -> Iterator[str]:
    found = seen.it.opened_at if seen.it.exists else None
    yield from _same_time("opened", _text(node), found, seen)


def _refused(node: Node, seen: Seen) -> Iterator[str]:
    text = seen.refused.text if seen.refused else "nothing was refused"
    if _text(node).casefold() not in text.casefold() or seen.refused is None:
        yield f"wanted '{_text(node)}', found: {text}"


def _defect(node: Node, seen: Seen) -> Iterator[str]:
    defects = [text for case in seen.all for text in case.defects]
    if not any(_text(node).casefold() in text.casefold() for text in defects):
        yield f"wanted '{_text(node)}', found: {'; '.join(defects) or 'none'}"


def _article(node: Node, seen: Seen) -> Iterator[str]:
    """`linked`, or why one is wanted: whichever came last."""
    told = [event for event in seen.it.history if isinstance(event, ArticleLinked | ArticleWanted)]
    last = told[-1] if told else None
    found = last.why if isinstance(last, ArticleWanted) else "linked" if last else "none"
    yield from _same(_text(node), found)


def _spent(node: Node, seen: Seen) -> Iterator[str]:
    """All the time on the case that was not struck."""
    minutes = sum(entry.minutes for entry in seen.it.time_spent.values())
    if timedelta(minutes=minutes) != length(_text(node)):
        yield f"{minutes} min are booked"


def _decided(node: Node, seen: Seen) -> Iterator[str]:
    """The last charge that was decided: `waived`, or its amount and currency."""
    last = next(iter([*seen.it.charges_decided.values()][::-1]), None)
    found = f"{last.amount} {last.currency}".strip() if last and last.charged else "waived"
    yield from _same(_text(node), found if last else "none")


def _quote(node: Node, seen: Seen) -> Iterator[str]:
    """How the newest quote stands: `offered`, `accepted`, `declined`, or `none`."""
    last = seen.it.quotes[-1] if seen.it.quotes else None
    answer = seen.it.quotes_answered.get(last.quote) if last else None
    said = "offered" if answer is None else "accepted" if answer.accepted else "declined"
    yield from _same(_text(node), said if last else "none")


def _charge(node: Node, seen: Seen) -> Iterator[str]:
    names = [charge.name for charge in seen.it.charges]
    if _text(node) not in names:
        yield f"wanted {_text(node)}, proposed: {', '.join(names) or 'none'}"


def _exists(node: Node, seen: Seen) -> Iterator[str]:
    yield from _same(_text(node), "yes" if seen.it.exists else "no")


def _same(wanted: str, found: str) -> Iterator[str]:
    if wanted != found:
        yield f"wanted {wanted}, found {found or 'nothing'}"


def _same_time(key: str, wanted: str, found: datetime | None, seen: Seen) -> Iterator[str]:
    if moment(wanted, seen.zone) != found:
        yield f"{key} wanted {wanted}, found {seen.time(found)}"


def _same_length(key: str, wanted: str, found: timedelta | None) -> Iterator[str]:
    if found is None or length(wanted) != found:
        yield f"{key} wanted {wanted}, found {'none' if found is None else _length(found)}"


def _length(of: timedelta) -> str:
    minutes, seconds = divmod(int(of.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{n}{unit}" for n, unit in parts if n) or "0m"


def _notice(told: Told, seen: Seen) -> str:
    late = ", late" if told.late else ""
    return f"{told.person} at {seen.time(told.at)} ({told.about}{late})"


def _sentence(wanted: Mapping[str, str]) -> str:
    return ", ".join(f"{key} {value}" for key, value in wanted.items())


def _text(node: Node) -> str:
    return node.value if isinstance(node, Text) else ""


def _words(node: Node) -> tuple[str, ...]:
    items = node.items if isinstance(node, Items) else (node,)
    return tuple(item.value for item in items if isinstance(item, Text))


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else (node,)


def _pairs(node: Node) -> Iterator[tuple[str, str]]:
    for entry in node.entries if isinstance(node, Table) else ():
        yield entry.key.value, _text(entry.value)


_CHECKS: Mapping[str, Callable[[Node, Seen], Iterator[str]]] = {
    "told": _told,
    "not_told": _not_told,
    "times_told": _times_told,
    "state": lambda node, seen: _same(_text(node), seen.it.status),
    "priority": lambda node, seen: _same(_text(node), seen.it.priority),
    "kind": lambda node, seen: _same(_text(node), seen.it.axes.get("kind", "")),
    "type": lambda node, seen: _same(_text(node), seen.it.axes.get("type", "")),
    "owner": _owner,
    "opened": _opened,
    "case_exists": _exists,
    "refused": _refused,
    "defect": _defect,
    "charge": _charge,
    "article": _article,
    "spent": _spent,
    "decided": _decided,
    "quote": _quote,
}
