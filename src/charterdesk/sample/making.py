"""The sample is made in one transaction: all of it is there, or nothing.

Between the lines of its plots runs the work of the real worker, with the clock handed in, so
that notices, missed promises and ladders have their true moments. Mail goes out after the commit.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.cases.receipts import next_owed, settle
from charterdesk.channels.mail.carriage import Receipt
from charterdesk.charters.models import CharterVersion
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.notifications.carriers import post_of_the_desk
from charterdesk.notifications.delivery import Carriers, claim_next, next_send_at
from charterdesk.notifications.outcomes import carry
from charterdesk.notifications.routes import MAIL
from charterdesk.sample.bugs.following import follow_bugs
from charterdesk.sample.office import MAIL_HOST, YOU
from charterdesk.sample.plots import PLOTS
from charterdesk.sample.scene import Scene
from charterdesk.sample.script import Plot, ago
from charterdesk.sample.setting_up import set_up_company
from charterdesk.worker.ticking import next_wake, tick_due


@dataclass(slots=True)
class Mailbag:
    """A carrier that takes every mail and keeps it until the sample is committed."""

    mails: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)

    def send(self, envelope_sender: str, recipients: tuple[str, ...], raw: bytes) -> Receipt:
        """Take one mail."""
        self.mails.append((envelope_sender, recipients, raw))
        return Receipt("taken")


def age_of_sample(*, at: datetime) -> timedelta | None:
    """How long ago the sample was made; None on an empty desk.

    Raises CannotStart where the desk is a real one.
    """
    if not Person.objects.exists():
        return None
    if you() is None:
        raise CannotStart(
            "The desk that lies here is no sample: choose another directory with --data."
        )
    first = CharterVersion.objects.order_by("published_at").values_list("published_at", flat=True)
    return at - first[0]


def make_sample(*, at: datetime, plots: Sequence[Plot] = PLOTS) -> Person:
    """Make the company and its cases as they stand at `at`; gives the person for you to be.

    Everything happened at full minutes, which read better. What was made before is kept as it
    is. Raises Refused when a command says no.
    """
    if (known := you()) is not None:
        return known
    at, bag = at.replace(second=0, microsecond=0), Mailbag()
    with transaction.atomic():
        person = set_up_company(at=at)
        play(plots, {MAIL: bag}, at)
        follow_bugs(by=person, at=at)
    carrier = post_of_the_desk()
    for mail in bag.mails:
        carrier.send(*mail)
    return person


def you() -> Person | None:
    """The person of the sample who is you."""
    return Person.objects.filter(username=YOU, email=f"{YOU}@{MAIL_HOST}").first()


def play(plots: Sequence[Plot], carriers: Carriers, at: datetime) -> None:
    """Play the plots side by side, in the order of their moments, up to `at`."""
    doings = sorted(_doings(plots, at), key=lambda doing: doing[0])
    for moment, do in doings:
        _work(carriers, until=moment)
        do(moment)
        _work(carriers, until=moment)
    _work(carriers, until=at)


def _doings(
    plots: Sequence[Plot], at: datetime
) -> Iterator[tuple[datetime, Callable[[datetime], None]]]:
    for plot in plots:
        scene = Scene(plot)
        yield at - ago(plot.ago), scene.open
        for line in plot.lines:
            yield at - ago(line.ago), partial(line.act, scene)


def _work(carriers: Carriers, *, until: datetime) -> None:
    """What the worker would have done up to a moment, each thing at its own time."""
    while (due := _next_due()) is not None and due <= until:
        tick_due(due)
        while (claim := claim_next(carriers, due)) is not None:
            carry(claim, carriers, due)
        while (owed := next_owed()) is not None:
            settle(owed, due)


def _next_due() -> datetime | None:
    found = (next_wake(), next_send_at())
    return min((moment for moment in found if moment is not None), default=None)
