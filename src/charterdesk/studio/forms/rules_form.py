"""What every form of a rule is: fields from a charter's text, and the changes that they mean.

A form names paths of the text and what shall stand there; `engine.editing` changes the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from charterdesk.engine.charter.schema import NOTES
from charterdesk.engine.editing import EditError, Path, Plain, Source, put
from charterdesk.look.phrasing import worded

Changes = Iterator[tuple[Path, Plain]]


def under(value: Plain | None, *path: str | int) -> Plain | None:
    """What stands at a path below, or None."""
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def table(value: Plain | None, *path: str | int) -> Mapping[str, Plain]:
    """The rules below by their names, notes aside; empty where there are none."""
    found = under(value, *path)
    rules = found if isinstance(found, Mapping) else {}
    return {name: one for name, one in rules.items() if name not in NOTES}


def words(value: Plain | None, *path: str | int) -> list[str]:
    """A word or a list of words below."""
    found = under(value, *path)
    if isinstance(found, str):
        return [found] if found else []
    if isinstance(found, Sequence):
        return [one for one in found if isinstance(one, str) and one]
    return []


def word(value: Plain | None, *path: str | int) -> str:
    """One word below, or ''."""
    found = under(value, *path)
    return found if isinstance(found, str) else ""


class RuleForm(forms.Form):
    """A form over a text. `seen` is the edition of the draft that its reader had before them."""

    about: ClassVar[tuple[str, ...]] = ()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(self, source: Source, query: QueryDict, edition: int, data: Any = None) -> None:
        super().__init__(data, initial={"seen": edition})
        self.source = source
        self.rules = source.plain
        self.query = {name: query.get(name, "") for name in self.about}
        self.begin()

    def begin(self) -> None:
        """Set choices and initial values from `self.rules`."""

    @property
    def exists(self) -> bool:
        """Whether what the address names is in the text."""
        return True

    @property
    def title(self) -> str:
        """The page's heading."""
        raise NotImplementedError

    @property
    def lead(self) -> str:
        """What the rule does, in a sentence or two."""
        return ""

    def changes(self) -> Changes:
        """What shall stand where, in the order in which it is done."""
        raise NotImplementedError

    def edited(self) -> str | None:
        """The changed text; None after noting at the form why it can't be changed so."""
        text = self.source.text
        try:
            for path, value in self.changes():
                text = put(text, path, value)
        except EditError as refused:
            self.add_error(None, worded(refused.message, "UTC"))
            return None
        return text

    # What fields are made of

    def text(self, name: str, label: str, value: str, hint: str = "", *, needed: str = "") -> None:
        """A line; `needed` is the sentence beside it when nothing is typed."""
        self.fields[name] = forms.CharField(
            label=label, required=bool(needed), help_text=hint, max_length=200,
            error_messages={"required": needed},
        )  # fmt: skip
        self.initial[name] = value

    def lines(self, name: str, label: str, values: Sequence[str], hint: str, rows: int = 4) -> None:
        """An optional text, one thing on each line."""
        widget = forms.Textarea({"rows": max(rows, len(values) + 1)})
        self.fields[name] = forms.CharField(
            label=label, required=False, help_text=hint, widget=widget, max_length=20_000
        )
        self.initial[name] = "\n".join(values)

    def one(
        self, name: str, label: str, options: Mapping[str, str], value: str, hint: str = ""
    ) -> None:
        """One of several; a value that no option has stays one, so that nothing is lost."""
        known = dict(options) if value in options or not value else {**options, value: value}
        self.fields[name] = forms.ChoiceField(
            label=label, required=False, choices=list(known.items()), help_text=hint
        )
        self.initial[name] = value

    def several(
        self, name: str, label: str, options: Mapping[str, str], values: Sequence[str],
        hint: str = "",
    ) -> None:  # fmt: skip
        """Any of several; a value that no option has stays one."""
        known = {**options, **{one: one for one in values if one not in options}}
        self.fields[name] = forms.MultipleChoiceField(
            label=label, required=False, choices=list(known.items()), help_text=hint,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.initial[name] = list(values)

    def typed(self, name: str) -> str:
        """What was typed into a line."""
        return str(self.cleaned_data.get(name) or "").strip()

    def typed_lines(self, name: str) -> list[str]:
        """The lines of a text, empty ones aside."""
        found = (" ".join(line.split()) for line in self.typed(name).splitlines())
        return [line for line in found if line]

    def calendars(self) -> dict[str, str]:
        """The calendars to choose from."""
        always = {"always": _("always (day and night)")}
        return always | {name: name for name in table(self.rules, "hours")}
