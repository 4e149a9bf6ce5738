"""What watches the sample's storage: a source of alerts, a runbook, and a runner for its commands.

Keys are shown once and kept as digests, so that each start of the demo hands out new ones.
"""

import json
import os
import shlex
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import may_manage
from charterdesk.alerts import commands as alerts
from charterdesk.alerts.models import AlertSource
from charterdesk.automation.commands import keys
from charterdesk.automation.commands.writing import publish_runbook, save_draft
from charterdesk.automation.models import Runner
from charterdesk.customers.models import Organisation

FIRM, PIECE = "Porridge & Sons Clinics", "PS-NAS-2"
SOURCE, RUNNER = "clinic-watch", "clinic"
MAPPING = {
    "title": "alert.name", "fingerprint": "alert.id", "state": "alert.state",
    "severity": "alert.level", "asset": "alert.device",
}  # fmt: skip
RUNBOOK = """\
runbook: disks-full
for: The clinics' box of disks, when it reports that it is full.
starts:
  - {{charter: handsfree, channel: machine, subject: disks, when: [opened, again]}}
hand_over: consultant
checks:
  - step: the desk itself answers
    http: {{get: "{site}/healthz"}}
    expect: {{contains: ok}}
  - step: the disks have room
    on: clinic
    approval: needed
    command: [/bin/df, /]
    expect: {{lacks: "100%"}}
    then: done
    else: remedy make room
remedies:
  - step: make room
    on: clinic
    approval: needed
    command: [/bin/echo, Copies older than a month would be removed here.]
"""
ALLOWED = """\
# What the sample's runner may do on this machine: look at a disk, and say a sentence.
programs:
  - {path: /bin/df, arguments: [/]}
  - {path: /bin/echo, arguments: ["[A-Za-z ]+[.]"]}
"""
ALERT = {
    "name": "The disks are full", "id": "disks", "state": "open", "level": "high", "device": PIECE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lines:
    """What somebody types to try it; "" for what they have ended."""

    alert: str = ""
    runner: str = ""


def set_up_watch(*, by: Person, at: datetime) -> None:
    """The source, the runbook and the runner, made as anybody makes them. Raises Refused."""
    wish = alerts.SourceWish(
        kind="json", charter="handsfree", channel="machine", mapping=MAPPING,
        organisation=Organisation.objects.get(name=FIRM),
    )  # fmt: skip
    granted(alerts.make_source(name=SOURCE, wish=wish, by=by, at=at))
    granted(keys.make_runner(name=RUNNER, by=by, at=at))
    text = RUNBOOK.format(site=settings.SITE.rstrip("/"))
    draft = granted(save_draft(runbook=None, text=text, by=by, at=at))
    granted(publish_runbook(runbook=draft, text=text, said="", by=by, at=at))


def hand_out_keys(*, directory: Path, by: Person, at: datetime) -> Lines:
    """New keys, one in a line to be typed, the other in a file below the directory."""
    source = AlertSource.objects.filter(name=SOURCE, revoked_at=None).first()
    runner = Runner.objects.filter(name=RUNNER, revoked_at=None).first()
    if not may_manage(by):
        return Lines()
    return Lines(
        alert=_alert_line(alerts.rotate_key(source=source, by=by, at=at)) if source else "",
        runner=_runner_line(directory, keys.rotate_key(runner=runner, by=by, at=at))
        if runner
        else "",
    )


def _alert_line(key: str) -> str:
    address = f"{settings.SITE.rstrip('/')}/in/alerts/{SOURCE}/"
    said = json.dumps({"alert": ALERT})
    return shlex.join(["curl", "-H", f"Authorization: Bearer {key}", "-d", said, address])


def _runner_line(directory: Path, key: str) -> str:
    place = directory / "runner"
    place.mkdir(mode=0o700, exist_ok=True)
    files = {"--key-file": place / "key", "--allow": place / "allow.yaml"}
    for file, text in zip(files.values(), (key, ALLOWED), strict=True):
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(text)
    named = [word for option, file in files.items() for word in (option, str(file))]
    return shlex.join(["charterdesk", "runner", "--desk", settings.SITE.rstrip("/"), *named])
