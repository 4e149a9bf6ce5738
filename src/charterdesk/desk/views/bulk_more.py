"""Acts on many cases that ask for more first: until when, or which macro with which text."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.cases.models import Macro
from charterdesk.cases.queries import cases_seen_by
from charterdesk.cases.queries.macros import macros_of
from charterdesk.desk.bulk_work import begun
from charterdesk.desk.forms.bulk import MACRO, MERGE, MOST_TICKED, SNOOZE, BulkForm
from charterdesk.desk.forms.bulk_more import MacroTextForm, PutOffForm
from charterdesk.desk.forms.writing import doubts_in
from charterdesk.desk.pages.bulk import nothing_page
from charterdesk.desk.pages.bulk_merge import merging_page
from charterdesk.desk.pages.bulk_more import choosing_page, macro_page, put_off_page
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.lists.joining import MERGE as JOIN
from charterdesk.lists.macros import given_of
from charterdesk.lists.queries.ahead import ahead_of
from charterdesk.visit.asking import Ask


def more(ask: Ask, form: BulkForm, cases: list[int]) -> HttpResponse:
    """The page that asks; once it was answered, the act."""
    ways = {SNOOZE: _put_off, MACRO: _macro, MERGE: _merge}
    return ways[form.asks_more()](ask, form, cases)


def _merge(ask: Ask, form: BulkForm, cases: list[int]) -> HttpResponse:
    if not 1 < len(cases) <= MOST_TICKED:
        words = _("Tick the cases that belong together: from 2 to %(most)d can be merged at once.")
        nothing = nothing_page(form.back_url(), words % {"most": MOST_TICKED})
        return ask.draw("desk/bulk", nothing, status=422)
    known = cases_seen_by(ask.person).filter(pk__in=cases)
    found = list(known.select_related("owner", "organisation", "contact"))
    into = next((one for one in found if one.number == ask.request.POST.get("into")), None)
    if not form.is_sure() or into is None:
        page = merging_page(form, found, ask.reader, unchosen=form.is_sure())
        return ask.draw("desk/bulk_merge", page, status=422 if page.error else 200)
    title = _("Merge into %(number)s") % {"number": into.number}
    given, rest = {"act": JOIN, "into": into.number}, (one.pk for one in found if one != into)
    return ask.go(begun(ask, form, given, title, rest).get_absolute_url())


def _put_off(ask: Ask, form: BulkForm, cases: list[int]) -> HttpResponse:
    until = PutOffForm(ask.person, ask.at, ask.request.POST if form.is_sure() else None)
    if not until.is_valid():
        page = put_off_page(form, until, len(cases))
        return ask.draw("desk/bulk_more", page, status=422 if until.is_bound else 200)
    given, title = until.asked()
    return ask.go(begun(ask, form, given, title, cases).get_absolute_url())


def _macro(ask: Ask, form: BulkForm, cases: list[int]) -> HttpResponse:
    wanted = whole_number(ask.request.POST.get("macro", ""))
    chosen = macros_of(ask.person).filter(pk=wanted or 0).first()
    if chosen is None:
        page = choosing_page(form, macros_of(ask.person), len(cases))
        return ask.draw("desk/bulk_more", page)
    first = {"text": chosen.text, "seen_at": ask.at.isoformat()}
    text = MacroTextForm(ask.request.POST if form.is_sure() else None, initial=first)
    doubts = _doubts(ask, chosen, text) if text.is_valid() else []
    if doubts or not text.is_valid():
        return _looked_at(ask, form, chosen, text, cases, doubts)
    said, seen = text.cleaned_data["text"], text.seen(ask.at)
    given = given_of(chosen, said, seen, form.act_key())
    return ask.go(begun(ask, form, given, chosen.name, cases).get_absolute_url())


def _doubts(ask: Ask, macro: Macro, text: MacroTextForm) -> list[str]:
    """What looks odd in a reply, unless its author has said that it goes out anyway."""
    if macro.mode == Macro.Mode.NOTE or ask.request.POST.get("anyway"):
        return []
    names = {one.username for one in people_of_the_desk(ask.person)}
    return doubts_in(text.cleaned_data["text"], names, has_files=False)


def _looked_at(
    ask: Ask, form: BulkForm, macro: Macro, text: MacroTextForm, cases: list[int],
    doubts: list[str],
) -> HttpResponse:  # fmt: skip
    first = cases_seen_by(ask.person).select_related("contact", "organisation").get(pk=min(cases))
    ahead = ahead_of(ask.person, cases, macro)
    page = macro_page(form, macro, text, ahead, first, ask.person, doubts)
    return ask.draw("desk/bulk_more", page, status=422 if text.is_bound else 200)
