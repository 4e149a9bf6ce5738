"""What people, machines and time ask of a case. Each is answered by `decide` with a Decision.

`by` is a person's name as the rota knows it, or "customer"; "" lets the engine choose (the
owner, else the first person of the first tier). `contact` is when it really happened, if that
lies before it was written down (2.6 B).
"""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.engine.events.ending import BugBrought, StepBrought


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Command):
    """Time has passed: do all that is due up to and including `at`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was said before a case was split off: by "customer", or by one of us (2.6 E)."""

    at: datetime
    by: str
    message: str = ""
    channel: str = ""
    live: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase(Command):
    """`live`: one of us spoke with the asker; `by` is then who. `axes` are words of the matrix.

    `reason` is why a priority is asked for that only an escalation reaches (2.6 J). `outage`: the
    desk opens it for other cases of one cause (2.10); `of_outage` is the number of the one that
    this case is of from the start. A case that is `split_from` another one begins with what was
    said `since` its contact. `confirmed_by` is who lets a contact be written down that lies
    further back than the charter lets everybody (R-TER-3).
    """

    channel: str
    priority: str = ""
    axes: tuple[tuple[str, str], ...] = ()
    contract: str = ""
    asker: str = ""
    registered: bool = True
    subject: str = ""
    answered: bool = False
    marks: tuple[str, ...] = ()
    contact: datetime | None = None
    message: str = ""
    zone: str = ""
    split_from: str = ""
    confirmed_by: str = ""
    since: tuple[Before, ...] = ()
    outage: bool = False
    of_outage: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerWrites(Command):
    message: str = ""
    subject: str = ""
    channel: str = ""
    automatic: bool = False
    asker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Command):
    """`live`: a talk instead of a message (phone, chat, meeting)."""

    message: str = ""
    contact: datetime | None = None
    live: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAutomatic(Command):
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Command):
    """A note; those whom it `mentions` are told, with `words` as the parts of what they read."""

    message: str = ""
    mentions: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBounce(Command):
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawReply(Command):
    """The reply `of` is taken back while it waits to be sent; that it does, its sender knows."""

    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activate(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPriority(Command):
    to: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classify(Command):
    axes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOwner(Command):
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinTier(Command):
    """`tier` is a tier's name, or one of its roles."""

    tier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Command):
    tier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(Command):
    on: str
    what: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate(Command):
    """`step` is a level, the name of a step that an event reaches; "" for the start."""

    ladder: str = ""
    reason: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReached(Command):
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawReached(Command):
    """The message by which a step had reached them came back, and nothing else has reached them."""

    who: tuple[str, ...]
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge(Command):
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassCall(Command):
    """They were called and can't take it; `step` is that of the call, "" each that calls them."""

    who: tuple[str, ...]
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeEscalate(Command):
    """`customer_asked`: their consent was asked for and has not been given yet."""

    reason: str = ""
    customer_agrees: bool = False
    customer_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Command):
    """An address is registered; mail held for it becomes a case (R-BIC-13)."""

    asker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkBug(Command):
    number: str
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseBug(Command):
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBugOff(Command):
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveIndication(Command):
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivePatch(Command):
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveWorkaround(Command):
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkArticle(Command):
    """`address` is where the customer reads the article; "" where they may not."""

    article: str
    title: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFact(Command):
    """(word, value) pairs; the words are those of the charter's gates."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve(Command):
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseApproval(Command):
    what: str
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeAsker(Command):
    """`judge` is the authorised contact who says whether the asker may ask (R-TER-6)."""

    permitted: bool
    judge: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndApproval(Command):
    """What was approved is over, `because` it was done or ran out: it wants asking anew."""

    what: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Command):
    """`of` is a reply's id, then `score` is 1 for clear and 0 for not; else 1 to 5 for the case."""

    of: str = ""
    score: int
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoAct(Command):
    act: str
    automatic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(Command):
    """`with_message`: a message to the customer goes with it; `message` is its id."""

    outcome: str = ""
    contact: datetime | None = None
    with_message: bool = True
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree(Command):
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Command):
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBack(Command):
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Command):
    """This case goes into another; that one then gets `TakeIn` with `merging.brought(...)`."""

    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn(Command):
    """What the merged case brings; see events.TookIn."""

    number: str
    priority: str
    promises: tuple[tuple[str, str, datetime, datetime | None], ...] = ()
    breached: tuple[tuple[str, str, datetime], ...] = ()
    ladder: str = ""
    ladder_since: datetime | None = None
    ladder_trigger: str = ""
    steps: tuple[StepBrought, ...] = ()
    calls: tuple[tuple[str, int], ...] = ()
    answers: tuple[tuple[datetime, str, bool], ...] = ()
    passes: tuple[tuple[str, datetime, str], ...] = ()
    asker: str = ""
    bugs: tuple[BugBrought, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinOutage(Command):
    """The case is one of several of the outage `parent`; that one then gets `TakeChild`."""

    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOutage(Command):
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeChild(Command):
    child: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseChild(Command):
    child: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryLadder(Command):
    """A case of this outage was escalated; `step` is a level, as in `Escalate`."""

    child: str
    ladder: str
    reason: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeContract(Command):
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCharter(Command):
    """The case is moved to another version; `decide` is then given that version (2.6 D)."""

    version: int
