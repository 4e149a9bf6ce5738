"""The desk's side of the status page: what is shared, who wrote it, the form of the next update."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.public import PublicUpdateForm
from charterdesk.desk.incident_values import PublicPage, PublicSaid
from charterdesk.incidents.models import PublicIncident
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Action, Link, Refusal
from charterdesk.visit.reader import Reader


def publish_page(
    form: PublicUpdateForm, case: Case | None, rows: Iterable[PublicIncident], reader: Reader,
    refusal: Refusal | None,
) -> PublicPage:  # fmt: skip
    """The form of a new one; without a case also the list of all."""
    back = Link(_("Status page"), reverse("portal:status"))
    action = reverse("desk:publics")
    if case is not None:
        urls = CaseUrls(case.number)
        back, action = Link(case.number, urls.of("incident")), urls.of("public")
    return PublicPage(
        title=_("Share on the status page"),
        sentence=_("Everybody can read it, without a sign-in. Nothing of a case goes there by "
                   "itself: only what you write here."),
        fields=fields_of(form),
        action=action,
        submit=_("Publish"),
        back=back,
        rows=tuple(_row(one, reader) for one in rows),
        refusal=refusal,
    )  # fmt: skip


def public_page(
    row: PublicIncident, form: PublicUpdateForm, reader: Reader, refusal: Refusal | None
) -> PublicPage:
    """One that is shared, with the form of its next update."""
    gone = row.withdrawn_at is not None
    place = reverse("desk:public_withdraw", args=[row.pk])
    back = Link(_("Status page"), reverse("desk:publics"))
    if row.case is not None:
        back = Link(row.case.number, CaseUrls(row.case.number).of("incident"))
    return PublicPage(
        title=row.title,
        sentence=_("It was withdrawn; nobody outside sees it.")
        if gone
        else _("Everybody can read it. Affected: %(what)s.") % {"what": row.affected},
        fields=() if gone else fields_of(form),
        action=reverse("desk:public_update", args=[row.pk]),
        submit=_("Publish the update"),
        back=back,
        public_url="" if gone else reverse("portal:status_one", args=[row.pk]),
        updates=tuple(
            PublicSaid(str(PublicIncident.State(one.state).label), one.at, one.text, one.by.name)
            for one in row.updates.all()
        ),
        withdraw=None if gone else Action("withdraw", _("Withdraw it"), place, method="post"),
        refusal=refusal,
    )


def _row(one: PublicIncident, reader: Reader) -> Link:
    state = str(PublicIncident.State(one.state).label)
    said = {"state": _("withdrawn") if one.withdrawn_at else state, "name": one.by.name,
            "when": reader.full(one.published_at)}  # fmt: skip
    note = _("%(state)s, published %(when)s by %(name)s") % said
    return Link(one.title, reverse("desk:public_update", args=[one.pk]), note)
