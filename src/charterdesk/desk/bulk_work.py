"""Acts on many cases: at once where they fit into a request, else as a job of a worker."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.answers import Conflict
from charterdesk.desk.forms.bulk import BulkForm
from charterdesk.desk.pages.refusals import refusal_words
from charterdesk.engine.decide import Refusal
from charterdesk.kit.wallclock import now
from charterdesk.lists.becoming import Given
from charterdesk.lists.commands.bulk import begin_bulk, do_some
from charterdesk.lists.models import BULK, BulkAct
from charterdesk.lists.queries.bulk import sum_of
from charterdesk.visit.asking import Ask
from charterdesk.worker.commands import ask_job
from charterdesk.worker.jobs import CannotDo, Handler, Work
from charterdesk.worker.models import Job
from charterdesk.worker.queries import jobs_of

# More than these are a worker's: the reader does not wait for them.
AT_ONCE = 50


def begun(ask: Ask, form: BulkForm, given: Given, title: str, cases: Iterable[int]) -> BulkAct:
    """What a form asks for, written down and set going; pressed twice it is the same act."""
    made = begin_bulk(
        given=given, title=title, cases=cases, back_url=form.back_url(), key=form.act_key(),
        by=ask.person, at=ask.at,
    )  # fmt: skip
    set_going(ask, made)
    return made


def set_going(ask: Ask, bulk: BulkAct) -> None:
    """Do it here and now, or ask for a job where it is large."""
    left = sum_of(bulk).left
    if left > AT_ONCE:
        ask_job(
            kind=BULK, title=bulk.title, arguments={"bulk": bulk.pk}, by=ask.person, at=ask.at,
            right=demand_sight,
        )  # fmt: skip
        return
    while left > 0:
        left -= do_some(bulk=bulk, say=refusal_said, at=ask.at) or left


def job_of(asker: Person, bulk: BulkAct) -> Job | None:
    """The latest job that does it, if one was asked for."""
    return jobs_of(asker, BULK).filter(arguments__bulk=bulk.pk).first()


def do_bulk(work: Work) -> Mapping[str, Any]:
    """Do what is left of it; done again after a fault, it goes on."""
    bulk = BulkAct.objects.select_related("by").get(pk=work.job.arguments["bulk"])
    if not bulk.by.is_active:
        raise CannotDo(_("Who asked for it no longer works here: an administrator can ask anew."))
    found = sum_of(bulk)
    done, total = found.total - found.left, found.total
    work.tell(done, total)
    while some := do_some(bulk=bulk, say=refusal_said, at=now()):
        done += some
        work.tell(min(done, total - 1), total)
    work.tell(total, total)
    return {"bulk": bulk.pk}


def refusal_said(answer: Refusal | Conflict) -> str:
    """A refusal as one sentence, in the language of who asked."""
    return refusal_words(answer) if isinstance(answer, Refusal) else answer.text


BULK_WORK: Mapping[str, Handler] = {BULK: do_bulk}
