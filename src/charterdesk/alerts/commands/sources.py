"""Sources are made and changed by leads; a key is shown once, and only its digest is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import demand_staffing
from charterdesk.alerts.keys import OLD_KEY_LASTS, digest_of_key, new_key
from charterdesk.alerts.kinds import ANY_JSON, KINDS, UnreadableError
from charterdesk.alerts.kinds.mapping import mapped_from
from charterdesk.alerts.models import AlertSource
from charterdesk.cases.queries.sight import sight_of
from charterdesk.charters.queries import NoCharter, charter_in_force
from charterdesk.customers.models import Contact, Organisation
from charterdesk.engine.charter.values import Charter

STORM_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWish:
    """A source as it shall be; see `AlertSource`."""

    kind: str
    charter: str
    channel: str
    organisation: Organisation | None = None
    contact: Contact | None = None
    asset_label: str = ""
    organisation_label: str = ""
    priorities: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    storm_alerts: int = 10
    storm_within: timedelta = STORM_WITHIN
    silent_after: timedelta | None = None


def make_source(
    *, name: str, wish: SourceWish, by: Person, at: datetime
) -> tuple[AlertSource, str] | Refusal:
    """A new source, and its key, which is never to be had again."""
    _demand(by, wish.charter)
    if refused := _refused(wish, at):
        return refused
    key = new_key()
    row = AlertSource(
        name=name.strip(), key_digest=digest_of_key(key), key_made_at=at, made_by=by, made_at=at
    )
    _fill(row, wish)
    return save_valid(row) or (row, key)


def change_source(
    *, source: AlertSource, wish: SourceWish, by: Person, at: datetime
) -> AlertSource | Refusal:
    """Another setting; what waits is taken by it, what was taken stays."""
    _demand(by, source.charter)
    _demand(by, wish.charter)
    if refused := _refused(wish, at):
        return refused
    with transaction.atomic():
        row = AlertSource.objects.select_for_update().get(pk=source.pk)
        _fill(row, wish)
        return save_valid(row) or row


def remap_source(
    *, source: AlertSource, mapping: Mapping[str, str], by: Person, at: datetime
) -> AlertSource | Refusal:
    """Another mapping of the source's JSON; the rest stays."""
    _demand(by, source.charter)
    if refused := _bad_mapping(source.kind, mapping):
        return refused
    AlertSource.objects.filter(pk=source.pk).update(mapping=dict(mapping))
    source.mapping = dict(mapping)
    return source


def rotate_key(*, source: AlertSource, by: Person, at: datetime) -> str:
    """A new key; the former one is good for one more day, unless the source was ended."""
    _demand(by, source.charter)
    key = new_key()
    with transaction.atomic():
        row = AlertSource.objects.select_for_update().get(pk=source.pk)
        ended = row.revoked_at is not None
        row.old_key_digest = "" if ended else row.key_digest
        row.old_key_until = None if ended else at + OLD_KEY_LASTS
        row.key_digest, row.key_made_at, row.revoked_at = digest_of_key(key), at, None
        row.save()
    return key


def revoke_source(*, source: AlertSource, by: Person, at: datetime) -> None:
    """No key of the source is good from now on; a new one begins it again."""
    _demand(by, source.charter)
    AlertSource.objects.filter(pk=source.pk).update(
        revoked_at=at, old_key_digest="", old_key_until=None
    )


def _demand(by: Person, charter: str) -> None:
    """Leads, for the charters whose cases they may see."""
    demand_staffing(by)
    sight = sight_of(by)
    if not sight.everything and charter not in sight.charters:
        raise PermissionDenied(_("The cases of this charter are not yours to see."))


def _refused(wish: SourceWish, at: datetime) -> Refusal | None:
    try:
        charter = charter_in_force(wish.charter, at)
    except NoCharter:
        return Refusal(_("No version of this charter is in force: choose another."), "charter")
    channel = charter.channels.get(wish.channel)
    if channel is None or not channel.machine:
        said = _("The charter has no machine channel “%(name)s”: write `machine: yes` there.")
        return Refusal(said % {"name": wish.channel}, "channel")
    if wish.kind not in KINDS:
        return Refusal(_("Choose what sends the alerts."), "kind")
    if wish.contact and (
        wish.organisation is None or wish.contact.organisation_id != wish.organisation.pk
    ):
        return Refusal(_("The contact is not one of this customer's."), "contact")
    return _unknown_priority(wish, charter) or _bad_mapping(wish.kind, wish.mapping)


def _unknown_priority(wish: SourceWish, charter: Charter) -> Refusal | None:
    known = [one.name for one in charter.priorities]
    unknown = [word for word in wish.priorities.values() if word not in known]
    if not unknown:
        return None
    said = {"name": unknown[0], "known": ", ".join(known)}
    return Refusal(
        _("The charter has no priority “%(name)s”; it has %(known)s.") % said, "priorities"
    )


def _bad_mapping(kind: str, mapping: Mapping[str, str]) -> Refusal | None:
    if kind != ANY_JSON:
        return None
    try:
        mapped_from(mapping)
    except UnreadableError as fault:
        values = dict(fault.said.values)
        return Refusal(_(fault.said.form) % values, str(values.get("part", "title")))
    return None


def _fill(row: AlertSource, wish: SourceWish) -> None:
    for name in (
        "kind", "charter", "channel", "organisation", "contact", "organisation_label",
        "storm_alerts", "storm_within", "silent_after",
    ):  # fmt: skip
        setattr(row, name, getattr(wish, name))
    row.asset_label = wish.asset_label
    row.priorities = {word.casefold(): given for word, given in wish.priorities.items()}
    row.mapping = dict(wish.mapping) if wish.kind == ANY_JSON else {}
