"""Publishing together with the fate of the open cases: both, or neither."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.charters.commands import Start, approve_proposal, publish_draft
from charterdesk.charters.models import CharterProposal, CharterVersion
from charterdesk.charters.queries import draft_of
from charterdesk.studio.checking import checked
from charterdesk.studio.titles import MOVE, move_title
from charterdesk.worker.commands import ask_job


@transaction.atomic
def publish_and_move(
    *, name: str, seen_edition: int, start: Start, by: Person, at: datetime
) -> CharterVersion | CharterProposal | Refusal:
    """Publish a draft; where open cases go along, a job moves them when it comes into force.

    Errors and warnings that the charter doesn't accept refuse it (part 5).
    """
    draft = draft_of(by, name)
    if draft is not None and not checked(by, name, draft.text, at).can_be_published:
        return Refusal(_("The checks of this text stop it from being published."), "text")
    done = publish_draft(name=name, seen_edition=seen_edition, start=start, by=by, at=at)
    if isinstance(done, CharterVersion) and start.moves_cases:
        _move(done, by, at)
    return done


@transaction.atomic
def approve_and_move(
    *, proposal: CharterProposal, by: Person, at: datetime
) -> CharterVersion | CharterProposal | Refusal:
    """Approve what was proposed, with what was asked for the open cases.

    The people may have changed since it was asked, so it is checked once more.
    """
    if not checked(by, proposal.name, proposal.text, at).can_be_published:
        return Refusal(_("The checks of this text stop it from being published."), "text")
    done = approve_proposal(proposal=proposal, by=by, at=at)
    if isinstance(done, CharterVersion) and proposal.moves_cases:
        _move(done, by, at)
    return done


def _move(version: CharterVersion, by: Person, at: datetime) -> None:
    ask_job(
        kind=MOVE,
        title=move_title(version.name, version.version),
        arguments={"charter": version.name, "version": version.version},
        by=by,
        at=at,
        due_at=version.in_force_from,
    )
