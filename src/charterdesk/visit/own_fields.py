"""The desk's own fields as questions of a form, for every face: asked, checked, read.

What was typed is checked by the rule that the command uses, so that both say the same.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from charterdesk.cases.models import OwnField
from charterdesk.cases.own_values import NO, YES, applies, options_of, tidied
from charterdesk.engine.phrase import Phrase
from charterdesk.look.phrasing import worded

PICKED = (OwnField.Sort.CHOICE, OwnField.Sort.YES_NO)
OWN = "own-"
UTC = ZoneInfo("UTC")


def asked_name(field: OwnField) -> str:
    """The name of the field in a form."""
    return f"{OWN}{field.pk}"


def ask_own(
    form: forms.BaseForm, fields: Iterable[OwnField], values: Mapping[str, str] | None = None,
    *, needed: str = "",
) -> None:  # fmt: skip
    """Bring the questions in, with what is there; `needed` is the moment at which it is asked."""
    held = values or {}
    for one in fields:
        asked = _question(one, held.get(one.key, ""))
        # Whether one of a kind of matter is needed, only the answer about the kind can say.
        asked.required = bool(needed) and one.needed == needed and not one.matters
        form.fields[asked_name(one)] = asked


def check_own(
    form: forms.BaseForm, fields: Iterable[OwnField], *, charter: str, matter: str, needed: str = ""
) -> None:
    """Tell what can't be taken beside its field; a field of another matter is not needed."""
    for one in fields:
        name = asked_name(one)
        if name not in form.fields or name in form.errors:
            continue
        typed = str(form.cleaned_data.get(name) or "")
        value = tidied(one, typed) if one.sort not in PICKED else typed
        if isinstance(value, Phrase):
            form.add_error(name, worded(value, UTC))
        elif not value and needed and one.needed == needed and applies(one, charter, matter):
            form.add_error(name, _("Fill this in: “%(name)s” is needed.") % {"name": one.name})


def own_given(form: forms.BaseForm, fields: Iterable[OwnField]) -> dict[str, str]:
    """What was typed, by the fields' keys; of a valid form."""
    data = form.cleaned_data
    return {one.key: str(data[asked_name(one)] or "") for one in fields if asked_name(one) in data}


def value_words(value: str) -> str:
    """A value as it is read: yes and no in the reader's language, all else as it is."""
    return {YES: _("yes"), NO: _("no")}.get(value, value)


def _question(one: OwnField, value: str) -> forms.Field:
    said: Any = {"label": one.name, "help_text": one.help, "required": False}
    if one.sort in PICKED:
        known = options_of(one)
        # What was chosen while it stood on the list can be left as it is.
        words = [*known, *([value] if value and value not in known else [])]
        choices = [("", "\N{EM DASH}"), *((word, value_words(word)) for word in words)]
        return forms.ChoiceField(choices=choices, initial=value, **said)
    widget = forms.DateInput() if one.sort == OwnField.Sort.DATE else forms.TextInput()
    return forms.CharField(widget=widget, initial=value, max_length=400, **said)
