"""What is searched for."""

from django import forms


class SearchForm(forms.Form):
    """A few words."""

    q = forms.CharField(required=False, max_length=200)

    def words(self) -> str:
        """The words, without blanks around them; too many are none."""
        return str(self.cleaned_data["q"]).strip() if self.is_valid() else ""
