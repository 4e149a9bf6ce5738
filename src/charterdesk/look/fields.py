"""Django forms as the field values that the templates draw: one place knows both."""

from collections.abc import Mapping

from django import forms

from charterdesk.look.values import Field, FieldKind, Option

_KINDS: dict[type[forms.Widget], FieldKind] = {
    forms.HiddenInput: "hidden",
    forms.Textarea: "textarea",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radio",
    forms.CheckboxInput: "checkbox",
    forms.SelectMultiple: "checkboxes",
    forms.Select: "select",
    forms.PasswordInput: "password",
    forms.EmailInput: "email",
    forms.NumberInput: "number",
    forms.DateTimeInput: "datetime",
    forms.DateInput: "date",
    forms.FileInput: "file",
}


def fields_of(form: forms.BaseForm, drafts: Mapping[str, str] | None = None) -> tuple[Field, ...]:
    """Every field of `form` as it stands, with what was typed and its errors, in its order.

    `drafts` names the fields whose text is kept in the browser, and under which key.
    """
    kept = drafts or {}
    return tuple(field_of(form[name], kept.get(name, "")) for name in form.fields)


def field_of(bound: forms.BoundField, draft: str = "") -> Field:
    """One bound field as a value."""
    widget = bound.field.widget
    kind = _kind_of(widget)
    return Field(
        name=bound.html_name,
        label=str(bound.label or ""),
        kind=kind,
        value=_text(bound, kind),
        options=_options(bound),
        hint=str(bound.help_text or ""),
        required=bound.field.required,
        errors=tuple(str(error) for error in bound.errors),
        autocomplete=str(widget.attrs.get("autocomplete", "")),
        draft=draft,
        rows=int(widget.attrs.get("rows", 4)),
        many=kind == "file" and getattr(widget, "allow_multiple_selected", False),
    )


def _kind_of(widget: forms.Widget) -> FieldKind:
    for one, kind in _KINDS.items():
        if isinstance(widget, one):
            return kind
    return "text"


def _text(bound: forms.BoundField, kind: FieldKind) -> str:
    value = bound.value()
    if value is None or value is False or kind in ("password", "file"):
        return ""
    if kind == "datetime" and hasattr(value, "strftime"):
        return f"{value:%Y-%m-%dT%H:%M}"
    return "on" if value is True else str(value)


def _options(bound: forms.BoundField) -> tuple[Option, ...]:
    choices = getattr(bound.field, "choices", ())
    value = bound.value()
    chosen = {str(one) for one in value} if isinstance(value, list | tuple) else {str(value)}
    if value is None:
        chosen = {""}
    return tuple(
        Option(value=str(key), label=str(label), chosen=str(key) in chosen)
        for key, label in choices
        if not isinstance(label, list | tuple)
    )
