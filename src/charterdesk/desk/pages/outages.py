"""The page of an outage: its cases with state and next promise, and what is done to all of them."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.models import Case
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.bulk_values import BulkPage, BulkRow
from charterdesk.desk.forms.acts.act import ActForm, Acting
from charterdesk.desk.forms.outages import Said
from charterdesk.desk.outage_values import OutageForm, OutagePage
from charterdesk.desk.pages.queue import queue_row
from charterdesk.desk.pages.refusals import refusal_words
from charterdesk.engine.case import Case as State
from charterdesk.engine.decide import Refusal
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Link
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.reader import Reader

Words = str | Promise
# The title, the sentence and the button of each form.
WORDS: Mapping[str, tuple[Words, Words, Words]] = {
    "join": (
        gettext_lazy("It is of a known outage"),
        gettext_lazy("Its own ladder calls nobody then: the outage's does. Promises stay."),
        gettext_lazy("Put it under the outage"),
    ),
    "open": (
        gettext_lazy("Open an outage"),
        gettext_lazy("A new case carries the ladder and the updates; nobody waits for its answer."),
        gettext_lazy("Open the outage"),
    ),
    "leave": (
        gettext_lazy("Take it out of the outage"),
        gettext_lazy("It stands for itself again; a ladder that stood still goes on from now."),
        gettext_lazy("Take it out"),
    ),
    "add": (
        gettext_lazy("Further cases"),
        gettext_lazy("Each keeps its own promises; its ladder calls nobody as long as this does."),
        gettext_lazy("Put them under this outage"),
    ),
    "update": (
        gettext_lazy("Tell every customer"),
        gettext_lazy("Each gets it in the thread of their own case, whose promises it keeps."),
        gettext_lazy("Send it to all"),
    ),
    "resolve": (
        gettext_lazy("Propose to close every case"),
        gettext_lazy("What one of them lacks is said by its number; the others go on."),
        gettext_lazy("Propose to close all"),
    ),
}


def forms_for(state: State) -> tuple[str, ...]:
    """What can be done here, by name."""
    if state.children:
        return ("update", "resolve", "add")
    return ("leave",) if state.parent else ("join", "open")


def outage_page(
    acting: Acting, forms: Mapping[str, ActForm], cases: Sequence[Case], urls: CaseUrls,
    reader: Reader, refused: Mapping[str, Shown],
) -> OutagePage:  # fmt: skip
    """The page of one case; `refused` says of which form it was refused, and why."""
    row, state = acting.row, acting.state
    parent = Link(state.parent, urls.sibling(state.parent)) if state.parent else None
    here = urls.of("outage")
    return OutagePage(
        title=_("Outage %(number)s") % {"number": row.number} if state.children else _("Outage"),
        sentence=_sentence(state, cases),
        action=here,
        back=Link(f"{row.number} · {row.subject or _('(no subject)')}", urls.page()),
        forms=tuple(form_value(name, form, refused.get(name)) for name, form in forms.items()),
        parent=parent,
        rows=tuple(queue_row(one, here, reader) for one in cases),
    )


def together_page(
    refs: Sequence[str], forms: Mapping[str, ActForm], action: str, back: str
) -> OutagePage:
    """Ticked cases of a list that are to be of one outage."""
    count = len(refs)
    form = ngettext(
        "%(count)d case is ticked: %(refs)s", "%(count)d cases are ticked: %(refs)s", count
    )
    sentence = form % {"count": count, "refs": ", ".join(refs)}
    return OutagePage(
        title=_("Cases of one outage"), sentence=sentence,
        action=action, back=Link(_("Back to the list"), back), refs=tuple(refs),
        forms=tuple(form_value(name, form) for name, form in forms.items()),
    )  # fmt: skip


def form_value(name: str, form: ActForm, refusal: Shown | None = None) -> OutageForm:
    """One form as the template draws it."""
    title, sentence, submit = WORDS[name]
    return OutageForm(
        name, str(title), str(sentence), fields_of(form), str(submit), refusal=refusal
    )


def results_page(title: str, said: Said, urls: CaseUrls) -> BulkPage:
    """What became of the whole, where it was not done, and of each case."""
    back, where = urls.of("outage"), _("Outage")
    rows = tuple(_row(case, answer, back) for case, answer in said.each)
    if isinstance(said.whole, Refusal):
        return BulkPage(
            title=title, sentence=refusal_words(said.whole), rows=rows, back_url=back, back=where
        )
    done = sum(row.outcome == "done" for row in rows)
    counts = {"done": done, "refused": len(rows) - done}
    sentence = _("%(done)d done, %(refused)d refused") % counts
    told = sentence if rows else _("No case of it is open.")
    return BulkPage(title=title, sentence=told, rows=rows, back_url=back, back=where)


def _row(case: Case, answer: Answer, back: str) -> BulkRow:
    url = CaseUrls(case.number, back).page()
    match answer:
        case Done():
            return BulkRow(case.number, url, "done", case.subject)
        case Refusal():
            return BulkRow(case.number, url, "refused", refusal_words(answer))
        case _:
            return BulkRow(case.number, url, "refused", answer.text)


def _sentence(state: State, cases: Sequence[Case]) -> str:
    if state.children:
        count = sum(case.status in ("new", "active", "waiting") for case in cases)
        form = ngettext("%(count)d case is open.", "%(count)d cases are open.", count)
        return form % {"count": count}
    if state.parent:
        return _("The case is one of several of one outage, whose ladder calls in its place.")
    return _("Several cases of one cause: one of them carries the ladder and the updates.")
