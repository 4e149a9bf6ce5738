"""What is done to articles. Keyword-only; each takes who does it and when."""

from charterdesk.knowledge.commands.answering import say_useful
from charterdesk.knowledge.commands.missing import count_miss, drop_miss
from charterdesk.knowledge.commands.ordering import add_category, file_article
from charterdesk.knowledge.commands.picturing import keep_picture
from charterdesk.knowledge.commands.publishing import keep_fresh, may_publish, set_state
from charterdesk.knowledge.commands.writing import (
    Conflict,
    Draft,
    add_language,
    begin_article,
    restore_revision,
    save_text,
)

__all__ = [
    "Conflict",
    "Draft",
    "add_category",
    "add_language",
    "begin_article",
    "count_miss",
    "drop_miss",
    "file_article",
    "keep_fresh",
    "keep_picture",
    "may_publish",
    "restore_revision",
    "save_text",
    "say_useful",
    "set_state",
]
