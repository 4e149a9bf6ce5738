"""Articles written: begun, saved, restored. Whoever works at the desk may write.

Nobody's words are lost: two who save at once get both texts to look at, and every saved text
stays a revision.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight
from charterdesk.knowledge.commands.keeping import keep_revision, keep_stems
from charterdesk.knowledge.marking import LONGEST
from charterdesk.knowledge.models import Article, ArticleText, Category

LONGEST_TITLE = 200
# Words that stand in the addresses of pages themselves.
RESERVED = frozenset({"new", "authors", "categories", "picture", "misses"})
_CYRILLIC = dict(zip("абвгдеёзийклмнопрстуфхыэ", "abvgdeeziyklmnoprstufhye", strict=True)) | {
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """What an author typed; `said` is their word on the change."""

    title: str
    body: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved meanwhile: `theirs` is what is stored, `mine` is what was typed."""

    theirs: ArticleText
    mine: Draft


def begin_article(
    *, draft: Draft, language: str, by: Person, at: datetime, category: Category | None = None
) -> ArticleText | Refusal:
    """A new article with its first text, which is a draft."""
    demand_sight(by)
    if refused := fault_of(draft):
        return refused
    with transaction.atomic():
        slug = _free_slug(draft.title)
        article = Article.objects.create(
            slug=slug, category=category, owner=by, made_at=at, made_by=by
        )
        return _first_text(article, draft, language, by, at)


def add_language(
    *, article: Article, draft: Draft, language: str, by: Person, at: datetime
) -> ArticleText | Refusal:
    """The article in one language more, as a draft; what is there already is not touched."""
    demand_sight(by)
    if refused := fault_of(draft):
        return refused
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        if article.texts.filter(language=language).exists():
            return Refusal(_("Somebody has begun this language: open it and go on there."))
        return _first_text(article, draft, language, by, at)


def save_text(
    *, text: ArticleText, draft: Draft, upon: int, by: Person, at: datetime
) -> ArticleText | Refusal | Conflict:
    """Save what was typed upon revision `upon`; a Conflict where a newer one is stored.

    What is stored already word for word is not saved again.
    """
    demand_sight(by)
    if refused := fault_of(draft):
        return refused
    with transaction.atomic():
        stored = ArticleText.objects.select_for_update().get(pk=text.pk)
        if (stored.title, stored.body) == (draft.title, draft.body):
            return stored
        if stored.revision != upon:
            return Conflict(stored, draft)
        stored.title, stored.body = draft.title, draft.body
        stored.revision += 1
        stored.changed_at, stored.changed_by = at, by
        stored.save()
        keep_revision(stored, said=draft.said, by=by, at=at)
        keep_stems(stored)
    return stored


def restore_revision(
    *, text: ArticleText, number: int, by: Person, at: datetime
) -> ArticleText | Refusal | Conflict:
    """A former revision becomes the newest one; none is taken away."""
    former = text.revisions.filter(number=number).first()
    if former is None:
        return Refusal(_("There is no version %(number)d of this text.") % {"number": number})
    said = _("Version %(number)d again") % {"number": number}
    draft = Draft(former.title, former.body, said)
    return save_text(text=text, draft=draft, upon=text.revision, by=by, at=at)


def fault_of(draft: Draft) -> Refusal | None:
    """What can't be saved as it is."""
    if not draft.title.strip():
        return Refusal(_("The title is missing: say what the article is about."), "title")
    if len(draft.title) > LONGEST_TITLE:
        return Refusal(_("The title is too long: please say it in 200 letters."), "title")
    if len(draft.body) > LONGEST:
        said = {"most": LONGEST, "length": len(draft.body)}
        return Refusal(
            _("The text is %(length)d letters long, and %(most)d fit: make two articles of it.")
            % said,
            "body",
        )
    return None


def slug_of(title: str) -> str:
    """A title as an address: Latin letters, digits and hyphens.

    >>> slug_of("Ошибка 0x80: что делать?")
    'oshibka-0x80-chto-delat'
    """
    folded = unicodedata.normalize("NFC", title).casefold()
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in folded)
    return re.sub(r"-+", "-", slugify(latin))[:80].strip("-") or "article"


def _first_text(
    article: Article, draft: Draft, language: str, by: Person, at: datetime
) -> ArticleText:
    text = ArticleText.objects.create(
        article=article, language=language, title=draft.title.strip(), body=draft.body,
        changed_at=at, changed_by=by,
    )  # fmt: skip
    keep_revision(text, said=draft.said, by=by, at=at)
    keep_stems(text)
    return text


def _free_slug(title: str) -> str:
    slug = slug_of(title)
    taken = set(Article.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number, free = 2, slug
    while free in taken or free in RESERVED:
        free, number = f"{slug}-{number}", number + 1
    return free
