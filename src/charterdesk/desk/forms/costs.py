"""What is typed about the cost of a case: time, evidence, decisions, quotes and their answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from secrets import token_hex
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import Form
from charterdesk.cases.store import Loaded
from charterdesk.charges.commands import (
    answer_quote,
    book_time,
    decide_charge,
    offer_quote,
    propose_charge,
    strike_time,
)
from charterdesk.charges.commands.quoting import Quote
from charterdesk.charges.commands.timing import Spent
from charterdesk.charges.models import Item, Work
from charterdesk.charges.money import CURRENCY, MOST, day_of, zone_of
from charterdesk.charges.queries.of_case import currency_of, stopwatch_of, time_of
from charterdesk.desk.pages.words import hours_words, work_words
from charterdesk.look.moments import moment_words
from charterdesk.visit.uploads import FilesField, files_in
from charterdesk.visit.wall_times import past_moment

MINUTE = timedelta(minutes=1)
Done = Answer | Refusal


@dataclass(frozen=True, slots=True)
class Costing:
    """On which case, for whom and when."""

    loaded: Loaded
    person: Person
    at: datetime


class AmountField(forms.CharField):
    """An amount of money with at most two places; a comma is as good as a point."""

    def clean(self, value: Any) -> Any:
        """A Decimal, None where it is empty; raises ValidationError."""
        text = super().clean(value).strip().replace(",", ".").replace(" ", "")
        if text and not re.fullmatch(r"\d{1,10}(\.\d{1,2})?", text):
            raise ValidationError(gettext("Write an amount like 120 or 120.50."))
        return min(Decimal(text), MOST) if text else None


class MinutesField(forms.CharField):
    """Minutes like 90, or hours and minutes like 1:30."""

    def clean(self, value: Any) -> Any:
        """Whole minutes, None for nothing where nothing may be; raises ValidationError."""
        text = super().clean(value).strip()
        if not text and not self.required:
            return None
        found = re.fullmatch(r"(?:(\d{1,4}):)?(\d{1,5})", text, re.ASCII)
        if found is None or (found[1] and int(found[2]) > 59):
            raise ValidationError(gettext("Write minutes like 90, or hours and minutes like 1:30."))
        return int(found[1] or 0) * 60 + int(found[2])


class CurrencyField(forms.CharField):
    """Three letters."""

    def clean(self, value: Any) -> Any:
        """In capital letters; raises ValidationError."""
        text = super().clean(value).strip().upper()
        if text and not CURRENCY.fullmatch(text):
            raise ValidationError(gettext("Write the currency with three letters, like EUR."))
        return text


class CostForm(forms.Form):
    """One of the forms of the page; pressed twice it is done once."""

    deed: ClassVar[str]
    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, costing: Costing, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, prefix=self.deed, initial={"key": token_hex(12)})
        self.costing = costing
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and what is likely."""

    def do(self) -> Done:
        """Give the command; called when the form is valid."""
        raise NotImplementedError

    @property
    def common(self) -> dict[str, Any]:
        """What every command takes."""
        costing = self.costing
        key = Form(
            key=f"{self.deed}/{self.cleaned_data['key']}" if self.cleaned_data["key"] else ""
        )
        return {"case": costing.loaded.row, "by": costing.person, "at": costing.at, "form": key}

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class BookForm(CostForm):
    """Own time; the stopwatch fills in what it measured."""

    deed = "book"
    minutes = MinutesField(
        label=_("How long"), max_length=6, help_text=_("Minutes like 90, or 1:30 for hours.")
    )
    work = forms.ChoiceField(label=_("Kind of work"))
    note = forms.CharField(
        label=_("What was done"), required=False, max_length=500,
        help_text=_("It stands on the customer’s statement."),
    )  # fmt: skip
    ended = forms.DateTimeField(
        label=_("When it ended"), required=False, help_text=_("Empty means now. Your own zone."),
        widget=forms.DateTimeInput({"type": "datetime-local"}),
    )  # fmt: skip
    free = forms.BooleanField(
        label=_("Don’t bill it: it is covered by the contract or by a quote"), required=False
    )

    def prepare(self) -> None:
        self.offer("work", [(one, work_words(one)) for one in Work.values])
        watch = stopwatch_of(self.costing.person)
        if watch is not None and watch.case_id == self.costing.loaded.row.pk:
            self.initial["minutes"] = str(max(1, -(-(self.costing.at - watch.began_at) // MINUTE)))

    def do(self) -> Done:
        data, zone = self.cleaned_data, ZoneInfo(self.costing.person.zone)
        ended = past_moment(data["ended"], zone, self.costing.at) if data["ended"] else None
        spent = Spent(
            minutes=data["minutes"], work=data["work"], note=data["note"],
            is_billed=not data["free"], ended_at=ended,
        )  # fmt: skip
        return book_time(spent=spent, **self.common)


class StrikeForm(CostForm):
    """An entry that was wrong."""

    deed = "strike"
    entry = forms.ChoiceField(label=_("Time"))
    reason = forms.CharField(label=_("Why"), max_length=300)

    def prepare(self) -> None:
        self.offer("entry", [(one.ref, self._entry(one)) for one in to_strike(self.costing)])

    def _entry(self, one: Item) -> str:
        """So that two of equal length are told apart."""
        zone = ZoneInfo(self.costing.person.zone)
        name = one.person.name if one.person else ""
        ended = moment_words(one.ended_at, self.costing.at, zone)
        return " · ".join(filter(None, (ended, name, hours_words(one.minutes), one.text)))

    def do(self) -> Done:
        data = self.cleaned_data
        return strike_time(entry=data["entry"], reason=data["reason"], **self.common)


class EvidenceForm(CostForm):
    """What was found that the charter's rules about charges go by, with its evidence."""

    deed = "evidence"
    word = forms.ChoiceField(label=_("What was found"))
    text = forms.CharField(
        label=_("Evidence"), max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("What shows it. It is kept as a note; the customer doesn’t see it."),
    )  # fmt: skip

    def __init__(self, costing: Costing, data: Any = None, files: Any = None) -> None:
        super().__init__(costing, data, files)
        # Every form has an attribute of this name, so the field can't be declared.
        self.fields["files"] = FilesField(label=_("Files"), required=False)

    def prepare(self) -> None:
        self.offer("word", [(word, word) for word in evidence_words(self.costing.loaded)])

    def do(self) -> Done:
        data = self.cleaned_data
        files = files_in(data["files"])
        return propose_charge(word=data["word"], text=data["text"], files=files, **self.common)


class DecideForm(CostForm):
    """Charge what is proposed, or waive it."""

    deed = "decide"
    name = forms.ChoiceField(label=_("Charge"))
    amount = AmountField(
        label=_("Amount"), required=False, max_length=16, help_text=_("Empty means: not charged.")
    )
    currency = CurrencyField(label=_("Currency"), required=False, max_length=3)
    reason = forms.CharField(label=_("Why"), max_length=500)

    def prepare(self) -> None:
        proposed = self.costing.loaded.state.charges
        self.offer("name", [(one.name, one.name) for one in proposed])
        self.initial["currency"] = currency_of(self.costing.loaded.row)

    def clean(self) -> None:
        super().clean()
        wants_currency(self)

    def do(self) -> Done:
        data = self.cleaned_data
        return decide_charge(
            name=data["name"], amount=data["amount"] or None, currency=data["currency"],
            reason=data["reason"], **self.common,
        )  # fmt: skip


class QuoteForm(CostForm):
    """A quote, which goes to the customer."""

    deed = "quote"
    text = forms.CharField(
        label=_("What will be done"), max_length=5000, widget=forms.Textarea({"rows": 4})
    )
    time_frame = forms.CharField(
        label=_("Time frame"), max_length=200, help_text=_("Like: within 3 working days.")
    )
    amount = AmountField(label=_("Price"), max_length=16)
    currency = CurrencyField(label=_("Currency"), max_length=3)
    until = forms.DateField(
        label=_("Holds up to and including"), required=False, widget=forms.DateInput,
        help_text=_("Empty: until it is answered or replaced."),
    )  # fmt: skip

    def prepare(self) -> None:
        self.initial["currency"] = currency_of(self.costing.loaded.row)

    def clean_until(self) -> date | None:
        """Not a day that is over where the customer is."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < day_of(self.costing.loaded.row, self.costing.at):
            raise ValidationError(gettext("That day is over."))
        return until

    def do(self) -> Done:
        data, zone = self.cleaned_data, zone_of(self.costing.loaded.row)
        until = data["until"]
        ends = datetime.combine(until + timedelta(days=1), time(), zone) if until else None
        quote = Quote(
            text=data["text"], time_frame=data["time_frame"], amount=data["amount"],
            currency=data["currency"], valid_until=ends,
        )  # fmt: skip
        return offer_quote(quote=quote, **self.common)


class AnswerForm(CostForm):
    """What the customer told one of us about the quote that waits."""

    deed = "answer"
    quote = forms.CharField(max_length=20, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("The customer"), widget=forms.RadioSelect,
        choices=[("yes", _("accepts it")), ("no", _("declines it"))],
    )  # fmt: skip
    says = forms.CharField(
        label=_("Their words, and how they told you"), max_length=500,
        help_text=_("It counts as the customer's own word."),
    )  # fmt: skip

    def prepare(self) -> None:
        waiting = self.costing.loaded.state.quote_waiting
        self.initial["quote"] = waiting.quote if waiting else ""

    def do(self) -> Done:
        data = self.cleaned_data
        accepted = data["answer"] == "yes"
        return answer_quote(
            quote=data["quote"], accepted=accepted, says=data["says"], **self.common
        )


def wants_currency(form: forms.Form) -> None:
    """An amount has a currency."""
    if form.cleaned_data.get("amount") and not form.cleaned_data.get("currency"):
        form.add_error("currency", gettext("Write the currency with three letters, like EUR."))


def to_strike(costing: Costing) -> list[Item]:
    """The time on the case that was not billed; what was can't be struck."""
    return [one for one in time_of(costing.loaded.row) if one.statement_id is None]


def evidence_words(loaded: Loaded) -> tuple[str, ...]:
    """The words from which the charter's charges follow, each once."""
    needs = [need.text for charge in loaded.charter.charges for need in charge.when]
    return tuple(dict.fromkeys([*needs, "cause"])) if needs else ()


FORMS: Mapping[str, type[CostForm]] = {
    form.deed: form
    for form in (BookForm, StrikeForm, EvidenceForm, DecideForm, QuoteForm, AnswerForm)
}
