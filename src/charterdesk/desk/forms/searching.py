"""What is searched for."""

from django import forms

from charterdesk.cases.queries.searching import NARROWED, Narrowing


class SearchForm(forms.Form):
    """A few words."""

    q = forms.CharField(required=False, max_length=200)
    state = forms.CharField(required=False, max_length=10)
    customer = forms.CharField(required=False, max_length=20)
    owner = forms.CharField(required=False, max_length=150)
    charter = forms.CharField(required=False, max_length=100)

    def words(self) -> str:
        """The words, without blanks around them; too many are none."""
        return str(self.cleaned_data["q"]).strip() if self.is_valid() else ""

    def narrowing(self) -> Narrowing:
        """What the hits are narrowed to."""
        given = self.cleaned_data if self.is_valid() else {}
        return Narrowing(**{name: str(given.get(name, "")).strip() for name in NARROWED})
