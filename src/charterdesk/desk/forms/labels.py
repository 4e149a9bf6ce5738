"""Another name or mark for a label."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.models import Label
from charterdesk.cases.models.label import LONGEST


class LabelForm(forms.Form):
    """One label as it shall be."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST)
    mark = forms.ChoiceField(label=_("Mark"), choices=Label.Mark)

    def __init__(self, label: Label, data: Any = None) -> None:
        given = {"name": label.name, "mark": label.mark}
        super().__init__(data, prefix=f"label{label.pk}", initial=given)
        self.label = label
