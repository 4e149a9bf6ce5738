"""The list of charters: what is in force, what is being written, what waits for approval."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.charters.queries import Shelved
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal
from charterdesk.studio.forms.beginning import BeginForm
from charterdesk.studio.pages.head import reason_of
from charterdesk.studio.values import CharterRow, ChartersPage
from charterdesk.visit.asking import Ask


def charters_page(
    ask: Ask, shelf: Sequence[Shelved], form: BeginForm, refusal: Refusal | None = None
) -> ChartersPage:
    """The list with the form below it."""
    reason = reason_of(ask)
    written = sum(one.draft is not None for one in shelf)
    sentence = ngettext("%(count)d charter", "%(count)d charters", len(shelf)) % {
        "count": len(shelf)
    }
    if written:
        drafts = ngettext("%(count)d is being written", "%(count)d are being written", written)
        sentence = f"{sentence}, {drafts % {'count': written}}"
    return ChartersPage(
        sentence=f"{sentence}.",
        rows=tuple(_row(one) for one in shelf),
        action=reverse("studio:charters"),
        fields=() if reason else fields_of(form),
        open=not shelf or form.is_bound,
        reason=reason,
        refusal=refusal,
    )


def _row(one: Shelved) -> CharterRow:
    row, waits = one.in_force, ""
    if one.proposal is not None:
        waits = _("waits for a second person")
    elif one.newest is not None and one.newest != row:
        waits = _("version %(version)s is to come") % {"version": str(one.newest.version)}
    served = one.served.is_live if one.served else False
    return CharterRow(
        name=one.name,
        url=reverse("studio:history", args=[one.name]),
        in_force=_("version %(version)s") % {"version": str(row.version)} if row else "",
        since=row.in_force_from if row else None,
        draft=_("draft") if one.draft else "",
        draft_url=reverse("studio:write", args=[one.name]),
        waits=waits,
        served=_("takes new cases") if served and row else _("takes no new cases"),
    )
