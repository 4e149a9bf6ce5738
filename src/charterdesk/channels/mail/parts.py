"""The tree of a message's parts, cut out of the raw bytes in one pass for each level.

Written here rather than taken from the standard library, because that one raises on real
mails, recurses as deep as a mail likes, needs the square of its nesting in time, and
writes an enclosed message anew instead of handing over its bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from charterdesk.channels.mail import bounds
from charterdesk.channels.mail.headers import Headers, read_headers
from charterdesk.channels.mail.parameters import Parametered, read_parameters
from charterdesk.channels.mail.transfer import transferred

BOUNDARY_TAIL = re.compile(rb"(--)?[ \t]{0,80}(?:\r\n|\n|\r|\Z)")
TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}\Z")


@dataclass(frozen=True)
class Part:
    """One part: its headers, and either `children` or the still encoded `body`."""

    headers: Headers
    content: Parametered
    disposition: Parametered
    body: bytes
    children: tuple["Part", ...] = ()

    @property
    def type(self) -> str:
        """`maintype/subtype`, lower-case, text/plain where it can't be read."""
        return self.content.value

    @property
    def charset(self) -> str:
        """The declared charset, as written."""
        return self.content.parameters.get("charset", "")

    @property
    def filename(self) -> str:
        """The name that the sender gave, decoded but not yet made safe."""
        return self.disposition.parameters.get("filename") or self.content.parameters.get(
            "name", ""
        )

    @property
    def content_id(self) -> str:
        """The identifier that `cid:` addresses name, without angle brackets."""
        return self.headers.text("content-id").strip("<> ")[: bounds.ID_CHARS]

    def first_charset(self) -> str:
        """The first charset that this part or one inside it declares."""
        inner = (child.first_charset() for child in self.children)
        return self.charset or next(filter(None, inner), "")

    def decoded_body(self) -> bytes:
        """The body without its transfer encoding."""
        return transferred(self.body, self.headers.line("content-transfer-encoding"))


@dataclass
class PartsReader:
    """Reads one message's parts; `defects` collects what was wrong with any of them."""

    defects: list[str] = field(default_factory=list)
    count: int = 0

    def read(self, data: bytes) -> Part:
        """The whole message's part, with its children down to the bound."""
        return self._part(_Stretch(data, 0, len(data)), "text/plain", 0)

    def _part(self, stretch: "_Stretch", default: str, depth: int) -> Part:
        headers, start = read_headers(stretch.data, stretch.start, stretch.end)
        self.defects.extend(headers.defects)
        self.count += 1
        content = _content_type(headers, default)
        disposition = read_parameters(headers.line("content-disposition"))
        body = _Stretch(stretch.data, start, stretch.end)
        if not content.value.startswith("multipart/"):
            return Part(headers, content, disposition, body.copy())
        children = self._children(content, body, depth)
        if not children:
            self._note("A multipart body without readable parts was taken as text.")
            plain = Parametered("text/plain", content.parameters)
            return Part(headers, plain, disposition, body.copy())
        return Part(headers, content, disposition, b"", children)

    def _children(self, content: Parametered, body: "_Stretch", depth: int) -> tuple[Part, ...]:
        if depth >= bounds.DEPTH:
            self._note(f"Parts nested deeper than {bounds.DEPTH} were taken as text.")
            return ()
        boundary = content.parameters.get("boundary", "").encode("utf-8", "replace")
        if not boundary or len(boundary) > bounds.BOUNDARY_BYTES:
            return ()
        default = "message/rfc822" if content.value == "multipart/digest" else "text/plain"
        children: list[Part] = []
        for piece in body.pieces(b"--" + boundary):
            if self.count >= bounds.PARTS:
                self._note(f"Only the first {bounds.PARTS} parts were read.")
                break
            children.append(self._part(piece, default, depth + 1))
        return tuple(children)

    def _note(self, sentence: str) -> None:
        if sentence not in self.defects:
            self.defects.append(sentence)


def _content_type(headers: Headers, default: str) -> Parametered:
    line = headers.line("content-type")
    if not line:
        return Parametered(default)
    content = read_parameters(line)
    if TYPE.match(content.value):
        return content
    # "text" alone and the like: RFC 2045 5.2 says plain text.
    return Parametered("text/plain", content.parameters)


@dataclass(frozen=True)
class _Stretch:
    """Where something stands in the raw bytes, so that no level of nesting copies them."""

    data: bytes
    start: int
    end: int

    def copy(self) -> bytes:
        """A copy of what stands here."""
        return self.data[self.start : self.end]

    def pieces(self, delimiter: bytes) -> Iterator["_Stretch"]:
        """What stands between the boundary lines; the last may lack its closing line."""
        opened = -1
        for before, after, closes in self._boundary_lines(delimiter):
            if opened >= 0:
                yield _Stretch(self.data, opened, max(opened, before))
            opened = -1 if closes else after
            if closes:
                return
        if opened >= 0:
            yield _Stretch(self.data, opened, self.end)

    def _boundary_lines(self, delimiter: bytes) -> Iterator[tuple[int, int, bool]]:
        """(end of what stands before, start of what follows, closing?) of each such line."""
        at = self.data.find(delimiter, self.start, self.end)
        for _ in range(bounds.BOUNDARY_TRIES):
            if at < 0:
                return
            tail = BOUNDARY_TAIL.match(self.data, at + len(delimiter), self.end)
            if tail and (at == self.start or self.data[at - 1] in b"\r\n"):
                yield self._before(at), tail.end(), tail[1] is not None
            at = self.data.find(delimiter, at + len(delimiter), self.end)

    def _before(self, at: int) -> int:
        """The line end in front of a boundary belongs to the boundary."""
        if self.data[at - 2 : at] == b"\r\n":
            return max(self.start, at - 2)
        return max(self.start, at - 1)
