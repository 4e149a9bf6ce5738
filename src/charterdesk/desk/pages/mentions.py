"""What is said after a note: who is told of it, and whom it names in vain."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from charterdesk.cases.mentions import names_in
from charterdesk.visit.reader import Reader


def note_added(text: str, told: Sequence[str], reader: Reader) -> str:
    """One sentence, and one more for each of the two where there is something to say."""
    words = [_("The note is added.")]
    if told:
        names = ", ".join(map(reader.name, told))
        words.append(_("Told of it: %(names)s.") % {"names": names})
    known = {*(name.lower() for name in told), reader.person.username.lower()}
    if vain := [f"@{name}" for name in names_in(text) if name not in known]:
        sentence = _("Not told, as nobody of this name may see the case: %(names)s.")
        words.append(sentence % {"names": ", ".join(vain)})
    return " ".join(words)
