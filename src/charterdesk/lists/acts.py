"""What can be done to many cases, one by one, each through the command that the case's page uses.

An act answers what became of the case, with how it is undone where it can be. It runs inside the
transaction that writes the answer down.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from charterdesk.cases.commands import put_label, set_owner, take_label_off
from charterdesk.cases.models import Case
from charterdesk.cases.queries.labels import labels_of_the_desk
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.lists import joining, macros, waiting, watched
from charterdesk.lists.becoming import (
    ASSIGN,
    IN_TURN,
    KEEP_OWNER,
    LABEL,
    UNLABEL,
    Became,
    Doing,
    Given,
    became,
    owned_before,
    steps_of,
)


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
    inverse = owned_before(former, to.username)
    return became(answer, _("%(name)s owns it.") % said, inverse, doing)


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


def _in_turn(case: Case, given: Given, doing: Doing) -> Became:
    """One act after the other; it is done where one of them was, and each says its own."""
    results = [do_to(case, step, doing) for step in steps_of(given)]
    words = " ".join(one.words for one in results)
    done = any(one.outcome == "done" for one in results)
    return Became("done" if done else results[0].outcome, words)


_ACTS: Mapping[str, Callable[[Case, Given, Doing], Became]] = {
    ASSIGN: _assign, KEEP_OWNER: _keep_owner, LABEL: _label, UNLABEL: _label,
    IN_TURN: _in_turn, macros.MACRO: macros.use, macros.TAKE_BACK: macros.take_back,
    joining.MERGE: joining.merge, joining.APART: joining.apart,
    waiting.ACTIVE: waiting.activate, waiting.WAIT: waiting.wait,
    waiting.PUT_OFF: waiting.put_off, waiting.RESUME: waiting.resume,
    watched.WATCH: watched.watch, watched.UNWATCH: watched.unwatch, watched.LEAVE: watched.leave,
}  # fmt: skip
