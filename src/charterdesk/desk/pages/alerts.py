"""Sources of alerts as pages: the list, one of them, its deliveries, a key shown once."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charterdesk.alerts.kinds import KINDS
from charterdesk.alerts.models import AlertDelivery, AlertSource, SourceAlert
from charterdesk.alerts.silence import silent_since
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.alert_values import (
    AlertRow,
    DeliveryPage,
    DeliveryRow,
    KeyPage,
    SourcePage,
    SourceRow,
    SourcesPage,
)
from charterdesk.desk.forms.alerts import SourceForm
from charterdesk.engine.phrase import Phrase
from charterdesk.look.fields import fields_of
from charterdesk.look.phrasing import worded
from charterdesk.look.values import Action, Link, Refusal
from charterdesk.visit.reader import Reader

State = AlertDelivery.State
LEADS = gettext_lazy("An administrator or the lead of a team can change these.")
MOST_SHOWN = 100_000


def sources_page(
    rows: Iterable[AlertSource], reader: Reader, *, lead: bool, ways: bool
) -> SourcesPage:
    """The list; leads make new ones, where a charter has a machine channel for the `ways` in."""
    missing = "" if lead else LEADS
    if lead and not ways:
        missing = _("No charter in force has a machine channel: write `machine: yes` at one.")
    return SourcesPage(
        rows=tuple(_source_row(row, reader) for row in rows),
        new_url=reverse("desk:alert_new") if ways else "",
        missing=str(missing),
    )


def source_page(
    source: AlertSource, alerts: Sequence[SourceAlert], deliveries: Sequence[AlertDelivery],
    form: SourceForm | None, reader: Reader, refusal: Refusal | None,
) -> SourcePage:  # fmt: skip
    """One source."""
    return SourcePage(
        name=source.name, sentence=_seen(source, reader), trouble=_trouble(source, reader),
        facts=tuple(_facts(source, reader)), address=_address(source),
        alerts=tuple(_alert_row(alert, reader) for alert in alerts),
        deliveries=tuple(_delivery_row(source, row, reader, form) for row in deliveries),
        fields=fields_of(form) if form else (), reason="" if form else str(LEADS),
        refusal=refusal, back_url=reverse("desk:alerts"),
        change_url=_url("change", source), key_url=_url("key", source),
        end_url="" if source.revoked_at else _url("end", source), try_url=_url("try", source),
    )  # fmt: skip


def key_page(source: AlertSource, key: str) -> KeyPage:
    """The key, with a line to copy that sends an example."""
    address = _address(source)
    curl = f"curl -H 'Authorization: Bearer {key}' -d @example.json {address}"
    return KeyPage(
        name=source.name, key=key, url=address, keyed_url=f"{address}{key}/", curl=curl,
        back_url=_url("source", source),
    )  # fmt: skip


def delivery_page(row: AlertDelivery, reader: Reader, *, lead: bool) -> DeliveryPage:
    """One delivery as it came; what can be done with it, for leads."""
    facts = [
        (_("Came"), reader.full(row.received_at)),
        (_("So often"), str(row.times)),
        (_("Bytes"), str(row.size)),
        (_("State"), _state(row, reader)),
    ]
    if row.form:
        facts.append((_("Reason"), reason_of(row, reader)))
    source = row.source
    return DeliveryPage(
        title=_("Delivery %(number)d of %(source)s") % {"number": row.pk, "source": source.name},
        facts=tuple(facts), body=bytes(row.raw).decode("utf-8", "replace")[:MOST_SHOWN],
        back_url=_url("source", source),
        try_url=f"{_url('try', source)}?of={row.pk}" if lead else "",
        acts=_acts(source, row) if lead else (),
    )  # fmt: skip


def reason_of(row: AlertDelivery, reader: Reader) -> str:
    """Why it could not be taken, in the reader's language."""
    return worded(Phrase(row.form, row.values), reader.zone) if row.form else ""


def _url(name: str, source: AlertSource, *more: int) -> str:
    return reverse(f"desk:alert_{name}", args=[source.name, *more])


def _address(source: AlertSource) -> str:
    return settings.SITE.rstrip("/") + reverse("desk:alert_in", args=[source.name])


def _source_row(source: AlertSource, reader: Reader) -> SourceRow:
    firing = getattr(source, "firing", 0)
    said = ngettext("%(count)d alert fires", "%(count)d alerts fire", firing) % {"count": firing}
    return SourceRow(
        link=Link(source.name, _url("source", source)), kind=KINDS[source.kind],
        customer=source.organisation.name if source.organisation else "",
        seen=_seen(source, reader), firing=said if firing else "", trouble=_trouble(source, reader),
    )  # fmt: skip


def _seen(source: AlertSource, reader: Reader) -> str:
    if source.revoked_at:
        return _("Ended %(when)s") % {"when": reader.full(source.revoked_at)}
    if source.last_seen_at is None:
        return _("Nothing has come yet")
    return _("Last seen %(when)s") % {"when": reader.full(source.last_seen_at)}


def _trouble(source: AlertSource, reader: Reader) -> str:
    unreadable = getattr(source, "unreadable", 0)
    said = []
    if since := silent_since(source, reader.at):
        said.append(_("Silent since %(when)s.") % {"when": reader.full(since)})
    if unreadable:
        form = ngettext(
            "%(count)d delivery could not be taken.",
            "%(count)d deliveries could not be taken.",
            unreadable,
        )
        said.append(form % {"count": unreadable})
    return " ".join(said)


def _facts(source: AlertSource, reader: Reader) -> Iterable[tuple[str, str]]:
    yield _("What sends them"), KINDS[source.kind]
    yield _("Machine channel"), f"{source.charter}: {source.channel}"
    yield _("Key made"), reader.full(source.key_made_at)
    if source.old_key_until and source.old_key_until > reader.at:
        yield _("Former key good until"), reader.full(source.old_key_until)


def _alert_row(alert: SourceAlert, reader: Reader) -> AlertRow:
    times = {"count": alert.times, "when": reader.full(alert.last_at)}
    storm = alert.storm
    detail = ngettext(
        "reported %(count)d time, last %(when)s", "reported %(count)d times, last %(when)s",
        alert.times,
    ) % times  # fmt: skip
    if storm:
        detail += " · " + _("of the outage %(number)s") % {"number": storm.parent.number}
    return AlertRow(
        title=alert.title, firing=alert.firing, detail=detail,
        state=_("fires") if alert.firing else _("over"),
        case=Link(alert.case.number, CaseUrls(alert.case.number).page()),
    )  # fmt: skip


def _delivery_row(
    source: AlertSource, row: AlertDelivery, reader: Reader, form: SourceForm | None
) -> DeliveryRow:
    return DeliveryRow(
        link=Link(reader.full(row.received_at), _url("delivery", source, row.pk)),
        state=_state(row, reader), reason=reason_of(row, reader),
        acts=_acts(source, row) if form else (),
    )  # fmt: skip


def _state(row: AlertDelivery, reader: Reader) -> str:
    match row.state:
        case State.WAITING:
            said = _("waits to be taken")
        case State.UNREADABLE:
            return _("could not be taken")
        case State.DROPPED:
            return _("put away")
        case _:
            said = ngettext("%(count)d alert taken", "%(count)d alerts taken", row.count) % {
                "count": row.count
            }
    if row.times > 1:
        said += " · " + _("came %(count)d times, last %(when)s") % {
            "count": row.times, "when": reader.full(row.last_at),
        }  # fmt: skip
    return said


def _acts(source: AlertSource, row: AlertDelivery) -> tuple[Action, ...]:
    if row.state != State.UNREADABLE:
        return ()
    return (
        Action("again", _("Take it again"), _url("again", source, row.pk), method="post"),
        Action("drop", _("Put it away"), _url("drop", source, row.pk), method="post"),
    )
