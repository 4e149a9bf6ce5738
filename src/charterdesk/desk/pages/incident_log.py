"""What happened: in one sentence, and line by line with who came and went, the latest first."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from charterdesk.cases.store import Loaded
from charterdesk.desk.pages.engine_words import in_readers_words
from charterdesk.desk.pages.sentences import sentence
from charterdesk.engine import events as ev
from charterdesk.engine.ladder import Run
from charterdesk.incidents.models import Participation
from charterdesk.look.values import Entry
from charterdesk.visit.reader import Reader

SHOWN = (
    ev.Escalated, ev.LadderStarted, ev.StepFired, ev.StepTaken, ev.PersonReached, ev.Acknowledged,
    ev.CallPassed,
    ev.DeEscalated, ev.LadderEnded, ev.LadderResumed, ev.DefectRaised, ev.PrioritySet, ev.OwnerSet,
    ev.CustomerWrote, ev.ReplySent, ev.Resolved, ev.Reopened,
)  # fmt: skip
# Their sentence names who did it.
NAMED = (ev.PersonReached, ev.Acknowledged, ev.CustomerWrote)


def what_happened(loaded: Loaded, run: Run | None, reader: Reader) -> str:
    """In one sentence: whose trouble, which ladder, since when, why."""
    row = loaded.row
    customer = str(row.organisation or row.contact or row.asker or _("unknown"))
    if run is None:
        return _("No ladder has run on this case of %(customer)s.") % {"customer": customer}
    said = {
        "customer": customer,
        "ladder": run.ladder,
        "when": reader.full(run.since),
        "why": _reason(loaded, run),
        "priority": row.priority,
    }
    return _("%(customer)s, %(priority)s: the ladder %(ladder)s since %(when)s (%(why)s).") % said


def standing_of(loaded: Loaded, run: Run | None, reader: Reader) -> str:
    """Where it stands: who has it, or that nobody has; or how it ended."""
    if run is None:
        return _("Escalate the case, and this page shows the night.")
    if run.ended_at is not None:
        said = {"when": reader.full(run.ended_at), "why": in_readers_words(run.ended_why)}
        return _("It ended %(when)s: %(why)s.") % said
    if run.carried_by:
        return _("The outage %(number)s carries this ladder: see there.") % {
            "number": run.carried_by
        }
    having = [who for at, who in loaded.state.acknowledged if at >= run.since]
    names = ", ".join(dict.fromkeys(reader.name(who) for who in having))
    if not names:
        return _("Nobody has said yet that they have it.")
    return _("They have it: %(names)s.") % {"names": names}


def log_of(
    loaded: Loaded, run: Run | None, people: Sequence[Participation], reader: Reader
) -> tuple[Entry, ...]:  # fmt: skip
    """The lines of the run, the latest first."""
    if run is None:
        return ()
    lines = [*_events(loaded, run, reader), *_comings(run, people)]
    in_order = sorted(enumerate(lines), key=lambda line: (line[1].at, line[0]), reverse=True)
    return tuple(line for _place, line in in_order)


def _events(loaded: Loaded, run: Run, reader: Reader) -> Iterator[Entry]:
    for seq, event in enumerate(loaded.state.history, start=1):
        if event.at < run.since or not isinstance(event, SHOWN):
            continue
        who = "" if isinstance(event, NAMED) or not event.by else reader.name(event.by)
        who = _("customer") if event.by == ev.CUSTOMER and who else who
        yield Entry(id=f"i{seq}", kind="event", who=who, at=event.at, text=sentence(event, reader))


def _comings(run: Run, people: Sequence[Participation]) -> Iterator[Entry]:
    for one in people:
        said = {"name": one.person.name}
        if one.joined_at >= run.since:
            yield Entry(f"j{one.pk}", "event", "", one.joined_at, _("%(name)s joins") % said)
        if one.left_at is not None and one.left_at >= run.since:
            yield Entry(f"l{one.pk}", "event", "", one.left_at, _("%(name)s leaves") % said)


def _reason(loaded: Loaded, run: Run) -> str:
    """Why it was escalated, as it was given; else what started the run."""
    given = [
        event.reason
        for event in loaded.state.history
        if isinstance(event, ev.Escalated) and event.reason and not event.noted
        and event.at >= run.since
    ]  # fmt: skip
    return given[0] if given else in_readers_words(run.trigger)
