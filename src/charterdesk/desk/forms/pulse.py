"""What a page says with its pulse: what it shows, up to which event, and what its reader does."""

from typing import Literal, cast

from django import forms

Doing = Literal["view", "write", "away"]


class PulseForm(forms.Form):
    """All of it is optional: whatever is malformed counts as not said."""

    since = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    case = forms.CharField(required=False, max_length=40)
    list = forms.CharField(required=False, max_length=20)
    chats = forms.CharField(required=False, max_length=40)
    used = forms.BooleanField(required=False)
    news = forms.IntegerField(required=False, min_value=0, max_value=2**31)
    at = forms.ChoiceField(required=False, choices=[(w, w) for w in ("view", "write", "away")])

    def _said(self, name: str) -> object:
        self.is_valid()
        return self.cleaned_data.get(name)

    def since_event(self) -> int:
        """The newest event that the page knows."""
        return cast(int, self._said("since") or 0)

    def shown_case(self) -> str:
        """The number of the case that the page shows; "" for none."""
        return cast(str, self._said("case") or "")

    def shown_list(self) -> str:
        """The key of the list that the page shows; "" for none."""
        return cast(str, self._said("list") or "")

    def known_chats(self) -> str:
        """What the page knows of chats, as the last pulse said it; "" for nothing."""
        return cast(str, self._said("chats") or "")

    def known_news(self) -> int | None:
        """How many unread news the page shows; None where it shows none."""
        return cast("int | None", self._said("news"))

    def read_case(self) -> str:
        """The case that its reader has before them, in sight and in use of late; "" for none."""
        looks = self.doing() != "away" and self._said("used")
        return self.shown_case() if looks else ""

    def doing(self) -> Doing:
        """What its reader does."""
        return cast(Doing, self._said("at") or "view")
