"""What customers call things of a charter, in mails and on their pages alike."""

from django.utils.translation import gettext as _


def promise_name(kind: str) -> str:
    """A kind of promise as customers know it."""
    return {
        "response": _("First answer"),
        "activation": _("Work begins"),
        "update": _("News from us"),
        "reply": _("Answer to each message"),
        "diagnosis": _("Diagnosis"),
        "indication": _("When a bug will be solved"),
        "patch": _("Patch for a critical bug"),
        "workaround": _("Workaround"),
        "resolution": _("Solution"),
    }[kind]
