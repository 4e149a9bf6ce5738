"""What a kind of promise is called as a heading: of a clock, of a row in a form.

Within a sentence the engine names it itself (`engine.explain.words.kind_name`).
"""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _


def promise_name(kind: str, key: str = "") -> str:
    """A kind of promise as a heading; `key` is the bug's number, where it has one."""
    name = _promises(get_language()).get(kind, kind)
    return f"{name} {key}" if key else name


# A page of the queue asks for these words a hundred times; each language is looked up once.
@lru_cache(maxsize=8)
def _promises(language: str) -> Mapping[str, str]:
    return {
        "response": _("Response"),
        "activation": _("Start of work"),
        "update": _("Next update"),
        "reply": pgettext("promise", "Reply"),
        "diagnosis": _("Diagnosis"),
        "indication": _("Indication"),
        "patch": _("Patch"),
        "workaround": _("Workaround"),
        "resolution": _("Resolution"),
        "takeover": _("Taking over"),
        "supplier": _("Supplier"),
    }
