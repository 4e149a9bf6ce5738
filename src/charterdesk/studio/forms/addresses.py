"""The mail address that a channel has at this desk, as an administrator types it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.charters.commands import drop_channel_address, set_channel_address
from charterdesk.charters.queries import addresses_of_channels
from charterdesk.engine.charter.values import Charter


class AddressForm(forms.Form):
    """A channel of a live charter, and its address; empty stands for the charter's own."""

    channel = forms.ChoiceField(label=_("Charter and channel"))
    address = forms.CharField(
        label=_("Address at this desk"), required=False, max_length=254,
        help_text=_(
            "Empty: the charter’s own again. Your mail server or a mailbox must bring the mail of"
            " the new address; the one before takes in no new cases from then on."
        ),
    )  # fmt: skip

    def __init__(self, live: Sequence[Charter], data: Any = None) -> None:
        super().__init__(data)
        self.channels = {
            f"{charter.name}/{channel}": (charter.name, channel)
            for charter in live
            for channel in charter.channels
        }
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)
        known = {charter.name: addresses_of_channels(charter) for charter in live}
        field.choices = [(key, _words(*one, known)) for key, one in self.channels.items()]

    def is_done(self, by: Person, at: datetime) -> bool:
        """Give the command; what it refuses stands by its field."""
        if not self.is_valid():
            return False
        charter, channel = self.channels[self.cleaned_data["channel"]]
        address = self.cleaned_data["address"]
        if not address:
            drop_channel_address(charter=charter, channel=channel, by=by, at=at)
            return True
        answer = set_channel_address(
            charter=charter, channel=channel, address=address, by=by, at=at
        )
        if isinstance(answer, Refusal):
            self.add_error(answer.field if answer.field in self.fields else None, answer.text)
            return False
        return True


def _words(charter: str, channel: str, known: Mapping[str, Mapping[str, str]]) -> str:
    address = known[charter].get(channel) or gettext("no address")
    return f"{charter}: {channel} ({address})"
