"""What took place before it was written down: how far back, and who confirms it (2.6 B)."""

from datetime import datetime

from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.phrase import phrase


def may_be_written_down(draft: Draft, contact: datetime | None, confirmed_by: str = "") -> bool:
    """A past contact may be entered up to the charter's limit; beyond it the head confirms."""
    if contact is None or contact == draft.at:
        return True
    intake, head = draft.charter.intake, draft.charter.last_resort
    answerable = draft.roles_of(confirmed_by or draft.actor)
    if contact > draft.at:
        draft.refuse(
            phrase(
                "The time of the contact lies in the future; give the time at which it took place."
            )
        )
    elif not intake.later_allowed:
        draft.refuse(
            phrase("This charter does not allow a contact to be written down later."),
            place=intake.place,
        )
    elif draft.at - contact > intake.later_at_most and head not in answerable:
        draft.refuse(
            phrase(
                "The contact is more than %(hours)s h ago; the %(role)s has to confirm it.",
                hours=f"{intake.later_at_most.total_seconds() / 3600:g}",
                role=head,
            ),
            head,
            place=intake.place,
        )
    return draft.refused is None
