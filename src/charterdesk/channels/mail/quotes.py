"""The newest text of a mail and the rest, each line in exactly one of them, in linear time.

When in doubt a line is new: a quote shown costs a glance, an answer folded away costs the
customer. Replies between quoted lines keep the lines that they answer.
"""

from collections.abc import Sequence
from enum import Enum

from charterdesk.channels.mail import quote_marks as marks
from charterdesk.channels.mail.values import Split

LONGEST_SIGNATURE = 20
# Two dashes without the blank that RFC 3676 4.3 wants may be somebody's dividing line.
LONGEST_DOUBTFUL = 8
HEADER_LINES = 8


class _Is(Enum):
    NEW = "new"
    BLANK = "blank"
    QUOTE = "quote"  # begins with >
    HEADING = "heading"  # announces a quote
    REST = "rest"  # everything from a cut on


def split_quotes(text: str) -> Split:
    """The new text and the quoted rest of a plain text; nothing of it is lost.

    Where nothing new would be left the whole text is new. Blank lines around a half are
    dropped.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kinds = _kinds(lines)
    folded = _folded(lines, kinds)
    new = [line for line, fold in zip(lines, folded, strict=True) if not fold]
    quoted = [line for line, fold in zip(lines, folded, strict=True) if fold]
    if not any(line.strip() for line in new):
        return Split("\n".join(lines).strip("\n"), "")
    return Split("\n".join(new).strip("\n"), "\n".join(quoted).strip("\n"))


def _kinds(lines: Sequence[str]) -> list[_Is]:
    kinds = [_plain_kind(line) for line in lines]
    _mark_headings(lines, kinds)
    cut = _cut(lines, kinds)
    kinds[cut:] = [_Is.REST] * (len(lines) - cut)
    return kinds


def _plain_kind(line: str) -> _Is:
    if not line.strip():
        return _Is.BLANK
    return _Is.QUOTE if marks.is_quoted(line) else _Is.NEW


def _mark_headings(lines: Sequence[str], kinds: list[_Is]) -> None:
    """Find "On ... wrote:", on one line or broken over as many as three."""
    for at, line in enumerate(lines):
        if kinds[at] is not _Is.NEW or not line.rstrip("*_ \u00a0").endswith(":"):
            continue
        first = _heading_start(lines, kinds, at)
        if first is not None:
            kinds[first : at + 1] = [_Is.HEADING] * (at + 1 - first)


def _heading_start(lines: Sequence[str], kinds: Sequence[_Is], at: int) -> int | None:
    for first in range(at, max(-1, at - 3), -1):
        if kinds[first] is not _Is.NEW:
            return None
        if marks.heads_quote(" ".join(lines[first : at + 1])):
            return _widened(lines, kinds, first, at)
    return None


def _widened(lines: Sequence[str], kinds: Sequence[_Is], first: int, at: int) -> int:
    """The heading's date may stand a line above the part that already proves it."""
    for above in range(first - 1, max(-1, at - 3), -1):
        if kinds[above] is not _Is.NEW:
            break
        if marks.may_begin_heading(lines[above]) and not marks.may_begin_heading(lines[first]):
            return above
    return first


def _cut(lines: Sequence[str], kinds: Sequence[_Is]) -> int:
    """Where everything that follows is old: programs that quote without marks do it last."""
    quote_follows = _quote_follows(kinds)
    for at, line in enumerate(lines):
        match kinds[at]:
            case _Is.NEW:
                if marks.is_forwarded_mark(line):
                    # What is passed on to us is news to us.
                    return len(lines)
                if marks.is_original_mark(line):
                    return at
                if marks.label_of(line) == "from" and _is_header_block(lines, at):
                    return _above_rule(lines, at)
            case _Is.HEADING:
                if not quote_follows[at]:
                    return at
            case _:
                pass
    return len(lines)


def _is_header_block(lines: Sequence[str], at: int) -> bool:
    """From:, then at least two more of date, to, cc and subject close by."""
    labels = {marks.label_of(line) for line in lines[at + 1 : at + HEADER_LINES]}
    return len(labels & {"date", "to", "cc", "subject"}) >= 2


def _above_rule(lines: Sequence[str], at: int) -> int:
    above = at - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    return above if above >= 0 and marks.is_rule(lines[above]) else at


def _quote_follows(kinds: Sequence[_Is]) -> list[bool]:
    """For each line: is the next one that is neither blank nor a heading a quoted one?"""
    follows = [False] * len(kinds)
    quote = False
    for at in range(len(kinds) - 1, -1, -1):
        follows[at] = quote
        if kinds[at] not in {_Is.BLANK, _Is.HEADING}:
            quote = kinds[at] is _Is.QUOTE
    return follows


def _folded(lines: Sequence[str], kinds: Sequence[_Is]) -> list[bool]:
    """True for each line that belongs to the rest."""
    folded = [kind is _Is.REST for kind in kinds]
    solid = [at for at, kind in enumerate(kinds) if kind not in {_Is.BLANK, _Is.REST}]
    runs = _runs(kinds)
    between = _answered_between(kinds, runs)
    for first, end in runs:
        stands_first, stands_last = first == solid[0], end == solid[-1] + 1
        if between and not stands_last:
            continue
        if _is_announced(lines, kinds, first, end):
            fold = True
        elif _is_sample(lines, first):
            fold = False
        else:
            fold = stands_first or (stands_last and end - first >= 2)
        folded[first:end] = [fold] * (end - first)
    _fold_signature(lines, folded)
    return folded


def _runs(kinds: Sequence[_Is]) -> list[tuple[int, int]]:
    """Stretches [first, end) of headings and quoted lines, with the blanks inside them."""
    runs: list[tuple[int, int]] = []
    for at, kind in enumerate(kinds):
        if kind not in {_Is.QUOTE, _Is.HEADING}:
            continue
        if runs and all(k is _Is.BLANK for k in kinds[runs[-1][1] : at]):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _answered_between(kinds: Sequence[_Is], runs: Sequence[tuple[int, int]]) -> bool:
    """Quotes before and behind new text: somebody answers point by point."""
    if len(runs) < 2:
        return False
    (_, end), (last, _) = runs[0], runs[-1]
    return any(kind is _Is.NEW for kind in kinds[end:last])


def _is_announced(lines: Sequence[str], kinds: Sequence[_Is], first: int, end: int) -> bool:
    """A heading stands in front of the quote, or as its first lines."""
    if kinds[first] is _Is.HEADING:
        return True
    return any(
        marks.heads_quote(line.lstrip("> \t")) for line in lines[first : min(end, first + 3)]
    )


def _is_sample(lines: Sequence[str], first: int) -> bool:
    """Lines with > right below "the log says:" are the writer's own."""
    return first > 0 and lines[first - 1].rstrip().endswith(":")


def _fold_signature(lines: Sequence[str], folded: list[bool]) -> None:
    new = [at for at, fold in enumerate(folded) if not fold and lines[at].strip()]
    for length, at in enumerate(reversed(new[-LONGEST_SIGNATURE:])):
        if marks.is_signature_mark(lines[at]):
            if length <= LONGEST_DOUBTFUL or lines[at] != "--":
                folded[at:] = [True] * (len(folded) - at)
            return
    if len(new) > 1 and marks.is_mobile_signature(lines[new[-1]]):
        folded[new[-1]] = True
