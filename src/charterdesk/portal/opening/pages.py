"""The pages of an inquiry from its answers: questions with what was typed, files, articles."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.engine.charter.values import Charter
from charterdesk.intake.inquiry import Inquiry
from charterdesk.knowledge.queries import suggested
from charterdesk.look.fields import fields_of
from charterdesk.look.terms import criteria_of
from charterdesk.look.values import Field, Refusal
from charterdesk.portal.asking import Visit
from charterdesk.portal.opening.forms import StepForm
from charterdesk.portal.opening.steps import step_before, steps_of
from charterdesk.portal.opening.values import Began, Helpful, KeptFile, QuestionPage
from charterdesk.portal.promising import promised
from charterdesk.visit.uploads import limits_of

MOST_SUGGESTED = 4
FIRST_DRAFT = "open:first"


def step_url(key: str, step: str) -> str:
    """The address of one page of an inquiry."""
    return reverse("portal:open_step", args=[key, step])


def answers_url(key: str) -> str:
    """The page with the articles that may answer an inquiry."""
    return reverse("portal:open_answers", args=[key])


def question_page(
    visit: Visit, form: StepForm, inquiry: Inquiry, step: str, refusal: Refusal | None = None
) -> QuestionPage:
    """A page of an inquiry that was begun."""
    back = step_before(step, form.charter, inquiry.answers)
    return QuestionPage(
        title=titles()[step],
        place=_place(step, form.charter, inquiry.answers),
        action=step_url(inquiry.key, step),
        fields=_explained(form, step, draft_of(inquiry.key)),
        submit=_("Go on"),
        back_url=step_url(inquiry.key, back) if back else reverse("portal:open"),
        drops=(FIRST_DRAFT,),
        lead=_leads().get(step, ""),
        upload=step == "details",
        limits=limits_of(form.charter),
        files=kept_files(inquiry) if step == "details" else (),
        suggest_url=reverse("portal:open_suggest") if step == "what" else "",
        suggested=helpful(visit, _said(inquiry, step)),
        refusal=refusal,
    )


def first_page(
    visit: Visit, form: StepForm, key: str, began: Iterable[Inquiry], refusal: Refusal | None = None
) -> QuestionPage:
    """The first page, before anything is kept."""
    return QuestionPage(
        title=_("Open a case"),
        place="",
        action=reverse("portal:open"),
        fields=_explained(form, "what", FIRST_DRAFT),
        submit=_("Go on"),
        key=key,
        suggest_url=reverse("portal:open_suggest") if "subject" in form.fields else "",
        suggested=helpful(visit, str(form["subject"].value() or "") if "subject" in form.fields
                          else ""),
        began=tuple(_began(one) for one in began),
        refusal=refusal,
    )  # fmt: skip


def helpful(visit: Visit, text: str) -> tuple[Helpful, ...]:
    """Articles that may answer what is being typed."""
    if not text.strip():
        return ()
    found = suggested(text, reader=visit.guest, language=visit.language, at_most=MOST_SUGGESTED)
    return tuple(Helpful(one.title, one.url, one.snippet) for one in found)


def kept_files(inquiry: Inquiry) -> tuple[KeptFile, ...]:
    """The files that go along, each with the name of the button that takes it off."""
    return tuple(
        KeptFile(one.name, filesizeformat(one.size), str(one.pk))
        for one in inquiry.files.order_by("pk")
    )


def titles() -> Mapping[str, str]:
    """What each page asks."""
    return {
        "what": _("What is it about?"),
        "urgency": _("How bad is it?"),
        "emergency": _("Is it an emergency?"),
        "reason": _("Why does it need more attention?"),
        "details": _("The details"),
        "send": _("What we promise"),
    }


def _leads() -> Mapping[str, str]:
    return {
        "details": _(
            "Write, paste a screenshot, or add files: all of it reaches whoever helps you."
        ),
    }


def _place(step: str, charter: Charter, answers: Mapping[str, object]) -> str:
    steps = steps_of(charter, answers)
    if step not in steps:
        return ""
    said = {"number": steps.index(step) + 1, "of": len(steps)}
    return _("Step %(number)d of %(of)d") % said


def draft_of(key: str) -> str:
    """Under which name the browser keeps the text of an inquiry until it was sent."""
    return f"open:{key}"


def _explained(form: StepForm, step: str, draft: str) -> tuple[Field, ...]:
    """The fields; a priority says what it means and what it brings (R-ROX-12)."""
    typed = {"subject": draft} if draft == FIRST_DRAFT else {"text": draft}
    fields = fields_of(form, typed)
    if step != "urgency":
        return fields
    return tuple(_with_meanings(one, form.charter) if one.name == "priority" else one
                 for one in fields)  # fmt: skip


def _with_meanings(field: Field, charter: Charter) -> Field:
    options = tuple(
        replace(one, hint=_meaning(charter, one.value)) if one.value else one
        for one in field.options
    )
    return replace(field, options=options)


def _meaning(charter: Charter, name: str) -> str:
    """Its examples, then what is promised for it."""
    priority = charter.priority(name)
    row = charter.rows.get(name)
    terms = promised(row.terms) if row else ()
    said = "; ".join(criteria_of(charter, priority))
    first = next((f"{one.name}: {one.words}" for one in terms), "")
    return ". ".join(part[:1].upper() + part[1:] for part in (said, first) if part)


def _said(inquiry: Inquiry, step: str) -> str:
    return str(inquiry.answers.get("subject", "")) if step in ("what", "details") else ""


def _began(inquiry: Inquiry) -> Began:
    title = str(inquiry.answers.get("subject", "")) or _("(no subject)")
    return Began(title, reverse("portal:open_go_on", args=[inquiry.key]), inquiry.changed_at)
