"""Address lists of a header, read in one pass and as kindly as people write them.

A part of a list that holds no address keeps its words as a name, so that nobody is lost.
"""

import re
from dataclasses import dataclass, field

from charterdesk.channels.mail import bounds
from charterdesk.channels.mail.encoded_words import header_text
from charterdesk.channels.mail.values import Address

EMAIL = re.compile(r"(?:\"[^\"<>@]{1,100}\"|[^\s<>()\",;:@]{1,200})@[^\s<>()\",;:@]{1,255}")
COMMENT = re.compile(r"\([^()]{0,300}\)")
# More pieces than any name has: a list of words without a single address.
MOST_WORDS = 20
BLANKS = re.compile(r"\s+")


@dataclass
class _Entry:
    """One address while it is read: words outside, in brackets < > and in comments ( )."""

    words: list[str] = field(default_factory=list)
    angle: list[str] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)
    bracketed: bool = False

    def address(self) -> Address | None:
        """The mailbox that was meant, or None for an empty entry."""
        words = "".join(self.words).strip()
        angle = COMMENT.sub("", "".join(self.angle)).strip()
        if self.bracketed and angle:
            # <@relay:user@host>, the old route form, ends in the address.
            return _address(words or "".join(self.comment), angle.rpartition(":")[2])
        found = EMAIL.search(words)
        if found is None:
            return _address(words, "") if words else None
        rest = (words[: found.start()] + words[found.end() :]).strip()
        return _address(rest or "".join(self.comment), found[0])


def read_addresses(line: str) -> tuple[Address, ...]:
    """The addresses of one header value; at most 1,000, never raises.

    An entry that has words but no address comes back with an empty `email`.
    """
    entries: list[_Entry] = [_Entry()]
    for kind, text in _tokens(line[: bounds.HEADER_VALUE_CHARS]):
        if kind == "end":
            if len(entries) >= bounds.ADDRESSES:
                break
            if text == "," and _is_unquoted_comma(entries[-1]):
                entries[-1].words.append(", ")
            else:
                entries.append(_Entry())
        elif kind == "group":
            entries[-1] = _Entry()
        else:
            _add(entries[-1], kind, text)
    return tuple(found for entry in entries if (found := entry.address()) is not None)


def _add(entry: _Entry, kind: str, text: str) -> None:
    if kind == "angle":
        entry.bracketed = True
        entry.angle = [text] if not entry.angle else entry.angle
    elif kind == "comment":
        entry.comment.append(text)
    else:
        entry.words.append(text)


def _is_unquoted_comma(entry: _Entry) -> bool:
    """Words but no address yet: the comma of Doe, Jane <jane@...> without quotes."""
    return (
        not entry.bracketed
        and 0 < len(entry.words) < MOST_WORDS
        and any(word.strip() for word in entry.words)
        and not any("@" in word for word in entry.words)
    )


def _tokens(line: str) -> list[tuple[str, str]]:
    """(kind, text): word, angle, comment, group (a name before : ) or end (of an entry)."""
    tokens: list[tuple[str, str]] = []
    at, length = 0, len(line)
    while at < length:
        char = line[at]
        if char == '"':
            text, at = _until(line, at + 1, '"')
            # "jane doe"@example.com: the quotes belong to the address.
            tokens.append(("word", f'"{text}"' if line[at : at + 1] == "@" else text))
        elif char == "<":
            text, at = _until(line, at + 1, ">")
            tokens.append(("angle", text))
        elif char == "(":
            text, at = _comment(line, at + 1)
            tokens.append(("comment", text))
        elif char in ",;:":
            tokens.append(("group" if char == ":" else "end", char))
            at += 1
        else:
            end = _next_special(line, at)
            tokens.append(("word", line[at:end]))
            at = end
    return tokens


SPECIAL = re.compile(r'["<(,;:]')


def _next_special(line: str, at: int) -> int:
    found = SPECIAL.search(line, at + 1)
    return found.start() if found else len(line)


def _until(line: str, at: int, closing: str) -> tuple[str, int]:
    """The text up to `closing`, backslashes undone; to the end where it never closes."""
    text: list[str] = []
    while at < len(line) and line[at] != closing:
        if line[at] == "\\" and at + 1 < len(line):
            at += 1
        text.append(line[at])
        at += 1
    return "".join(text), at + 1


def _comment(line: str, at: int) -> tuple[str, int]:
    """The text of a comment, whose brackets may nest; counted, not recursed into."""
    depth, start = 1, at
    while at < len(line):
        depth += {"(": 1, ")": -1}.get(line[at], 0)
        if depth == 0:
            return line[start:at], at + 1
        at += 1
    return line[start:], at


def _address(name: str, email: str) -> Address:
    shown = header_text(BLANKS.sub(" ", name).strip(), most=300)
    if len(shown) > 1 and shown[0] == shown[-1] and shown[0] in "'\"":
        shown = shown[1:-1].strip()
    return Address(shown, _normal(email))


def _normal(email: str) -> str:
    """The address without blanks, its domain in lower case; empty where it is none."""
    local, at, domain = header_text(email, most=500).strip("<>'").rpartition("@")
    local, domain = local.strip(), BLANKS.sub("", domain).strip("'\".").lower()
    if not local.startswith('"'):
        local = BLANKS.sub("", local)
    return f"{local}@{domain}" if at and local and domain else ""
