"""Registering the sender of held mail."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.customers.models import Organisation


class RegisterForm(forms.Form):
    """For which customer the address is registered, and the person's name."""

    organisation = forms.ChoiceField(label=_("Register for"))
    name = forms.CharField(label=_("Name"), max_length=120)

    def __init__(
        self, organisations: Iterable[Organisation], data: Any = None, *, prefix: str = "",
        name: str = "",
    ) -> None:  # fmt: skip
        super().__init__(data, prefix=prefix or None, initial={"name": name})
        self.organisations = {str(one.pk): one for one in organisations}
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        choices = [(key, one.name) for key, one in self.organisations.items()]
        field.choices = [("", _("choose the customer")), *choices]

    def organisation_chosen(self) -> Organisation:
        """The customer."""
        return self.organisations[self.cleaned_data["organisation"]]
