"""Watching a case: by hand, for a colleague, and no longer. No event, no promise knows of it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, Watch
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase

ON, STOPPED = Watch.State.ON, Watch.State.STOPPED


def watch_case(*, case: Case, by: Person, at: datetime) -> None:
    """`by` watches the case, also one that they had stopped watching."""
    if not sees(by, case):
        raise PermissionDenied(_("Who may not see a case can't watch it."))
    Watch.objects.update_or_create(
        case=case, person=by, defaults={"state": ON, "at": at, "by": by, "came_from": None}
    )


def stop_watching(*, case: Case, by: Person, at: datetime) -> None:
    """`by` watches the case no more, and nothing but themselves begins it again.

    It also quiets the ordinary news of a case that they own.
    """
    Watch.objects.update_or_create(
        case=case, person=by, defaults={"state": STOPPED, "at": at, "by": by, "came_from": None}
    )


def leave_watch(*, case: Case, by: Person) -> bool:
    """Take back that `by` watches the case, as if they never had; whether that was done.

    Who has answered on it meanwhile goes on watching, as everybody does who answers.
    """
    own = Watch.objects.filter(case=case, person=by, state=ON, took_part=False)
    return bool(own.delete()[0])


def add_watcher(*, case: Case, person: Person, by: Person, at: datetime) -> Refusal | None:
    """A colleague watches the case from now on; refused who may not see it, or has stopped."""
    if not sees(by, case):
        raise PermissionDenied(_("Who may not see a case can't watch it."))
    if not person.is_active or not sees(person, case):
        return Refusal(phrase("%(name)s may not see this case.", name=person.name))
    with transaction.atomic():
        made = {"state": ON, "at": at, "by": by}
        watch, _new = Watch.objects.get_or_create(case=case, person=person, defaults=made)
    if watch.state == STOPPED:
        return Refusal(
            phrase(
                "%(name)s has stopped watching this case: only they can begin again.",
                name=person.name,
            )
        )
    return None


def sees(person: Person, case: Case) -> bool:
    """Whether somebody of the desk may see the case; nobody with a closed account does."""
    return person.is_active and cases_seen_by(person).filter(pk=case.pk).exists()
