"""Django forms become field values with what was typed, their choices and their errors."""

from datetime import UTC, datetime

from django import forms

from charterdesk.look.fields import fields_of
from charterdesk.look.values import Option
from charterdesk.visit.uploads import FilesField


class Asking(forms.Form):
    """A form with one field of most kinds."""

    reason = forms.ChoiceField(choices=[("a", "one"), ("b", "two")], label="Why")
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), help_text="Team only.")
    tell = forms.BooleanField(required=False)
    teams = forms.MultipleChoiceField(
        choices=[("1", "x"), ("2", "y")], widget=forms.CheckboxSelectMultiple, required=False
    )
    at = forms.DateTimeField(
        required=False, widget=forms.DateTimeInput, initial=datetime(2026, 3, 12, 9, 5, tzinfo=UTC)
    )
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


def test_an_untouched_form_shows_its_kinds_hints_and_initial_values() -> None:
    reason, note, tell, teams, at, password = fields_of(Asking(), {"note": "d:1"})
    assert (reason.kind, reason.label, reason.required) == ("select", "Why", True)
    assert (note.kind, note.hint, note.rows, note.draft) == ("textarea", "Team only.", 6, "d:1")
    assert (tell.kind, tell.value, tell.required) == ("checkbox", "", False)
    assert teams.kind == "checkboxes"
    assert (at.kind, at.value) == ("datetime", "2026-03-12T09:05")
    assert (password.kind, password.autocomplete) == ("password", "current-password")


def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    form = Asking({"reason": "b", "note": "", "tell": "on", "teams": ["2"], "password": "secret"})
    assert not form.is_valid()
    reason, note, tell, teams, _, password = fields_of(form)
    assert reason.options == (Option("a", "one"), Option("b", "two", chosen=True))
    assert note.errors == ("This field is required.",)
    assert tell.value == "on"
    assert [option.chosen for option in teams.options] == [False, True]
    assert password.value == ""


def test_a_prefixed_form_keeps_its_names() -> None:
    assert fields_of(Asking(prefix="x"))[0].name == "x-reason"
    assert fields_of(Asking(prefix="x"))[0].id == "f-x-reason"


def test_only_a_field_for_several_files_takes_several() -> None:
    class Uploads(forms.Form):
        one = forms.FileField()
        some = FilesField()

    one, some = fields_of(Uploads())
    assert (one.kind, some.kind) == ("file", "file")
    assert (one.many, some.many) == (False, True)
