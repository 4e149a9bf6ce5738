"""What is done to the ticked rows of a list."""

from django import forms
from django.http import QueryDict
from django.urls import reverse

MOST_TICKED = 50
ACTS = ("assign", "label", "unlabel", "outage")


class BulkForm(forms.Form):
    """Assigning and labels, done at once; cases of one outage, which ask for more first."""

    act = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    owner = forms.CharField(max_length=150, required=False)
    label = forms.CharField(max_length=20, required=False)
    back = forms.CharField(required=False, max_length=500)

    def back_url(self) -> str:
        """The list that they were ticked in."""
        back = str(self.data.get("back", ""))
        home = reverse("desk:home")
        return back if back.startswith(home) else home

    def refs(self) -> list[str]:
        """The numbers that were ticked, each once."""
        ticked = self.data.getlist("ref") if isinstance(self.data, QueryDict) else []
        return list(dict.fromkeys(ticked))[:MOST_TICKED]

    def chosen(self, name: str) -> str:
        """The owner or label that was chosen, empty where there is none."""
        return str(self.cleaned_data[name]) if self.is_valid() else ""
