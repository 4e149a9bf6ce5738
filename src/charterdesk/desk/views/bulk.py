"""What is done to the ticked cases of a list, with what became of each."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import person_named
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import put_label, set_owner, take_label_off
from charterdesk.cases.models import Case, Label
from charterdesk.cases.queries import case_for
from charterdesk.cases.queries.labels import labels_of_the_desk
from charterdesk.desk.forms.bulk import BulkForm
from charterdesk.desk.pages.bulk import assigned_row, bulk_page, labelled_page, nothing_page
from charterdesk.desk.values import BulkPage
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.visit.asking import Ask, asked


@asked("POST")
def bulk(ask: Ask) -> HttpResponse:
    """Do what the pressed button says."""
    form = BulkForm(ask.request.POST)
    act = ask.request.POST.get("act", "")
    if act == "outage":
        query = urlencode({"ref": form.refs(), "back": form.back_url()}, doseq=True)
        return ask.go(f"{reverse('desk:outage_together')}?{query}")
    page = DOING.get(act, _assign)(ask, form)
    return ask.draw("desk/bulk", page, status=200 if page.rows else 422)


def _assign(ask: Ask, form: BulkForm) -> BulkPage:
    owner, back = person_named(ask.person, form.chosen("owner")), form.back_url()
    if owner is None:
        return nothing_page(back)
    rows = [assigned_row(case, owner, _owned(ask, case, owner), back) for case in _cases(ask, form)]
    return bulk_page(owner, rows, back)


def _put(ask: Ask, form: BulkForm) -> BulkPage:
    label, cases = _label(ask, form), _cases(ask, form)
    if label is None:
        return nothing_page(form.back_url())
    done = put_label(label=label, cases=cases, by=ask.person, at=ask.at)
    return labelled_page(label, cases, done, form.back_url())


def _take_off(ask: Ask, form: BulkForm) -> BulkPage:
    label, cases = _label(ask, form), _cases(ask, form)
    if label is None:
        return nothing_page(form.back_url())
    done = take_label_off(label=label, cases=cases, by=ask.person)
    return labelled_page(label, cases, done, form.back_url(), off=True)


DOING: Mapping[str, Callable[[Ask, BulkForm], BulkPage]] = {
    "assign": _assign, "label": _put, "unlabel": _take_off,
}  # fmt: skip


def _cases(ask: Ask, form: BulkForm) -> list[Case]:
    return [case for ref in form.refs() if (case := case_for(ask.person, ref))]


def _label(ask: Ask, form: BulkForm) -> Label | None:
    wanted = whole_number(form.chosen("label"))
    return labels_of_the_desk(ask.person).filter(pk=wanted or 0).first()


def _owned(ask: Ask, case: Case, owner: Person) -> Answer | None:
    if case.owner_id == owner.pk:
        return None
    return set_owner(case=case, to=owner, by=ask.person, at=ask.at)
