"""Forms about sources of alerts: the source, where the parts stand in its JSON, an example."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.alerts.commands import SourceWish
from charterdesk.alerts.kinds import ANY_JSON, KINDS
from charterdesk.alerts.kinds.mapping import LONGEST_PATH, NEWS, RECOVERED
from charterdesk.alerts.models import AlertSource
from charterdesk.customers.models import Contact, Organisation
from charterdesk.customers.queries import contact_by_address, organisations_by_name
from charterdesk.engine.charter.values import Charter

SOURCE, MAPPING, TRIAL = "source", "map", "trial"
ANY = _("Any JSON, by a mapping")
MOST_WORDS = 30
LONGEST_EXAMPLE = 200_000


class SourceForm(forms.Form):
    """A source; its name is asked of a new one only, as its address has it."""

    name = forms.CharField(
        label=_("Name"), max_length=60,
        help_text=_("Small letters, digits and dashes: it stands in the address and stays."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What sends them"))
    via = forms.ChoiceField(
        label=_("Machine channel"), help_text=_("The charter says there what a recovery does.")
    )
    organisation = forms.CharField(
        label=_("Customer"), max_length=120, required=False,
        help_text=_("The name. Without it, the alert itself names the customer or equipment."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Contact"), max_length=254, required=False, widget=forms.EmailInput,
        help_text=_("The mail address of whom the desk writes to; hears of each new case."),
    )  # fmt: skip
    priorities = forms.CharField(
        label=_("Severities"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, such as: critical = high. Others get the default."),
    )  # fmt: skip
    asset_label = forms.CharField(
        label=_("Label that names the equipment"), max_length=100, required=False,
        help_text=_("Its value is a tag or serial number."),
    )  # fmt: skip
    organisation_label = forms.CharField(
        label=_("Label that names the customer"), max_length=100, required=False,
        help_text=_("Its value is the customer's name or the number of a contract."),
    )  # fmt: skip
    storm_alerts = forms.IntegerField(
        label=_("A storm are so many alerts"), min_value=2, max_value=1000, initial=10
    )
    storm_minutes = forms.IntegerField(
        label=_("within so many minutes"), min_value=1, max_value=240, initial=5
    )
    silent_hours = forms.IntegerField(
        label=_("Silent after so many hours"), min_value=1, max_value=1000, required=False,
        help_text=_("Its leads are then told that nothing came, and again once something comes."),
    )  # fmt: skip

    def __init__(
        self, charters: Iterable[Charter], by: Person, data: Any = None,
        source: AlertSource | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, prefix=SOURCE, initial=_initial(source) if source else None)
        self._by = by
        kind, via = self.fields["kind"], self.fields["via"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(via, forms.ChoiceField)
        kind.choices = [(key, ANY if key == ANY_JSON else name) for key, name in KINDS.items()]
        via.choices = list(_ways(charters, source))
        if source:
            del self.fields["name"]

    def clean_organisation(self) -> Organisation | None:
        """The customer of that name."""
        typed = self.cleaned_data["organisation"].strip()
        found = (
            organisations_by_name(self._by).filter(name__iexact=typed).first() if typed else None
        )
        if typed and found is None:
            raise forms.ValidationError(_("No customer has this name: write it as it is listed."))
        return found

    def clean_contact(self) -> Contact | None:
        """The contact with that address."""
        typed = self.cleaned_data["contact"].strip()
        found = contact_by_address(self._by, typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError(_("No contact has this address: add it to the customer."))
        return found

    def clean_priorities(self) -> dict[str, str]:
        """Each severity with its priority."""
        lines = [one for one in self.cleaned_data["priorities"].splitlines() if one.strip()]
        pairs = [[part.strip() for part in one.split("=")] for one in lines]
        wrong = next((one for one, pair in zip(lines, pairs, strict=True) if len(pair) != 2), "")
        if wrong or len(lines) > MOST_WORDS:
            raise forms.ValidationError(
                _("Write “%(line)s” like: critical = high."), params={"line": wrong}
            )
        return dict(pairs)

    def wish(self, mapping: Mapping[str, str]) -> SourceWish:
        """The source as the command takes it."""
        data = self.cleaned_data
        charter, _sep, channel = data["via"].partition("/")
        same = ("kind", "organisation", "contact", "priorities", "asset_label",
                "organisation_label", "storm_alerts")  # fmt: skip
        silent = data["silent_hours"]
        return SourceWish(
            charter=charter, channel=channel, mapping=mapping,
            storm_within=timedelta(minutes=data["storm_minutes"]),
            silent_after=timedelta(hours=silent) if silent else None,
            **{name: data[name] for name in same},
        )  # fmt: skip


class MappingForm(forms.Form):
    """Where the parts of an alert stand in the JSON of a source."""

    title = forms.CharField(
        label=_("Title"), max_length=LONGEST_PATH, required=False,
        help_text=_("A path such as alert.name or items[0].name; several with commas between."),
    )  # fmt: skip
    fingerprint = forms.CharField(
        label=_("Fingerprint"), max_length=LONGEST_PATH, required=False,
        help_text=_("What is the same for the same trouble, so that it joins its case."),
    )  # fmt: skip
    state = forms.CharField(
        label=_("State"), max_length=LONGEST_PATH, required=False,
        help_text=_("Without it, every delivery reports trouble."),
    )  # fmt: skip
    recovered = forms.CharField(
        label=_("States that mean it is over"), max_length=LONGEST_PATH, required=False,
        initial=RECOVERED,
    )  # fmt: skip
    news = forms.CharField(
        label=_("States that are only news"), max_length=LONGEST_PATH, required=False, initial=NEWS
    )
    text = forms.CharField(label=_("Text"), max_length=LONGEST_PATH, required=False)
    severity = forms.CharField(label=_("Severity"), max_length=LONGEST_PATH, required=False)
    outbreak = forms.CharField(
        label=_("Beginning"), max_length=LONGEST_PATH, required=False,
        help_text=_("A time or a number that grows with each new outbreak of the same trouble."),
    )  # fmt: skip
    asset = forms.CharField(label=_("Equipment"), max_length=LONGEST_PATH, required=False)
    organisation = forms.CharField(label=_("Customer"), max_length=LONGEST_PATH, required=False)
    url = forms.CharField(label=_("Address of a page"), max_length=LONGEST_PATH, required=False)
    each = forms.CharField(
        label=_("List of alerts"), max_length=LONGEST_PATH, required=False,
        help_text=_("Where one delivery has several: the other paths then begin in each of them."),
    )  # fmt: skip

    def __init__(self, data: Any = None, mapping: Mapping[str, str] | None = None) -> None:
        super().__init__(data, prefix=MAPPING, initial=dict(mapping or {}) or None)

    def mapping(self) -> dict[str, str]:
        """The parts that were given."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class TrialForm(forms.Form):
    """An example of what the source sends."""

    example = forms.CharField(
        label=_("What the source sends"), max_length=LONGEST_EXAMPLE,
        widget=forms.Textarea(attrs={"rows": 14}),
    )  # fmt: skip

    def __init__(self, data: Any = None, example: str = "") -> None:
        super().__init__(data, prefix=TRIAL, initial={"example": example})


def _ways(charters: Iterable[Charter], source: AlertSource | None) -> Iterable[tuple[str, str]]:
    found = [
        (f"{charter.name}/{channel.name}", f"{charter.title or charter.name}: {channel.name}")
        for charter in charters
        for channel in charter.channels.values()
        if channel.machine
    ]
    own = f"{source.charter}/{source.channel}" if source else ""
    return [*found, *([(own, own)] if own and own not in dict(found) else [])]


def _initial(source: AlertSource) -> dict[str, Any]:
    contact = source.contact
    address = contact.addresses.order_by("pk").first() if contact else None
    silent = source.silent_after
    return {
        "kind": source.kind, "via": f"{source.charter}/{source.channel}",
        "organisation": source.organisation.name if source.organisation else "",
        "contact": address.address if address else "", "asset_label": source.asset_label,
        "organisation_label": source.organisation_label, "storm_alerts": source.storm_alerts,
        "priorities": "\n".join(f"{word} = {one}" for word, one in source.priorities.items()),
        "storm_minutes": int(source.storm_within.total_seconds() // 60),
        "silent_hours": int(silent.total_seconds() // 3600) if silent else None,
    }  # fmt: skip
