"""What is stored of the knowledge: articles, their texts by language, pictures, what readers say.

Only `knowledge.commands` write them; the stems of a text are written with the text.
"""

from charterdesk.knowledge.models.article import (
    Article,
    ArticleText,
    ArticleWords,
    Category,
    Picture,
    Revision,
    State,
)
from charterdesk.knowledge.models.use import (
    ArticleAnswer,
    ArticleUse,
    Miss,
    NotWanted,
)

__all__ = [
    "Article",
    "ArticleAnswer",
    "ArticleText",
    "ArticleUse",
    "ArticleWords",
    "Category",
    "Miss",
    "NotWanted",
    "Picture",
    "Revision",
    "State",
]
