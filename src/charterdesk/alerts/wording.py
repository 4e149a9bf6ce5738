"""What an alert says on its case: the sender's own words, with a line for each of its labels.

The few words of ours are in the customer's language.
"""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.alerts.kinds import Alert
from charterdesk.alerts.models import AlertSource, SourceAlert
from charterdesk.cases.messages import Written
from charterdesk.customers.models import Organisation

# An outbreak says so much on its case; what comes then is counted.
MOST_SAID = 20


def reported(
    source: AlertSource, alert: Alert, to: Organisation | None, *,
    unknown: tuple[str, ...] = (), last: bool = False,
) -> Written:  # fmt: skip
    """An alert that fires. `unknown` is what it names and the desk does not know."""
    with translation.override(to.language if to else None):
        more = [_("Not known here: %(name)s.") % {"name": name} for name in unknown]
        if last:
            more.append(_("More reports of this outbreak are counted, not shown."))
    return _written(source, alert.title, (alert.text, *_labels(alert), alert.url, *more))


def over(source: AlertSource, alert: Alert, to: Organisation | None) -> Written:
    """An alert that recovered."""
    with translation.override(to.language if to else None):
        title = _("Over: %(title)s") % {"title": alert.title}
    return _written(source, title, (title, alert.text, alert.url))


def all_over(source: AlertSource) -> Written:
    """Every alert of a storm recovered; the outage is the desk's own."""
    said = _("Every alert of this storm is over.")
    return _written(source, said, (said,))


def told(source: AlertSource, alert: Alert) -> Written:
    """News of neither kind, such as an acknowledgement at the sender."""
    return _written(source, alert.title, (alert.title, alert.text, *_labels(alert)))


def storm_said(source: AlertSource, alerts: Iterable[SourceAlert]) -> Written:
    """What the outage of a storm begins with."""
    titles = [one.title for one in alerts]
    title = _("Storm of alerts from %(source)s") % {"source": source.name}
    sentence = _("So many alerts came at once that they are under this outage:")
    return _written(source, title, (sentence, "\n".join(f"- {one}" for one in titles)))


def all_labels(alert: Alert) -> dict[str, str]:
    """Its labels, with the severity among them."""
    labels = dict(alert.labels)
    if alert.severity:
        labels.setdefault("severity", alert.severity)
    return labels


def _labels(alert: Alert) -> tuple[str, ...]:
    listed = "\n".join(f"{name}: {value}" for name, value in all_labels(alert).items())
    return (listed,) if listed else ()


def _written(source: AlertSource, subject: str, parts: Iterable[str]) -> Written:
    text = "\n\n".join(part for part in parts if part)
    return Written(text=text, subject=subject, channel=source.channel, automatic=True)
