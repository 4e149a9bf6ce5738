"""The welcome package: how to reach us, what we promise, how to escalate, and the account manager.

Made from the values of the charter that the engine acts on, so that it can't promise anything
else; in the reader's language, as Markdown that reads well as plain text.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.accounts.rights import DESK
from charterdesk.charters.queries import addresses_of_channels
from charterdesk.charters.queries.published import is_read_by_customers
from charterdesk.customers.models import Contact, Contract
from charterdesk.engine.charter.values import Channel, Charter, Ladder, Step, Target, Term
from charterdesk.oncall.queries import people_named, rota_for
from charterdesk.welcome.naming import promise_name
from charterdesk.welcome.needs import manager_of

# Towards the customer nothing is promised of what goes on between us and others (2.5).
INTERNAL = ("takeover", "supplier")


def title_of(charter: Charter) -> str:
    """The subject of the mail."""
    return _("Welcome to support: %(charter)s") % {"charter": charter.title or charter.name}


def package_of(contract: Contract, charter: Charter, contact: Contact, at: datetime) -> str:
    """The whole text for one contact, in the language of the moment."""
    said = {
        "name": contact.name,
        "contract": contract,
        "organisation": contract.organisation.name,
        "day": contract.valid_since.isoformat(),
    }
    lines = [
        _("Dear %(name)s,") % said,
        "",
        _("the support contract %(contract)s of %(organisation)s has begun on %(day)s.") % said,
        *_section(_("Your account manager"), _manager(contract)),
        *_section(_("How to reach us"), _channels(charter)),
        *_section(_("What we promise"), _promises(contract, charter)),
        *_section(_("If it does not go well: how to escalate"), _ladders(contract, charter, at)),
        *_section(_("The whole charter"), _charter(charter, at)),
    ]
    return "\n".join(lines)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", f"## {title}", "", *found)


def _manager(contract: Contract) -> Iterator[str]:
    manager = manager_of(contract)
    if manager is not None:
        yield f"{manager.name}, {manager.email}"


def _channels(charter: Charter) -> Iterator[str]:
    addresses = addresses_of_channels(charter)
    for channel in charter.channels.values():
        if channel.machine:
            continue
        address = addresses.get(channel.name, "") or channel.address or channel.form
        yield f"- {channel.name}: {address}" if address else f"- {channel.name}"
        yield from (f"  {note}" for note in _notes(channel))


def _notes(channel: Channel) -> Iterator[str]:
    if channel.sets_priority:
        yield _("A case that comes in here is %(priority)s.") % {"priority": channel.sets_priority}
    if channel.subject_has:
        yield _("Write %(word)s into the subject.") % {"word": channel.subject_has}
    if channel.escalates:
        ladder = " ".join(filter(None, (channel.escalates, channel.escalates_step)))
        yield _("A message to it escalates the case: %(ladder)s.") % {"ladder": ladder}


def _promises(contract: Contract, charter: Charter) -> Iterator[str]:
    own = charter.contracts.get(contract.level or contract.name)
    rows = {**charter.rows, **(own.rows if own else {})}
    for priority in charter.priorities:
        row = rows.get(priority.name)
        terms = [one for one in row.terms.values() if one.kind not in INTERNAL] if row else []
        if terms:
            yield f"- {priority.name}"
            yield from (f"  {_term(one)}" for one in terms)


def _term(term: Term) -> str:
    said = {
        "promise": promise_name(term.kind),
        "length": length_of(term.target),
        "hours": term.hours,
    }
    if term.target.kind == "asap":
        return _("%(promise)s: as soon as we can, without a number") % said
    if term.target.kind == "not stated":
        return _("%(promise)s: no time is promised") % said
    return _("%(promise)s: within %(length)s, counted in the hours “%(hours)s”") % said


def length_of(target: Target) -> str:
    """How long a target gives, in words."""
    if target.kind == "days":
        return ngettext("%(days)d day", "%(days)d days", target.days) % {"days": target.days}
    if target.kind != "time":
        return target.text
    hours, minutes = divmod(target.amount // timedelta(minutes=1), 60)
    if minutes and hours:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
    if minutes:
        return _("%(minutes)d min") % {"minutes": minutes}
    return _("%(hours)d h") % {"hours": hours}


def _ladders(contract: Contract, charter: Charter, at: datetime) -> Iterator[str]:
    """The ladders that every contract has, and those that this one is given."""
    for ladder in charter.ladders.values():
        givers = {one.name for one in charter.contracts.values() if ladder.name in one.gives}
        givers |= {ladder.contract} if ladder.contract else set()
        if not givers or givers & {contract.name, contract.level}:
            yield f"- {ladder.name}"
            yield from (f"  {one}" for one in _steps(ladder, charter, at))


def _steps(ladder: Ladder, charter: Charter, at: datetime) -> Iterator[str]:
    if ladder.reasons:
        yield _("Reasons: %(reasons)s.") % {"reasons": "; ".join(ladder.reasons)}
    for number, step in enumerate(ladder.steps, start=1):
        yield f"{number}. {_step(step, charter, at)}"


def _step(step: Step, charter: Charter, at: datetime) -> str:
    said = {"step": step.name, "who": ", ".join(_who(role, charter, at) for role in step.notify)}
    if step.at is not None and step.at.amount:
        return _("%(step)s: %(who)s, %(length)s after the start") % {
            **said, "length": length_of(step.at)
        }  # fmt: skip
    return _("%(step)s: %(who)s") % said


def _who(role: str, charter: Charter, at: datetime) -> str:
    """A role; with the name and mail of who stands behind it, where it is one person's."""
    meant = charter.roles.get(role)
    names = rota_for(charter).on_duty(role, at, "") if meant and meant.kind == "person" else ()
    found = people_named(DESK, names[:1])
    told = [f"{role} ({one.name}, {one.email})" for one in found.values()]
    return told[0] if told else role


def _charter(charter: Charter, at: datetime) -> Iterator[str]:
    if is_read_by_customers(charter.name, at):
        yield f"{settings.SITE}/charters/{charter.name}/"
