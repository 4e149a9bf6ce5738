"""Refusals as the reader sees them: the engine's sentence, what is missing, and the clause."""

import re

from django.utils.translation import gettext as _

from charterdesk.cases.answers import Conflict, Held, OpenAnswer
from charterdesk.desk.pages.engine_words import in_readers_words
from charterdesk.engine.charter.values import NOWHERE, Charter
from charterdesk.engine.decide import Refusal
from charterdesk.look.values import Refusal as Shown

GATE = re.compile(r"'(?P<act>[^']+)' is refused until this is on the case: .*")


def refusal_words(refusal: Refusal) -> str:
    """The refusal as one sentence."""
    gate = GATE.fullmatch(refusal.text)
    if gate is None:
        return in_readers_words(refusal.text)
    said = {"act": gate["act"], "missing": "; ".join(refusal.missing)}
    return _("“%(act)s” has to wait until this is on the case: %(missing)s.") % said


def not_done(answer: OpenAnswer | Conflict, charter: Charter | None = None) -> Shown | None:
    """Why an act was not done; None where it was."""
    match answer:
        case Refusal():
            return shown_refusal(answer, charter)
        case Conflict():
            return Shown(answer.text)
        case Held():
            return Shown(_("Only registered people may ask: register them."))
        case _:
            return None


def shown_refusal(refusal: Refusal, charter: Charter | None = None) -> Shown:
    """The refusal for the top of a form."""
    gate = GATE.fullmatch(refusal.text)
    because = ""
    if charter is not None and refusal.place != NOWHERE:
        said = {"charter": charter.name, "version": charter.version, "line": refusal.place.line}
        because = _("Charter %(charter)s, version %(version)d, line %(line)d.") % said
    if gate is None:
        return Shown(in_readers_words(refusal.text), because=because)
    sentence = _("“%(act)s” has to wait until this is on the case:") % {"act": gate["act"]}
    return Shown(sentence, refusal.missing, because)
