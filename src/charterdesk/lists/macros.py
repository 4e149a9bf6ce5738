"""A macro on many cases: its text as it was looked at, filled in for each, and all it does.

What the act was given is the macro as it then was, so that nobody's change reaches half of them.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from charterdesk.cases.answers import Done
from charterdesk.cases.commands import Form, save_draft, take_back_reply, use_macro
from charterdesk.cases.filling import filled
from charterdesk.cases.models import Case, CaseEvent, CaseLabel, Draft, Label, Macro
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.lists.becoming import (
    UNLABEL,
    Became,
    Doing,
    Given,
    became,
    in_turn,
    owned_before,
)
from charterdesk.lists.waiting import before

MACRO, TAKE_BACK = "macro", "take back"
YES = "yes"


def given_of(macro: Macro, text: str, seen_at: datetime, key: str) -> Given:
    """The macro as it is now, with the text that its reader left it with, seen at that moment."""
    return {
        "act": MACRO, "name": macro.name, "mode": macro.mode, "text": text, "key": key,
        "label": str(macro.label_id or ""), "takes": YES if macro.takes else "",
        "waits": YES if macro.waits else "", "seen_at": seen_at.isoformat(),
    }  # fmt: skip


def use(case: Case, given: Given, doing: Doing) -> Became:
    """Write its text for the case and do what else it does, all or nothing (ux.md 2.3, 1)."""
    label = Label.objects.filter(pk=whole_number(given["label"]) or 0).first()
    macro = Macro(
        name=given["name"], mode=given["mode"], label=label, takes=given["takes"] == YES,
        waits=given["waits"] == YES,
    )  # fmt: skip
    inverse = _inverse(case, macro, doing)
    answer = use_macro(
        macro=macro, case=case, text=filled(given["text"], case, doing.by), by=doing.by,
        at=doing.at, form=_form(case, given), waits=timedelta(seconds=doing.by.undo_seconds),
    )  # fmt: skip
    is_reply = macro.mode == Macro.Mode.REPLY
    if isinstance(answer, Done) and answer.message and is_reply:
        inverse = [{"act": TAKE_BACK, "reply": answer.message.ref}, *inverse]
    words = _("The reply is on its way.") if is_reply else _("The note is added.")
    return became(answer, words, in_turn(inverse), doing)


def take_back(case: Case, given: Given, doing: Doing) -> Became:
    """A reply that still waits is not sent; what was being typed on the case stays the draft."""
    typed = Draft.objects.filter(case=case, person=doing.by, mode=Draft.Mode.REPLY).first()
    answer = take_back_reply(case=case, ref=given["reply"], by=doing.by, at=doing.at)
    if isinstance(answer, Done):
        text = typed.text if typed else ""
        save_draft(case=case, mode=Draft.Mode.REPLY, text=text, by=doing.by, at=doing.at)
    return became(answer, _("The reply was not sent."), {}, doing)


def _inverse(case: Case, macro: Macro, doing: Doing) -> list[Given]:
    """What undoes all but the text."""
    steps: list[Given] = []
    if macro.label and not CaseLabel.objects.filter(case=case, label=macro.label).exists():
        steps.append({"act": UNLABEL, "label": str(macro.label.pk)})
    if macro.takes and case.owner_id != doing.by.pk:
        former = case.owner.username if case.owner else ""
        steps.append(owned_before(former, doing.by.username))
    if macro.waits and case.waiting_on != "customer":
        steps.append(before(case, "customer"))
    return steps


def _form(case: Case, given: Given) -> Form:
    """Done once for each case; a reply to what nobody has read is held back."""
    key = f"{given['key']}/{case.pk}"
    if given["mode"] == Macro.Mode.NOTE:
        return Form(key=key)
    known = CaseEvent.objects.filter(case=case, recorded_at__lte=given["seen_at"])
    seen = known.order_by("-seq").values_list("seq", flat=True).first()
    return Form(key=key, seen=seen or 0)
