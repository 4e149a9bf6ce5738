"""What is done to the ticked rows of a list, or to all cases of it."""

from secrets import token_hex

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import person_named
from charterdesk.cases.queries.labels import labels_of_the_desk
from charterdesk.desk.pages.words import waiting_words
from charterdesk.engine.decide.work import WAITS
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.lists.becoming import ASSIGN, LABEL, UNLABEL
from charterdesk.lists.waiting import ACTIVE, WAIT
from charterdesk.lists.watched import UNWATCH, WATCH

MOST_TICKED = 50
LONGEST_NUMBER = 40
MERGE, OUTAGE, STATUS, SNOOZE, MACRO = "merge", "outage", "status", "snooze", "macro"
ACTS = (ASSIGN, LABEL, UNLABEL, STATUS, OUTAGE, MERGE, SNOOZE, MACRO, WATCH, UNWATCH)
# What a list of cases sends along; the rest of a form is another one's.
FIELDS = ("act", "owner", "label", "status", "back")


class BulkForm(forms.Form):
    """The act with what it needs; cases of one outage and merging ask for more first."""

    act = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    owner = forms.CharField(max_length=150, required=False)
    label = forms.CharField(max_length=20, required=False)
    status = forms.ChoiceField(
        choices=[(ACTIVE, ACTIVE), *((on, on) for on in WAITS)], required=False
    )
    key = forms.CharField(max_length=40, required=False)
    back = forms.CharField(required=False, max_length=500)
    whole = forms.BooleanField(required=False)
    sure = forms.BooleanField(required=False)

    def back_url(self) -> str:
        """The list that they were ticked in."""
        back = str(self.data.get("back", ""))
        home = reverse("desk:home")
        return back[:500] if back.startswith(home) else home

    def refs(self) -> list[str]:
        """The numbers that were ticked, each once; what could be no number is left out."""
        ticked = self.data.getlist("ref") if isinstance(self.data, QueryDict) else []
        numbers = (ref for ref in ticked if 0 < len(ref) <= LONGEST_NUMBER and "/" not in ref)
        return list(dict.fromkeys(numbers))[:MOST_TICKED]

    def act_key(self) -> str:
        """What makes two presses of one form the same act."""
        return self._said("key") or token_hex(16)

    def is_whole(self) -> bool:
        """Whether all cases of the list are meant."""
        return self.is_valid() and self.cleaned_data["whole"]

    def is_sure(self) -> bool:
        """Whether that was looked at a second time."""
        return self.is_valid() and self.cleaned_data["sure"]

    def asks_more(self) -> str:
        """The act, where it has a page of its own that asks for more; "" for any other."""
        act = self._said("act")
        if act == MERGE:
            return act if self.is_whole() or self.refs()[2:] else ""
        return act if act in (SNOOZE, MACRO) else ""

    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What goes along to the second look, with a key of its own."""
        return (*self.meant(), ("sure", "on"), ("key", token_hex(16)))

    def meant(self) -> tuple[tuple[str, str], ...]:
        """Which cases are meant, and what shall be done to them."""
        sent = [(name, str(self.data.get(name, ""))) for name in FIELDS]
        cases = [("whole", "on")] if self.is_whole() else [("ref", one) for one in self.refs()]
        return (*sent, *cases)

    def asked(self, person: Person) -> tuple[dict[str, str], str] | None:
        """What shall be done, and its title; None where somebody or something is not there."""
        match self._said("act"):
            case "assign":
                return self._assign(person)
            case "label" | "unlabel" as act:
                return self._label(person, act)
            case "status":
                return self._status()
            case "snooze" as act:
                return {"act": act}, _("Put off")
            case "macro" as act:
                return {"act": act}, _("Macro")
            case "watch" | "unwatch" as act:
                return {"act": act}, _("Watch") if act == WATCH else _("Stop watching")
            case "merge" as act if self.is_whole():
                return {"act": act}, _("Merge")
            case _:
                return None

    def _assign(self, person: Person) -> tuple[dict[str, str], str] | None:
        owner = person_named(person, self._said("owner"))
        if owner is None:
            return None
        title = _("Assign to %(name)s") % {"name": owner.name}
        return {"act": ASSIGN, "owner": owner.username}, title

    def _label(self, person: Person, act: str) -> tuple[dict[str, str], str] | None:
        wanted = whole_number(self._said("label")) or 0
        label = labels_of_the_desk(person).filter(pk=wanted).first()
        if label is None:
            return None
        off = _("Take the label “%(name)s” off")
        title = off if act == UNLABEL else _("Put the label “%(name)s” on")
        return {"act": act, "label": str(label.pk)}, title % {"name": label.name}

    def _status(self) -> tuple[dict[str, str], str] | None:
        wanted = self._said("status")
        if not wanted:
            return None
        if wanted == ACTIVE:
            return {"act": ACTIVE}, _("Set active")
        return {"act": WAIT, "on": wanted}, waiting_words(wanted)

    def _said(self, name: str) -> str:
        return str(self.cleaned_data.get(name, "")) if self.is_valid() else ""
