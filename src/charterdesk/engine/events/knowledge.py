"""Events of articles: which one answers the case, and that one is wanted (R-BIC-37, R-BIC-38)."""

from dataclasses import dataclass
from typing import ClassVar

from charterdesk.engine.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLinked(Event):
    """`article` is its name; `address` is where the customer reads it, "" where they may not."""

    kind: ClassVar[str] = "article_linked"
    article: str
    title: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWanted(Event):
    """Somebody should write one: `why` is `missing`, or `unclear` to the customer (R-BIC-38)."""

    kind: ClassVar[str] = "article_wanted"
    why: str
