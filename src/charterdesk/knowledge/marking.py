"""An article's Markdown as HTML that can't do harm, and as plain words.

Raw HTML is text; what comes out is sanitised on an allow-list all the same (trust.md rule 3).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 100_000
PICTURES = "/kb/picture/"
_READER = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": 20, "linkify": False})
    .enable(["table", "strikethrough"])
)  # fmt: skip
_TAGS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em",
    "strong", "s", "a", "img", "br", "hr", "table", "thead", "tbody", "tr", "th", "td", "div",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "div": {"class", "tabindex"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_NOT_IN_ANCHORS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the list of contents; `level` is 2 or 3."""

    anchor: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A body as sanitised HTML, with the headings that lead into it."""

    html: str
    headings: tuple[Heading, ...]


@lru_cache(maxsize=500)
def drawn(body: str) -> Drawn:
    """The body as HTML for a page that has its own first heading."""
    tokens = _READER.parse(body[:LONGEST])
    headings = tuple(_with_anchors(tokens))
    _with_frames(tokens)
    html = _READER.renderer.render(tokens, _READER.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow",
        attribute_filter=_own_pictures,
    )
    return Drawn(clean, headings)


@lru_cache(maxsize=2000)
def plain_text(body: str) -> str:
    """The words of the body without its marks."""
    return " ".join(_words(_READER.parse(body[:LONGEST])))


def _words(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.children:
            yield "".join(_inline(token.children))
        elif token.type in ("fence", "code_block"):
            yield token.content


def _inline(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        yield " " if token.type in ("softbreak", "hardbreak") else token.content


def _with_anchors(tokens: list[Token]) -> Iterable[Heading]:
    """Give each heading a name of its own, and a level below the page's title."""
    used: dict[str, int] = {}
    lower = any(token.tag == "h1" for token in tokens)
    for place, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        level = min(int(token.tag[1]) + lower, 6)
        token.tag = f"h{level}"
        if token.type == "heading_open":
            text = "".join(_inline(tokens[place + 1].children or ()))
            anchor = _anchor(text, used)
            token.attrSet("id", anchor)
            if level <= 3:
                yield Heading(anchor, text, level)


def _anchor(text: str, used: dict[str, int]) -> str:
    """A name for a link from outside: it can't be one of the page's own."""
    name = "s-" + (_NOT_IN_ANCHORS.sub("-", text.casefold()).strip("-")[:60] or "part")
    used[name] = used.get(name, 0) + 1
    return name if used[name] == 1 else f"{name}-{used[name]}"


def _with_frames(tokens: list[Token]) -> None:
    """Let wide tables scroll in a frame of their own; pictures load when they are come to."""
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        if token.type == "table_open":
            frame = Token("html_block", "", 0, content='<div class="prose__wide" tabindex="0">\n')
            tokens.insert(place, frame)
        elif token.type == "table_close":
            tokens.insert(place + 1, Token("html_block", "", 0, content="</div>\n"))
        for child in token.children or ():
            if child.type == "image":
                child.attrSet("loading", "lazy")


def _own_pictures(tag: str, attribute: str, value: str) -> str | None:
    """Pictures come from the knowledge alone: one from elsewhere tells who reads (rule 3)."""
    if tag == "img" and attribute == "src":
        return value if value.startswith(PICTURES) else None
    if tag == "div" and attribute == "class":
        return value if value == "prose__wide" else None
    return value
