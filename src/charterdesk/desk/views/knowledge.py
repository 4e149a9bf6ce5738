"""Articles at the desk: the contents and the authors' lists, one article, its state and place."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.queries import cases_seen_by
from charterdesk.desk.addresses import with_query
from charterdesk.desk.forms.knowledge import AboutForm, CategoryForm
from charterdesk.desk.pages.knowledge import LISTS, article_page, library_page
from charterdesk.desk.pages.knowledge_wanted import misses_page, wanted_page
from charterdesk.desk.views.writing import found
from charterdesk.knowledge.commands import (
    add_category,
    drop_miss,
    file_article,
    keep_fresh,
    may_publish,
    set_state,
)
from charterdesk.knowledge.commands.using import say_not_wanted
from charterdesk.knowledge.models import ArticleText, State
from charterdesk.knowledge.queries.authors import misses, texts_in_state, wishes
from charterdesk.knowledge.queries.contents import Contents, contents_of
from charterdesk.knowledge.queries.reading import (
    Opened,
    cases_of_article,
    categories_of,
    comments_on,
    opened_article,
    stale_texts,
)
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked()
def contents(ask: Ask) -> HttpResponse:
    """All articles, or one of the lists of those who write them."""
    key = ask.request.GET.get("list", "all")
    if key == "wanted":
        return ask.draw("desk/knowledge", wanted_page(wishes(ask.person)), current="knowledge")
    if key == "misses":
        return ask.draw("desk/knowledge", misses_page(misses(ask.person)), current="knowledge")
    return _listed(ask, key if key in LISTS else "all")


@asked("POST")
def category(ask: Ask) -> HttpResponse:
    """A new category."""
    form = CategoryForm(ask.request.POST)
    if not form.is_valid():
        return _listed(ask, "all", form, status=422)
    added = add_category(names=form.names(), by=ask.person, at=ask.at)
    if isinstance(added, Refusal):
        return _listed(ask, "all", form, Shown(added.text), 422)
    return ask.go(reverse("desk:kb"), _("The category is added."))


@asked()
def article(ask: Ask, slug: str) -> HttpResponse:
    """One article as its readers have it."""
    return _drawn(ask, _opened(ask, slug))


@asked("POST")
def state(ask: Ask, slug: str) -> HttpResponse:
    """Hand it in, show it, or take it back."""
    opened = _opened(ask, slug)
    wanted = ask.request.POST.get("state", "")
    if wanted not in State.values:
        raise Http404
    answer = set_state(text=opened.text, state=wanted, by=ask.person, at=ask.at)
    if isinstance(answer, Refusal):
        return _drawn(ask, opened, refusal=Shown(answer.text), status=422)
    return ask.go(_address(opened.text), _("Done: readers see it as it now stands."))


@asked("POST")
def about(ask: Ask, slug: str) -> HttpResponse:
    """Where it stands, who looks after it, until when it may be trusted."""
    opened = _opened(ask, slug)
    form = AboutForm(ask.person, ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, opened, form, status=422)
    data = form.cleaned_data
    person, at, place = ask.person, ask.at, data["category"]
    file_article(article=opened.text.article, category=place, owner=data["owner"], by=person, at=at)
    keep_fresh(text=opened.text, until=data["fresh_until"], by=person, at=at)
    return ask.go(_address(opened.text), _("It is written down."))


@asked("POST")
def miss(ask: Ask, pk: int) -> HttpResponse:
    """Words off the list."""
    drop_miss(pk=pk, by=ask.person, at=ask.at)
    return ask.go(f"{reverse('desk:kb')}?list=misses", _("It is off the list."))


@asked("POST")
def not_wanted(ask: Ask, number: str) -> HttpResponse:
    """No article will be written for a case."""
    say_not_wanted(case=found(ask, number), why="", by=ask.person, at=ask.at)
    return ask.go(f"{reverse('desk:kb')}?list=wanted", _("It is off the list."))


def _listed(
    ask: Ask, key: str, form: CategoryForm | None = None, refusal: Shown | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    fields = fields_of(form or CategoryForm()) if may_publish(ask.person) else ()
    categories = categories_of(ask.person) if key == "all" else ()
    chosen, after = ask.request.GET.get("category", ""), ask.request.GET.get("after", "")
    found = _texts(ask, key, chosen, after)
    page = library_page(key, found, (chosen, after), categories, fields, refusal)
    return ask.draw("desk/knowledge", page, current="knowledge", status=status)


def _texts(ask: Ask, key: str, category: str, after: str) -> Contents:
    if key == "stale":
        return Contents(stale_texts(ask.person, ask.at.astimezone(ask.reader.zone).date()))
    if key in ("drafts", "review"):
        state = State.DRAFT if key == "drafts" else State.REVIEW
        return Contents(texts_in_state(ask.person, state))
    return contents_of(ask.person, ask.person.language, category=category, after=after)


def _opened(ask: Ask, slug: str) -> Opened:
    language = ask.request.GET.get("lang", ask.person.language)
    opened = opened_article(ask.person, slug, language)
    if opened is None:
        raise Http404
    return opened


def _address(text: ArticleText) -> str:
    url = reverse("desk:kb_article", args=[text.article.slug])
    return with_query(url, {"lang": text.language})


def _drawn(
    ask: Ask, opened: Opened, form: AboutForm | None = None, refusal: Shown | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    text = opened.text
    initial = {
        "category": text.article.category_id, "owner": text.article.owner_id,
        "fresh_until": text.fresh_until,
    }  # fmt: skip
    form = form or AboutForm(ask.person, initial=initial)
    cases = cases_of_article(text.article, cases_seen_by(ask.person))
    page = article_page(opened, ask.reader, form, cases, comments_on(text), refusal)
    return ask.draw("desk/knowledge_article", page, current="knowledge", status=status)
