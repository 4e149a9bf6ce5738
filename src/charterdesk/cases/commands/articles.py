"""An article is linked to a case (R-BIC-37)."""

from datetime import datetime

from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands.acting import act
from charterdesk.cases.models import Case
from charterdesk.engine.commands import LinkArticle


def link_article_to_case(
    *, case: Case, article: str, title: str, address: str, by: By, at: datetime
) -> Answer:
    """`address` is where the customer reads it; "" where they may not."""
    command = LinkArticle(by=name_of(by), article=article, title=title, address=address)
    return act(case, command, at, by=by)
