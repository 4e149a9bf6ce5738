"""From a draft to a version: published at once, or proposed until a second person has decided.

A version never changes and numbers only grow, so going back is a new version with a former text.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import Actor, demand_management
from charterdesk.charters.commands.drafting import STALE, end_draft, stale_words
from charterdesk.charters.commands.publishing import publish_charter
from charterdesk.charters.keeping import read_text
from charterdesk.charters.models import (
    CharterDraft,
    CharterProposal,
    CharterVersion,
    ServedCharter,
)
from charterdesk.charters.stamping import stamped
from charterdesk.engine.charter.faults import CharterErrors


@dataclass(frozen=True, slots=True)
class Start:
    """When a version shall be in force (None: at once), and whether open cases move to it."""

    at: datetime | None = None
    moves_cases: bool = False


Published = CharterVersion | CharterProposal | Refusal


@transaction.atomic
def publish_draft(
    *, name: str, seen_edition: int, start: Start, by: Actor, at: datetime
) -> Published:
    """Publish the draft that was seen, under the next free number; or propose it.

    Where the charter wants a second person, the answer is the proposal and nothing is in force.
    """
    demand_management(by)
    draft = CharterDraft.objects.select_for_update().filter(name=name).first()
    if draft is None:
        return Refusal(_("“%(name)s” is not being written.") % {"name": name})
    if draft.edition != seen_edition:
        return Refusal(stale_words(draft), STALE)
    text = ready_text(name, draft.text, start, at)
    return text if isinstance(text, Refusal) else _given_out(name, text, start, by, at)


@transaction.atomic
def return_to_version(*, name: str, version: int, by: Actor, at: datetime) -> Published:
    """Put a former text in force again, at once, as a new version; or propose that."""
    demand_management(by)
    former = CharterVersion.objects.filter(name=name, version=version).first()
    if former is None:
        said = {"name": name, "version": str(version)}
        return Refusal(_("There is no version %(version)s of “%(name)s”.") % said)
    text = ready_text(name, former.text, Start(), at)
    return text if isinstance(text, Refusal) else _given_out(name, text, Start(), by, at)


@transaction.atomic
def approve_proposal(*, proposal: CharterProposal, by: Person, at: datetime) -> Published:
    """A second person agrees: the text is published as it was proposed.

    A start that has passed meanwhile becomes now.
    """
    demand_management(by)
    found = _still_open(proposal)
    if found is None:
        return Refusal(_("This was decided meanwhile: look at it again."))
    if found.asked_by == by:
        return Refusal(_("You asked for it yourself: somebody else must approve it."))
    late = found.starts_at is not None and found.starts_at < at
    start = Start(None if late else found.starts_at, found.moves_cases)
    text = ready_text(found.name, found.text, start, at)
    if isinstance(text, Refusal):
        return text
    _decide(found, "approved", "", by, at)
    return _published(found.name, text, found.asked_by, at, approved_by=by)


@transaction.atomic
def decline_proposal(
    *, proposal: CharterProposal, reason: str, by: Person, at: datetime
) -> Refusal | None:
    """A second person says no and why; its author may only take it back."""
    demand_management(by)
    found = _still_open(proposal)
    if found is None:
        return Refusal(_("This was decided meanwhile: look at it again."))
    if found.asked_by == by:
        _decide(found, "withdrawn", reason, by, at)
        return None
    if not reason.strip():
        return Refusal(_("Say why, so that its author can mend it."), "reason")
    _decide(found, "declined", reason.strip(), by, at)
    return None


def ready_text(name: str, text: str, start: Start, at: datetime) -> str | Refusal:
    """The text as it would be published: with a free number, and with the start that was chosen."""
    try:
        charter = read_text(text, name)
    except CharterErrors as errors:
        return Refusal(str(errors), "text")
    if charter.name != name:
        said = {"name": name, "other": charter.name}
        return Refusal(
            _("The text calls itself “%(other)s”: write `charter: %(name)s`.") % said, "text"
        )
    if start.at is not None and start.at < at:
        return Refusal(_("The start lies in the past: choose a moment to come."), "starts_at")
    taken = CharterVersion.objects.filter(name=name).order_by("-version").first()
    number = taken.version + 1 if taken and charter.version <= taken.version else None
    stated = charter.in_force_from
    starts_at = start.at or (at if stated is not None and stated > at else None)
    return stamped(text, version=number, starts_at=starts_at, zone=charter.zone)


def _given_out(name: str, text: str, start: Start, by: Actor, at: datetime) -> Published:
    served = ServedCharter.objects.select_for_update().filter(name=name).first()
    if served is None or not served.needs_second or not isinstance(by, Person):
        return _published(name, text, by, at)
    if CharterProposal.objects.filter(name=name, outcome="").exists():
        return Refusal(_("A text of “%(name)s” waits for approval already.") % {"name": name})
    return CharterProposal.objects.create(
        name=name,
        text=text,
        starts_at=start.at,
        moves_cases=start.moves_cases,
        asked_at=at,
        asked_by=by,
    )


def _published(
    name: str, text: str, by: Actor, at: datetime, approved_by: Person | None = None
) -> CharterVersion | Refusal:
    """Publish, and end the draft that this text came from."""
    done = publish_charter(text=text, by=by, at=at, file=name, approved_by=approved_by)
    if isinstance(done, Refusal):
        return done
    draft = CharterDraft.objects.select_for_update().filter(name=name).first()
    if draft is not None and _bare(draft.text) == _bare(text):
        end_draft(draft, "published", by, at)
    return done


def _bare(text: str) -> str:
    """The text without what publishing writes into it."""
    said = ("version:", "in_force_from:")
    return "\n".join(line for line in text.split("\n") if not line.startswith(said))


def _still_open(proposal: CharterProposal) -> CharterProposal | None:
    rows = CharterProposal.objects.select_for_update()
    return rows.filter(pk=proposal.pk, outcome="").first()


def _decide(proposal: CharterProposal, outcome: str, reason: str, by: Person, at: datetime) -> None:
    proposal.outcome, proposal.reason = outcome, reason
    proposal.decided_by, proposal.decided_at = by, at
    proposal.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
