"""What is asked at the desk about a secret, and of a customer for access."""

from collections.abc import Iterable, Sequence
from datetime import date
from secrets import token_hex
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from charterdesk.visit.uploads import FilesField


class ShowForm(forms.Form):
    """Why a secret is to be shown; taken once."""

    key = forms.CharField(max_length=32, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("What do you need it for?"), max_length=1000,
        help_text=gettext_lazy("The log keeps it. The secret is shown once, for a minute."),
    )  # fmt: skip

    def __init__(self, pk: int, data: Any = None) -> None:
        super().__init__(data, prefix=f"show{pk}", initial={"key": token_hex(12)})


class AskForm(forms.Form):
    """The text to the customer."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("To the customer"), max_length=20_000,
        widget=forms.Textarea({"rows": 18}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, text: str = "") -> None:
        super().__init__(data, initial={"key": token_hex(16), "text": text})


class ViewForm(forms.Form):
    """What is asked of the customer before we look at a screen."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    tool = forms.ChoiceField(label=gettext_lazy("With which tool"))
    place = forms.CharField(
        label=gettext_lazy("Where the tool finds the screen"), required=False, max_length=253,
        help_text=gettext_lazy("A host, an IP, or the tool's own number for the machine."),
    )  # fmt: skip
    port = forms.IntegerField(
        label=gettext_lazy("Port"), required=False, min_value=1, max_value=65535
    )
    purpose = forms.CharField(
        label=gettext_lazy("What for"), max_length=300,
        help_text=gettext_lazy("The customer reads it before they approve."),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=gettext_lazy("For how many minutes from the approval"), min_value=5, max_value=480,
        initial=60,
    )  # fmt: skip
    mail = forms.BooleanField(
        label=gettext_lazy("Ask them by mail too; without it the page of the case asks"),
        required=False, initial=True,
    )  # fmt: skip

    def __init__(self, tools: Iterable[str], data: Any = None, *, place: str = "") -> None:
        super().__init__(data, prefix="ask", initial={"key": token_hex(16), "place": place})
        field = self.fields["tool"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in tools]


class WordForm(forms.Form):
    """The customer's yes by word of mouth."""

    says = forms.CharField(
        label=gettext_lazy("Who said yes, and how"), max_length=500,
        help_text=gettext_lazy("Such as: Cleo Lind, by telephone. It counts as their own word."),
    )  # fmt: skip

    def __init__(self, pk: int, data: Any = None) -> None:
        super().__init__(data, prefix=f"word{pk}")


class DataForm(forms.Form):
    """What data is asked of the customer, what for, and until when."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    kind = forms.CharField(label=gettext_lazy("What data"), max_length=60)
    purpose = forms.CharField(
        label=gettext_lazy("What for"), max_length=300,
        help_text=gettext_lazy("The customer reads it before they approve."),
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("Deleted on"), widget=forms.DateInput,
        help_text=gettext_lazy("Files kept here are deleted on that day, by the customer's date."),
    )  # fmt: skip
    mail = forms.BooleanField(
        label=gettext_lazy("Ask them by mail too; without it the page of the case asks"),
        required=False, initial=True,
    )  # fmt: skip

    def __init__(self, kinds: Sequence[str], data: Any = None, *, on: date | None = None) -> None:
        super().__init__(data, prefix="ask", initial={"key": token_hex(16), "on": on})
        if kinds:
            self.fields["kind"] = forms.ChoiceField(
                label=gettext_lazy("What data"), choices=[(one, one) for one in kinds]
            )


class TakeForm(forms.Form):
    """What was taken: files of the case, uploads, copies elsewhere."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Files of the case"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    elsewhere = forms.CharField(
        label=gettext_lazy("A copy elsewhere"), required=False, max_length=300,
        help_text=gettext_lazy("Such as: dump.sql on the test machine. You delete it by hand."),
    )  # fmt: skip

    def __init__(self, files: Sequence[tuple[str, str]], pk: int, data: Any = None,
                 uploads: Any = None) -> None:  # fmt: skip
        super().__init__(data, uploads, prefix=f"take{pk}")
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = files
        if not files:
            del self.fields["chosen"]
        # Read one by one, bounded in size; a name of its own beside the files of the case.
        self.fields["uploads"] = FilesField(label=gettext_lazy("Upload files"), required=False)
