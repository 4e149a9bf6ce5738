"""The page of a case, its short address, its files."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from charterdesk.cases.queries.dossier import LAST, MOST_SHOWN, Dossier, Look, dossier_of
from charterdesk.cases.queries.queue import Filters
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.listing import FilterForm
from charterdesk.desk.pages.case import Boxes, case_page, people_named_in
from charterdesk.desk.pages.chat_panel import QUIET, Talking
from charterdesk.desk.pages.composers import Typed, note_box, reply_box, with_typed
from charterdesk.desk.pages.presence import presence_words
from charterdesk.desk.pages.timeline import KINDS
from charterdesk.desk.presence import others_at
from charterdesk.desk.probing import Probe, case_rota
from charterdesk.desk.recent import with_recent
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.lists.queries.views import view_for
from charterdesk.oncall.queries import rota_for
from charterdesk.visit.asking import Ask, asked


@asked()
def case(ask: Ask, number: str) -> HttpResponse:
    """A case as it stands; the reader's browser remembers that they looked at it."""
    return with_recent(drawn_case(ask, number), ask.request, ask.person, number)


@asked()
def short(ask: Ask, number: str) -> HttpResponse:
    """The short address that people write down."""
    return HttpResponseRedirect(reverse("desk:case", args=[number]))


def drawn_case(
    ask: Ask, number: str, typed: Typed | None = None, status: int = 200, talking: Talking = QUIET
) -> HttpResponse:
    """The page of a case; `typed` and `talking` are what was held before sending."""
    shown = _shown(ask)
    dossier = dossier_or_404(ask, number, shown)
    urls = CaseUrls(dossier.loaded.row.number, ask.way.url)
    rota = case_rota(dossier.loaded, rota_for(dossier.loaded.charter))
    probe = Probe(dossier.loaded, rota, ask.person, ask.at)
    ask.learn_names(people_named_in(dossier, probe))
    page = case_page(
        dossier, probe, ask.reader, urls, _boxes(ask, dossier, urls, typed),
        shown=shown, presence=presence_words(others_at(urls.number, ask.person, ask.at)),
        talking=talking,
    )  # fmt: skip
    return ask.draw("desk/case", page, tally=dossier.tally, status=status)


def dossier_or_404(ask: Ask, number: str, shown: str = "") -> Dossier:
    """The case with what stands around it; a case that one may not see is not there."""
    saved = view_for(ask.person, ask.way.saved) if ask.way.saved else None
    narrowed = FilterForm(saved.filters if saved else ask.way.narrowed)
    look = Look(
        view=saved.base if saved else ask.way.view,
        filters=narrowed.filters(ask.person) if ask.way.view else Filters(),
        kinds=KINDS.get(shown, ()),
        size=_size(ask.request.GET.get("last", "")),
    )
    dossier = dossier_of(ask.person, number, look)
    if dossier is None:
        raise Http404
    return dossier


def _shown(ask: Ask) -> str:
    """The timeline's filter, where it is one."""
    shown = ask.request.GET.get("show", "")
    return shown if shown in KINDS else ""


def _size(text: str) -> int:
    return min(max(whole_number(text) or 0, LAST), MOST_SHOWN)


def _boxes(ask: Ask, dossier: Dossier, urls: CaseUrls, typed: Typed | None) -> Boxes:
    opened = ask.request.GET.get("compose", "")
    reply = reply_box(dossier, urls, opened=opened)
    note = note_box(dossier, urls, opened=opened)
    if typed and typed.mode == "reply":
        reply = with_typed(reply, typed)
    elif typed:
        note = with_typed(note, typed)
    return Boxes(reply=reply, note=note)
