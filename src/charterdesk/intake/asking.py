"""What a mail's standard form asks for, in the words of the charter (R-ROX-3, R-ROX-19, R-TER-1).

The form wishes; whether its sender may choose is the engine's to say (2.13).
"""

import re
from dataclasses import dataclass

from charterdesk.channels.mail.standard_form import form_in
from charterdesk.engine.charter.values import Charter

RANKED = re.compile(r"p?(\d{1,2})\b")
# What people write where the charter has its own word in English.
SAID_IN_RUSSIAN = {
    "критический": "critical", "критичный": "critical", "критическая": "critical",
    "высокий": "high", "высокая": "high", "нормальный": "normal", "обычный": "normal",
    "средний": "normal", "нормальная": "normal", "низкий": "low", "низкая": "low",
    "остановка": "stopped", "остановлен": "stopped", "ухудшение": "impaired",
    "вопрос": "question",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """The priority that was asked for, and the axes of the matrix that were said; "" for none."""

    priority: str = ""
    axes: tuple[tuple[str, str], ...] = ()


def asked_for(text: str, charter: Charter) -> Asked:
    """What the form in a text asks for; a word that the charter does not have asks for nothing."""
    form = form_in(text)
    if charter.matrix is None:
        ranked = tuple(one.name for one in charter.priorities)
        return Asked(priority=_named(form.get("severity", ""), ranked, numbered=True))
    said = form.get("criticality") or form.get("severity", "")
    row = _named(said, tuple(charter.matrix.rows))
    return Asked(axes=((charter.matrix.row_axis, row),) if row else ())


def _named(said: str, words: tuple[str, ...], *, numbered: bool = False) -> str:
    """The word of the charter that was meant: the word itself, in Russian, or as P1, 2."""
    plain = " ".join(said.casefold().replace("ё", "е").split()).rstrip(" .!")
    known = {word.casefold(): word for word in words}
    first = plain.split(" ", 1)[0].strip(",;(") if plain else ""
    for spelling in (plain, SAID_IN_RUSSIAN.get(plain, ""), first, SAID_IN_RUSSIAN.get(first, "")):
        if spelling in known:
            return known[spelling]
    number = RANKED.match(plain) if numbered else None
    rank = int(number[1]) if number else 0
    return words[rank - 1] if 0 < rank <= len(words) else ""
