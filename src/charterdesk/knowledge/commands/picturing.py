"""Pictures of articles: what their bytes say decides, never their names (trust.md rule 4)."""

from datetime import datetime

from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight
from charterdesk.kit.kept_files import keep_file
from charterdesk.knowledge.models import Article, Picture

MOST_BYTES = 5 * 1024 * 1024
MOST_OF_ONE = 200
LONGEST_NAME = 200


def keep_picture(
    *, article: Article, name: str, content: bytes, by: Person, at: datetime
) -> Picture | Refusal:
    """Keep a picture for the article; SVG and whatever else can carry code is no picture."""
    demand_sight(by)
    kind = kind_of(content)
    if not kind:
        return Refusal(
            _("“%(name)s” is no picture that can be shown: send PNG, JPEG, GIF or WebP.")
            % {"name": name[:LONGEST_NAME]}
        )
    if len(content) > MOST_BYTES:
        return Refusal(_("The picture is larger than 5 MB: make it smaller and send it again."))
    if article.pictures.count() >= MOST_OF_ONE:
        return Refusal(_("The article has 200 pictures already: make two articles of it."))
    shown = name.replace("\x00", "").rpartition("/")[2][-LONGEST_NAME:]
    return Picture.objects.create(
        article=article, stored=keep_file(content), name=shown, kind=kind, size=len(content),
        at=at, by=by,
    )  # fmt: skip


def kind_of(content: bytes) -> str:
    """The type that the first bytes say; "" for what no article shows.

    >>> kind_of(b"GIF89a..."), kind_of(b"<svg onload=...>")
    ('image/gif', '')
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return ""
