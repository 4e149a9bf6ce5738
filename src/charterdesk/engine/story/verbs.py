"""The verbs of a story as commands of the engine, with the fields that each of them knows."""

from collections.abc import Callable, Mapping
from datetime import datetime

from charterdesk.engine import commands as co
from charterdesk.engine import commands_bugs as bug
from charterdesk.engine import commands_costs as cost
from charterdesk.engine import commands_fields as own
from charterdesk.engine import commands_machines as machine
from charterdesk.engine import commands_matter as mat
from charterdesk.engine.charter.nodes import Items, Node, Text
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.times import moment

CUSTOMER = "the customer"
AXES = ("impact", "urgency", "criticality")
MATTER = (mat.KIND, mat.TYPE)
FIELDS: Mapping[str, tuple[str, ...] | None] = {
    "open": (
        "channel",
        "priority",
        *AXES,
        *MATTER,
        "contract",
        "from",
        "registered",
        "subject",
        "answered",
        "by",
        "confirmed_by",
        "marks",
        "contact",
        "reason",
    ),
    "customer": ("id", "subject", "channel", "automatic", "from"),
    "reply": ("by", "id", "contact"),
    "automatic": ("id",),
    "alert": ("channel", "id", "subject", "priority"),
    "recovery": ("channel", "id", "subject"),
    "note": ("by",),
    "bounce": ("of",),
    "activate": ("by",),
    "set_priority": ("to", "by", "reason"),
    "classify": (*AXES, "by"),
    "matter": (*MATTER, "by", "reason"),
    "own": ("to", "by"),
    "join": ("tier", "by"),
    "transfer": ("tier", "by"),
    "wait": ("on", "for", "until", "by"),
    "resume": ("on", "for", "by"),
    "escalate": ("ladder", "by", "reason", "level"),
    "reached": ("who",),
    "not_reached": ("who", "step"),
    "acknowledge": ("who",),
    "pass": ("who", "step"),
    "de_escalate": ("by", "reason", "customer_agrees", "customer_asked"),
    "register": ("from",),
    "bug": ("number", "critical", "by"),
    "bug_closed": ("number",),
    "bug_reopened": ("number",),
    "indication": ("number",),
    "patch": ("number",),
    "workaround": ("number",),
    "fact": None,
    "field": ("name", "value", "by"),
    "article": ("name", "address", "by"),
    "spend": ("entry", "minutes", "work", "note", "ended", "by"),
    "strike": ("entry", "reason", "by"),
    "charge": ("name", "amount", "currency", "reason", "waived", "by"),
    "quote": ("text", "takes", "amount", "currency", "until", "by"),
    "answer_quote": ("quote", "accepted", "says", "by"),
    "approve": ("what",),
    "approval_over": ("what", "because"),
    "refuse_approval": ("what", "says"),
    "judge_asker": ("permitted", "judge", "says"),
    "rate": ("of", "score", "says"),
    "do": ("act", "by", "automatic"),
    "resolve": ("outcome", "by", "contact", "message"),
    "agree": ("by", "says"),
    "decline": ("by", "says"),
    "close": ("by",),
    "reopen": ("by",),
    "hand_back": ("reason", "by"),
    "merge": ("into", "by"),
    "unmerge": ("by",),
    "split": ("from", "messages", "by"),
    "join_outage": ("into", "by"),
    "leave_outage": ("by", "reason"),
    "contract": ("to",),
    "charter": ("version",),
    "engine_down": ("until",),
}


REQUIRED: Mapping[str, tuple[str, ...]] = {
    "open": ("channel",),
    "alert": ("channel",),
    "recovery": ("channel",),
    "bounce": ("of",),
    "set_priority": ("to",),
    "own": ("to",),
    "join": ("tier",),
    "transfer": ("tier",),
    "reached": ("who",),
    "not_reached": ("who", "step"),
    "acknowledge": ("who",),
    "pass": ("who",),
    "field": ("name",),
    "article": ("name",),
    "spend": ("minutes",),
    "strike": ("entry",),
    "charge": ("name",),
    "answer_quote": ("quote",),
    "approve": ("what",),
    "approval_over": ("what",),
    "refuse_approval": ("what",),
    "judge_asker": ("permitted",),
    "rate": ("score",),
    "do": ("act",),
    "merge": ("into",),
    "split": ("from", "messages"),
    "join_outage": ("into",),
    "contract": ("to",),
    "charter": ("version",),
    "engine_down": ("until",),
}
TIMES = ("contact", "until", "ended")
FLAGS = (
    "registered",
    "answered",
    "automatic",
    "critical",
    "customer_agrees",
    "customer_asked",
    "message",
    "accepted",
    "waived",
)
LISTS = ("marks", "who", "messages")
NUMBERS = ("version", "score", "minutes")


class Fields:
    """The fields of one verb, read as text."""

    def __init__(self, nodes: Mapping[str, Node], cast: Cast, zone: str) -> None:
        self._nodes, self._cast, self._zone = nodes, cast, zone

    def __call__(self, key: str, otherwise: str = "") -> str:
        node = self._nodes.get(key)
        return node.value if isinstance(node, Text) else otherwise

    def words(self, key: str) -> tuple[str, ...]:
        node = self._nodes.get(key)
        if isinstance(node, Items):
            return tuple(item.value for item in node.items if isinstance(item, Text))
        return (node.value,) if isinstance(node, Text) else ()

    def flag(self, key: str, otherwise: bool = False) -> bool:
        text = self(key)
        return text in ("yes", "true") if text else otherwise

    def by(self, key: str = "by") -> str:
        return self._cast.actor(self(key)) if self(key) else ""

    def time(self, key: str) -> datetime | None:
        return moment(self(key), self._zone) if self(key) else None

    def axes(self) -> tuple[tuple[str, str], ...]:
        return tuple((axis, self(axis)) for axis in AXES if self(axis))

    def matter(self) -> tuple[tuple[str, str], ...]:
        """Kind and type, where they are named; "" takes one off."""
        return tuple((what, self(what)) for what in MATTER if what in self._nodes)

    def all(self) -> tuple[tuple[str, str], ...]:
        return tuple((key, self(key, "yes")) for key in self._nodes)


def command(verb: str, f: Fields) -> co.Command:
    """The command of a verb; those of two cases, `charter` and `engine_down` belong to the play."""
    return _COMMANDS[verb](f)


def _open(f: Fields) -> co.Command:
    return co.OpenCase(
        channel=f("channel"),
        priority=f("priority"),
        axes=(*f.axes(), *f.matter()),
        contract=f("contract"),
        asker=f("from", CUSTOMER),
        registered=f.flag("registered", True),
        subject=f("subject"),
        answered=f.flag("answered"),
        by=f.by(),
        marks=f.words("marks"),
        contact=f.time("contact"),
        reason=f("reason"),
        confirmed_by=f.by("confirmed_by"),
    )


def _customer(f: Fields) -> co.Command:
    return co.CustomerWrites(
        message=f("id"),
        subject=f("subject"),
        channel=f("channel"),
        automatic=f.flag("automatic"),
        asker=f("from"),
    )


def _resolve(f: Fields) -> co.Command:
    return co.Resolve(
        outcome=f("outcome"),
        by=f.by(),
        contact=f.time("contact"),
        with_message=f.flag("message", True),
    )


def _de_escalate(f: Fields) -> co.Command:
    agrees = f.flag("customer_agrees")
    asked = f.flag("customer_asked")
    return co.DeEscalate(
        by=f.by(), reason=f("reason"), customer_agrees=agrees, customer_asked=asked
    )


def _escalate(f: Fields) -> co.Command:
    return co.Escalate(ladder=f("ladder"), by=f.by(), reason=f("reason"), step=f("level"))


def _spend(f: Fields) -> co.Command:
    return cost.SpendTime(
        entry=f("entry", "e1"),
        minutes=int(f("minutes")),
        work=f("work", "support"),
        note=f("note"),
        ended_at=f.time("ended"),
        by=f.by(),
    )


def _charge(f: Fields) -> co.Command:
    return cost.DecideCharge(
        name=f("name"),
        charged=not f.flag("waived"),
        amount=f("amount"),
        currency=f("currency"),
        reason=f("reason"),
        by=f.by(),
    )


def _quote(f: Fields) -> co.Command:
    return cost.OfferQuote(
        text=f("text"),
        time_frame=f("takes"),
        amount=f("amount"),
        currency=f("currency"),
        valid_until=f.time("until"),
        by=f.by(),
    )


_COMMANDS: Mapping[str, Callable[[Fields], co.Command]] = {
    "open": _open,
    "customer": _customer,
    "reply": lambda f: co.Reply(by=f.by(), message=f("id"), contact=f.time("contact")),
    "automatic": lambda f: co.SendAutomatic(message=f("id")),
    "alert": lambda f: machine.AlertFires(
        channel=f("channel"), message=f("id"), subject=f("subject"), priority=f("priority")
    ),
    "recovery": lambda f: machine.AlertRecovers(
        channel=f("channel"), message=f("id"), subject=f("subject")
    ),
    "note": lambda f: co.AddNote(by=f.by()),
    "bounce": lambda f: co.ReportBounce(of=f("of")),
    "activate": lambda f: co.Activate(by=f.by()),
    "set_priority": lambda f: co.SetPriority(to=f("to"), by=f.by(), reason=f("reason")),
    "classify": lambda f: co.Classify(axes=f.axes(), by=f.by()),
    "matter": lambda f: mat.SetMatter(words=f.matter(), by=f.by(), reason=f("reason")),
    "own": lambda f: co.SetOwner(to=f.by("to"), by=f.by()),
    "join": lambda f: co.JoinTier(tier=f("tier"), by=f.by()),
    "transfer": lambda f: co.Transfer(tier=f("tier"), by=f.by()),
    "wait": lambda f: co.Wait(
        on=f("on", "customer"), what=f("for"), until=f.time("until"), by=f.by()
    ),
    "resume": lambda f: co.Resume(by=f.by()),
    "escalate": _escalate,
    "reached": lambda f: co.ConfirmReached(who=f.words("who")),
    "acknowledge": lambda f: co.Acknowledge(who=f.words("who")),
    "not_reached": lambda f: co.WithdrawReached(who=f.words("who"), step=f("step")),
    "pass": lambda f: co.PassCall(who=f.words("who"), step=f("step")),
    "de_escalate": _de_escalate,
    "register": lambda f: co.Register(asker=f("from", CUSTOMER)),
    "bug": lambda f: co.LinkBug(number=f("number"), critical=f.flag("critical"), by=f.by()),
    "bug_closed": lambda f: co.CloseBug(number=f("number")),
    "bug_reopened": lambda f: bug.ReopenBug(number=f("number")),
    "indication": lambda f: co.GiveIndication(number=f("number")),
    "patch": lambda f: co.GivePatch(number=f("number")),
    "workaround": lambda f: co.GiveWorkaround(number=f("number")),
    "fact": lambda f: co.RecordFact(facts=f.all()),
    "field": lambda f: own.SetFields(values=((f("name"), f("name"), f("value")),), by=f.by()),
    "article": lambda f: co.LinkArticle(article=f("name"), address=f("address"), by=f.by()),
    "spend": _spend,
    "strike": lambda f: cost.StrikeTime(entry=f("entry"), reason=f("reason"), by=f.by()),
    "charge": _charge,
    "quote": _quote,
    "answer_quote": lambda f: cost.AnswerQuote(
        quote=f("quote"), accepted=f.flag("accepted"), says=f("says"), by=f.by() or "customer"
    ),
    "approve": lambda f: co.Approve(what=f("what")),
    "approval_over": lambda f: co.EndApproval(what=f("what"), because=f("because"), by=f.by()),
    "refuse_approval": lambda f: co.RefuseApproval(what=f("what"), says=f("says")),
    "judge_asker": lambda f: co.JudgeAsker(
        permitted=f.flag("permitted"), judge=f("judge"), says=f("says")
    ),
    "rate": lambda f: co.Rate(of=f("of"), score=int(f("score", "0")), says=f("says")),
    "do": lambda f: co.DoAct(act=f("act"), by=f.by(), automatic=f.flag("automatic")),
    "resolve": _resolve,
    "agree": lambda f: co.Agree(by=f.by(), says=f("says")),
    "decline": lambda f: co.Decline(by=f.by() or "customer", says=f("says")),
    "close": lambda f: co.CloseCase(by=f.by()),
    "reopen": lambda f: co.Reopen(by=f.by()),
    "hand_back": lambda f: co.HandBack(reason=f("reason"), by=f.by()),
    "leave_outage": lambda f: co.LeaveOutage(by=f.by(), reason=f("reason")),
    "contract": lambda f: co.ChangeContract(to=f("to")),
    "charter": lambda f: co.ChangeCharter(version=int(f("version", "0"))),
}
