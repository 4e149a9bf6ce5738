"""The fields of the desk's own on a case: all that it is asked for, or what it lacks to close."""

import json
from collections.abc import Callable

from django import forms
from django.db import transaction

from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands import Form, set_fields
from charterdesk.cases.models import OwnField
from charterdesk.cases.own_rows import values_in
from charterdesk.cases.own_values import lacking
from charterdesk.cases.queries.own_fields import fields_on
from charterdesk.desk.forms.acts.act import ActForm
from charterdesk.visit.own_fields import ask_own, asked_name, check_own, own_given


class FieldsForm(ActForm):
    """Every field that is asked for. `had` is what its reader saw, so that what somebody else
    wrote into another field meanwhile stays."""

    had = forms.CharField(required=False, max_length=60_000, widget=forms.HiddenInput)

    def prepare(self) -> None:
        acting = self.acting
        held = values_in(acting.state)
        self.own = [one for one in fields_on(acting.row, acting.state) if one.retired_at is None]
        ask_own(self, self.own, held)
        self.initial["had"] = json.dumps({one.key: held.get(one.key, "") for one in self.own})

    def clean(self) -> None:
        super().clean()
        check_own(self, self.own, charter="", matter="")

    def do(self) -> Answer:
        had = _read(self.cleaned_data["had"])
        given = own_given(self, self.own)
        changed = {key: value for key, value in given.items() if value != had.get(key, "")}
        if not changed:
            return Done(self.acting.row)
        return set_fields(values=changed, **self.common)


class NeededForm(ActForm):
    """An act that closes a case: what it lacks is asked for in the same form."""

    needed: list[OwnField]

    def prepare(self) -> None:
        acting = self.acting
        live = [one for one in fields_on(acting.row, acting.state) if one.retired_at is None]
        self.needed = lacking(live, values_in(acting.state), OwnField.Needed.CLOSING)
        ask_own(self, self.needed)
        for one in self.needed:
            self.fields[asked_name(one)].required = True

    def clean(self) -> None:
        super().clean()
        check_own(self, self.needed, charter="", matter="")

    def fill_in(self) -> Answer:
        """What was typed goes onto the case; the caller's transaction takes it back if need be."""
        given = own_given(self, self.needed)
        if not given:
            return Done(self.acting.row)
        common = {**self.common, "form": Form(key=f"{self.cleaned_data['key']}/fields")}
        return set_fields(values=given, **common)


def filled_and(form: NeededForm, then: Callable[[], Answer]) -> Answer:
    """The fields, then the act: all of it or nothing."""
    with transaction.atomic():
        answer = form.fill_in()
        if isinstance(answer, Done):
            answer = then()
        if not isinstance(answer, Done):
            transaction.set_rollback(True)
    return answer


def _read(had: str) -> dict[str, str]:
    """What the form said that it had shown; nothing for what is no such text."""
    try:
        found = json.loads(had or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
