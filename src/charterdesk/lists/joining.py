"""Several cases merged into one of them, each as if it were the only one, and each apart again."""

from django.utils.translation import gettext as _

from charterdesk.cases.commands import merge_case, undo_merge
from charterdesk.cases.models import Case
from charterdesk.cases.queries import case_for
from charterdesk.lists.becoming import Became, Doing, Given, became

MERGE, APART = "merge", "apart"


def merge(case: Case, given: Given, doing: Doing) -> Became:
    """It ends in the case that was chosen, which takes over what it owes (2.6 E)."""
    into = case_for(doing.by, given["into"])
    if into is None:
        return Became("refused", _("The case that was to go on is out of your sight."))
    if case.merged_into_id == into.pk:
        return Became("skipped", _("It was merged into that case already."))
    answer = merge_case(case=case, into=into, by=doing.by, at=doing.at)
    words = _("It was merged into %(number)s.") % {"number": into.number}
    return became(answer, words, {"act": APART}, doing)


def apart(case: Case, _given: Given, doing: Doing) -> Became:
    """It is a case of its own again, for 14 days after."""
    if case.merged_into_id is None:
        return Became("skipped", _("It is a case of its own already."))
    answer = undo_merge(case=case, by=doing.by, at=doing.at)
    return became(answer, _("It is a case of its own again."), {}, doing)
