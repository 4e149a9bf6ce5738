"""The desk's own glyphs, 16 by 16, drawn in the colour of the text beside them.

They only stand beside words, so that a reader without them misses nothing (ux.md 2.0 rule 2).
"""

from functools import lru_cache

from markupsafe import Markup

_STROKE = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round"'

_SHAPES = {
    # the states of a clock
    "mark": f'<circle cx="8" cy="8" r="6.5" {_STROKE}/><path d="M8 4.5V8l2.5 1.75" {_STROKE}/>',
    "ok": '<circle cx="8" cy="8" r="5.5"/>',
    "soon": f'<path d="M8 2.5a5.5 5.5 0 0 0 0 11z"/><circle cx="8" cy="8" r="5.5" {_STROKE}/>',
    "critical": '<path d="M8 1.5l7 12.5H1z"/>',
    "breached": '<path d="M2.5 2.5h11v11h-11z"/>',
    "paused": '<path d="M3 2.5h3.5v11H3zM9.5 2.5H13v11H9.5z"/>',
    "met": f'<path d="M2.5 8.5l4 4 7-8.5" {_STROKE}/>',
    "measured": f'<circle cx="8" cy="8" r="5" {_STROKE} stroke-dasharray="2.5 3"/>',
    "escalated": '<path d="M8 1l6 7h-4v7H6V8H2z"/>',
    # what a thing is
    "in": f'<path d="M2 4h12v8H2zM2 4.5l6 4.5 6-4.5" {_STROKE}/>',
    "out": f'<path d="M7 3L2.5 7.5 7 12M3 7.5h6a4.5 4.5 0 0 1 4.5 4.5" {_STROKE}/>',
    "note": f'<path d="M3 2.5h10v7.5l-3.5 3.5H3zM13 10H9.5v3.5" {_STROKE}/>',
    "event": '<circle cx="8" cy="8" r="3"/>',
    "automatic": f'<path d="M3 6.5h10v7H3zM8 3v3.5M6 9.5h0M10 9.5h0" {_STROKE}/>',
    "file": f'<path d="M11.5 5.5l-5 5a1.75 1.75 0 0 1-2.5-2.5l5.5-5.5a3 3 0 0 1 4.25'
    f' 4.25L8 12.5" {_STROKE}/>',
    # labels: hollow, so that none is taken for a state
    "circle": f'<circle cx="8" cy="8" r="5" {_STROKE}/>',
    "square": f'<path d="M3.5 3.5h9v9h-9z" {_STROKE}/>',
    "triangle": f'<path d="M8 3l6 10H2z" {_STROKE}/>',
    "diamond": f'<path d="M8 2l6 6-6 6-6-6z" {_STROKE}/>',
    "bar": f'<path d="M2 6h12v4H2z" {_STROKE}/>',
    # what can be done
    "search": f'<circle cx="7" cy="7" r="4.5" {_STROKE}/><path d="M10.5 10.5L14 14" {_STROKE}/>',
    "plus": f'<path d="M8 2.5v11M2.5 8h11" {_STROKE}/>',
    "close": f'<path d="M3.5 3.5l9 9M12.5 3.5l-9 9" {_STROKE}/>',
    "more": '<circle cx="3" cy="8" r="1.5"/><circle cx="8" cy="8" r="1.5"/>'
    '<circle cx="13" cy="8" r="1.5"/>',
    "down": f'<path d="M3.5 6L8 10.5 12.5 6" {_STROKE}/>',
    "next": f'<path d="M6 3.5L10.5 8 6 12.5" {_STROKE}/>',
    "back": f'<path d="M10 3.5L5.5 8l4.5 4.5" {_STROKE}/>',
    "filter": f'<path d="M2 4h12M4.5 8h7M6.5 12h3" {_STROKE}/>',
    "people": f'<circle cx="8" cy="5" r="2.75" {_STROKE}/><path d="M2.5 14a5.5 5.5 0 0 1'
    f' 11 0" {_STROKE}/>',
    "lock": f'<path d="M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5" {_STROKE}/>',
    "yes": f'<circle cx="8" cy="8" r="6" {_STROKE}/><path d="M5 8.25l2.25 2.25L11 6" {_STROKE}/>',
    "no": f'<circle cx="8" cy="8" r="6" {_STROKE}/><path d="M5.5 8h5" {_STROKE}/>',
    "open": f'<circle cx="8" cy="8" r="6" {_STROKE}/>',
    "sum": f'<path d="M3 6h10M3 10h10" {_STROKE}/>',
}  # fmt: skip


@lru_cache(maxsize=100)
def icon(name: str) -> Markup:
    """The glyph called `name` as inline SVG, silent for screen readers; KeyError when unknown."""
    return Markup(
        '<svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
        f"{_SHAPES[name]}</svg>"
    )
