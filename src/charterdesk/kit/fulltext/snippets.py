"""The piece of a text in which most of what was asked for stands, with its words marked."""

from collections.abc import Collection
from dataclasses import dataclass

from charterdesk.kit.fulltext.words import composed, stem_of, words_in

BEFORE = 60
LENGTH = 220


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a snippet; `is_hit` where it is one of the words asked for."""

    text: str
    is_hit: bool = False


def snippet_of(
    text: str, stems: Collection[str], *, by_beginning: bool = False
) -> tuple[Piece, ...]:
    """Up to LENGTH letters of the text around the words asked for; its beginning where none is.

    >>> [piece.text for piece in snippet_of("See the printers' list", {"printer"})]
    ['See the ', 'printers', "' list"]
    """
    text = composed(" ".join(text.split()))
    hits = [match.span() for match in words_in(text) if _is_hit(match[0], stems, by_beginning)]
    begin = max(0, _best(hits) - BEFORE)
    begin = text.find(" ", begin) + 1 if begin else 0
    end = begin + LENGTH
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + LENGTH // 2)
    return tuple(_pieces(text, hits, begin, end))


def marked(text: str, stems: Collection[str], *, by_beginning: bool = False) -> tuple[Piece, ...]:
    """The whole text with the words asked for marked.

    >>> [piece.text for piece in marked("Printers are dark", {"printer"}) if piece.is_hit]
    ['Printers']
    """
    text = composed(text)
    hits = [match.span() for match in words_in(text) if _is_hit(match[0], stems, by_beginning)]
    return tuple(_pieces(text, hits, 0, len(text)))


def _is_hit(word: str, stems: Collection[str], by_beginning: bool) -> bool:
    stem = stem_of(word)
    if by_beginning:
        return any(stem.startswith(one) for one in stems)
    return stem in stems


def _best(hits: list[tuple[int, int]]) -> int:
    """Where the window begins that holds most hits, the first of several; two ends walk along."""
    best, most, last = 0, 0, 0
    for first, (begin, _) in enumerate(hits):
        last = max(last, first)
        while last < len(hits) and hits[last][1] <= begin + LENGTH - BEFORE:
            last += 1
        if last - first > most:
            best, most = begin, last - first
    return best


def _pieces(text: str, hits: list[tuple[int, int]], begin: int, end: int) -> list[Piece]:
    pieces = [Piece("… ")] if begin else []
    place = begin
    for start, stop in hits:
        if start < place or stop > end:
            continue
        if start > place:
            pieces.append(Piece(text[place:start]))
        pieces.append(Piece(text[start:stop], is_hit=True))
        place = stop
    if place < end and text[place:end]:
        pieces.append(Piece(text[place:end]))
    return [*pieces, Piece(" …")] if end < len(text) else pieces
