"""What a list is narrowed by: its filters as fields, and each that is on as a link that ends it."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from charterdesk.cases.queries.own_filters import key_in, name_of
from charterdesk.desk.addresses import with_query
from charterdesk.desk.forms.listing import NAMES, Choices, FilterForm
from charterdesk.look.values import Field, Link, Option
from charterdesk.visit.own_fields import value_words


def chips_of(
    path: str, chosen: Mapping[str, str], choices: Choices, form: FilterForm
) -> tuple[Link, ...]:
    """Each filter that stands, as a link that takes it away."""
    chips = []
    for name, value in chosen.items():
        said = dict(choices.of(name)).get(value) or _said(name, value)
        rest = {other: word for other, word in chosen.items() if other != name}
        chips.append(Link(f"{_label(name, choices, form)}: {said}", with_query(path, rest)))
    return tuple(chips)


def filters_of(
    chosen: Mapping[str, str], choices: Choices, form: FilterForm
) -> tuple[Field, ...]:  # fmt: skip
    """What can be chosen: the desk's own fields come after what every desk has."""
    return tuple(_filter(name, chosen, choices, form) for name in _names(chosen, choices))


def _names(chosen: Mapping[str, str], choices: Choices) -> Iterator[str]:
    """Names that have something to choose, and those that narrow the list already."""
    yield from (
        name for name in NAMES if name != "label" or choices.labels.known or chosen.get(name)
    )
    offered = [name_of(one.key) for one in choices.picked()]
    yield from offered
    yield from (name for name in chosen if key_in(name) and name not in offered)


def _filter(
    name: str, chosen: Mapping[str, str], choices: Choices, form: FilterForm
) -> Field:  # fmt: skip
    value = chosen.get(name, "")
    known = choices.of(name)
    if value and value not in dict(known):
        known = [*known, (value, _said(name, value))]
    options = [("", _("all")), *known]
    return Field(
        name, _label(name, choices, form), "select",
        options=tuple(Option(word, label, chosen=word == value) for word, label in options),
    )  # fmt: skip


def _label(name: str, choices: Choices, form: FilterForm) -> str:
    """The name of a field of the desk's own; a field that there is not is called by its key."""
    if key := key_in(name):
        return next((one.name for one in choices.fields if one.key == key), key)
    return str(form[name].label)


def _said(name: str, value: str) -> str:
    return value_words(value) if key_in(name) else value
