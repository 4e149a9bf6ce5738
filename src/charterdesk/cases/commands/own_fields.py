"""The desk's own fields: leads declare, change and retire them; everybody fills them in on a case.

A value is checked before the engine records it; what a retired field held stays readable.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import renew_edition
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal as Unfit
from charterdesk.accounts.refusal import save_valid
from charterdesk.accounts.rights import demand_staffing
from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.models import Case
from charterdesk.cases.models.own_field import FIELDS, LONGEST_VALUE, OwnField
from charterdesk.cases.own_values import tidied
from charterdesk.engine.commands_fields import SetFields
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import Phrase, phrase

MOST_FIELDS = 60
MOST_CHOICES = 100
_BETWEEN = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A field as a lead wants it; `sort` is that of `OwnField.Sort`, and stays."""

    name: str
    sort: str
    help: str = ""
    choices: tuple[str, ...] = ()
    needed: str = ""
    is_shown: bool = False
    charters: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()


@transaction.atomic
def declare_field(*, declared: Declared, by: Person, at: datetime) -> OwnField | Unfit:
    """A new field of cases; raises PermissionDenied but for leads and administrators."""
    demand_staffing(by)
    if unfit := _unfit(declared):
        return unfit
    key = key_of(declared.name)
    known = OwnField.objects.filter(key=key).first()
    if known is not None and known.retired_at is not None:
        return Unfit(_("A retired field has this name: bring it back, or choose another."), "name")
    if known is not None:
        return Unfit(_("There is a field of this name: choose a name of its own."), "name")
    if OwnField.objects.filter(retired_at=None).count() >= MOST_FIELDS:
        said = {"count": MOST_FIELDS}
        return Unfit(_("A desk has at most %(count)d fields: retire one first.") % said, "name")
    field = OwnField(key=key, sort=declared.sort, made_by=by, made_at=at, **_columns(declared))
    renew_edition(FIELDS)
    return save_valid(field) or field


@transaction.atomic
def change_field(*, field: OwnField, declared: Declared, by: Person) -> Unfit | None:
    """Another name, help, list or place for it; its sort and its key stay."""
    demand_staffing(by)
    if unfit := _unfit(declared):
        return unfit
    others = OwnField.objects.exclude(pk=field.pk)
    if any(one.name.casefold() == _tidy(declared.name).casefold() for one in others):
        return Unfit(_("There is a field of this name: choose a name of its own."), "name")
    for column, value in _columns(declared).items():
        setattr(field, column, value)
    renew_edition(FIELDS)
    return save_valid(field)


@transaction.atomic
def retire_field(*, field: OwnField, by: Person, at: datetime) -> None:
    """It is asked no more; what cases have in it stays where it is."""
    demand_staffing(by)
    OwnField.objects.filter(pk=field.pk, retired_at=None).update(retired_at=at)
    renew_edition(FIELDS)


@transaction.atomic
def bring_field_back(*, field: OwnField, by: Person) -> None:
    """A retired field is asked again."""
    demand_staffing(by)
    OwnField.objects.filter(pk=field.pk).update(retired_at=None)
    renew_edition(FIELDS)


def set_fields(
    *, case: Case, values: Mapping[str, str], by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """Put values, as they were typed, into fields by their keys; "" empties one. All or none."""
    fields = {one.key: one for one in OwnField.objects.filter(key__in=values)}
    tidy: list[tuple[str, str, str]] = []
    for key, typed in values.items():
        field = fields.get(key)
        if field is None or field.retired_at is not None:
            return Refusal(phrase("The field “%(name)s” is not asked any more.",
                                  name=field.name if field else key))  # fmt: skip
        value = tidied(field, typed)
        if isinstance(value, Phrase):
            return Refusal(value)
        tidy.append((key, field.name, value))
    return act(case, SetFields(by=name_of(by), values=tuple(tidy)), at, by=by, form=form)


def fill_in(*, answer: Done, values: Mapping[str, str], by: By, at: datetime) -> Done:
    """The values of a case that was opened just now, in its transaction.

    They were checked when they were typed: what its field can't hold any more is left out, for
    no case stays unopened over it.
    """
    given = {key: value for key, value in values.items() if value.strip()}
    if not given or answer.repeated:
        return answer
    live = OwnField.objects.filter(key__in=given, retired_at=None)
    kept = {one.key: given[one.key] for one in live if isinstance(tidied(one, given[one.key]), str)}
    filled = set_fields(case=answer.case, values=kept, by=by, at=at)
    if not isinstance(filled, Done):
        return answer
    return Done(filled.case, answer.decision, answer.message)


def key_of(name: str) -> str:
    """The key that a name becomes: `Affected version` is `affected-version`."""
    return _BETWEEN.sub("-", name.casefold()).strip("-")


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _listed(words: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(tidy for word in words if (tidy := _tidy(word))))


def _columns(declared: Declared) -> dict[str, object]:
    return {
        "name": _tidy(declared.name), "help": _tidy(declared.help),
        "choices": _listed(declared.choices), "needed": declared.needed,
        "is_shown": declared.is_shown, "charters": list(declared.charters),
        "matters": list(declared.matters),
    }  # fmt: skip


def _unfit(declared: Declared) -> Unfit | None:
    if not key_of(declared.name):
        return Unfit(_("A field needs a name with letters or digits."), "name")
    choices = _listed(declared.choices)
    if declared.sort == OwnField.Sort.CHOICE and len(choices) < 2:
        return Unfit(_("A choice needs at least two values, each on a line of its own."), "choices")
    if len(choices) > MOST_CHOICES or any(len(one) > LONGEST_VALUE for one in choices):
        said = {"count": MOST_CHOICES, "length": LONGEST_VALUE}
        text = _("A choice has at most %(count)d values of at most %(length)d letters.")
        return Unfit(text % said, "choices")
    return None
