"""The palette's lines: each says what kind of thing it is, so that it can be heard as well."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.customers.models import Asset, Contact, Organisation
from charterdesk.desk.addresses import with_query
from charterdesk.desk.pages.queue import customer_of
from charterdesk.desk.pages.words import view_name
from charterdesk.desk.palette import Meant
from charterdesk.desk.palette_values import PaletteHit, PalettePage
from charterdesk.knowledge.queries import Found


def palette_page(words: str, meant: Meant, recent: Sequence[Case]) -> PalettePage:
    """What the words may mean, the likeliest first; without words the last cases."""
    hits = [_case(case, _("Last seen")) for case in recent] if not words else []
    hits += [_case(one, _("Case")) for one in meant.called]
    hits += [one for one in _places() if words and words.casefold() in one.name.casefold()]
    hits += [PaletteHit(_("View"), one.name, one.get_absolute_url()) for one in meant.views]
    hits += [_customer(one) for one in meant.customers]
    hits += [_case(one, _("Case")) for one in meant.cases if one not in meant.called]
    hits += [_asset(one) for one in meant.assets]
    hits += [_person(one) for one in meant.people]
    hits += [_article(one) for one in meant.articles]
    if not words:
        hits += _places()
    if words:
        url = with_query(reverse("desk:search"), {"q": words})
        hits.append(PaletteHit(_("Search"), _("Search for “%(words)s”") % {"words": words}, url))
    return PalettePage(words, tuple(hits))


def _places() -> list[PaletteHit]:
    """The places of the desk that a key or the rail leads to as well."""
    lists = {"": "mine", "unassigned": "unassigned", "escalated": "escalated",
             "waiting": "waiting", "open": "all"}  # fmt: skip
    found = [
        (view_name(view), reverse("desk:queue", args=[slug]) if slug else reverse("desk:home"))
        for slug, view in lists.items()
    ]
    found += [
        (_("New case"), reverse("desk:new")),
        (_("Saved views"), reverse("desk:views")),
        (_("On call"), reverse("desk:oncall")),
        (_("Knowledge"), reverse("desk:kb")),
        (_("Customers"), reverse("desk:orgs")),
        (_("People and rotas"), reverse("desk:people")),
        (_("Charters"), reverse("studio:charters")),
    ]
    return [PaletteHit(_("Go to"), name, url) for name, url in found]


def _case(case: Case, kind: str) -> PaletteHit:
    name = f"{case.number} {case.subject or _('(no subject)')}"
    return PaletteHit(kind, name, reverse("desk:case", args=[case.number]), customer_of(case))


def _customer(one: Organisation | Contact) -> PaletteHit:
    if isinstance(one, Organisation):
        return PaletteHit(_("Customer"), one.name, reverse("desk:org", args=[one.pk]))
    org = one.organisation
    url = reverse("desk:org", args=[org.pk]) if org else reverse("desk:orgs")
    return PaletteHit(_("Contact"), one.name, url, str(org or ""))


def _asset(one: Asset) -> PaletteHit:
    parts = (one.product, one.serial, one.organisation.name)
    note = " · ".join(part for part in parts if part)
    return PaletteHit(_("Equipment"), one.tag, one.get_absolute_url(), note)


def _person(one: Person) -> PaletteHit:
    url = with_query(reverse("desk:queue", args=["open"]), {"owner": one.username})
    return PaletteHit(_("Cases of"), one.name, url)


def _article(one: Found) -> PaletteHit:
    return PaletteHit(_("Article"), _plain(piece.text for piece in one.title), one.url)


def _plain(pieces: Iterable[str]) -> str:
    return "".join(pieces)
