"""What is shown of articles. Every query takes its reader, and none of them writes."""

from charterdesk.knowledge.queries.finding import (
    LOOKS,
    Found,
    Suggestion,
    articles_found,
    count_of_articles,
    suggested,
)
from charterdesk.knowledge.queries.sight import Reader, texts_seen_by

__all__ = [
    "LOOKS",
    "Found",
    "Reader",
    "Suggestion",
    "articles_found",
    "count_of_articles",
    "suggested",
    "texts_seen_by",
]
