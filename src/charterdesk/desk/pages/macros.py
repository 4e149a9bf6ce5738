"""Macros on their own page and on a case: what each writes and does, before it acts."""

from collections.abc import Iterable
from secrets import token_hex

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.filling import filled
from charterdesk.cases.models import Case, Macro
from charterdesk.cases.queries.macros import may_change
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.macros import MacroForm
from charterdesk.desk.macro_values import CaseMacroPage, MacroRow, MacrosPage
from charterdesk.desk.pages.composers import Typed
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Link, Refusal
from charterdesk.visit.reader import Reader


def macros_page(
    forms: Iterable[MacroForm], new: MacroForm, reader: Reader, refusal: Refusal | None = None
) -> MacrosPage:
    """Every macro that the reader has, with its form where they may change it."""
    rows = tuple(_row(form, form.macro, reader) for form in forms if form.macro)
    return MacrosPage(rows, fields_of(new), reverse("desk:macros"), refusal)


def choosing_page(case: Case, macros: Iterable[Macro], urls: CaseUrls) -> CaseMacroPage:
    """Which macro: each leads to its preview."""
    choices = [
        Link(one.name, urls.of("case_macro", macro=one.pk), "; ".join(what_it_does(one)))
        for one in macros
    ]
    return CaseMacroPage(
        ref=case.number, subject=case.subject or _("(no subject)"), back_url=urls.page(),
        action=urls.of("case_macro"), all_url=reverse("desk:macros"), choices=tuple(choices),
    )  # fmt: skip


def preview_page(
    case: Case, macro: Macro, urls: CaseUrls, reader: Reader, typed: Typed | None = None
) -> CaseMacroPage:
    """The macro's text for this case, to be changed and sent; `typed` came back with a reason."""
    return CaseMacroPage(
        ref=case.number, subject=case.subject or _("(no subject)"), back_url=urls.page(),
        action=urls.of("case_macro", macro=macro.pk), all_url=reverse("desk:macros"),
        name=macro.name, macro=macro.pk, mode="note" if macro.mode == Macro.Mode.NOTE else "reply",
        text=typed.text if typed else filled(macro.text, case, reader.person),
        does=what_it_does(macro), key=typed.key if typed else token_hex(12),
        seen=typed.seen if typed else case.version,
        stop=typed.stop if typed else None, errors=typed.errors if typed else (),
        refusal=typed.refusal if typed else None,
    )  # fmt: skip


def _row(form: MacroForm, macro: Macro, reader: Reader) -> MacroRow:
    own = macro.made_by_id == reader.person.pk
    whose = _("Team %(team)s") % {"team": macro.team.name} if macro.team else _("Only you")
    if macro.team and not own:
        said = {"team": macro.team.name, "name": macro.made_by.name}
        whose = _("Team %(team)s, made by %(name)s") % said
    if not may_change(reader.person, macro):
        return MacroRow(macro.name, whose, what_it_does(macro), macro.text)
    return MacroRow(
        macro.name, whose, what_it_does(macro), macro.text, fields_of(form),
        reverse("desk:macro", args=[macro.pk]), reverse("desk:macro_drop", args=[macro.pk]),
    )  # fmt: skip


def what_it_does(macro: Macro) -> tuple[str, ...]:
    """What it does, in the order in which it is done."""
    reply = macro.mode == Macro.Mode.REPLY
    return (
        _("Writes to the customer") if reply else _("Adds a note, which only the team reads"),
        *([_("The case is yours")] if macro.takes else []),
        *([_("The case waits for the customer")] if macro.waits else []),
        *([_("Puts the label %(name)s on") % {"name": macro.label.name}] if macro.label else []),
    )
