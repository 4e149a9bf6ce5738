"""What may be put at the cursor of a reply or note: macros filled in, articles by their address."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from charterdesk.cases.filling import filled
from charterdesk.cases.models import Case, Macro
from charterdesk.desk.insert_values import Insert, Inserts
from charterdesk.desk.pages.composers import NOTE
from charterdesk.knowledge.models import State
from charterdesk.knowledge.queries import Found
from charterdesk.knowledge.queries.sight import address_for
from charterdesk.visit.reader import Reader

MOST_MACROS = 8
NOTE_LENGTH = 60


def inserts_page(
    case: Case, mode: str, words: str, macros: Iterable[Macro], articles: Iterable[Found],
    reader: Reader,
) -> Inserts:  # fmt: skip
    """Macros of which a word begins so, then articles; into a reply only what customers may read.

    Only the text of a macro: what else it does, it does under M.
    """
    fitting = [one for one in macros if _begins(one.name, words)][:MOST_MACROS]
    known = [one for one in articles if mode == NOTE or one.text.state == State.PUBLIC]
    return Inserts(
        f"{mode}-inserts",
        (
            *(_macro(one, case, reader) for one in fitting),
            *(_article(one, reader if mode == NOTE else None) for one in known),
        ),
    )


def _begins(name: str, words: str) -> bool:
    return any(word.startswith(words.casefold()) for word in ("", *name.casefold().split()))


def _macro(macro: Macro, case: Case, reader: Reader) -> Insert:
    text = filled(macro.text, case, reader.person)
    return Insert(_("Macro"), macro.name, text, " ".join(text.split())[:NOTE_LENGTH])


def _article(found: Found, reader: Reader | None) -> Insert:
    """Its title and where it is read: by the team within the desk, by customers on the portal."""
    path = address_for(reader.person if reader else None, found.text.article.slug)
    title = found.text.title
    return Insert(_("Article"), title, f"{title}: {settings.SITE.rstrip('/')}{path}")
