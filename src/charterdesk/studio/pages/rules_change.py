"""The page of one rule's form, with what was typed and what is wrong with it."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.charters.models import CharterDraft
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal
from charterdesk.studio.forms.rules_form import RuleForm
from charterdesk.studio.forms.rules_hours import HolidayForm
from charterdesk.studio.pages.rules_values import ChangePage, RuleAct
from charterdesk.studio.pages.rules_ways import Ways
from charterdesk.visit.asking import Ask


def change_page(
    ask: Ask, draft: CharterDraft, form: RuleForm, refusal: Refusal | None = None
) -> ChangePage:
    """The page. After a conflict it carries the newest edition, so that a second press saves."""
    shown = fields_of(form)
    hidden = tuple(one for one in shown if one.kind == "hidden")
    if refusal is not None:
        hidden = tuple(replace(one, value=str(draft.edition)) for one in hidden)
    wrong = tuple(str(one) for one in form.non_field_errors())
    return ChangePage(
        title=form.title,
        lead=form.lead,
        action=ask.request.get_full_path(),
        kept=kept_key(ask),
        answered=ask.is_post,
        fields=tuple(one for one in shown if one.kind != "hidden"),
        hidden=hidden,
        items_title=_("Closed days") if isinstance(form, HolidayForm) else "",
        items=_items(draft, form) if isinstance(form, HolidayForm) else (),
        back_url=reverse("studio:rules", args=[draft.name]),
        refusal=refusal or (Refusal(wrong[0], wrong[1:]) if wrong else None),
    )


def kept_key(ask: Ask) -> str:
    """Under which name the browser keeps what was sent and not answered."""
    return f"rule:{ask.person.pk}:{ask.request.get_full_path()}"


def _items(draft: CharterDraft, form: HolidayForm) -> tuple[tuple[str, RuleAct], ...]:
    """The closed days, each with the act that opens it."""
    ways = Ways(draft.name, draft.edition, may_change=True, source=form.source)
    return tuple(
        (one, act)
        for one in form.closed
        for act in ways.press(
            "open-day", _("Remove"), _("Remove: %(day)s") % {"day": one}, form.query["of"], one
        )
    )
