"""A text of a charter, to read: its lines with their numbers."""

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.look.values import Link
from charterdesk.studio.pages.head import head_of
from charterdesk.studio.sources import Source
from charterdesk.studio.values import TextPage
from charterdesk.visit.asking import Ask


def text_page(ask: Ask, name: str, source: Source) -> TextPage:
    """The page of one text."""
    url = reverse("studio:diff", args=[name])
    return TextPage(
        head=head_of(ask, name, ""),
        label=source.label,
        lines=tuple(enumerate(source.text.splitlines(), 1)),
        links=(Link(_("Compare with another text"), f"{url}?new={source.key}"),),
    )
