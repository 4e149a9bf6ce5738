"""A text as the stems of its words, the same for what is kept and for what is asked.

English stems for Latin letters, Russian ones for Cyrillic; ё is е, letters lose their accents.
A stem holds letters and digits only, so that no query language ever sees what people typed.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from Stemmer import Stemmer

# A text is read so far; what stands behind is kept, but not found by its words.
MOST_READ = 200_000
# PostgreSQL keeps at most a megabyte of stems for a row.
MOST_KEPT = 500_000
LONGEST_WORD = 60
MOST_ASKED = 16
LONGEST_ASKED = 10_000

_WORD = re.compile(r"[^\W_]+")
_ENGLISH = Stemmer("english")
_RUSSIAN = Stemmer("russian")
# Words that stand in every text and say nothing of what it is about.
_LITTLE_WORDS = """
a an the and or but if of to in on at by for from with as is are was were be been it its
this that these those i you we he she they my your our me us not no do does did can could
will would have has had so what which who how when where there here please hello hi dear
thanks regards и в во на не что он она они мы вы я ты это как а но или же ли бы к ко у о об
от до по за из с со для при то так все уже мне нас вас наш ваш мой есть был была были если
когда где кто чем их его ее пожалуйста здравствуйте добрый день спасибо
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())


def composed(text: str) -> str:
    """The text with each letter in one piece, as far as a text is read.

    Names of files come from some systems with й in two pieces.
    """
    return unicodedata.normalize("NFC", text[:MOST_READ])


def words_in(text: str) -> Iterator[re.Match[str]]:
    """The words of a composed text with their places."""
    return _WORD.finditer(text)


@lru_cache(maxsize=100_000)
def stem_of(word: str) -> str:
    """The stem of one word; "" for what is too long to be one.

    >>> stem_of("Printers"), stem_of("Принтерами"), stem_of("Ещё"), stem_of("café")
    ('printer', 'принтер', 'ещ', 'cafe')
    """
    folded = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")
    folded = "".join(one for one in folded if one.isalnum())
    if not folded or len(folded) > LONGEST_WORD:
        return ""
    if folded.isascii():
        return str(_ENGLISH.stemWord(folded))
    if any("а" <= letter <= "я" for letter in folded):
        return str(_RUSSIAN.stemWord(folded))
    bare = "".join(one for one in unicodedata.normalize("NFKD", folded) if one.isalnum())
    return _ENGLISH.stemWord(bare) if bare.isascii() else bare


def stems_of(text: str) -> str:
    """What an index keeps of a text: each stem once, in order of coming, with blanks between."""
    found: dict[str, None] = {}
    size = 0
    for match in words_in(composed(text)):
        stem = stem_of(match[0])
        if not stem or stem in found:
            continue
        size += len(stem.encode()) + 1
        if size > MOST_KEPT:
            break
        found[stem] = None
    return " ".join(found)


def asked_stems(text: str, most: int = MOST_ASKED) -> tuple[str, ...]:
    """The stems that somebody asks for: each once, little words only where there are no others.

    >>> asked_stems('"Why" is the PRINTER -- printers\\x00 OR (offline')
    ('whi', 'printer', 'offlin')
    """
    every: dict[str, None] = {}
    telling: dict[str, None] = {}
    for match in words_in(composed(text[:LONGEST_ASKED])):
        if not (stem := stem_of(match[0])):
            continue
        every[stem] = None
        if match[0].casefold() not in _LITTLE:
            telling[stem] = None
    return tuple(telling or every)[:most]
