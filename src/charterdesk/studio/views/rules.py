"""Changing a charter without its text: the rules in words, a form for each, small acts."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_management
from charterdesk.charters.commands import save_draft
from charterdesk.charters.commands.drafting import STALE
from charterdesk.charters.models import CharterDraft
from charterdesk.charters.queries import draft_of
from charterdesk.engine.editing import EditError, Source
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.look.phrasing import worded
from charterdesk.look.values import Refusal as Shown
from charterdesk.studio.forms.rules import rule_form
from charterdesk.studio.forms.rules_acts import acted
from charterdesk.studio.forms.rules_form import RuleForm
from charterdesk.studio.pages.rules import rules_page
from charterdesk.studio.pages.rules_change import change_page, kept_key
from charterdesk.visit.asking import Ask, asked


@asked()
def rules(ask: Ask, name: str) -> HttpResponse:
    """The draft's rules by theme, with its checks; `?was=` shows what changed since."""
    draft = draft_of(ask.person, name)
    if draft is None:
        return _to_begin(name)
    return ask.draw("studio/rules", rules_page(ask, draft), current="charters")


@asked("GET", "POST")
def change(ask: Ask, name: str, what: str) -> HttpResponse:
    """One rule's form."""
    demand_management(ask.person)
    draft = draft_of(ask.person, name)
    if draft is None:
        return _to_begin(name)
    form = _form(ask, draft, what)
    if ask.is_post and form.is_valid() and (text := form.edited()) is not None:
        return _saved(ask, draft, form, text)
    status = 422 if ask.is_post else 200
    page = change_page(ask, draft, form)
    return ask.draw("studio/rules_change", page, current="charters", status=status)


@asked("POST")
def act(ask: Ask, name: str, act: str) -> HttpResponse:
    """Take something out, or move it, at one press."""
    demand_management(ask.person)
    draft = draft_of(ask.person, name)
    if draft is None:
        return _to_begin(name)
    data = ask.request.POST
    seen = whole_number(data.get("seen")) or 0
    try:
        done = _keep(ask, name, acted(act, Source.read(draft.text), data), seen)
    except EditError as refused:
        return _refused(ask, draft, worded(refused.message, ask.reader.zone))
    if isinstance(done, Refusal):
        return _refused(ask, draft, done.text)
    return ask.go(changed_address(name, seen), _("The rule is changed."))


def changed_address(name: str, was: int) -> str:
    """The rules beside what changed since an edition."""
    return f"{reverse('studio:rules', args=[name])}?{urlencode({'was': was})}"


def _form(ask: Ask, draft: CharterDraft, what: str) -> RuleForm:
    data = ask.request.POST if ask.is_post else None
    try:
        source = Source.read(draft.text)
    except EditError as refused:
        raise Http404(worded(refused.message, ask.reader.zone)) from None
    form = rule_form(what, source, ask.request.GET, draft.edition, data)
    if form is None:
        raise Http404
    return form


def _saved(ask: Ask, draft: CharterDraft, form: RuleForm, text: str) -> HttpResponse:
    seen: int = form.cleaned_data["seen"]
    done = _keep(ask, draft.name, text, seen)
    if not isinstance(done, Refusal):
        kept = kept_key(ask)
        if done.edition == seen:
            rules = reverse("studio:rules", args=[draft.name])
            return ask.go(rules, _("Nothing is different."), kept)
        return ask.go(changed_address(draft.name, seen), _("The rule is changed."), kept)
    newest = draft_of(ask.person, draft.name)
    if newest is None:
        return _to_begin(draft.name)
    page = change_page(ask, newest, form, Shown(done.text))
    status = 409 if done.field == STALE else 422
    return ask.draw("studio/rules_change", page, current="charters", status=status)


def _keep(ask: Ask, name: str, text: str, seen: int) -> CharterDraft | Refusal:
    return save_draft(name=name, text=text, seen_edition=seen, by=ask.person, at=ask.at)


def _refused(ask: Ask, draft: CharterDraft, sentence: str) -> HttpResponse:
    page = rules_page(ask, draft, Shown(sentence))
    return ask.draw("studio/rules", page, current="charters", status=409)


def _to_begin(name: str) -> HttpResponseRedirect:
    """Where nothing is being written, the history offers to begin."""
    return HttpResponseRedirect(reverse("studio:history", args=[name]))
