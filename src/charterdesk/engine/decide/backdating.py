"""What took place before it was written down: how far back, and who confirms it (2.6 B)."""

from datetime import datetime

from charterdesk.engine import events as ev
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.phrase import phrase

# What shows that a case had not ended yet.
GOES_ON = (
    ev.CaseOpened, ev.CustomerWrote, ev.WaitingBegan, ev.WaitingEnded, ev.Declined, ev.Reopened,
    ev.TookIn, ev.MergeUndone,
)  # fmt: skip


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


def may_have_ended(draft: Draft, ended: datetime | None) -> bool:
    """An end may be entered later like a contact, but not before what shows that there was none."""
    if ended is None or not may_be_written_down(draft, ended):
        return draft.refused is None
    went_on = max(one.at for one in draft.case.history if isinstance(one, GOES_ON))
    if ended < went_on:
        draft.refuse(
            phrase(
                "The case went on after that: it was opened, began or ended to wait, or the "
                "customer wrote only then. Give a later time."
            )
        )
    return draft.refused is None
