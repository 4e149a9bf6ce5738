"""Where an article stands: its category and who looks after it."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import demand_sight
from charterdesk.knowledge.commands.publishing import may_publish
from charterdesk.knowledge.commands.writing import slug_of
from charterdesk.knowledge.models import Article, Category

LONGEST = 60


def add_category(*, names: Mapping[str, str], by: Person, at: datetime) -> Category | Refusal:
    """A category with its name in each language; the last one of the list."""
    if not may_publish(by):
        raise PermissionDenied(_("Only an administrator or the lead of a team adds categories."))
    kept = {code: names.get(code, "").strip() for code, _name in settings.LANGUAGES}
    first = next((name for name in kept.values() if name), "")
    if not first or any(len(name) > LONGEST for name in kept.values()):
        return Refusal(_("A category needs a name of at most 60 letters."))
    last = Category.objects.aggregate(last=Max("position"))["last"] or 0
    row = Category(slug=slug_of(first)[:60], names=kept, position=last + 1)
    return save_valid(row) or row


def file_article(
    *, article: Article, category: Category | None, owner: Person | None, by: Person, at: datetime
) -> None:
    """Say where the article stands and who looks after it."""
    demand_sight(by)
    Article.objects.filter(pk=article.pk).update(category=category, owner=owner)
    article.category, article.owner = category, owner
