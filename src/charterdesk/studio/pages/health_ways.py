"""The ways into the desk and out of it: notices, mail, calendars, trackers, runners, alerts."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.intake.models import Mailbox
from charterdesk.look.values import Link
from charterdesk.studio.health_values import HealthRow
from charterdesk.studio.pages.channels import box_addresses
from charterdesk.studio.pages.health_words import bad, facts, look, moment, well
from charterdesk.trackers.models import TrackerAsk
from charterdesk.trackers.wording import fault_words
from charterdesk.visit.reader import Reader
from charterdesk.worker.health import UNREAD, Health, is_silent


def ways_rows(health: Health, reader: Reader) -> Iterator[HealthRow]:
    """A row for each way, and one for each mailbox, tracker, runner or source in trouble."""
    yield _notices_row(health, reader)
    if health.dead.count:
        yield _dead_row(health, reader)
    yield _mail_row(health, reader)
    yield from (_mailbox_row(one, reader) for one in health.mailboxes)
    yield from _calendar_rows(health)
    yield from _tracker_rows(health)
    yield from _runner_rows(health, reader)
    yield from _alert_rows(health, reader)


def _notices_row(health: Health, reader: Reader) -> HealthRow:
    name = _("Notices and mail out")
    if health.notices.count:
        return bad(
            name,
            _("Not sent in time: %(count)s, the first was due at %(since)s.")
            % facts(health.notices, reader),
            _("See that a worker sends notices and that the carriers answer; its log names them."),
        )
    if health.failing.count:
        return look(
            name,
            _("Refused for now, and tried again: %(count)s. The last carrier said: %(said)s.")
            % facts(health.failing, reader),
            _("Look after that carrier. People are told over their next means."),
        )
    return well(name, _("Everything was sent when it was due."))


def _dead_row(health: Health, reader: Reader) -> HealthRow:
    return look(
        _("Dead letters"),
        _("Given up within a day: %(count)s. The last carrier said: %(said)s.")
        % facts(health.dead, reader),
        _("The case shows each one. Correct the address, then send it again."),
    )


def _mail_row(health: Health, reader: Reader) -> HealthRow:
    name, held = _("Mail in"), Link(_("Held mail"), reverse("desk:held"))
    if health.waiting_mail.count:
        return bad(
            name,
            _("Stored mail that is not a case yet: %(count)s, the first since %(since)s.")
            % facts(health.waiting_mail, reader),
            _("Nothing is lost. See that “charterdesk mail” or a worker is running."),
        )
    if health.quarantined.count:
        return look(
            name,
            _("Mails that could not be read, in quarantine: %(count)s, the first since %(since)s.")
            % facts(health.quarantined, reader),
            _("Read them as they came, and open a case by hand where one is wanted."), held,
        )  # fmt: skip
    addresses = Link(_("Where mail comes in"), reverse("studio:channels"))
    if health.last_mail_at is None:
        return well(name, _("No mail has come yet."), addresses)
    said = {"when": moment(health.last_mail_at, reader)}
    return well(name, _("No stored mail waits; the last one came %(when)s.") % said, addresses)


def _mailbox_row(mailbox: Mailbox, reader: Reader) -> HealthRow:
    name = _("Mailbox %(name)s") % {"name": mailbox.name}
    read_at, addresses = moment(mailbox.read_at, reader), tuple(box_addresses(mailbox))
    if mailbox.failing_since is not None:
        said = {"since": moment(mailbox.failing_since, reader), "why": mailbox.fault.rstrip(".")}
        state = look if mailbox.alarmed_at is None else bad
        return state(
            name, _("It could not be read since %(since)s: %(why)s.") % said,
            _("See its host, user and password in “CHARTERDESK_MAILBOXES”; mail waits there."),
            *addresses,
        )  # fmt: skip
    if mailbox.left:
        return look(
            name, _("Mail was left there as too large: %(mails)s.") % {"mails": mailbox.left},
            _("Look at it there, and ask its sender for files in a smaller way."), *addresses,
        )  # fmt: skip
    if reader.at - (mailbox.read_at or mailbox.since) > UNREAD:
        sentence = _("Nobody reads it; it was last read %(when)s.") % {"when": read_at}
        return bad(
            name, sentence if read_at else _("Nobody has read it yet."),
            _("See that “charterdesk mail” is running, and that the settings still name it."),
            *addresses,
        )  # fmt: skip
    said = {"when": read_at or reader.full(mailbox.since)}
    return well(name, _("Last read %(when)s.") % said, *addresses)


def _calendar_rows(health: Health) -> Iterator[HealthRow]:
    for one in health.calendars:
        said = {"calendar": one.name, "rota": one.rota.name}
        yield look(
            _("Calendar %(calendar)s of %(rota)s") % said,
            _("It could not be read; the last good edition is in force."),
            _("The page of the rota says why."), Link(_("On call"), reverse("desk:oncall")),
        )  # fmt: skip


def _tracker_rows(health: Health) -> Iterator[HealthRow]:
    bugs = Link(_("Bugs"), reverse("desk:bugs") + "?show=waiting")
    asks: dict[str, list[TrackerAsk]] = {}
    for ask in health.asks:
        asks.setdefault(ask.tracker, []).append(ask)
    for name, waiting in sorted(asks.items()):
        yield _tracker_row(name, waiting, bugs)
    unread = {one.tracker: one.fault for one in health.unread_bugs if one.tracker not in asks}
    for name, fault in sorted(unread.items()):
        why = fault_words(fault).rstrip(".")[:300]
        yield look(
            _("Tracker %(name)s") % {"name": name},
            _("Bugs could not be read there: %(why)s.") % {"why": why},
            _("They are read again by themselves. See whether the tracker answers."), bugs,
        )  # fmt: skip
    if not asks and not unread:
        yield well(_("Trackers"), _("Everything that was asked has reached its tracker."))


def _tracker_row(name: str, asks: Sequence[TrackerAsk], bugs: Link) -> HealthRow:
    said = ngettext(
        "%(count)d ask has not reached it: %(why)s.",
        "%(count)d asks have not reached it: %(why)s.", len(asks),
    ) % {"count": len(asks), "why": fault_words(asks[0].fault).rstrip(".")[:300]}  # fmt: skip
    name = _("Tracker %(name)s") % {"name": name}
    if any(ask.stuck for ask in asks):
        todo = _("A refused ask waits for somebody: correct it, try it again or withdraw it.")
        return bad(name, said, todo, bugs)
    return look(name, said, _("They are asked again by themselves. See whether it answers."), bugs)


def _runner_rows(health: Health, reader: Reader) -> Iterator[HealthRow]:
    runners = Link(_("Runners"), reverse("desk:runners"))
    silent = [one for one in health.runners if is_silent(one, reader.at)]
    for one in silent:
        never = _("It has never asked for work.")
        seen = _("It does not ask for work; last seen %(when)s.")
        yield bad(
            _("Runner %(name)s") % {"name": one.name},
            seen % {"when": moment(one.seen_at, reader)} if one.seen_at else never,
            _("Start it on its machine, or revoke its key."), runners,
        )  # fmt: skip
    if health.runners and not silent:
        yield well(_("Runners"), _("All of them ask for work."))


def _alert_rows(health: Health, reader: Reader) -> Iterator[HealthRow]:
    name, alerts = _("Alerts"), Link(_("Alerts"), reverse("desk:alerts"))
    silent = [(one, since) for one, since in health.sources if since is not None]
    for one, since in silent:
        yield bad(
            _("Alert source %(name)s") % {"name": one.name},
            _("Nothing has come from it since %(since)s.") % {"since": moment(since, reader)},
            _("See whether it can still send."), Link(one.name, one.get_absolute_url()),
        )  # fmt: skip
    if health.deliveries.count:
        yield bad(
            name,
            _("Deliveries of alerts that wait: %(count)s, the first since %(since)s.")
            % facts(health.deliveries, reader),
            _("A worker takes them ten at a time, in turn; see that one does “jobs”."), alerts,
        )  # fmt: skip
    if health.unreadable.count:
        yield look(
            name,
            _("Deliveries of alerts that could not be read within a day: %(count)s.")
            % facts(health.unreadable, reader),
            _("The source's page shows them as they came."), alerts,
        )  # fmt: skip
    if health.sources and not (silent or health.deliveries.count or health.unreadable.count):
        yield well(name, _("Every source is heard, and nothing of theirs waits."))
