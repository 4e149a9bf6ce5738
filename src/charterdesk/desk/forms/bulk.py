"""What is done to the ticked rows of a list."""

from django import forms
from django.http import QueryDict
from django.urls import reverse

MOST_TICKED = 50


class BulkForm(forms.Form):
    """Assigning, which is done at once; cases of one outage, which ask for more first."""

    act = forms.ChoiceField(choices=(("assign", "assign"), ("outage", "outage")))
    owner = forms.CharField(max_length=150)
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
