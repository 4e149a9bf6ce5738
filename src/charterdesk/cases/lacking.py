"""What the charter asks of those who ask, and what of it has not been said (R-ROX-5, R-ROX-19).

It is asked for with the number; it stops no promise of an answer (2.5). Of the words by which a
charter identifies, one is enough, and none is asked for where a contract is known (R-TER-7).
"""

from collections.abc import Mapping

from charterdesk.cases.models import Case, Message
from charterdesk.channels.mail.standard_form import form_in
from charterdesk.engine.charter.values import Charter

# The charter's words, and what the standard form calls the same.
IN_FORM: Mapping[str, str] = {
    "name": "name", "phone number": "phone", "severity": "severity",
    "contract number": "contract", "protection key number": "key", "licence key": "key",
}  # fmt: skip
# As our own pages write them to the text for a reader of Russian.
IN_RUSSIAN = {"продукт": "product"}
DESCRIPTION = "clear description"
IDENTIFIED_BY = "intake.identify.by"
MOST_LINES = 200
MOST_MESSAGES = 20


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
    left = tuple(word for word in wanted if word.casefold() not in known)
    return (*left, *_to_identify(charter, row, known))


def still_lacking(charter: Charter, row: Case) -> tuple[str, ...]:
    """What none of the asker's own messages on the case has said by now (R-ROX-5, R-TER-7)."""
    theirs = row.messages.filter(direction=Message.Direction.IN, public=True, automatic=False)
    texts = theirs.order_by("pk").values_list("text", flat=True)[:MOST_MESSAGES]
    left = [lacking_of(charter, row, text) for text in texts]
    return tuple(word for word in left[0] if all(word in one for one in left)) if left else ()


def _to_identify(charter: Charter, row: Case, known: set[str]) -> tuple[str, ...]:
    """One word for all that would identify; none once a contract or one of them is known."""
    words = next((one.words for one in charter.shown if one.path == IDENTIFIED_BY), ())
    if not words or row.contract_id is not None or any(word.casefold() in known for word in words):
        return ()
    return (" / ".join(words),)


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
