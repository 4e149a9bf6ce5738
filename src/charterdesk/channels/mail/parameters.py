"""Values with parameters, such as Content-Type: RFC 2045, 2231 and what mailers make of them."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from charterdesk.channels.mail import bounds
from charterdesk.channels.mail.charsets import decoded
from charterdesk.channels.mail.encoded_words import header_text

# name*3*= : a piece of a long value (RFC 2231), percent-encoded where a star ends it.
PIECE = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?\Z")


@dataclass(frozen=True)
class Parametered:
    """`value` is lower-case; `parameters` have lower-case names and decoded values."""

    value: str
    parameters: dict[str, str] = field(default_factory=dict)


def read_parameters(line: str) -> Parametered:
    """A header value of the form `value; name=value; ...`; never raises."""
    first, *rest = _split(line)
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for item in rest[: bounds.PARAMETERS]:
        name, equals, value = item.partition("=")
        matched = PIECE.match(name.strip().lower())
        if equals and matched:
            order = int(matched[2] or 0)
            piece = (_unquoted(value.strip()), matched[3] is not None)
            pieces.setdefault(matched[1].strip(), {}).setdefault(order, piece)
    return Parametered(
        _bare(first).lower(), {name: _joined(found) for name, found in pieces.items()}
    )


def _split(line: str) -> list[str]:
    """Cut at each semicolon outside quotes, in one pass."""
    items: list[str] = []
    start, quoted, at = 0, False, 0
    for at, char in enumerate(line):
        if char == '"' and not _escaped(line, at):
            quoted = not quoted
        elif char == ";" and not quoted:
            items.append(line[start:at])
            start = at + 1
    return [*items, line[start:]]


def _escaped(line: str, at: int) -> bool:
    """True behind an odd backslash. Windows paths end in one before the closing quote."""
    before = line[max(0, at - 2) : at]
    closes = line[at + 1 : at + 2] in {"", ";"}
    return before.endswith("\\") and before != "\\\\" and not closes


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value.strip("'") if value.startswith("'") and value.endswith("'") else value
    inner = value[1:-1] if len(value) > 1 and value.endswith('"') else value[1:]
    return re.sub(r'\\(["\\])', r"\1", inner)


def _bare(value: str) -> str:
    """The value without comments in brackets and blanks around it."""
    return value.partition("(")[0].strip().strip('"')


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    texts = [pieces[order] for order in sorted(pieces)]
    if not any(encoded for _, encoded in texts):
        return header_text("".join(text for text, _ in texts))
    head, *others = texts
    charset, _, first = head[0].split("'", 2) if head[0].count("'") >= 2 else ("", "", head[0])
    raw = b"".join(_bytes(text, encoded) for text, encoded in [(first, head[1]), *others])
    return header_text(decoded(raw, charset))


def _bytes(text: str, encoded: bool) -> bytes:
    return unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
