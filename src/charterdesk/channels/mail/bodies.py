"""What a message says: its text, its HTML and its files, gathered from the tree of parts."""

import hashlib
import html
import re
from dataclasses import dataclass, field

from charterdesk.channels.mail import bounds
from charterdesk.channels.mail.charsets import decoded
from charterdesk.channels.mail.headers import read_headers
from charterdesk.channels.mail.markup import sanitised, text_of
from charterdesk.channels.mail.names import made_name, safe_name
from charterdesk.channels.mail.parts import Part
from charterdesk.channels.mail.values import Attachment

META_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.I)
ENCLOSED = frozenset({"message/rfc822", "message/global"})


@dataclass(frozen=True)
class _Block:
    """One stretch of the letter, in one form or in both; None for a form it does not have."""

    plain: str | None = None
    html: str | None = None
    source: str = ""

    @property
    def text(self) -> str:
        """The words, from HTML only where there is no other text."""
        if self.plain is not None and (self.plain.strip() or not self.source):
            return self.plain
        return text_of(self.html, self.source)


@dataclass
class Body:
    """A message's contents while its parts are read; `read` fills it."""

    blocks: list[_Block] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    html_left: int = bounds.HTML_COST

    def read(self, message: Part) -> "Body":
        """Walk all parts of `message`, in their order."""
        self.blocks = self._walk(message, within="")
        return self

    @property
    def text(self) -> str:
        """The whole plain text."""
        whole = "\n\n".join(filter(None, (block.text.strip("\n") for block in self.blocks)))
        if len(whole) > bounds.TEXT_CHARS:
            self.defects.append(f"Only the first {bounds.TEXT_CHARS} characters are shown.")
        return whole[: bounds.TEXT_CHARS]

    @property
    def html(self) -> str:
        """The whole letter as sanitised HTML; empty where no part of it was HTML."""
        if not any(block.html for block in self.blocks):
            return ""
        return "\n".join(
            block.html if block.html is not None else f"<pre>{html.escape(block.plain or '')}</pre>"
            for block in self.blocks
        )

    def _walk(self, part: Part, within: str) -> list[_Block]:
        if part.children:
            inner = [b for child in part.children for b in self._walk(child, part.type)]
            return _merged(inner) if part.type == "multipart/alternative" else inner
        if _is_attachment(part):
            self._attach(part, part.decoded_body(), within)
            return []
        content = part.decoded_body()
        if part.type == "text/html":
            return [self._html_block(part, content, within)]
        return [self._text_block(part, content, within)]

    def _text_block(self, part: Part, content: bytes, within: str) -> _Block:
        if len(content) > bounds.TEXT_BYTES:
            self.defects.append("A very long text is shown cut and attached whole.")
            self._attach(part, content, within)
        return _Block(plain=_lines(decoded(content[: bounds.TEXT_BYTES], part.charset)))

    def _html_block(self, part: Part, content: bytes, within: str) -> _Block:
        declared = META_CHARSET.search(content, 0, 4096)
        charset = part.charset or (declared[1].decode("ascii") if declared else "")
        source = decoded(content[: bounds.TEXT_BYTES], charset)
        cost = len(source) + bounds.HTML_TAG_COST * source.count("<")
        shown = sanitised(source) if cost <= self.html_left else None
        self.html_left -= cost
        if shown is None or len(content) > bounds.TEXT_BYTES:
            self.defects.append("An HTML text was too large to be shown and is attached.")
            self._attach(part, content, within)
        return _Block(html=shown, source=source)

    def _attach(self, part: Part, content: bytes, within: str) -> None:
        stem = f"part-{len(self.attachments) + 1}"
        if part.type in ENCLOSED:
            stem = read_headers(content, 0, len(content))[0].text("subject") or "message"
        named = safe_name(part.filename)
        self.attachments.append(
            Attachment(
                name=named or made_name(stem, part.type),
                content_type=part.type,
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
                content_id=part.content_id,
                inline=part.disposition.value == "inline" or within == "multipart/related",
                named=named != "",
            )
        )


def _is_attachment(part: Part) -> bool:
    if part.type not in {"text/plain", "text/html"}:
        return True
    return part.disposition.value == "attachment" or bool(part.filename.strip())


def _merged(blocks: list[_Block]) -> list[_Block]:
    """The same letter in several forms becomes one block."""
    plain = [block.plain for block in blocks if block.plain is not None]
    sources = [block.source for block in blocks if block.source]
    shown = [block.html for block in blocks if block.html is not None]
    if not blocks:
        return []
    return [
        _Block(
            "\n\n".join(plain) if plain else None,
            "\n".join(shown) if shown else None,
            "\n".join(sources),
        )
    ]


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
