"""The list of charters, the history of one, its texts, and two of them compared."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_management
from charterdesk.cases.queries.counting import open_cases_by_row
from charterdesk.charters.commands import start_draft
from charterdesk.charters.queries import shelf
from charterdesk.look.values import Refusal as Shown
from charterdesk.studio.forms.beginning import BeginForm
from charterdesk.studio.forms.comparing import CompareForm
from charterdesk.studio.pages.charters import charters_page
from charterdesk.studio.pages.differing import diff_page
from charterdesk.studio.pages.history import history_page
from charterdesk.studio.pages.reading import text_page
from charterdesk.studio.sources import in_force, source_of, texts_of, wanted
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def charters(ask: Ask) -> HttpResponse:
    """The list; a post begins a new charter."""
    if not ask.is_post:
        return _listed(ask, BeginForm())
    demand_management(ask.person)
    form = BeginForm(ask.request.POST, ask.request.FILES)
    if not form.is_valid():
        return _listed(ask, form, status=422)
    chosen = form.chosen(ask.person.zone)
    made = start_draft(
        name=chosen.name, text=chosen.text, shipped=chosen.shipped, by=ask.person, at=ask.at
    )
    if isinstance(made, Refusal):
        return _listed(ask, form, Shown(made.text), status=422)
    return ask.go(reverse("studio:write", args=[made.name]), _("The draft is begun."))


@asked()
def history(ask: Ask, name: str) -> HttpResponse:
    """One charter."""
    wanted(ask.person, name, "", ask.at)
    return ask.draw("studio/history", history_page(ask, name), current="charters")


@asked()
def text(ask: Ask, name: str, key: str) -> HttpResponse:
    """One of its texts, to read."""
    source = source_of(ask.person, name, key)
    if source is None:
        raise Http404
    return ask.draw("studio/text", text_page(ask, name, source), current="charters")


@asked()
def diff(ask: Ask, name: str) -> HttpResponse:
    """Two of its texts compared; without words, what is in force with the draft."""
    choices = list(texts_of(ask.person, name))
    if not choices:
        raise Http404
    given = {"old": _old(ask, name, choices), "new": choices[0][0]}
    given |= {key: ask.request.GET[key] for key in given if ask.request.GET.get(key)}
    old, new = (source_of(ask.person, name, given[key]) for key in ("old", "new"))
    if old is None or new is None:
        raise Http404
    known = {key for key, _label in choices}
    extra = [(one.key, one.label) for one in (old, new) if one.key not in known]
    form = CompareForm([*choices, *dict(extra).items()], given)
    page = diff_page(ask, name, form, old, new, open_cases_by_row(ask.person, name))
    return ask.draw("studio/diff", page, current="charters")


def _old(ask: Ask, name: str, choices: list[tuple[str, str]]) -> str:
    current = in_force(ask.person, name, ask.at)
    if current is None or current.key == choices[0][0]:
        return choices[min(1, len(choices) - 1)][0]
    return current.key


def _listed(
    ask: Ask, form: BeginForm, refusal: Shown | None = None, status: int = 200
) -> HttpResponse:
    page = charters_page(ask, shelf(ask.person, ask.at), form, refusal)
    return ask.draw("studio/charters", page, current="charters", status=status)
