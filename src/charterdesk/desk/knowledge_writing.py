"""What saving the editor does: a new article, a new language, or a new version; with pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.desk.forms.knowledge import TextForm
from charterdesk.knowledge.commands import (
    Conflict,
    Draft,
    add_language,
    begin_article,
    keep_picture,
    save_text,
)
from charterdesk.knowledge.commands.picturing import MOST_BYTES
from charterdesk.knowledge.marking import PICTURES
from charterdesk.knowledge.models import Article, ArticleText

Files = Sequence["UploadedFile[Any]"]


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written: a text of an article in a language; None where it is still to be made."""

    article: Article | None
    text: ArticleText | None
    language: str


def saved(
    person: Person, writing: Writing, form: TextForm, files: Files, at: datetime
) -> ArticleText | Refusal | Conflict:
    """Save what was typed; pictures that came along stand at its end."""
    draft, language = form.draft(), form.cleaned_data.get("language") or writing.language
    if language not in dict(settings.LANGUAGES):
        return Refusal(_("The desk does not know this language: choose one of the list."))
    text: ArticleText | Refusal | Conflict
    if writing.article is None:
        text = begin_article(draft=draft, language=language, by=person, at=at)
    elif writing.text is None:
        text = add_language(
            article=writing.article, draft=draft, language=language, by=person, at=at
        )
    else:
        upon = form.cleaned_data["upon"] or 0
        text = save_text(text=writing.text, draft=draft, upon=upon, by=person, at=at)
    if isinstance(text, ArticleText) and files:
        return _with_pictures(person, text, files, at)
    return text


def keep_pictures(
    person: Person, article: Article, files: Files, at: datetime
) -> list[str] | Refusal:
    """Keep the pictures; the lines of Markdown that show them."""
    lines = []
    for file in files:
        if (file.size or 0) > MOST_BYTES:
            return Refusal(_("The picture is larger than 5 MB: make it smaller and send it again."))
        kept = keep_picture(
            article=article, name=file.name or "", content=file.read(), by=person, at=at
        )
        if isinstance(kept, Refusal):
            return kept
        alt = kept.name.rpartition(".")[0].translate(str.maketrans("[]", "()"))
        lines.append(f"![{alt}]({PICTURES}{kept.stored}/)")
    return lines


def _with_pictures(
    person: Person, text: ArticleText, files: Files, at: datetime
) -> ArticleText | Refusal | Conflict:
    lines = keep_pictures(person, text.article, files, at)
    if isinstance(lines, Refusal):
        return lines
    body = "\n\n".join([text.body.rstrip(), *lines])
    draft = Draft(text.title, body, _("Pictures"))
    return save_text(text=text, draft=draft, upon=text.revision, by=person, at=at)
