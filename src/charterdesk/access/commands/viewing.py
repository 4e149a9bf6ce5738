"""A customer's screen is looked at: asked for, approved, begun and ended (R-HFN-16).

The gate of the charter stands in between; an approval holds for one view and its minutes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from charterdesk.access.approvals import VIEW, approved_at, is_guarded, refused_since
from charterdesk.access.commands.asking import No, ask_approval, demand_case, record_word
from charterdesk.access.models import RemoteView
from charterdesk.access.tools import filled, read_place, tools_for
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.actors import DESK
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import do_act, end_approval
from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded, load
from charterdesk.kit.in_turn import Each, in_turn

MINUTES = range(5, 481)
UNANSWERED_FOR = timedelta(days=14)
How = RemoteView.How


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for; `text` is the message to the customer, "" where they are on the phone."""

    tool: str
    place: str
    port: int | None
    purpose: str
    minutes: int
    text: str = ""


def ask_view(
    *, case: Case, wanted: Wanted, by: Person, at: datetime, key: str = ""
) -> RemoteView | No:
    """Ask the customer to let us see their screen; the case waits for their word."""
    demand_case(by, case)
    loaded = load(case.pk)
    if not is_guarded(loaded, VIEW):
        return Refusal(_("The charter has no gate for a remote view, so that none is approved."))
    if wanted.minutes not in MINUTES or not wanted.purpose.strip():
        return Refusal(_("Say what for, and for how long: 5 minutes to 8 hours."), "purpose")
    place = read_place(wanted.place)
    if wanted.tool not in tools_for(loaded.charter, VIEW) or (wanted.place.strip() and not place):
        return Refusal(_("Choose a tool, and write where it finds the screen."), "place")
    view = RemoteView(
        case=case, act=VIEW, tool=wanted.tool, host=place, port=wanted.port,
        purpose=" ".join(wanted.purpose.split())[:300], minutes=wanted.minutes, asked_by=by,
        asked_at=at,
    )  # fmt: skip
    return _asked(view, loaded, wanted.text.strip(), by, at, key)


def _asked(
    view: RemoteView, loaded: Loaded, text: str, by: Person, at: datetime, key: str
) -> RemoteView | No:
    try:
        with transaction.atomic():
            view.save(force_insert=True)
            answer = ask_approval(loaded=loaded, act=VIEW, text=text, by=by, at=at, key=key)
            if not isinstance(answer, Done):
                transaction.set_rollback(True)
                return answer
    except IntegrityError:
        return Refusal(_("A remote view is asked for or under way already: end it first."))
    return view


def record_view_word(*, view: RemoteView, says: str, by: Person, at: datetime) -> Done | No:
    """The customer's yes by word of mouth to a request that is still open."""
    if view.ended_at is not None:
        return Refusal(_("This request is over: ask anew."))
    return record_word(case=view.case, act=view.act, says=says, by=by, at=at)


def start_view(*, view: RemoteView, by: Person, at: datetime) -> RemoteView | No:
    """Begin; refused by the charter's gate until the customer has approved this very request."""
    demand_case(by, view.case)
    with transaction.atomic():
        locked = RemoteView.objects.select_for_update().get(pk=view.pk)
        if locked.ended_at is not None:
            return Refusal(_("This request is over: ask anew."))
        if locked.started_at is not None:
            return locked
        answer = do_act(case=locked.case, name=VIEW, by=by, at=at)
        if not isinstance(answer, Done):
            return answer
        until = runs_until(locked, load(locked.case_id))
        if until is None or until <= at:
            transaction.set_rollback(True)
            return Refusal(_("The approval has run out, or was for another look: ask anew."))
        locked.started_by, locked.started_at = by, at
        locked.save(update_fields=["started_by", "started_at"])
    return locked


def end_view(*, view: RemoteView, by: Person, at: datetime) -> None:
    """The look is over, or the request withdrawn; the approval goes with it."""
    demand_case(by, view.case)
    _end(view, How.ENDED if view.started_at else How.WITHDRAWN, by, at)


def end_overdue_views(*, at: datetime, each: Each = in_turn) -> int:
    """End what has run out, was refused, or was never answered; how many."""
    views = RemoteView.objects.filter(ended_at__isnull=True).select_related("case")
    return each(views, _end_if_over, at)


def runs_until(view: RemoteView, loaded: Loaded) -> datetime | None:
    """When the approval of this view runs out; None where there is none."""
    given = approved_at(loaded, view.act, view.asked_at)
    return given + timedelta(minutes=view.minutes) if given else None


def address_of(view: RemoteView, loaded: Loaded, at: datetime) -> str:
    """What opens the tool: only while the view runs under a valid approval, else "".

    Raises MalformedSetting.
    """
    until = runs_until(view, loaded)
    runs = view.started_at is not None and view.ended_at is None
    if not runs or until is None or until <= at:
        return ""
    return filled(tools_for(loaded.charter, view.act).get(view.tool, ""), view)


def _end_if_over(view: RemoteView, at: datetime) -> bool:
    how = _over(view, load(view.case_id), at)
    if how is not None:
        _end(view, how, None, at)
    return how is not None


def _over(view: RemoteView, loaded: Loaded, at: datetime) -> RemoteView.How | None:
    until = runs_until(view, loaded)
    if until is not None:
        return How.RAN_OUT if until <= at or loaded.state.is_over else None
    if view.started_at is not None or refused_since(loaded, view.act, view.asked_at):
        return How.REFUSED
    waited = at - view.asked_at >= UNANSWERED_FOR
    return How.WITHDRAWN if waited or loaded.state.is_over else None


def _end(view: RemoteView, how: RemoteView.How, by: Person | None, at: datetime) -> None:
    with transaction.atomic():
        open_ = RemoteView.objects.filter(pk=view.pk, ended_at__isnull=True)
        if not open_.update(ended_at=at, ended_by=by, ended_how=how):
            return
        loaded = load(view.case_id)
        if approved_at(loaded, view.act, view.asked_at):
            end_approval(
                case=view.case, what=view.act, because=str(how.value), by=by or DESK, at=at
            )
