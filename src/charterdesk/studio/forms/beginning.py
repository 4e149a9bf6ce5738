"""A new charter: its name, and what its text begins as."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.charters.shipped import shipped_names
from charterdesk.studio.blank import blank_charter
from charterdesk.studio.upload import text_of_upload

BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Beginning:
    """A name with a text, or with the name of a shipped charter."""

    name: str
    text: str = ""
    shipped: str = ""


class BeginForm(forms.Form):
    """The name, and one of: a few lines, a shipped charter, a file."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("One word for addresses, such as our-support: letters, digits, hyphens."),
    )
    start = forms.ChoiceField(label=_("Begin with"), initial=BLANK, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Or with the text of a file"),
        required=False,
        help_text=_("A charter that you have as a file, at most 1 MB, in UTF-8."),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        start = self.fields["start"]
        assert isinstance(start, forms.ChoiceField)
        shipped = [(name, _shipped_words(name)) for name in shipped_names()]
        start.choices = [(BLANK, _("A few lines to go on from")), *shipped]

    def clean_file(self) -> str:
        """The file's text; empty where none was chosen."""
        upload = self.cleaned_data["file"]
        return text_of_upload(upload) if upload else ""

    def chosen(self, zone: str) -> Beginning:
        """What was chosen; lines are written for `zone`."""
        typed = self.cleaned_data
        name, start = typed["name"].strip(), typed["start"]
        if typed["file"]:
            return Beginning(name, text=typed["file"])
        if start == BLANK:
            return Beginning(name, text=blank_charter(name, zone))
        return Beginning(name, shipped=start)


def _shipped_words(name: str) -> str:
    said = {
        "bicom": _("Bicom: registered senders, hours in three zones, six outcomes"),
        "handsfree": _("HandsFree: impact and urgency, incidents from machines"),
        "roxen": _("Roxen: four priorities, two tiers"),
        "terrasoft": _("Terrasoft: criticality by contract level, in Russian"),
        "voxeo": _("Voxeo: a formal escalation up to the CEO"),
    }
    return str(said.get(name, name))
