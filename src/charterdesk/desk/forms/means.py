"""One's own means: which, where, and after how long."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charterdesk.notifications.models import Means
from charterdesk.notifications.ways_out import Service

NEVER = ""
URGENT_MINUTES = (0, 1, 2, 3, 5, 10, 15, 30)
ORDINARY_MINUTES = (0, 5, 15, 60)
Kind = Means.Kind


def delay_words(after: timedelta | None) -> str:
    """A delay as people read it."""
    if after is None:
        return _("only when all others fail")
    minutes = round(after.total_seconds() / 60)
    if not minutes:
        return _("at once")
    said = ngettext("after %(count)d minute", "after %(count)d minutes", minutes)
    return said % {"count": minutes}


class DelaysForm(forms.Form):
    """When the means is tried."""

    urgent = forms.ChoiceField(label=gettext_lazy("For urgent notices"), required=False)
    ordinary = forms.ChoiceField(label=gettext_lazy("For ordinary notices"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, minutes in (("urgent", URGENT_MINUTES), ("ordinary", ORDINARY_MINUTES)):
            choices = [(str(one), delay_words(timedelta(minutes=one))) for one in minutes]
            _choice(self, name).choices = [*choices, (NEVER, delay_words(None))]

    @staticmethod
    def of(means: Means) -> dict[str, str]:
        """The delays as they are."""
        return {"urgent": _minutes(means.urgent_after), "ordinary": _minutes(means.ordinary_after)}

    def delays(self) -> dict[str, timedelta | None]:
        """The delays as the commands take them."""
        return {
            f"{name}_after": timedelta(minutes=int(said)) if said else None
            for name in ("urgent", "ordinary")
            for said in [self.cleaned_data[name]]
        }


class MeansForm(DelaysForm):
    """A new means, among those that the operator has set up."""

    way = forms.ChoiceField(label=gettext_lazy("Reach me by"))
    address = forms.CharField(
        label=gettext_lazy("Address, number, topic or room"), max_length=500,
        help_text=gettext_lazy("A telephone number with its country, as +46 70 123 45 67."),
    )  # fmt: skip
    field_order = ("way", "address", "urgent", "ordinary")

    def __init__(
        self, data: Any = None, *, kinds: Collection[str], services: Mapping[str, Service]
    ) -> None:
        super().__init__(data, initial={"urgent": "0", "ordinary": NEVER})
        plain = [(kind.value, str(kind.label)) for kind in Kind if kind.value in kinds]
        named = [
            (f"{one.kind}:{name}", f"{Kind(one.kind).label}: {name}")
            for name, one in services.items()
        ]
        unnamed = [(kind, label) for kind, label in plain if kind not in (Kind.PUSH, Kind.CHAT)]
        _choice(self, "way").choices = [*unnamed, *named]

    def means(self) -> dict[str, Any]:
        """The means as the command takes it."""
        kind, _colon, service = self.cleaned_data["way"].partition(":")
        return {
            "kind": kind, "service": service, "address": self.cleaned_data["address"],
            **self.delays(),
        }  # fmt: skip


def _choice(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


def _minutes(after: timedelta | None) -> str:
    return NEVER if after is None else str(round(after.total_seconds() / 60))
