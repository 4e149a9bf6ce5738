"""Product and equipment: chosen from what the asker's organisation has, else told in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from charterdesk.customers.belongings import Belongings
from charterdesk.customers.models import Asset
from charterdesk.engine.charter.values import Charter
from charterdesk.intake.questions import asked_words

PRODUCT, EQUIPMENT = "product", "equipment"
OTHER = "-"
LINKED = "intake.link.to"
# So many choices are looked over at once; more of them are a list to pick from.
SEEN_AT_ONCE = 6
LONGEST = 200


def said_of(answers: Mapping[str, Any], name: str) -> str:
    """The answer to a question as it was meant: the words where nothing in the list fits."""
    given = str(answers.get(name, "") or "").strip()
    return str(answers.get(_words_of(name), "") or "").strip() if given == OTHER else given


def ask_belongings(form: forms.Form, charter: Charter, have: Belongings) -> None:
    """Bring in the questions that this charter asks, or that this customer has answers to."""
    if PRODUCT in asked_words(charter):
        products = [(one, one) for one in have.products if one != OTHER]
        _ask(form, PRODUCT, _("Which product?"), products, required=not have.equipment)
    if have.equipment or _asks_equipment(charter):
        none = ("", _("None, or I can't say"))
        label = _("Which equipment, if any?")
        _ask(form, EQUIPMENT, label, [none, *((one.tag, label_of(one)) for one in have.equipment)])


def settle_belongings(form: forms.Form, have: Belongings) -> None:
    """What was chosen and what was written, as one answer each; the equipment's product counts."""
    for name in (EQUIPMENT, PRODUCT):
        words = form.cleaned_data.get(_words_of(name), "")
        if words and form.cleaned_data.get(name, "") == "":
            form.cleaned_data[name] = OTHER
        elif form.cleaned_data.get(name) == OTHER and not words:
            form.add_error(_words_of(name), _("Say in your words what it is."))
    about = next((a for a in have.equipment if a.tag == form.cleaned_data.get(EQUIPMENT)), None)
    if PRODUCT in form.fields and not form.cleaned_data.get(PRODUCT) and about is not None:
        form.cleaned_data[PRODUCT] = about.product
    if PRODUCT in form.fields and not form.cleaned_data.get(PRODUCT) and PRODUCT not in form.errors:
        form.add_error(PRODUCT, _("Choose the product, or say in your words what it is."))


def label_of(asset: Asset) -> str:
    """The equipment as its people know it: tag, product and version, where it stands."""
    product = " ".join(word for word in (asset.product, asset.version) if word)
    return " · ".join(word for word in (asset.tag, product, asset.place) if word)


def _ask(
    form: forms.Form, name: str, label: str, choices: Sequence[tuple[str, str]], *,
    required: bool = False,
) -> None:  # fmt: skip
    """A choice with the words for something else; only the words where there is no choice."""
    if not any(value for value, _label in choices):
        form.fields[name] = forms.CharField(label=label, max_length=LONGEST, required=required)
        return
    known = [*choices, (OTHER, _("Something else"))]
    few = len(known) <= SEEN_AT_ONCE
    given = str(form.initial.get(name, "") or "")
    if given and given not in dict(known):
        form.initial = {**form.initial, name: OTHER, _words_of(name): given}
    if not few and known[0][0]:
        known = [("", _("Choose")), *known]
    form.fields[name] = forms.ChoiceField(
        label=label, choices=known, required=False,
        widget=forms.RadioSelect if few else forms.Select,
    )  # fmt: skip
    form.fields[_words_of(name)] = forms.CharField(
        label=_("If it is something else: what?"), max_length=LONGEST, required=False
    )


def _words_of(name: str) -> str:
    return f"{name}_words"


def _asks_equipment(charter: Charter) -> bool:
    linked = [shown.words for shown in charter.shown if shown.path == LINKED]
    return any(word.startswith(EQUIPMENT) for words in linked for word in words)
