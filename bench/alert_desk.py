"""A desk with one source of alerts: `python -m bench.alert_desk` makes it and prints, as JSON, the
source's key and the session of somebody who looks at the desk meanwhile.

`python -m bench.alert_desk so-far` prints what became of the alerts so far.
"""

import json
import sys

from charterdesk.command import set_up_django


def prepare() -> dict[str, str]:
    """The charter of the stories about alarms, its people, and the source `probes`."""
    from bench.page_desk import signed_in
    from tests.apps.alerts.scene import source_with_key

    _source, key = source_with_key("probes")
    return {"key": key, "session": signed_in()}


def so_far() -> dict[str, int]:
    """How many alerts are cases, how many of these are under one outage, and what was called."""
    from charterdesk.alerts.models import AlertDelivery, AlertStorm, SourceAlert
    from charterdesk.cases.models import Case
    from charterdesk.notifications.models import Notice

    steps = Notice.objects.filter(about__startswith="step ")
    return {
        "waiting": AlertDelivery.objects.filter(state="waiting").count(),
        "alerts": SourceAlert.objects.count(),
        "of_the_outage": Case.objects.filter(parent__isnull=False).count(),
        "outages": AlertStorm.objects.count(),
        "calls": steps.count(),
        "notices": Notice.objects.count(),
        "unsent": Notice.objects.exclude(state="sent").count(),
    }


if __name__ == "__main__":
    set_up_django()
    print(json.dumps(so_far() if sys.argv[1:] else prepare()))
