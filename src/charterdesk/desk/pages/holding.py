"""Why a message was held before sending: the case went on, or the text wants a second look."""

from dataclasses import replace

from django.utils.translation import gettext as _

from charterdesk.cases import chain
from charterdesk.cases.answers import Conflict
from charterdesk.cases.models import CaseEvent
from charterdesk.desk.forms.writing import WritingForm
from charterdesk.desk.pages.composers import REPLY, Typed
from charterdesk.desk.pages.refusals import shown_refusal
from charterdesk.desk.pages.sentences import sentence
from charterdesk.engine.decide import Refusal
from charterdesk.engine.events import CUSTOMER
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.look.values import ComposerMode, Stop
from charterdesk.visit.reader import Reader


def held_by_fault(mode: ComposerMode, form: WritingForm) -> Typed:
    """Something is missing or too much."""
    errors = tuple(str(text) for texts in form.errors.values() for text in texts)
    return replace(_typed(mode, form), errors=errors)


def held_by_doubt(form: WritingForm, doubts: list[str]) -> Typed:
    """It may not be meant for the customer as it is."""
    stop = Stop(_("Look at it once more before it goes out."), tuple(doubts), _("Send it anyway"))
    return replace(_typed(REPLY, form), stop=stop)


def held_by_conflict(
    mode: ComposerMode, form: WritingForm, conflict: Conflict, reader: Reader
) -> Typed:
    """The case went on while it was written; sending it anyway says that this news was read."""
    lines = tuple(_news(event, reader) for event in conflict.news)
    stop = Stop(
        _("The case changed since you began."), lines, _("Send it anyway"),
        f"#e{conflict.news[0].seq}", conflict.news[-1].seq,
    )  # fmt: skip
    return replace(_typed(mode, form), stop=stop)


def held_by_refusal(mode: ComposerMode, form: WritingForm, refusal: Refusal) -> Typed:
    """It can't be sent at all as things are."""
    return replace(_typed(mode, form), refusal=shown_refusal(refusal))


def _typed(mode: ComposerMode, form: WritingForm) -> Typed:
    data = form.data
    return Typed(
        mode=mode, text=str(data.get("body", "")), key=str(data.get("key", "")),
        seen=whole_number(data.get("seen")) or 0, then=str(data.get("then", ""))
    )  # fmt: skip


def _news(event: CaseEvent, reader: Reader) -> str:
    who = _("The customer") if event.by == CUSTOMER else reader.name(event.by) or _("The desk")
    said = {
        "when": reader.short(event.recorded_at),
        "who": who,
        "what": sentence(chain.event_of(event), reader),
    }
    return _("%(when)s %(who)s: %(what)s") % said
