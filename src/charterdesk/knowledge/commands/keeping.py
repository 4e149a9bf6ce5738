"""A text saved with its revision and its stems, in one transaction; the only writer of them."""

from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.kit.fulltext.words import stems_of
from charterdesk.knowledge.marking import plain_text
from charterdesk.knowledge.models import ArticleText, ArticleWords, Revision


def keep_revision(text: ArticleText, *, said: str, by: Person | None, at: datetime) -> None:
    """Add the text as it is now as its newest revision, in the caller's transaction."""
    Revision.objects.create(
        text=text, number=text.revision, title=text.title, body=text.body, said=said, at=at, by=by
    )


def keep_stems(text: ArticleText) -> None:
    """Let the text be found by what it says now, in the caller's transaction."""
    words = stems_of(f"{text.title} {plain_text(text.body)}")
    ArticleWords.objects.update_or_create(text=text, defaults={"words": words})
