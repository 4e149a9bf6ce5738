"""The choices of a ladder's step, each word of the charter with what people read instead."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def means_words() -> dict[str, str]:
    """By which means somebody is told."""
    return {
        "phone": pgettext("means", "phone"),
        "sms": pgettext("means", "text message"),
        "mail": pgettext("means", "mail"),
    }


def until_words() -> dict[str, str]:
    """What ends the repeats."""
    return {
        "acknowledged": _("somebody says: I have it"),
        "reached": _("they are reached"),
        "response": _("the customer has an answer"),
        "resolved": _("the case is resolved"),
    }


def unless_words() -> dict[str, str]:
    """What makes a step not fire."""
    return {
        "resolved": _("the case is resolved by then"),
        "acknowledged": _("somebody has said: I have it"),
        "responded": _("the customer has an answer by then"),
    }


def start_words() -> dict[str, str]:
    """The three ways in which a step begins."""
    return {
        "at": _("So long after the escalation began"),
        "after": _("So long after an earlier step was taken"),
        "when": _("As soon as something is on the case"),
    }
