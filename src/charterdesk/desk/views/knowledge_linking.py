"""An article for a case: linked, improved, or written from what was said (KCS; R-BIC-37, 38)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.models import Case
from charterdesk.cases.queries import state_of
from charterdesk.cases.queries.finding import message_of
from charterdesk.desk.addresses import CaseUrls, with_query
from charterdesk.desk.forms.knowledge import LinkForm
from charterdesk.desk.pages.knowledge_linking import articles_beside, link_page
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.views.writing import found
from charterdesk.knowledge.commands.using import begin_from_message, link_article
from charterdesk.knowledge.models import Article, ArticleUse
from charterdesk.knowledge.queries import articles_found, suggested
from charterdesk.knowledge.queries.reading import article_of, articles_of_case
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked

MOST_ASKED = 1000


@asked("GET", "POST")
def case_article(ask: Ask, number: str) -> HttpResponse:
    """Choose the article; linking one that is to be improved goes on to its editor."""
    case = found(ask, number)
    form = LinkForm(ask.request.POST if ask.is_post else ask.request.GET)
    if not ask.is_post or not form.is_valid():
        return _drawn(ask, case, form)
    article = article_of(ask.person, str(ask.request.POST.get("article", "")))
    if article is None:
        said = Shown(_("Choose one of the articles, or search for another."))
        return _drawn(ask, case, form, said, 422)
    return _linked(ask, case, article, form)


@asked()
def case_articles(ask: Ask, number: str) -> HttpResponse:
    """Articles like the case, and those that are linked to it, as a part of its page."""
    case = found(ask, number)
    first = case.messages.filter(public=True).order_by("pk").values_list("text", flat=True).first()
    text = f"{case.subject} {first or ''}"[:MOST_ASKED]
    like = suggested(text, reader=ask.person, language=ask.person.language, at_most=4)
    links = articles_beside(like, articles_of_case(ask.person, case))
    return render(ask.request, "desk/_articles.html", {"links": links})


@asked("POST")
def from_message(ask: Ask, number: str, ref: str) -> HttpResponse:
    """A draft made from a message in one step."""
    message = message_of(ask.person, number, ref)
    if message is None:
        raise Http404
    text = begin_from_message(message=message, by=ask.person, at=ask.at)
    if isinstance(text, Refusal):
        return ask.go(CaseUrls(number, ask.way.url).page(), text.text)
    url = reverse("desk:kb_edit", args=[text.article.slug])
    done = _("A draft is made of it; read it for names that nobody else should see.")
    return ask.go(with_query(url, {"lang": text.language}), done)


def _linked(ask: Ask, case: Case, article: Article, form: LinkForm) -> HttpResponse:
    improves = "improve" in ask.request.POST
    how = ArticleUse.How.IMPROVED if improves else ArticleUse.How.ANSWERED
    answer = link_article(case=case, article=article, by=ask.person, at=ask.at, how=how)
    urls = CaseUrls(case.number, ask.way.url)
    if refusal := not_done(answer, state_of(case).charter, urls):
        return _drawn(ask, case, form, refusal, 422)
    if improves:
        return ask.go(reverse("desk:kb_edit", args=[article.slug]), _("It is linked: improve it."))
    return ask.go(urls.page(), _("The article is linked to the case."))


def _drawn(
    ask: Ask, case: Case, form: LinkForm, refusal: Shown | None = None, status: int = 200
) -> HttpResponse:
    words = str(form.cleaned_data.get("q") or "") if form.is_valid() else ""
    person = ask.person
    if words:
        found_ones = articles_found(words, reader=person, language=person.language)
        hits = [(one.text.article.slug, one.text.title, one.text.state) for one in found_ones]
    else:
        like = suggested(case.subject, reader=person, language=person.language, at_most=8)
        hits = [(one.slug, one.title, "") for one in like]
    linked = articles_of_case(person, case)
    page = link_page(case, CaseUrls(case.number, ask.way.url), hits, linked, words, refusal)
    return ask.draw("desk/knowledge_link", page, status=status)
