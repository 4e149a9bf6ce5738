"""A real Prometheus Alertmanager on the loopback, which sends to one webhook.

`./run test` installs Debian's package prometheus-alertmanager.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.channels.servers.processes import a_directory, asked, running
from tests.reaching import free_port

PROGRAM = Path("/usr/bin/prometheus-alertmanager")
SETTINGS = """\
route:
  receiver: charterdesk
  group_by: [shop]
  group_wait: 100ms
  group_interval: 1s
  repeat_interval: 1h
receivers:
  - name: charterdesk
    webhook_configs:
      - url: {url}
        send_resolved: true
        http_config:
          authorization:
            credentials: {key}
"""


@dataclass(frozen=True)
class Alertmanager:
    """A running server."""

    url: str

    def tell(self, at: datetime, *names: str, over: bool = False) -> None:
        """Alerts of these names fire since a minute before `at`, or are over."""
        ends = at if over else at + timedelta(hours=1)
        said = [
            {
                "labels": {"alertname": name, "shop": "12", "severity": "critical"},
                "annotations": {"summary": f"{name} in shop 12"},
                "startsAt": (at - timedelta(minutes=1)).isoformat(),
                "endsAt": ends.isoformat(),
            }
            for name in names
        ]
        status, _answer = asked(self.url, "POST", "/api/v2/alerts", said)
        assert status == 200


@contextmanager
def alertmanager(webhook: str, key: str) -> Iterator[Alertmanager]:
    """A server of its own that sends to `webhook`; gone afterwards."""
    port = free_port()
    with a_directory("alertmanager") as directory:
        settings = directory / "alertmanager.yml"
        settings.write_text(SETTINGS.format(url=webhook, key=key), encoding="utf-8")
        words = [
            str(PROGRAM), f"--config.file={settings}", f"--storage.path={directory}/data",
            f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=",
        ]  # fmt: skip
        base = f"http://127.0.0.1:{port}"
        with running(words, directory, f"{base}/-/ready"):
            yield Alertmanager(base)
