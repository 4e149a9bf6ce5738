"""Refusals as the reader sees them: the engine's sentence, what is missing, and the clause."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal as Unfit
from charterdesk.cases.answers import Conflict, Held
from charterdesk.desk.addresses import CaseUrls
from charterdesk.engine.charter.values import NOWHERE, Charter
from charterdesk.engine.decide import Refusal
from charterdesk.look.phrasing import worded
from charterdesk.look.values import Refusal as Shown


def refusal_words(refusal: Refusal) -> str:
    """The refusal as one sentence."""
    if not refusal.act:
        return worded(refusal.said, ZoneInfo("UTC"))
    said = {"act": refusal.act, "missing": "; ".join(refusal.missing)}
    return _("“%(act)s” has to wait until this is on the case: %(missing)s.") % said


def not_done(
    answer: object, charter: Charter | None = None, urls: CaseUrls | None = None
) -> Shown | None:
    """Why an act was not done, whatever refused it; None for any other answer: it was."""
    match answer:
        case Unfit():
            return Shown(answer.text)
        case Refusal():
            return shown_refusal(answer, charter, urls)
        case Conflict():
            return Shown(answer.text)
        case Held():
            return Shown(_("Only registered people may ask: register them."))
        case _:
            return None


def shown_refusal(
    refusal: Refusal, charter: Charter | None = None, urls: CaseUrls | None = None
) -> Shown:
    """The refusal for the top of a form; with `urls` a gate's leads to its why."""
    because = ""
    if charter is not None and refusal.place != NOWHERE:
        said = {"charter": charter.name, "version": charter.version, "line": refusal.place.line}
        because = _("Charter %(charter)s, version %(version)d, line %(line)d.") % said
    if not refusal.act:
        return Shown(refusal_words(refusal), because=because)
    sentence = _("“%(act)s” has to wait until this is on the case:") % {"act": refusal.act}
    why = urls.of("why_gate", refusal.act) if urls is not None else ""
    return Shown(sentence, refusal.missing, because, why)
