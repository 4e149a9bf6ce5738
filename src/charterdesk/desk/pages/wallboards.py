"""The page on which wallboards are made and ended."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.desk.forms.wall import BoardForm
from charterdesk.desk.wall_values import BoardRow, BoardsPage
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Action, Link, Refusal
from charterdesk.oncall.models import Wallboard


def boards_page(
    boards: Sequence[Wallboard], form: BoardForm, *, url: str = "", refusal: Refusal | None = None
) -> BoardsPage:
    """The boards that hang, and a form for one more."""
    return BoardsPage(
        action=reverse("desk:walls"),
        back=Link(_("On call"), reverse("desk:oncall")),
        fields=fields_of(form),
        rows=tuple(_row(one) for one in boards),
        url=url,
        refusal=refusal,
    )


def _row(one: Wallboard) -> BoardRow:
    said = {"name": one.made_by.name, "day": f"{one.made_at:%Y-%m-%d}"}
    if one.names_customers:
        words = _("shows what %(name)s may see, with customers' names; made on %(day)s") % said
    else:
        words = _("shows what %(name)s may see, without customers' names; made on %(day)s") % said
    end = reverse("desk:wall_end", args=[one.pk])
    return BoardRow(one.name, words, Action(f"end-wall-{one.pk}", _("End"), end, method="post"))
