"""What measures are asked of: a charter and whole months. Unknown words are let go."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charterdesk.cases.queries.measures import CALLS, ENDS, Span
from charterdesk.engine.charter.values import Charter

# So many months can be chosen, the present one among them.
MOST_MONTHS = 36


class MeasuresForm(forms.Form):
    """As an address has it; without any word the present month of the first charter."""

    charter = forms.ChoiceField(required=False)
    since = forms.ChoiceField(required=False)
    until = forms.ChoiceField(required=False)

    def __init__(self, given: Any, charters: Sequence[Charter], at: datetime) -> None:
        self._charters = {one.name: one for one in charters}
        name = given.get("charter", "")
        self._charter = self._charters.get(name) or charters[0]
        self._months = _months(at.astimezone(ZoneInfo(self._charter.zone)).date())
        now = f"{self._months[0]:%Y-%m}"
        known = {f"{one:%Y-%m}" for one in self._months}
        chosen = {
            name: given.get(name) if given.get(name) in known else now
            for name in ("since", "until")
        }
        super().__init__({**chosen, "charter": self._charter.name})
        names = [(one.name, one.title or one.name) for one in charters]
        months = [(f"{one:%Y-%m}", date_format(one, "F Y")) for one in self._months]
        for key, label, choices in (
            ("charter", _("Charter"), names),
            ("since", _("From"), months),
            ("until", _("To"), months),
        ):
            self.fields[key] = forms.ChoiceField(required=False, label=label, choices=choices)

    def span(self) -> Span:
        """The months from the earlier to the later one."""
        first, last = sorted(
            date.fromisoformat(f"{self.data[name]}-01") for name in ("since", "until")
        )
        return Span(self._charter, first, last)


def chosen_part(given: Any) -> dict[str, str]:
    """Which cases of the months are asked for, as the query takes it."""
    what = str(given.get("what", ""))
    return {
        "channel": str(given.get("channel", ""))[:100],
        "what": what if what in (*CALLS, *ENDS) else "",
    }


def _months(today: date) -> list[date]:
    """The newest first."""
    found = [today.replace(day=1)]
    while len(found) < MOST_MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found
