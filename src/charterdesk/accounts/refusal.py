"""A refusal is a value whose text is the user's sentence. Lacking rights is an exception.

What a person can mend comes back as `Refusal`; what they may not do at all raises
PermissionDenied with a sentence that says who may.
"""

from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why it was not done. `field` names the input to mend, empty where it is none of them."""

    text: str
    field: str = ""


class Refused(Exception):
    """A refusal where there is nobody to mend it: a set-up, a command at the console."""


def granted(result: T | Refusal) -> T:
    """What was asked for; raises Refused with the refusal's sentence."""
    if isinstance(result, Refusal):
        raise Refused(result.text)
    return result


def save_valid(row: models.Model) -> Refusal | None:
    """Check every field and constraint of `row`, then store it; the first fault is the refusal."""
    try:
        row.full_clean()
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        field, faults = next(iter(error.error_dict.items()))
        return Refusal(_sentence(row, field, faults[0]), "" if field == NON_FIELD_ERRORS else field)
    except IntegrityError:
        return Refusal(_("Somebody else has just saved the same: look at it again."))
    return None


def _sentence(row: models.Model, field: str, fault: ValidationError) -> str:
    """The fault in words that name what is meant, where the framework's own do not."""
    if field == NON_FIELD_ERRORS:
        return fault.messages[0]
    label = str(row._meta.get_field(field).verbose_name).capitalize()  # type: ignore[union-attr]  # rows' own fields
    match fault.code:
        case "blank" | "null":
            return _("%(field)s is missing.") % {"field": label}
        case "unique":
            said = {"field": label, "value": getattr(row, field)}
            return _("%(field)s “%(value)s” is taken already.") % said
        case "max_length":
            said = {"field": label, "why": fault.messages[0]}
            return _("%(field)s is too long. %(why)s") % said
        case _:
            return fault.messages[0]
