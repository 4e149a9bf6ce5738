"""Putting many cases off, and a macro on many: what is asked, and what will happen to how many."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.accounts.models import Person
from charterdesk.cases.filling import filled
from charterdesk.cases.models import Case, Macro
from charterdesk.desk.bulk_values import BulkMorePage
from charterdesk.desk.forms.bulk import BulkForm
from charterdesk.desk.forms.bulk_more import MacroTextForm, PutOffForm
from charterdesk.desk.pages.macros import what_it_does
from charterdesk.lists.queries.ahead import Ahead
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Field, Link, Option


def put_off_page(form: BulkForm, until: PutOffForm, count: int) -> BulkMorePage:
    """Until when; the clocks go on, as with one case."""
    words = ngettext("Put %(count)d case off", "Put %(count)d cases off", count)
    return BulkMorePage(
        title=words % {"count": count},
        sentence=_(
            "Each leaves My work until then, or until the customer writes or a promise is missed."
        ),
        action=reverse("desk:bulk"), back_url=form.back_url(), hidden=form.hidden(),
        fields=fields_of(until), submit=_("Put off"),
        lines=(
            _("Clocks go on, unless a case's charter stops them."),
            _("What waits for a customer, a supplier or a bug stays as it is."),
        ),
    )  # fmt: skip


def choosing_page(form: BulkForm, macros: Iterable[Macro], count: int) -> BulkMorePage:
    """Which macro; nothing is done yet."""
    options = tuple(
        Option(str(one.pk), one.name, hint="; ".join(what_it_does(one))) for one in macros
    )
    words = ngettext("A macro for %(count)d case", "A macro for %(count)d cases", count)
    which = Field("macro", _("Which macro?"), "radio", options=options, required=True)
    return BulkMorePage(
        title=words % {"count": count},
        sentence="" if options else _("You have no macro yet."),
        action=reverse("desk:bulk"), back_url=form.back_url(), hidden=form.meant(),
        fields=(which,) if options else (), submit=_("Look at it first") if options else "",
        all=Link(_("All macros, and a new one"), reverse("desk:macros")),
    )  # fmt: skip


def macro_page(
    form: BulkForm, macro: Macro, text: MacroTextForm, ahead: Ahead, first: Case, person: Person,
    doubts: Iterable[str] = (),
) -> BulkMorePage:  # fmt: skip
    """The text, what the first case would get, and what will happen to how many."""
    is_reply, doubts = macro.mode == Macro.Mode.REPLY, tuple(doubts)
    hidden = (*form.hidden(), ("macro", str(macro.pk)))
    return BulkMorePage(
        title=macro.name, sentence="", action=reverse("desk:bulk"), back_url=form.back_url(),
        hidden=(*hidden, ("anyway", "yes")) if doubts else hidden,
        fields=fields_of(text), submit=_button(is_reply, ahead.total),
        look="primary" if is_reply else "note", lines=tuple(_lines(macro, ahead)), doubts=doubts,
        sample=filled(str(text["text"].value() or ""), first, person), sample_of=first.number,
    )  # fmt: skip


def _button(is_reply: bool, count: int) -> str:
    reply = ngettext("Send %(count)d reply", "Send %(count)d replies", count)
    note = ngettext("Add %(count)d note", "Add %(count)d notes", count)
    return (reply if is_reply else note) % {"count": count}


def _lines(macro: Macro, ahead: Ahead) -> Iterator[str]:
    for count, words in _done(macro, ahead):
        yield words % {"count": count}
    if macro.label:
        count = ahead.total - ahead.labelled
        words = ngettext(
            "The label %(name)s is put on %(count)d case.",
            "The label %(name)s is put on %(count)d cases.", count,
        )  # fmt: skip
        yield words % {"count": count, "name": macro.label.name}
    yield _("You are told for each case what became of it.")


def _done(macro: Macro, ahead: Ahead) -> Iterator[tuple[int, str]]:
    """Each sentence with its number."""
    total, reach = ahead.total, ahead.total - ahead.unreachable
    if macro.mode == Macro.Mode.NOTE:
        yield total, ngettext(
            "A note, which only the team reads, goes on %(count)d case.",
            "A note, which only the team reads, goes on %(count)d cases.", total,
        )  # fmt: skip
    else:
        yield reach, ngettext(
            "A reply goes to the customer of %(count)d case.",
            "A reply goes to the customers of %(count)d cases.", reach,
        )  # fmt: skip
        if out := ahead.unreachable:
            yield out, ngettext(
                "In %(count)d case nobody has a mail address: it is refused there.",
                "In %(count)d cases nobody has a mail address: it is refused there.", out,
            )  # fmt: skip
    if macro.takes:
        count = total - ahead.own
        yield (
            count,
            ngettext("%(count)d case becomes yours.", "%(count)d cases become yours.", count),
        )
    if macro.waits:
        count = total - ahead.waiting
        yield count, ngettext(
            "%(count)d case begins to wait for its customer.",
            "%(count)d cases begin to wait for their customers.", count,
        )  # fmt: skip
    if over := ahead.over:
        yield over, ngettext(
            "%(count)d case is over: what can't be done there is refused.",
            "%(count)d cases are over: what can't be done there is refused.", over,
        )  # fmt: skip
