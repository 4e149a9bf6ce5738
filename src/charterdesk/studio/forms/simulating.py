"""What is simulated: which text, beside which other, over which cases."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from charterdesk.simulation.maps import shipped_maps
from charterdesk.simulation.values import File, Source

HISTORY: Source = "history"
LOG: Source = "log"
LOAD: Source = "load"
LARGEST_LOG = 20_000_000
ALONE = ""


class SimulateForm(forms.Form):
    """`texts` are the charter's, by their keys; `contracts` those that they know."""

    of = forms.ChoiceField(label=_("Simulate"))
    against = forms.ChoiceField(label=_("Beside"), required=False)
    source = forms.ChoiceField(
        label=_("Over which cases"),
        widget=forms.RadioSelect,
        initial=HISTORY,
        choices=[
            (HISTORY, _("The desk's own, as they really went")),
            (LOG, _("A log of cases from a file (CSV)")),
            (LOAD, _("Drawn ones, from a load file (YAML)")),
        ],
    )
    days = forms.IntegerField(
        label=_("Days back, of the desk's own"), min_value=1, max_value=3650, initial=90
    )
    log = forms.FileField(label=_("The log"), required=False)
    log_map = forms.ChoiceField(label=_("Its columns are those of"), required=False)
    map_file = forms.FileField(
        label=_("Or as a map file says"),
        required=False,
        help_text=_("For a log whose columns are none of these."),
    )
    contract = forms.ChoiceField(label=_("Its cases are under the contract"), required=False)
    load = forms.FileField(label=_("The load"), required=False)
    people = forms.FileField(
        label=_("Who works when (a people file)"),
        required=False,
        help_text=_(
            "The desk's own cases are told to the desk's own people, unless you choose a file."
            " Drawn cases need one where the load names no staff."
        ),
    )
    runs = forms.IntegerField(
        label=_("Runs, of drawn cases"), min_value=1, max_value=1000, initial=8
    )

    def __init__(
        self, texts: Sequence[tuple[str, str]], contracts: Sequence[str], data: Any = None,
        files: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(data, files)
        self._offer("of", list(texts))
        self._offer("against", [*texts, (ALONE, str(_("nothing")))])
        self._offer("contract", [("", str(_("none"))), *((name, name) for name in contracts)])
        if not contracts:
            del self.fields["contract"]
        maps = [(name, name) for name in shipped_maps()]
        self._offer("log_map", [("", str(_("find out by the heads"))), *maps])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """The file that the source needs, of a bounded size."""
        given = super().clean() or {}
        wanted = {LOG: "log", LOAD: "load"}.get(given.get("source", ""))
        if wanted and not given.get(wanted):
            self.add_error(wanted, _("Choose the file."))
        for name in ("log", "map_file", "load", "people"):
            upload = given.get(name)
            if upload and upload.size > LARGEST_LOG:
                self.add_error(name, _("The file is larger than 20 MB: use the command for it."))
        return given

    def file(self, name: str) -> File:
        """One of the files; none where none was chosen."""
        upload: UploadedFile[bytes] | None = self.cleaned_data.get(name)
        return File(name=upload.name or name, data=upload.read()) if upload else File()
