"""Ports of a customer's system are tried by a worker; what they say is a fact on the case.

A check is claimed before anything goes out, so that it is tried once; nothing goes out inside a
transaction. What the gate needs is recorded, or taken off, in the name of who asked (R-BIC-33).
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.access.models import PortCheck, System
from charterdesk.access.needs import facts_found, needs_on
from charterdesk.access.ports import all_ports
from charterdesk.access.rights import sees_case_of
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.commands import end_waiting, record_facts
from charterdesk.cases.models import Case
from charterdesk.cases.store import load
from charterdesk.kit.egress import EgressFailed, EgressRefused
from charterdesk.kit.knocking import Heard
from charterdesk.notifications.ways_out import NETWORKS

ASKED_FOR = "access"
AT_MOST_EVERY = timedelta(seconds=15)
GIVEN_UP_AFTER = timedelta(minutes=2)
OPEN = "open"

Knock = Callable[[str, tuple[int, ...]], Mapping[int, Heard]]


def ask_check(*, system: System, case: Case, by: Person, at: datetime) -> PortCheck | Refusal:
    """Have the ports of a system tried for a case of its customer's, a moment later."""
    demand_sight(by)
    if not sees_case_of(by, case, system.organisation_id):
        return Refusal(_("This system is of another customer than the case."))
    if not system.address:
        return Refusal(_("The system has no address yet: add it, or ask the customer."))
    if not all_ports(system.ports):
        return Refusal(_("No port of the system is named: choose a product, or write ports."))
    with transaction.atomic():
        System.objects.select_for_update().get(pk=system.pk)
        recent = PortCheck.objects.filter(system=system, asked_at__gt=at - AT_MOST_EVERY)
        if recent.exists():
            return Refusal(_("Its ports were tried a moment ago: wait some seconds."))
        return PortCheck.objects.create(
            system=system, case=case, address=system.address, ports=system.ports, asked_by=by,
            asked_at=at,
        )  # fmt: skip


def check_next(knock: Knock, *, at: datetime, clock: Callable[[], datetime]) -> bool:
    """Try the ports of the oldest check that waits; False where none does."""
    open_ = PortCheck.objects.filter(done_at__isnull=True)
    waiting = open_.filter(claimed_at__isnull=True) | open_.filter(
        claimed_at__lt=at - GIVEN_UP_AFTER
    )
    check = waiting.select_related("system").order_by("asked_at", "pk").first()
    if check is None:
        return False
    if open_.filter(pk=check.pk, claimed_at=check.claimed_at).update(claimed_at=at):
        said, fault = _said(check, knock)
        with transaction.atomic():
            PortCheck.objects.filter(pk=check.pk).update(said=said, fault=fault, done_at=clock())
            check.said, check.fault = said, fault
            _record(check, clock())
    return True


def is_reached(check: PortCheck) -> bool:
    """Whether every port that was tried took the connection."""
    return bool(check.said) and all(heard == OPEN for heard in check.said.values())


def _said(check: PortCheck, knock: Knock) -> tuple[dict[str, str], str]:
    try:
        heard = knock(check.address, all_ports(check.ports))
    except EgressRefused as fault:
        return {}, f"{fault} The operator names networks that may be reached in {NETWORKS}."
    except EgressFailed as fault:
        return {}, str(fault)
    return {str(port): one for port, one in heard.items()}, ""


def _record(check: PortCheck, at: datetime) -> None:
    """Put what was found on the case; a case that is over takes nothing more."""
    loaded = load(check.case_id)
    if loaded.state.is_over:
        return
    by = check.asked_by
    facts = facts_found(
        loaded.charter, loaded.state, check.system, led=not check.fault, reached=is_reached(check)
    )
    if facts:
        record_facts(case=loaded.row, facts=facts, by=by, at=at)
    state = load(check.case_id).state
    waits = state.waiting_on == "customer" and state.waiting_for == ASKED_FOR
    if waits and all(need.there for need in needs_on(loaded.charter, state)):
        end_waiting(case=loaded.row, by=by, at=at)
