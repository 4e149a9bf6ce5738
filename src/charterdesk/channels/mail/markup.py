"""HTML from outside is data: an allow-list keeps what reads as a letter, nothing that acts.

What leaves `sanitised` has no script, form, frame, SVG, class or id, and fetches nothing
(trust.md rule 3); it is still meant for a sandboxed frame. Both functions refuse input
whose nesting would cost more than linear time.
"""

import html
import re

import nh3
from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig

from charterdesk.channels.mail import bounds

TAG_NAMES = (
    "a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del dfn div dl dt"
    " em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby"
    " s samp small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var"
    " wbr"
)
TAGS = frozenset(TAG_NAMES.split())
DROPPED_WHOLE = frozenset({"script", "style", "title", "noscript", "template"})
ATTRIBUTES = {
    "*": {"dir", "lang", "title", "align", "valign", "style"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "font": {"color", "size", "face"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "width", "bgcolor"},
    "th": {"colspan", "rowspan", "width", "bgcolor"},
    "tr": {"bgcolor"},
    "table": {"border", "cellpadding", "cellspacing", "width", "bgcolor"},
    "blockquote": {"type"},
    "time": {"datetime"},
}
STYLE_NAMES = (
    "color background-color font-weight font-style font-family font-size text-align"
    " text-decoration white-space vertical-align border-collapse padding-left margin-left"
)
STYLES = frozenset(STYLE_NAMES.split())
LINKS = frozenset({"http", "https", "mailto", "tel"})
PICTURE = re.compile(r"(?:cid:|data:image/(?:png|gif|jpeg|webp);base64,)", re.IGNORECASE)
REMOTE_PICTURE = re.compile(r"https?://", re.IGNORECASE)

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})")
GAP = re.compile(r"[\s/]+")
ANY_TAG = re.compile(r"<[^<>]*>")
UNSEEN = re.compile(r"<(/?)(script|style|title)\b", re.IGNORECASE)
VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
VOID = frozenset(VOID_NAMES.split())
# Tags that people leave open and parsers close by themselves, so that a count of open ones
# says nothing about nesting.
OPEN_NAMES = "p li td th tr dd dt option tbody thead tfoot html body"
SELF_CLOSING = VOID | frozenset(OPEN_NAMES.split())
LAYOUT = ParserConfig(css=CSS_PROFILES["strict"])
QUOTE_OPENS, QUOTE_CLOSES = "\ue0f1", "\ue0f2"
BLOCKQUOTE = re.compile(r"<(/?)blockquote[^<>]*>")


def sanitised(source: str, *, remote_pictures: bool = False) -> str | None:
    """`source` cut down to the allow-list, or None when it is too long or nested too deep.

    Pictures elsewhere lose their address unless `remote_pictures`; those inside the mail
    (`cid:`, `data:`) stay.
    """
    if len(source) > bounds.HTML_CHARS or not _is_tame(source):
        return None
    clean = nh3.clean(
        source.replace("\0", ""),
        tags=TAGS,
        clean_content_tags=DROPPED_WHOLE,
        attributes=ATTRIBUTES,
        attribute_filter=_with_remote if remote_pictures else _without_remote,
        url_schemes=LINKS | {"cid", "data"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
        filter_style_properties=STYLES,
    )
    return clean if len(clean) <= 3 * bounds.HTML_CHARS else None


def text_of(clean: str | None, source: str) -> str:
    """Plain text of the sanitised `clean`; of `source` by force where that is None.

    Quotes become lines that begin with >, so that they can be told from what is new.
    """
    if clean is None or _depth(clean) > bounds.HTML_DEPTH:
        return _by_force(source)
    marked = BLOCKQUOTE.sub(_marked_quote, clean)
    try:
        return _quoted(get_text(f"<div>{marked}</div>", LAYOUT))
    except (ValueError, RecursionError):
        return _by_force(source)


def _without_remote(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if PICTURE.match(value) else None
    return None if attribute == "href" and PICTURE.match(value) else _link(attribute, value)


def _with_remote(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src" and REMOTE_PICTURE.match(value):
        return value
    return _without_remote(tag, attribute, value)


def _link(attribute: str, value: str) -> str | None:
    if attribute != "href":
        return value
    return value if value.partition(":")[0].strip().lower() in LINKS else None


def _is_tame(source: str) -> bool:
    """Nothing in it costs the parser more than linear time: tags, nesting, marks, entities."""
    if source.count("&") > bounds.HTML_ENTITIES:
        return False
    opened: dict[str, int] = {}
    deepest = before = 0
    for count, tag in enumerate(TAG.finditer(source)):
        if count > bounds.HTML_TAGS or _gaps(source, before, tag.start()):
            return False
        before = tag.start()
        name = tag[2].lower()
        if name in SELF_CLOSING:
            continue
        now = opened.get(name, 0)
        opened[name] = max(0, now - 1) if tag[1] else now + 1
        deepest += opened[name] - now
        if deepest > bounds.HTML_DEPTH:
            return False
    return not _gaps(source, before, len(source))


def _gaps(source: str, start: int, end: int) -> bool:
    """More places for attributes than a tag ever has, short of its end."""
    closed = source.find(">", start, end)
    tag = source[start : closed if closed >= 0 else end]
    return len(GAP.findall(tag)) > bounds.HTML_GAPS_IN_TAG


def _depth(clean: str) -> int:
    """The true nesting of well-formed HTML; deeper than 256 lxml drops text in silence."""
    depth = deepest = 0
    for tag in TAG.finditer(clean):
        if tag[2] not in VOID:
            depth += -1 if tag[1] else 1
            deepest = max(deepest, depth)
    return deepest


def _by_force(source: str) -> str:
    """The words between the tags, in linear time and without any idea of layout."""
    return html.unescape(ANY_TAG.sub(" ", "".join(_seen(source)))).strip()


def _seen(source: str) -> list[str]:
    """What stands outside scripts, styles and the title."""
    seen: list[str] = []
    start, inside = 0, ""
    for tag in UNSEEN.finditer(source):
        name = tag[2].lower()
        if not inside and not tag[1]:
            seen.append(source[start : tag.start()])
            inside = name
        elif inside == name and tag[1]:
            start, inside = tag.start(), ""
    return seen if inside else [*seen, source[start:]]


def _marked_quote(tag: re.Match[str]) -> str:
    sign = QUOTE_CLOSES if tag[1] else QUOTE_OPENS
    return f"<div>{sign}</div>"


def _quoted(text: str) -> str:
    """Turn the lines that mark a quote's ends into > in front of the lines between."""
    depth = 0
    lines: list[str] = []
    for line in text.split("\n"):
        mark = line.strip()
        if mark in {QUOTE_OPENS, QUOTE_CLOSES}:
            depth = max(0, depth + (1 if mark == QUOTE_OPENS else -1))
        else:
            lines.append(f"{'>' * min(depth, 20)} {line}".rstrip() if depth else line.rstrip())
    return "\n".join(lines).strip("\n")
