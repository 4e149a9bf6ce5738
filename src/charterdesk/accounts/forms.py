"""What people type into the sign-in and settings forms, as plain values."""

from django import forms

from charterdesk.accounts.models import THEMES
from charterdesk.accounts.names import LANGUAGES


class SignInForm(forms.Form):
    """A user name or mail address, and the password. Neither is altered."""

    email = forms.CharField(max_length=254)
    password = forms.CharField(max_length=1000, strip=False)
    next = forms.CharField(max_length=2000, required=False)


class SettingsForm(forms.Form):
    """A person's own settings; those that were not sent stay as they are."""

    name = forms.CharField(max_length=120, required=False)
    phone = forms.CharField(max_length=40, required=False)
    zone = forms.CharField(max_length=64, required=False)
    language = forms.ChoiceField(choices=tuple(LANGUAGES.items()), required=False)
    theme = forms.ChoiceField(choices=THEMES, required=False)
    keys_off = forms.BooleanField(required=False)

    def sent(self) -> dict[str, str | bool]:
        """The settings that the form brought; an unticked box is sent as `keys_off=`."""
        return {name: self.cleaned_data[name] for name in self.fields if name in self.data}
