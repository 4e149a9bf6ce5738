"""Lengths of time and targets as a charter writes them: `30m`, `at once`, `24h always` (T4-T6).

A day is never 24 counted hours: `1d` is a target of its own kind (T5).
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from charterdesk.engine.charter.faults import BadValueError, quoted
from charterdesk.engine.charter.values import ALWAYS_NAME, Repeat, RepeatUntil, Target
from charterdesk.engine.phrase import phrase

LONGEST = timedelta(days=3660)
_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_LENGTH = re.compile(r"(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?", re.ASCII)
_DAYS = re.compile(r"(\d{1,4})d", re.ASCII)
_REPEAT = re.compile(r"every (\S+) until (.+?)(?:, times: (\S+))?", re.ASCII)
_WRITE = phrase("Write for example 30m, 4h or 1d.")


def parse_length(text: str) -> timedelta:
    """`90s`, `30m`, `1h30m`, `1d` (24 h) as elapsed time. Raises BadValueError."""
    found = _LENGTH.fullmatch(text)
    if not text or not found:
        raise BadValueError(phrase("%(text)s is not a length of time.", text=quoted(text)), _WRITE)
    counts = dict(zip(_UNITS.values(), found.groups(), strict=True))
    length = timedelta(**{unit: int(count) for unit, count in counts.items() if count})
    if length > LONGEST:
        raise BadValueError(
            phrase("%(text)s is longer than ten years.", text=quoted(text)),
            phrase("Write a shorter time."),
        )
    return length


def parse_target(text: str, at_once: timedelta) -> Target:
    """A target without hours of its own (T4-T6). Raises BadValueError."""
    if text == "at once":
        return Target("time", amount=at_once, text=text)
    if text == "asap":
        return Target("asap", text=text)
    if text == "not stated":
        return Target("not stated", text=text)
    if text.startswith("end of day "):
        return Target("end of day", days=_days(text.removeprefix("end of day ")), text=text)
    if _DAYS.fullmatch(text):
        return Target("days", days=_days(text), text=text)
    length = parse_length(text)
    if "d" in text:
        mend = phrase(
            "Write whole days (`2d`) or hours (`36h`): a day is a working day, not 24 hours."
        )
        raise BadValueError(phrase("%(text)s mixes days and hours.", text=quoted(text)), mend)
    return Target("time", amount=length, text=text)


def _days(text: str) -> int:
    found = _DAYS.fullmatch(text)
    if not found:
        raise BadValueError(
            phrase("%(text)s is not a number of days.", text=quoted(text)),
            phrase("Write for example 1d."),
        )
    if not 1 <= int(found[1]) <= LONGEST.days:
        raise BadValueError(
            phrase("%(text)s is not between 1 and 3660 days.", text=quoted(text)),
            phrase("Write 1d or more."),
        )
    return int(found[1])


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise's target, with its own hours (`24h always`) or '' for the row's."""

    target: Target
    hours: str = ""


def parse_promise(kind: str, text: str, at_once: timedelta, hours: frozenset[str]) -> Promised:
    """A promise in a row: `every` for update only, then a target, then hours of its own."""
    every, rest = text.startswith("every "), text.removeprefix("every ")
    if every and kind != "update":
        raise BadValueError(
            phrase("'every' has no meaning for %(kind)s.", kind=kind),
            phrase("Only `update` comes again."),
        )
    own = next((name for name in _longest_first(hours) if rest.endswith(f" {name}")), "")
    target = parse_target(rest.removesuffix(f" {own}") if own else rest, at_once)
    _refuse_nothing(kind, target, every)
    return Promised(Target(target.kind, target.amount, target.days, text), own)


def _longest_first(hours: frozenset[str]) -> list[str]:
    return sorted(hours | {ALWAYS_NAME}, key=len, reverse=True)


def _refuse_nothing(kind: str, target: Target, every: bool) -> None:
    if every and not target.has_due:
        raise BadValueError(
            phrase("'every %(target)s' has no meaning.", target=target.text),
            phrase("Write `%(target)s`.", target=target.text),
        )
    if target.kind == "time" and not target.amount:
        mend = phrase("Write a length of time, or `at once`.")
        raise BadValueError(phrase("%(kind)s is promised in no time at all.", kind=kind), mend)


def parse_repeat(text: str, times: str, until: dict[str, RepeatUntil]) -> Repeat:
    """`every 3m until acknowledged` with its `times` (L3). Raises BadValueError."""
    found = _REPEAT.fullmatch(text)
    if not found or found[2] not in until:
        endings = ", ".join(until)
        mend = phrase(
            "Write for example `every 10m until acknowledged`; it may end with %(endings)s.",
            endings=endings,
        )
        raise BadValueError(phrase("%(text)s is not a repeat.", text=quoted(text)), mend)
    every = parse_length(found[1])
    if every < timedelta(seconds=30):
        raise BadValueError(
            phrase("%(text)s repeats without a pause.", text=quoted(text)),
            phrase("Leave 30s or more."),
        )
    return Repeat(every, until[found[2]], _times(times or found[3] or ""))


def _times(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= 100:
        said = (
            phrase("%(text)s is not a number of repeats.", text=quoted(text))
            if text
            else phrase("A repeat has no end.")
        )
        raise BadValueError(
            said,
            phrase("Write for example `times: 3` (1 to 100, after the first)."),
        )
    return int(text)


def parse_share(text: str) -> float:
    """`75%` as 0.75; raises BadValueError outside 1% to 99%."""
    found = re.fullmatch(r"([0-9]{1,2})%", text)
    if not found or not int(found[1]):
        raise BadValueError(
            phrase("%(text)s is not a share of the time.", text=quoted(text)),
            phrase("Write 1%% to 99%%."),
        )
    return int(found[1]) / 100
