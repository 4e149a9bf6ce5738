"""One's own settings."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import THEMES, Person
from charterdesk.accounts.names import LANGUAGES


class MyForm(forms.Form):
    """What everybody may change about themselves."""

    name = forms.CharField(label=_("Name, as customers read it"), max_length=120)
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=40,
        help_text=_("Without one, nobody can call you: a ladder then calls the next person."),
    )  # fmt: skip
    zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language"), choices=tuple(LANGUAGES.items()))
    theme = forms.ChoiceField(label=_("Theme"), choices=THEMES)
    keys = forms.BooleanField(
        label=_("Single keys work on the pages"), required=False,
        help_text=_("Press ? on any page to see them."),
    )  # fmt: skip

    undo_seconds = forms.IntegerField(
        label=_("Seconds in which a sent reply can be taken back"), min_value=0, max_value=60,
        help_text=_("The reply waits so long before it goes out; with 0 it goes at once."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)
        zone.choices = [(name, name) for name in zones()]

    @staticmethod
    def of(person: Person) -> dict[str, Any]:
        """The settings as they are."""
        names = ("name", "phone", "zone", "language", "theme", "undo_seconds")
        return {name: getattr(person, name) for name in names} | {"keys": not person.keys_off}

    def settings(self) -> dict[str, str | bool | int]:
        """The settings as the command takes them."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "keys"}
        return {**kept, "keys_off": not self.cleaned_data["keys"]}


@cache
def zones() -> list[str]:
    """Every zone of a place; the rest are old names of the same. It reads the disk but once."""
    return [
        "UTC",
        *sorted(name for name in available_timezones() if "/" in name and name[0].isupper()),
    ]
