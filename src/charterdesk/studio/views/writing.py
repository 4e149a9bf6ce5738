"""Writing a charter: the editor, its checks, and the beginning and end of a draft."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_management
from charterdesk.charters.commands import drop_draft, save_draft, start_draft
from charterdesk.charters.commands.drafting import STALE
from charterdesk.charters.models import CharterDraft
from charterdesk.charters.queries import draft_of
from charterdesk.look.values import Refusal as Shown
from charterdesk.studio.bounds import bounded
from charterdesk.studio.forms.writing import TextForm
from charterdesk.studio.pages.writing import Typed, write_page
from charterdesk.studio.sources import wanted
from charterdesk.visit.asking import Ask, asked


@bounded
@asked("GET", "POST")
def write(ask: Ask, name: str) -> HttpResponse:
    """The editor. A post saves, or only checks what was typed."""
    draft = draft_of(ask.person, name)
    if not ask.is_post:
        return _drawn(ask, draft) if draft else _to_begin(ask, name)
    demand_management(ask.person)
    form = TextForm(ask.request.POST)
    typed = Typed(form.text, form.seen)
    if draft is None:
        return _gone(ask, name, typed)
    if form.only_checks:
        return _drawn(ask, draft, typed)
    done = save_draft(name=name, text=typed.text, seen_edition=typed.seen, by=ask.person, at=ask.at)
    return _answered(ask, name, typed, done)


def _answered(ask: Ask, name: str, typed: Typed, done: CharterDraft | Refusal) -> HttpResponse:
    if isinstance(done, Refusal):
        draft = draft_of(ask.person, name)
        if draft is None:
            return _gone(ask, name, typed)
        stale = done.field == STALE
        page = write_page(ask, draft, typed, Shown(done.text), is_stale=stale)
        return ask.draw("studio/write", page, current="charters", status=409 if stale else 422)
    key = f"charter:{name}:{typed.seen}"
    return ask.go(reverse("studio:write", args=[name]), _("The draft is saved."), key)


@asked("POST")
def begin(ask: Ask, name: str) -> HttpResponse:
    """Begin a draft from the version in force, or from the one that was named."""
    key = ask.request.POST.get("of", "")
    source = wanted(ask.person, name, key, ask.at)
    number = source.key[1:] if source.key.startswith("v") else ""
    if number:
        made = start_draft(name=name, from_version=int(number), by=ask.person, at=ask.at)
    else:
        made = start_draft(name=name, text=source.text, by=ask.person, at=ask.at)
    told = made.text if isinstance(made, Refusal) else _("The draft is begun.")
    return ask.go(reverse("studio:write", args=[name]), told)


@asked("POST")
def drop(ask: Ask, name: str) -> HttpResponse:
    """Give the draft up."""
    form = TextForm(ask.request.POST)
    refused = drop_draft(name=name, seen_edition=form.seen, by=ask.person, at=ask.at)
    if refused is not None:
        return ask.go(reverse("studio:write", args=[name]), refused.text)
    return ask.go(
        reverse("studio:history", args=[name]),
        _("The draft is given up. Its texts stay in the history."),
    )


def _drawn(ask: Ask, draft: CharterDraft, typed: Typed | None = None) -> HttpResponse:
    return ask.draw("studio/write", write_page(ask, draft, typed), current="charters")


def _to_begin(ask: Ask, name: str) -> HttpResponseRedirect:
    """Where nothing is being written, the history offers to begin."""
    wanted(ask.person, name, "", ask.at)
    return HttpResponseRedirect(reverse("studio:history", args=[name]))


def _gone(ask: Ask, name: str, typed: Typed) -> HttpResponse:
    """The draft was published or dropped while its text was being typed: begin it anew with it."""
    if not typed.text.strip():
        raise Http404
    made = start_draft(name=name, text=typed.text, by=ask.person, at=ask.at)
    if isinstance(made, Refusal):
        raise Http404(made.text)
    return ask.go(
        reverse("studio:write", args=[name]),
        _("The draft had been published or given up meanwhile: a new one holds your text."),
    )
