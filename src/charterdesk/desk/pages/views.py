"""Saved views: what a list offers to be kept, the page that saves one, the page of all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.cases.models import OwnField
from charterdesk.cases.queries.own_filters import key_in, name_of
from charterdesk.desk.addresses import with_query
from charterdesk.desk.forms.views import RenameForm, SaveViewForm
from charterdesk.desk.pages.words import status_words, view_name
from charterdesk.desk.view_values import Keeping, SaveViewPage, ViewRow, ViewsPage
from charterdesk.lists.models import SavedView
from charterdesk.lists.queries.views import may_change
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal
from charterdesk.visit.own_fields import value_words


def keeping_of(base: str, chosen: Mapping[str, str], saved: SavedView | None) -> Keeping:
    """What a list offers to whoever looks at it."""
    if saved is None:
        return Keeping(save_url=with_query(reverse("desk:view_new"), {"base": base, **chosen}))
    star = reverse("desk:view_star", args=[saved.pk])
    return Keeping(star_url=star, starred=bool(getattr(saved, "is_starred", False)))


def save_page(
    form: SaveViewForm, back: str, refusal: Refusal | None, own: Sequence[OwnField] = ()
) -> SaveViewPage:
    """The page that asks for a name; `own` are the desk's own fields."""
    return SaveViewPage(
        sentence=narrowed_words(form.base_list(), form.chosen(), own),
        fields=fields_of(form),
        action=reverse("desk:view_new"),
        back_url=back,
        refusal=refusal,
    )


def views_page(
    views: Iterable[SavedView], reader: Person, form: RenameForm | None, refusal: Refusal | None,
    own: Sequence[OwnField] = (),
) -> ViewsPage:  # fmt: skip
    """All of somebody's views; `form` is a name that was sent and is wrong."""
    return ViewsPage(tuple(_row(view, reader, form, own) for view in views), refusal)


def narrowed_words(base: str, chosen: Mapping[str, str], own: Sequence[OwnField] = ()) -> str:
    """The list and what narrows it, in words; a field that there is not is called by its key."""
    names = {
        "status": _("Status"), "priority": _("Priority"), "owner": _("Owner"),
        "charter": _("Charter"), "label": _("Label"), "watcher": _("Watched by"),
    }  # fmt: skip
    names |= {name_of(one.key): one.name for one in own}
    parts = [
        f"{names.get(name) or key_in(name) or name}: {_value(name, value)}"
        for name, value in chosen.items()
    ]
    return " · ".join([view_name(base), *parts])


def _value(name: str, value: str) -> str:
    if name == "status":
        return status_words(value) if value in ("new", "active", "waiting", "resolved") else value
    if key_in(name):
        return value_words(value)
    return _("me") if name in ("owner", "watcher") and value == "me" else value


def _row(
    view: SavedView, reader: Person, sent: RenameForm | None, own: Sequence[OwnField]
) -> ViewRow:
    star = reverse("desk:view_star", args=[view.pk])
    row = ViewRow(
        name=view.name,
        url=view.get_absolute_url(),
        sentence=narrowed_words(view.base, view.filters, own),
        whose=_whose(view, reader),
        starred=bool(getattr(view, "is_starred", False)),
        star_url=star,
    )
    if not may_change(reader, view):
        return row
    form = sent if sent and sent.view == view else RenameForm(view)
    return replace(
        row, name_field=fields_of(form)[0], action=reverse("desk:view", args=[view.pk]),
        remove_url=reverse("desk:view_remove", args=[view.pk]),
    )  # fmt: skip


def _whose(view: SavedView, reader: Person) -> str:
    if view.team is None:
        return _("Your own")
    said = {"team": view.team.name, "name": view.made_by.name}
    if view.made_by_id == reader.pk:
        return _("Team %(team)s, saved by you") % said
    return _("Team %(team)s, saved by %(name)s") % said
