"""The sample's articles are written and published as people of the desk do it."""

from collections.abc import Mapping
from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.knowledge.commands import (
    Draft,
    add_category,
    add_language,
    begin_article,
    file_article,
    set_state,
)
from charterdesk.knowledge.models import Article, Category, State
from charterdesk.sample.library import LIBRARY, SHELVES, Edition, Volume
from charterdesk.sample.script import ago


def fill_shelves(people: Mapping[str, Person], *, lead: Person, at: datetime) -> None:
    """Write every article at its moment; `lead` shows to others what is to be shown."""
    shelves = {
        key: granted(add_category(names=names, by=lead, at=at)) for key, names in SHELVES.items()
    }
    for volume in LIBRARY:
        _write(volume, shelves, people[volume.by], lead, at - ago(volume.ago))


def _write(
    volume: Volume, shelves: Mapping[str, Category], author: Person, lead: Person, at: datetime
) -> None:
    article: Article | None = None
    for language, edition in (("en", volume.en), ("ru", volume.ru)):
        if edition is not None:
            article = _edition(edition, language, article, author, volume.state, lead, at)
    if article is not None:
        file_article(article=article, category=shelves[volume.shelf], owner=author, by=lead, at=at)


def _edition(
    edition: Edition, language: str, article: Article | None, author: Person, state: str,
    lead: Person, at: datetime,
) -> Article:  # fmt: skip
    draft = Draft(edition.title, edition.body)
    if article is None:
        text = granted(begin_article(draft=draft, language=language, by=author, at=at))
    else:
        text = granted(
            add_language(article=article, draft=draft, language=language, by=author, at=at)
        )
    if state != State.DRAFT:
        granted(set_state(text=text, state=state, by=lead, at=at))
    return text.article
