"""What can be done to many cases, one by one, each through the command that the case's page uses.

An act answers what became of the case, with how it is undone where it can be. It runs inside the
transaction that writes the answer down.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import person_named
from charterdesk.cases.answers import Answer, Conflict, Done
from charterdesk.cases.commands import (
    activate_case,
    begin_waiting,
    end_waiting,
    put_label,
    set_owner,
    take_label_off,
)
from charterdesk.cases.models import Case
from charterdesk.cases.queries.labels import labels_of_the_desk
from charterdesk.engine.decide import Refusal
from charterdesk.kit.whole_numbers import whole_number

Outcome = Literal["done", "skipped", "refused", "failed"]
Given = Mapping[str, str]
# Words a refusal in the language of who reads it.
Say = Callable[[Refusal | Conflict], str]
RESUME = "resume"
ASSIGN, ACTIVE, WAIT, LABEL, UNLABEL = "assign", "active", "wait", "label", "unlabel"


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does it, when, and how a refusal is worded."""

    by: Person
    at: datetime
    say: Say
    _known: dict[str, Person | None] = field(default_factory=dict)

    def person(self, username: str) -> Person | None:
        """Somebody of the desk; looked for once."""
        if username not in self._known:
            self._known[username] = person_named(self.by, username)
        return self._known[username]


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a case; `inverse` is what would undo it, empty where nothing can."""

    outcome: Outcome
    words: str
    inverse: Given = field(default_factory=dict)


def do_to(case: Case, given: Given, doing: Doing) -> Became:
    """Do to the case what is given."""
    return _ACTS.get(given.get("act", ""), _nothing)(case, given, doing)


def _assign(case: Case, given: Given, doing: Doing) -> Became:
    to = doing.person(given.get("owner", ""))
    if to is None:
        return Became("refused", _("Who should own it does not work here any more."))
    said = {"name": to.name}
    if case.owner_id == to.pk:
        return Became("skipped", _("%(name)s owned it already.") % said)
    former = case.owner.username if case.owner else ""
    if (still := given.get("if_owner", "")) and former != still:
        return Became("skipped", _("It was given to somebody else since."))
    answer = set_owner(case=case, to=to, by=doing.by, at=doing.at)
    inverse = {"act": ASSIGN, "owner": former, "if_owner": to.username} if former else _NO_OWNER
    return _became(answer, _("%(name)s owns it.") % said, inverse, doing)


def _active(case: Case, _given: Given, doing: Doing) -> Became:
    if case.status not in ("waiting", "new"):
        return Became("skipped", _("It was not waiting."))
    inverse = {"act": WAIT, "on": case.waiting_on} if case.waiting_on else {}
    if inverse:
        ended = end_waiting(case=case, by=doing.by, at=doing.at)
        if not isinstance(ended, Done):
            return Became("refused", doing.say(ended))
        case = ended.case
    if case.status != "new":
        return Became("done", _("It is active."), inverse)
    answer = activate_case(case=case, by=doing.by, at=doing.at)
    return _became(answer, _("It is active."), inverse, doing)


def _resume(case: Case, _given: Given, doing: Doing) -> Became:
    """What it waited for is there; it is again what it was before."""
    if case.status != "waiting":
        return Became("skipped", _("It was not waiting."))
    answer = end_waiting(case=case, by=doing.by, at=doing.at)
    return _became(answer, _("It does not wait any more."), {}, doing)


def _wait(case: Case, given: Given, doing: Doing) -> Became:
    on = given.get("on", "")
    if case.status == "waiting" and case.waiting_on == on:
        return Became("skipped", _("It was waiting for that already."))
    before = {"act": WAIT, "on": case.waiting_on} if case.waiting_on else {"act": RESUME}
    answer = begin_waiting(case=case, on=on, what="", by=doing.by, at=doing.at)
    return _became(answer, _("It is waiting."), before, doing)


def _label(case: Case, given: Given, doing: Doing) -> Became:
    label = labels_of_the_desk(doing.by).filter(pk=whole_number(given.get("label")) or 0).first()
    if label is None:
        return Became("refused", _("The label is not there any more."))
    if given["act"] == LABEL:
        if put_label(label=label, cases=[case], by=doing.by, at=doing.at):
            inverse = {"act": UNLABEL, "label": str(label.pk)}
            return Became("done", _("The label is on the case."), inverse)
        return Became("skipped", _("It had the label already."))
    if take_label_off(label=label, cases=[case], by=doing.by):
        return Became(
            "done", _("The label is off the case."), {"act": LABEL, "label": str(label.pk)}
        )
    return Became("skipped", _("It did not have the label."))


def _keep_owner(_case: Case, _given: Given, _doing: Doing) -> Became:
    return Became("refused", _("Nobody owned it before, and a case does not lose its owner."))


def _nothing(_case: Case, _given: Given, _doing: Doing) -> Became:
    return Became("refused", _("This can't be undone: a case does not become new again."))


def _became(answer: Answer, words: str, inverse: Given, doing: Doing) -> Became:
    if isinstance(answer, Done):
        return Became("done", words, inverse)
    return Became("refused", doing.say(answer))


_NO_OWNER: Given = {"act": "keep owner"}
_ACTS: Mapping[str, Callable[[Case, Given, Doing], Became]] = {
    ASSIGN: _assign, ACTIVE: _active, WAIT: _wait, LABEL: _label, UNLABEL: _label,
    "keep owner": _keep_owner, RESUME: _resume,
}  # fmt: skip
