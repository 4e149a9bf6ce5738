"""The `tell` rules: at each moment that the charter names, who is told (theme 8)."""

from datetime import datetime

from charterdesk.engine.charter.values import TellMoment, TellRule
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.telling import Notice, tell
from charterdesk.engine.intents import CONTACT
from charterdesk.engine.promise import Promise
from charterdesk.engine.wording import wall_time


def moment(
    draft: Draft,
    when: TellMoment,
    text: str,
    due_at: datetime,
    *,
    outcome: str = "",
    staff_only: bool = False,
    words: tuple[tuple[str, str], ...] = (),
) -> None:
    """Follow every rule of that moment whose condition holds."""
    for rule in draft.charter.tells:
        if rule.when != when or rule.outcome != outcome or not _holds(draft, rule):
            continue
        who = tuple(name for name in rule.who if not (staff_only and name == CONTACT))
        tell(draft, who, _notice(draft, rule, text, due_at, words))


def raised(draft: Draft) -> None:
    """A raise pages whoever an opening in that row would have paged (2.6 I)."""
    text = f"The case is now {draft.case.priority}: {draft.case.subject}".rstrip(": ")
    for rule in draft.charter.tells:
        if rule.when == "opened" and rule.if_priority == draft.case.priority:
            who = tuple(name for name in rule.who if name != CONTACT)
            tell(draft, who, _notice(draft, rule, text, draft.at))


def promise_moment(draft: Draft, when: TellMoment, promise: Promise, due_at: datetime) -> None:
    """A warning or a breach of one promise, with its kind and due in the words."""
    due = promise.due.isoformat() if promise.due else ""
    shown = wall_time(promise.due, draft.charter.zone) if promise.due else "once"
    name = f"{promise.kind} {promise.key}".strip()
    text = {
        "warning": f"Warning: the {name} promised is due soon, at {shown}.",
        "breach": f"Breach: the {name} promised was due at {shown} and is missed.",
    }[when]
    words = (("promise", promise.kind), ("key", promise.key), ("due", due))
    moment(draft, when, text, due_at, words=words)


def _holds(draft: Draft, rule: TellRule) -> bool:
    if rule.if_priority and rule.if_priority != draft.case.priority:
        return False
    if not rule.if_step:
        return True
    return any(
        step.name == rule.if_step and step.is_ in ("running", "taken", "breached")
        for run in draft.case.runs[-1:]
        for step in run.steps
    )


def _notice(
    draft: Draft,
    rule: TellRule,
    text: str,
    due_at: datetime,
    words: tuple[tuple[str, str], ...] = (),
) -> Notice:
    """The rule's notice; calling again until the response begins only where one is owed."""
    settled = rule.repeat and rule.repeat.until == "response" and draft.case.is_answered
    what = f"{text} ({rule.what})" if rule.what else text
    about = f"outcome {rule.outcome}" if rule.outcome else rule.when
    return Notice(
        rule=rule.name,
        about=about,
        text=what,
        due_at=due_at,
        means=rule.means,
        calling=rule.name if rule.repeat and not settled else "",
        words=(*words, ("what", rule.what)),
        sender=rule.sender,
        with_reply=rule.when == "reply",
        always=rule.when == "ladder step",
    )
