"""The contents of the knowledge, what its authors have before them, one article."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.models import Case
from charterdesk.desk.addresses import CaseUrls, with_query
from charterdesk.desk.forms.knowledge import AboutForm, category_name
from charterdesk.desk.knowledge_values import ArticlePage, ArticleRow, LibraryPage
from charterdesk.desk.pages.customers import pager_of
from charterdesk.knowledge.commands import may_publish
from charterdesk.knowledge.marking import drawn
from charterdesk.knowledge.models import ArticleAnswer, ArticleText, Category, State
from charterdesk.knowledge.queries.contents import Contents
from charterdesk.knowledge.queries.reading import Opened
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Field, Link, Refusal, Tab
from charterdesk.visit.reader import Reader

LISTS = ("all", "drafts", "review", "stale", "wanted", "misses")


def state_words(state: str) -> str:
    """A state as people read it."""
    return {
        State.DRAFT: _("draft"),
        State.REVIEW: _("in review"),
        State.INTERNAL: _("internal"),
        State.PUBLIC: _("public"),
    }[State(state)]


def language_name(code: str) -> str:
    """A language by its own name."""
    return dict(settings.LANGUAGES).get(code, code)


def list_tabs(current: str) -> tuple[Tab, ...]:
    """The lists of the knowledge, as links."""
    names = {
        "all": _("Contents"), "drafts": _("Drafts"), "review": _("In review"),
        "stale": _("Stale"), "wanted": _("Wanted"), "misses": _("Searched in vain"),
    }  # fmt: skip
    here = reverse("desk:kb")
    return tuple(
        Tab(names[key], with_query(here, {"list": "" if key == "all" else key}), key == current)
        for key in LISTS
    )


def library_page(
    key: str, found: Contents, asked: tuple[str, str], categories: Iterable[tuple[Category, int]],
    fields: tuple[Field, ...] = (), refusal: Refusal | None = None,
) -> LibraryPage:  # fmt: skip
    """A list of articles; `fields` are of a new category, for those who may add one.

    `asked` are the category that was chosen, and from where the list goes on.
    """
    (category, after), count = asked, len(found.texts)
    kept = {"list": "" if key == "all" else key, "category": category}
    said = ngettext("%(count)d article", "%(count)d articles", count) % {"count": count}
    return LibraryPage(
        sentence="" if not count or after or found.after else said,
        pager=pager_of(reverse("desk:kb"), kept, after, found),
        tabs=list_tabs(key),
        rows=tuple(_row(text) for text in found.texts),
        empty=_empty(key),
        categories=tuple(_category(one, number) for one, number in categories),
        fields=fields,
        refusal=refusal,
    )


def _row(text: ArticleText) -> ArticleRow:
    category = text.article.category
    slug = text.article.slug
    url = with_query(reverse("desk:kb_article", args=[slug]), {"lang": text.language})
    note = ""
    if text.fresh_until:
        note = _("to be read again by %(day)s") % {"day": text.fresh_until.isoformat()}
    return ArticleRow(
        url, text.title, text.state, state_words(text.state),
        category_name(category) if category else "", language_name(text.language),
        text.changed_at, note,
    )  # fmt: skip


def _category(one: Category, count: int) -> Link:
    url = with_query(reverse("desk:kb"), {"category": one.slug})
    return Link(category_name(one), url, str(count))


def _empty(key: str) -> str:
    return {
        "all": _("No article is written yet. The first one is often a reply that you sent."),
        "drafts": _("Nobody has a draft."),
        "review": _("No article waits to be read by a lead."),
        "stale": _("No article that is shown has passed its day."),
        "wanted": _("No case wants an article."),
        "misses": _("Nobody has searched in vain."),
    }[key]


def article_page(
    opened: Opened, reader: Reader, form: AboutForm, cases: Sequence[Case],
    answers: Sequence[ArticleAnswer], refusal: Refusal | None = None,
) -> ArticlePage:  # fmt: skip
    """One article; `cases` are those that the reader may see."""
    text = opened.text
    slug, body = text.article.slug, drawn(text.body)
    here = {"lang": text.language}
    return ArticlePage(
        title=text.title,
        html=body.html,
        headings=body.headings,
        state=text.state,
        state_words=state_words(text.state),
        facts=_facts(opened, reader),
        languages=_languages(opened, slug),
        edit_url=with_query(reverse("desk:kb_edit", args=[slug]), here),
        history_url=with_query(reverse("desk:kb_history", args=[slug]), here),
        public_url=with_query(reverse("portal:kb_article", args=[slug]), here)
        if text.state == State.PUBLIC else "",
        state_url=with_query(reverse("desk:kb_state", args=[slug]), here),
        states=_states(text, reader),
        fields=fields_of(form),
        about_url=with_query(reverse("desk:kb_about", args=[slug]), here),
        stale=_stale(text, reader.at.astimezone(reader.zone).date()),
        comments=tuple((one.comment, reader.full(one.said_at)) for one in answers),
        cases=tuple(
            Link(f"{case.number} {case.subject}", CaseUrls(case.number).page()) for case in cases
        ),
        refusal=refusal,
    )  # fmt: skip


def _facts(opened: Opened, reader: Reader) -> tuple[tuple[str, str], ...]:
    text = opened.text
    category, owner = text.article.category, text.article.owner
    solved = ngettext("%(count)d case", "%(count)d cases", opened.solved)
    useful = _("%(yes)d yes, %(no)d no") % {"yes": opened.useful, "no": opened.useless}
    facts = [
        (_("Category"), category_name(category) if category else _("none")),
        (_("Looked after by"), owner.name if owner else _("nobody")),
        (_("Updated"), reader.full(text.changed_at)),
        (_("Solved"), solved % {"count": opened.solved}),
        (_("Was it useful?"), useful),
    ]
    return tuple(facts)


def _languages(opened: Opened, slug: str) -> tuple[Tab, ...]:
    """The languages that are there, and those that could be begun."""
    there = tuple(
        Tab(language_name(code),
            with_query(reverse("desk:kb_article", args=[slug]), {"lang": code}),
            code == opened.text.language)
        for code in opened.languages
    )  # fmt: skip
    missing = tuple(
        Tab(_("Write it in %(language)s") % {"language": name},
            with_query(reverse("desk:kb_edit", args=[slug]), {"lang": code}))
        for code, name in settings.LANGUAGES
        if code not in opened.languages
    )  # fmt: skip
    return there + missing


def _states(text: ArticleText, reader: Reader) -> tuple[tuple[str, str], ...]:
    """The states that the text may be given next, with the words of their buttons."""
    words = {
        State.DRAFT: _("Back to draft"),
        State.REVIEW: _("Ask for review"),
        State.INTERNAL: _("Show to the desk"),
        State.PUBLIC: _("Publish to everybody"),
    }
    shown = (State.INTERNAL, State.PUBLIC)
    lead = may_publish(reader.person)
    if text.state in shown and not lead:
        return ()
    return tuple(
        (str(state), word)
        for state, word in words.items()
        if state != text.state and (lead or state not in shown)
    )


def _stale(text: ArticleText, today: date) -> str:
    if text.fresh_until is None or text.fresh_until >= today:
        return ""
    said = {"day": text.fresh_until.isoformat()}
    return _("It should have been read again by %(day)s: what it says may be out of date.") % said
