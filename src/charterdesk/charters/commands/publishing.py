"""Publishing: a text becomes a version, which never changes. Administrators only."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_management
from charterdesk.charters.keeping import hold_until_committed, read_text
from charterdesk.charters.models import CharterVersion, ServedCharter
from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.values import Charter


@transaction.atomic
def publish_charter(
    *,
    text: str,
    by: Actor,
    at: datetime,
    file: str = "charter",
    approved_by: Person | None = None,
) -> CharterVersion | Refusal:
    """Publish a version and serve its charter; `file` is named in the reader's errors.

    The first version is in force from the moment that it states, later ones not before `at`.
    The same text again changes nothing; another text under a published number is refused, for a
    version never changes.
    """
    demand_management(by)
    try:
        charter = read_text(text, file)
    except CharterErrors as errors:
        return Refusal(str(errors), "text")
    versions = CharterVersion.objects.select_for_update().filter(name=charter.name)
    latest = versions.order_by("-version").first()
    if known := versions.filter(version=charter.version, text=text).first():
        return known
    if latest and charter.version <= latest.version:
        return Refusal(
            _(
                "Version %(latest)d of “%(name)s” is published, and a version never changes:"
                " give this text version %(next)d."
            )
            % {"latest": latest.version, "name": charter.name, "next": latest.version + 1},
            "text",
        )
    published = _version(charter, text, latest, by, at)
    published.approved_by = approved_by
    if refusal := save_valid(published):
        return refusal
    hold_until_committed(charter.name, charter.version)
    ServedCharter.objects.get_or_create(name=charter.name)
    return published


def _version(
    charter: Charter, text: str, latest: CharterVersion | None, by: Actor, at: datetime
) -> CharterVersion:
    stated = charter.in_force_from or at
    earliest = max(at, latest.in_force_from) if latest else stated
    return CharterVersion(
        name=charter.name,
        version=charter.version,
        text=text,
        in_force_from=max(stated, earliest),
        published_at=at,
        published_by=by if isinstance(by, Person) else None,
    )


@transaction.atomic
def install_shipped_charters(
    *, by: Actor, at: datetime, names: tuple[str, ...] = ()
) -> list[CharterVersion] | Refusal:
    """Publish the charters that come with the package: all, or those named."""
    shipped = shipped_names()
    if unknown := set(names) - set(shipped):
        return Refusal(
            _("No charter “%(name)s” is shipped: take one of %(known)s.")
            % {"name": min(unknown), "known": ", ".join(shipped)}
        )
    published = []
    for name in names or shipped:
        version = publish_charter(text=shipped_text(name), by=by, at=at, file=f"{name}.yaml")
        if isinstance(version, Refusal):
            transaction.set_rollback(True)
            return version
        published.append(version)
    return published
