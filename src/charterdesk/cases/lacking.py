"""What the charter asks of those who ask, and what of it has not been said (R-ROX-5, R-ROX-19).

It is asked for with the number; it stops no promise of an answer (2.5).
"""

from collections.abc import Mapping

from charterdesk.cases.models import Case
from charterdesk.channels.mail.standard_form import form_in
from charterdesk.engine.charter.values import Charter

# The charter's words, and what the standard form calls the same.
IN_FORM: Mapping[str, str] = {"name": "name", "phone number": "phone", "severity": "severity"}
# As our own pages write them to the text for a reader of Russian.
IN_RUSSIAN = {"продукт": "product"}
DESCRIPTION = "clear description"
MOST_LINES = 200


def lacking_of(charter: Charter, row: Case, text: str) -> tuple[str, ...]:
    """The charter's words for what a first message leaves open; none of a talk or a machine."""
    channel = charter.channels.get(row.channel)
    if channel is None or channel.live or channel.machine:
        return ()
    known = {DESCRIPTION} if text.strip() else set()
    known |= _of_contact(row) | _of_text(text)
    if row.priority != charter.default_priority or channel.sets_priority:
        known.add("severity")
    wanted = dict.fromkeys((*charter.intake.asks, *channel.asks))
    return tuple(word for word in wanted if word.casefold() not in known)


def _of_contact(row: Case) -> set[str]:
    if row.contact is None:
        return set()
    found = {"name": row.contact.name, "phone number": row.contact.phone}
    return {word for word, value in found.items() if value}


def _of_text(text: str) -> set[str]:
    """The words of the form, and every line that begins with a word and a colon."""
    form = form_in(text)
    lines = (line.partition(":") for line in text.split("\n", MOST_LINES)[:MOST_LINES])
    said = {word.strip(" *•#-").casefold() for word, _colon, value in lines if value.strip()}
    said |= {IN_RUSSIAN[word] for word in said & IN_RUSSIAN.keys()}
    return said | {word for word, key in IN_FORM.items() if key in form}
