"""Words that are one slip of the hand away from one that was typed, or one layout of the keys.

They are made, not looked up: a few hundred for a word, which the index then knows or not.
"""

from charterdesk.kit.fulltext.words import stem_of

SHORTEST, LONGEST = 4, 16
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_DIGITS = "0123456789"
# The same keys in both layouts.
_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_THEIRS = "йцукенгшщзхъфывапролджэячсмитьбю"
_OTHER = str.maketrans(_KEYS + _THEIRS, _THEIRS + _KEYS)


def near_stems(word: str) -> frozenset[str]:
    """The stems of what may have been meant; none for a word too short or too long to tell.

    >>> sorted(near_stems("prnter") & {"printer", "inter"}), "принтер" in near_stems("ghbynth")
    (['printer'], True)
    """
    typed = word.casefold().replace("ё", "е")
    if not SHORTEST <= len(typed) <= LONGEST:
        return frozenset()
    letters = _CYRILLIC if any("а" <= letter <= "я" for letter in typed) else _LATIN
    # A digit is meant where there are others: a third fewer words are looked for without them.
    letters += _DIGITS if any(letter.isdigit() for letter in typed) else ""
    made = {typed.translate(_OTHER), *_slips(typed, letters)}
    own = stem_of(typed)
    return frozenset(stem for one in made if (stem := stem_of(one)) and stem != own)


def _slips(word: str, letters: str) -> set[str]:
    """One letter too many, too few, another one, or two that changed places."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {head + tail[1:] for head, tail in cuts if tail}
    turned = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    other = {head + one + tail[1:] for head, tail in cuts if tail for one in letters}
    more = {head + one + tail for head, tail in cuts for one in letters}
    return fewer | turned | other | more
