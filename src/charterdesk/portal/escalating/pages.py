"""The page before an escalation: when not to, who reads it by when, or why it can't be done."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.rights import DESK
from charterdesk.cases.store import Loaded, moment
from charterdesk.engine.ahead import Firing, firings
from charterdesk.engine.charter.values import Charter, Ladder, Step
from charterdesk.engine.decide import Decision
from charterdesk.look.fields import fields_of
from charterdesk.look.moments import length_words, moment_words
from charterdesk.look.phrasing import worded
from charterdesk.look.values import Field, Refusal
from charterdesk.oncall.queries import people_named, rota_for
from charterdesk.portal.asking import Visit
from charterdesk.portal.escalating.forms import EscalateForm
from charterdesk.portal.probing import decision_on
from charterdesk.portal.promising import promised

OF_THE_CUSTOMER = "per customer"


@dataclass(frozen=True, slots=True)
class Reading:
    """A step in the customer's words: who reads it, by when, on what condition."""

    title: str
    who: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalatePage:
    """`why_not` is why it can't be done; the page shows the rest all the same."""

    number: str
    subject: str
    action: str
    back_url: str
    sentence: str
    not_for: tuple[str, ...]
    steps: tuple[Reading, ...]
    promises: tuple[str, ...]
    fields: tuple[Field, ...]
    submit: str
    why_not: str = ""
    refusal: Refusal | None = None


def escalate_page(
    visit: Visit, loaded: Loaded, form: EscalateForm, refusal: Refusal | None = None
) -> EscalatePage:
    """The page; what the engine would refuse, it says before anything is typed."""
    row, ladder = loaded.row, form.ladder
    decision = decision_on(visit, loaded, form.command())
    goes = loaded.state.run_going is not None
    refused = why_not(visit, decision)
    return EscalatePage(
        number=row.number,
        subject=row.subject or _("(no subject)"),
        action=reverse("portal:escalate", args=[row.number]),
        back_url=reverse("portal:case", args=[row.number]),
        sentence="" if refused and ladder is None else _sentence(goes, ladder),
        not_for=ladder.not_for if ladder else (),
        steps=tuple(_steps(visit, loaded, ladder, decision)) if ladder else (),
        promises=_promises(ladder),
        fields=fields_of(form),
        submit=_("Add this to the escalation") if goes else _("Escalate now"),
        why_not=refused,
        refusal=refusal,
    )


def why_not(visit: Visit, decision: Decision) -> str:
    """Why the guest can't escalate; "" where they can."""
    if not visit.contact.may_escalate:
        return _("Your organisation has not given you the right to escalate; ask a colleague.")
    return worded(decision.refused.said, visit.zone) if decision.refused else ""


def _sentence(goes: bool, ladder: Ladder | None) -> str:
    if goes:
        return _(
            "The escalation is going on already: what you write is noted, nobody is called twice."
        )
    if ladder is None:
        return _("The case gets more attention: its priority is raised.")
    return _("A manager takes care of the case. You see each step on its page.")


def _steps(visit: Visit, loaded: Loaded, ladder: Ladder, decision: Decision) -> Iterator[Reading]:
    rota, at = rota_for(loaded.charter), moment(visit.at)
    fired = {one.step: one for one in firings(loaded.charter, decision, rota, at)}
    called = {person for one in fired.values() for _role, person in one.called}
    names = {name: one.name for name, one in people_named(DESK, sorted(called)).items()}
    for step in ladder.steps:
        who = ", ".join(_whom(loaded.charter, step, fired.get(step.name), names))
        yield Reading(step.name, who, _when(visit, step, fired.get(step.name)))


def _whom(
    charter: Charter, step: Step, firing: Firing | None, names: dict[str, str]
) -> Iterator[str]:
    """The roles in words; the account manager, whom the customer knows, by name."""
    called = dict(firing.called) if firing else {}
    for role in step.notify:
        meant, person = charter.roles.get(role), called.get(role, "")
        public = meant is not None and meant.kind == OF_THE_CUSTOMER
        name = role.replace("-", " ")
        if public and person in names:
            yield _("your %(role)s, %(name)s") % {"role": name, "name": names[person]}
        else:
            yield name


def _when(visit: Visit, step: Step, firing: Firing | None) -> str:
    """By when they are told and, where the charter promises it, reached."""
    if firing is None:
        needs = ", ".join(need.text for need in step.when)
        return _("only if: %(what)s") % {"what": needs} if needs else _("told already")
    told = _("at once") if firing.at <= moment(visit.at) else _("at %(when)s") % {
        "when": moment_words(firing.at, visit.at, visit.zone)
    }  # fmt: skip
    if step.within is None:
        return told
    said = {"when": told, "length": length_words(step.within.amount)}
    return _("%(when)s, reached within %(length)s") % said


def _promises(ladder: Ladder | None) -> tuple[str, ...]:
    terms = promised(ladder.row.terms) if ladder and ladder.row else ()
    return tuple(f"{one.name}: {one.words}" for one in terms)
