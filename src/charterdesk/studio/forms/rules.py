"""Which form changes which rule, by the word in its address."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from charterdesk.engine.editing import Source
from charterdesk.studio.forms.rules_ending import ClosingForm, WaitingForm
from charterdesk.studio.forms.rules_form import RuleForm
from charterdesk.studio.forms.rules_hours import HolidayForm, HoursForm
from charterdesk.studio.forms.rules_more import LadderForm, MailForm, RoleForm, TitleForm
from charterdesk.studio.forms.rules_promises import PromiseForm, TimingForm
from charterdesk.studio.forms.rules_steps import StepForm

FORMS: Mapping[str, type[RuleForm]] = {
    "promise": PromiseForm,
    "timing": TimingForm,
    "hours": HoursForm,
    "closed-day": HolidayForm,
    "step": StepForm,
    "closing": ClosingForm,
    "waiting": WaitingForm,
    "title": TitleForm,
    "mail": MailForm,
    "role": RoleForm,
    "ladder": LadderForm,
}


def rule_form(
    what: str, source: Source, query: QueryDict, edition: int, data: Any = None
) -> RuleForm | None:
    """The form over what the address names; None where the text has no such thing."""
    made = FORMS.get(what)
    if made is None:
        return None
    form = made(source, query, edition, data)
    return form if form.exists else None
