"""Articles written: the editor, its pictures, the history of a text."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.desk import presence
from charterdesk.desk.addresses import with_query
from charterdesk.desk.forms.knowledge import PictureForm, TextForm
from charterdesk.desk.knowledge_writing import Writing, keep_pictures, saved
from charterdesk.desk.pages.knowledge_writing import editor_page, history_page, place_of
from charterdesk.desk.pages.presence import presence_words
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.knowledge.commands import Conflict, restore_revision
from charterdesk.knowledge.models import Article, ArticleText
from charterdesk.knowledge.queries.reading import article_of, opened_article, revisions_of
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def new(ask: Ask) -> HttpResponse:
    """A new article."""
    if ask.is_post:
        return _save(ask, Writing(None, None, ask.request.POST.get("language", "")))
    title = ask.request.GET.get("title", "")[:200]
    form = TextForm(initial={"language": ask.person.language, "title": title})
    return _draw(ask, form, Writing(None, None, ask.person.language))


@asked("GET", "POST")
def edit(ask: Ask, slug: str) -> HttpResponse:
    """One text of an article; a language that is not there yet is begun."""
    writing = _writing(ask, slug)
    if ask.is_post:
        return _save(ask, writing)
    text = writing.text
    initial = {"title": text.title, "body": text.body, "upon": text.revision} if text else {}
    return _draw(ask, TextForm(initial=initial, is_new=False), writing)


@asked("POST")
def picture(ask: Ask, slug: str) -> HttpResponse:
    """Pictures for an article; the answer is what to write where they shall stand."""
    article = _article(ask, slug)
    form = PictureForm(ask.request.POST, ask.request.FILES)
    if not form.is_valid():
        return JsonResponse({"wrong": " ".join(map(str, form.errors["files"]))}, status=422)
    lines = keep_pictures(ask.person, article, form.cleaned_data["files"], ask.at)
    if isinstance(lines, Refusal):
        return JsonResponse({"wrong": lines.text}, status=422)
    return JsonResponse({"lines": lines})


@asked("GET", "POST")
def history(ask: Ask, slug: str) -> HttpResponse:
    """What was changed when and by whom; a former version may be taken again."""
    opened = opened_article(ask.person, slug, ask.request.GET.get("lang", ask.person.language))
    if opened is None:
        raise Http404
    if ask.is_post:
        return _restored(ask, opened.text)
    revisions = revisions_of(opened.text)
    wanted = whole_number(ask.request.GET.get("number"))
    number = opened.text.revision if wanted is None else wanted
    chosen = next((one for one in revisions if one.number == number), None)
    if chosen is None:
        raise Http404
    before = next((one for one in revisions if one.number < chosen.number), None)
    page = history_page(opened.text, revisions, chosen, before, ask.reader)
    return ask.draw("desk/knowledge_history", page, current="knowledge")


def _restored(ask: Ask, text: ArticleText) -> HttpResponse:
    number = whole_number(ask.request.POST.get("number"), 2**31 - 1) or 0
    answer = restore_revision(text=text, number=number, by=ask.person, at=ask.at)
    done = _("The former version is the newest one now.")
    if isinstance(answer, Refusal):
        raise Http404
    if isinstance(answer, Conflict):
        done = _("Somebody has saved it meanwhile: look at the history again.")
    return ask.go(_address(text), done)


def _save(ask: Ask, writing: Writing) -> HttpResponse:
    form = TextForm(ask.request.POST, is_new=writing.article is None)
    if not form.is_valid():
        return _draw(ask, form, writing, status=422)
    if "preview" in ask.request.POST:
        return _draw(ask, form, writing, preview=form.draft().body or " ")
    answer = saved(ask.person, writing, form, ask.request.FILES.getlist("files"), ask.at)
    if isinstance(answer, Conflict):
        return _draw(ask, _over(form, answer), writing, conflict=answer, status=409)
    if isinstance(answer, Refusal):
        return _draw(ask, form, writing, refusal=Shown(answer.text), status=422)
    key = f"kb/{writing.article.slug if writing.article else 'new'}/{answer.language}"
    return ask.go(_address(answer), _("It is saved."), key)


def _over(form: TextForm, conflict: Conflict) -> TextForm:
    """The same form, which saves over what somebody else saved."""
    mine = conflict.mine
    return TextForm(
        initial={
            "title": mine.title, "body": mine.body, "said": mine.said,
            "upon": conflict.theirs.revision,
        },
        is_new=False,
    )  # fmt: skip


def _draw(
    ask: Ask, form: TextForm, writing: Writing, *, conflict: Conflict | None = None,
    refusal: Shown | None = None, preview: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    others = ""
    if writing.article:
        place = place_of(writing.article.slug, writing.language)
        others = presence_words(presence.beat(place, ask.person, "write", ask.at) or {})
    page = editor_page(
        form, article=writing.article, language=writing.language, presence=others,
        conflict=conflict, refusal=refusal, preview=preview,
    )  # fmt: skip
    return ask.draw("desk/knowledge_edit", page, current="knowledge", status=status)


def _writing(ask: Ask, slug: str) -> Writing:
    article = _article(ask, slug)
    texts: Sequence[ArticleText] = list(article.texts.all())
    language = ask.request.GET.get("lang", "") or texts[0].language
    text = next((one for one in texts if one.language == language), None)
    return Writing(article, text, language)


def _article(ask: Ask, slug: str) -> Article:
    article = article_of(ask.person, slug)
    if article is None:
        raise Http404
    return article


def _address(text: ArticleText) -> str:
    url = reverse("desk:kb_article", args=[text.article.slug])
    return with_query(url, {"lang": text.language})
