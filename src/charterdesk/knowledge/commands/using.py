"""Articles and cases: which article answered which case, and which case wants one (R-BIC-37, 38).

KCS: on resolving link the article, improve it, or write it.
"""

import re
from datetime import datetime

from django.conf import settings
from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands.articles import link_article_to_case
from charterdesk.cases.models import Case, Message
from charterdesk.knowledge.commands.writing import LONGEST_TITLE, Draft, begin_article
from charterdesk.knowledge.marking import LONGEST
from charterdesk.knowledge.models import Article, ArticleText, ArticleUse, NotWanted, State

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def link_article(
    *, case: Case, article: Article, by: Person, at: datetime, how: str = ArticleUse.How.ANSWERED
) -> Answer:
    """The article is about the case; a public one is what an outcome can ask for (R-BIC-37)."""
    demand_sight(by)
    texts = list(article.texts.order_by("pk"))
    shown = next((one for one in texts if one.state == State.PUBLIC), None)
    title = (shown or texts[0]).title if texts else article.slug
    address = f"{settings.SITE}{article.get_absolute_url()}" if shown else ""
    with transaction.atomic():
        answer = link_article_to_case(
            case=case, article=article.slug, title=title, address=address, by=by, at=at
        )
        if isinstance(answer, Done):
            ArticleUse.objects.get_or_create(
                article=article, case=case, how=how, defaults={"at": at, "by": by}
            )
    return answer


def begin_from_message(
    *, message: Message, by: Person, at: datetime
) -> ArticleText | Refusal:  # fmt: skip
    """A draft made of what was said on a case, without the customer's names; the two are linked."""
    case = message.case
    title = without_names(case.subject or message.subject or case.number, case)[:LONGEST_TITLE]
    body = without_names(message.text, case)[:LONGEST]
    with transaction.atomic():
        draft = Draft(title, body, case.number)
        text = begin_article(draft=draft, language=_language(body, by), by=by, at=at)
        if isinstance(text, ArticleText):
            link_article(case=case, article=text.article, by=by, at=at, how=ArticleUse.How.MADE)
    return text


def say_not_wanted(*, case: Case, why: str, by: Person, at: datetime) -> None:
    """An author decides that no article is written for the case."""
    demand_sight(by)
    NotWanted.objects.get_or_create(case=case, defaults={"why": why, "at": at, "by": by})


def without_names(text: str, case: Case) -> str:
    """The text without the addresses in it and the names that the case knows its customer by."""
    text = _ADDRESS.sub("…", text)
    known = [one.name for one in (case.organisation, case.contact) if one]
    parts = [part for name in known for part in (name, *name.split()) if len(part) > 2]
    for name in sorted(set(parts), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", "…", text)
    return re.sub(r"…(?:[ \t]+…)+", "…", text)


def _language(body: str, by: Person) -> str:
    """The language that most letters are of; the author's where there are none."""
    cyrillic = sum("а" <= letter <= "я" for letter in body.casefold())
    latin = sum("a" <= letter <= "z" for letter in body.casefold())
    if not cyrillic and not latin:
        return by.language
    return "ru" if cyrillic > latin else "en"
