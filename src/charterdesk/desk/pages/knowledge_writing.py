"""Writing an article: the editor with its conflict and its preview, and the history of a text."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.desk.addresses import with_query
from charterdesk.desk.forms.knowledge import TextForm
from charterdesk.desk.knowledge_values import EditorPage, HistoryPage, RevisionRow
from charterdesk.desk.pages.knowledge import language_name
from charterdesk.knowledge.commands import Conflict
from charterdesk.knowledge.marking import drawn
from charterdesk.knowledge.models import Article, ArticleText, Revision
from charterdesk.knowledge.worddiff import word_changes
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal
from charterdesk.visit.reader import Reader


def place_of(slug: str, language: str) -> str:
    """The name under which those who write at the same text see each other."""
    return f"kb {slug[:28]} {language}"


def editor_page(
    form: TextForm, *, article: Article | None, language: str, presence: str = "",
    conflict: Conflict | None = None, refusal: Refusal | None = None, preview: str = "",
) -> EditorPage:  # fmt: skip
    """The editor of a new article, or of one text of an article."""
    slug = article.slug if article else ""
    here = {"lang": language}
    key = f"kb/{slug or 'new'}/{language}"
    kept = {} if conflict or preview else {"body": key}
    return EditorPage(
        heading=_heading(article, language),
        action=with_query(reverse("desk:kb_edit", args=[slug]), here)
        if slug else reverse("desk:kb_new"),
        back_url=with_query(reverse("desk:kb_article", args=[slug]), here)
        if slug else reverse("desk:kb"),
        fields=fields_of(form, kept),
        place=place_of(slug, language) if slug else "",
        presence=presence,
        preview=drawn(preview).html if preview else "",
        picture_url=reverse("desk:kb_picture", args=[slug]) if slug else "",
        theirs=word_changes(conflict.theirs.body, conflict.mine.body) if conflict else (),
        conflict=_conflict(conflict) if conflict else "",
        refusal=refusal,
    )  # fmt: skip


def _heading(article: Article | None, language: str) -> str:
    if article is None:
        return _("New article")
    return _("Edit in %(language)s") % {"language": language_name(language)}


def _conflict(conflict: Conflict) -> str:
    who = conflict.theirs.changed_by
    said = {"who": who.name if who else _("Somebody"), "number": conflict.theirs.revision}
    return (
        _(
            "%(who)s saved version %(number)d while you were writing. Your text is below;"
            " theirs is in the history. Saving again puts yours over theirs."
        )
        % said
    )


def history_page(
    text: ArticleText, revisions: Sequence[Revision], chosen: Revision, before: Revision | None,
    reader: Reader,
) -> HistoryPage:  # fmt: skip
    """The revisions, the newest first, and what `chosen` changed."""
    slug = text.article.slug
    here = reverse("desk:kb_history", args=[slug])
    return HistoryPage(
        title=text.title,
        back_url=with_query(reverse("desk:kb_article", args=[slug]), {"lang": text.language}),
        rows=tuple(
            RevisionRow(
                one.number, one.said, one.by.name if one.by else _("the desk"), one.at,
                with_query(here, {"lang": text.language, "number": str(one.number)}),
                one.number == text.revision,
            )
            for one in revisions
        ),
        compared=_compared(chosen, before),
        changes=word_changes(_whole(before) if before else "", _whole(chosen)),
        restore=chosen.number if chosen.number != text.revision else 0,
        restore_url=with_query(here, {"lang": text.language}),
    )  # fmt: skip


def _compared(chosen: Revision, before: Revision | None) -> str:
    if before is None:
        return _("Version %(number)d, the first") % {"number": chosen.number}
    said = {"number": chosen.number, "before": before.number}
    return _("What version %(number)d changed in version %(before)d") % said


def _whole(revision: Revision) -> str:
    return f"{revision.title}\n\n{revision.body}"
