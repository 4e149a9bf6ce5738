"""A new case with the contact that it began with: who asks, what about, when and how (2.6 B)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.cases.models import OwnField
from charterdesk.cases.own_values import applies
from charterdesk.cases.queries.own_fields import fields_asked
from charterdesk.customers.models import Contact
from charterdesk.desk.forms.acts.act import plain
from charterdesk.desk.forms.asker import contact_label, contacts_found
from charterdesk.desk.forms.costs import MinutesField
from charterdesk.engine.charter.values import Charter
from charterdesk.visit.own_fields import ask_own, asked_name, check_own, own_given
from charterdesk.visit.wall_times import past_moment

WHO = ("charter", "asked_as", "contact", "pick")
# No promise goes by these, so a preview does without them.
LATER = ("contact", "subject", "body")
CALL = ("channel", "contacted_at", "answered", "length")
MOST_MINUTES = 24 * 60
YES, NO = "yes", "no"
UNKNOWN = "-"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who opens a case, when, and under which of the live charters."""

    person: Person
    at: datetime
    charter: Charter
    live: Sequence[Charter]


class NewCaseForm(forms.Form):
    """The questions of one charter; `asked_as` says for which charter they were drawn.

    A sketch is filled in so far: it is valid once all is there by which promises go.
    """

    charter = forms.ChoiceField(
        label=_("Under which charter"),
        help_text=_("Another charter has other channels and priorities: they are asked then."),
    )  # fmt: skip
    asked_as = forms.CharField(required=False, widget=forms.HiddenInput, max_length=100)
    contact = forms.CharField(
        label=_("Mail address, name, telephone, customer, contract or licence key"),
        max_length=254,
    )  # fmt: skip
    pick = forms.ChoiceField(label=_("Who of them"), required=False, widget=forms.RadioSelect)
    subject = forms.CharField(label=_("Subject"), max_length=500)
    body = forms.CharField(
        label=_("What happened"), max_length=200_000, widget=forms.Textarea({"rows": 6})
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    type = forms.ChoiceField(label=_("Type"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False, widget=forms.RadioSelect)
    row = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    column = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("Channel"))
    contacted_at = forms.DateTimeField(
        label=_("When the contact was"), required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
    )  # fmt: skip
    answered = forms.ChoiceField(
        label=_("Did one of us talk with them?"), widget=forms.RadioSelect,
        choices=((YES, _("Yes, live")), (NO, _("No, it was missed, or they left a message"))),
    )  # fmt: skip
    length = MinutesField(
        label=_("How long it took"), required=False, max_length=6,
        help_text=_("Minutes like 7, or 1:30 for hours: booked as your time, not billed."),
    )  # fmt: skip
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(
        self, desk: Desk, data: Any = None, initial: dict[str, Any] | None = None, *,
        is_sketch: bool = False,
    ) -> None:  # fmt: skip
        defaults = {"answered": YES, "asked_as": desk.charter.name, "charter": desk.charter.name}
        super().__init__(data, initial={**defaults, "key": token_hex(12), **(initial or {})})
        self.desk = desk
        self.found: list[Contact] = []
        self._offer_charters()
        self._offer_matter()
        self._offer_urgency()
        self._find()
        self.own = fields_asked(desk.charter.name)
        ask_own(self, self.own, needed=OwnField.Needed.OPENING)
        self.is_sketch = is_sketch
        own = [asked_name(one) for one in self.own]
        self._later = [name for name in (*LATER, *own) if self.fields[name].required]
        for name in self._later if is_sketch else ():
            self.fields[name].required = False

    def _offer_charters(self) -> None:
        live, charter = self.desk.live, self.desk.charter
        self._choices("charter", [(one.name, one.title or one.name) for one in live])
        channels = [one for one in charter.channels.values() if not one.machine]
        self._choices("channel", plain(one.name for one in channels))
        spoken = next((one.name for one in channels if one.live), channels[0].name)
        self.initial.setdefault("channel", spoken)
        at_most = charter.intake.later_at_most
        hours = int(at_most.total_seconds() // 3600)
        hint = _("Empty means now; at most %(hours)d h back.") % {"hours": hours}
        self.fields["contacted_at"].help_text = hint

    def _offer_matter(self) -> None:
        """The kinds of matter and types of request that the charter has (R-TER-8, R-TER-10)."""
        intake = self.desk.charter.intake
        for name, words in (("kind", intake.kinds), ("type", intake.types)):
            if words:
                self._choices(name, [("", _("not said")), *plain(words)])
            else:
                del self.fields[name]

    def _offer_urgency(self) -> None:
        """The axes where the charter has a matrix, else its priorities."""
        matrix, charter = self.desk.charter.matrix, self.desk.charter
        if matrix is None:
            rows = [(one.name, f"P{one.rank + 1} {one.name}") for one in charter.priorities]
            self._choices("priority", rows)
            self.initial.setdefault("priority", charter.default_priority)
            del self.fields["row"], self.fields["column"]
            return
        del self.fields["priority"]
        self._choices("row", plain(matrix.rows))
        self.fields["row"].label = matrix.row_axis
        if matrix.column_axis == "contract":
            del self.fields["column"]
            return
        self._choices("column", plain(matrix.columns))
        self.fields["column"].label = matrix.column_axis

    def _find(self) -> None:
        """The contacts that the words may mean; which of them is asked where they are several."""
        words = str(self.data.get("contact", "") if self.is_bound else "").strip()
        self.found = contacts_found(self.desk.person, words) if words else []
        if len(self.found) < 2:
            del self.fields["pick"]
            return
        none = (UNKNOWN, _("None of these: somebody new"))
        self._choices("pick", [*((str(c.pk), contact_label(c)) for c in self.found), none])

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_contacted_at(self) -> datetime | None:
        """The wall time of the reader's zone as an instant; never one to come."""
        wall = self.cleaned_data["contacted_at"]
        if wall is None:
            return None
        moment = past_moment(wall, ZoneInfo(self.desk.person.zone), self.desk.at)
        if moment > self.desk.at:
            raise ValidationError(_("That lies in the future: write when it took place."))
        return moment

    def clean_length(self) -> int | None:
        """Minutes, from one up to a day."""
        minutes: int | None = self.cleaned_data["length"]
        if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
            raise ValidationError(_("Write from one minute up to 24 hours."))
        return minutes

    def clean(self) -> None:
        super().clean()
        if self.is_sketch:
            self._ask_again()
        if "pick" in self.fields and not self.cleaned_data.get("pick"):
            raise ValidationError({"pick": _("Several fit: choose one.")})
        if not self.is_sketch:
            self._check_own()

    def _ask_again(self) -> None:
        """The page that is drawn asks for all that opening the case needs."""
        for name in self._later:
            self.fields[name].required = True

    def _check_own(self) -> None:
        check_own(
            self, self.own, charter=self.desk.charter.name,
            matter=str(self.cleaned_data.get("kind", "")), needed=OwnField.Needed.OPENING,
        )  # fmt: skip

    @property
    def other_charter(self) -> str:
        """The charter that was chosen after the questions of another were drawn; "" for none."""
        chosen = str(self.data.get("charter", ""))
        return chosen if self.is_bound and chosen != self.data.get("asked_as", chosen) else ""

    def asker(self) -> Contact | None:
        """Who asks, where the desk knows them."""
        pick = self.cleaned_data.get("pick", "")
        if pick == UNKNOWN:
            return None
        if pick:
            return next(one for one in self.found if str(one.pk) == pick)
        return self.found[0] if self.found else None

    def axes(self) -> tuple[tuple[str, str], ...]:
        """The words of the matrix that were chosen, then the kind and the type of the matter."""
        matrix, data = self.desk.charter.matrix, self.cleaned_data
        chosen = [("kind", "kind"), ("type", "type")]
        if matrix is not None:
            chosen = [(matrix.row_axis, "row"), (matrix.column_axis, "column"), *chosen]
        return tuple((axis, data[name]) for axis, name in chosen if data.get(name))

    def folded(self) -> tuple[str, ...]:
        """The questions that nobody has to answer to open a case: they lie behind a fold."""
        needed = OwnField.Needed.OPENING
        return tuple(asked_name(one) for one in self.own if one.needed != needed)

    def values(self) -> dict[str, str]:
        """What was typed into the desk's own fields, those for another kind of matter left out."""
        matter, charter = str(self.cleaned_data.get("kind", "")), self.desk.charter.name
        asked = [one for one in self.own if applies(one, charter, matter)]
        return own_given(self, asked)
