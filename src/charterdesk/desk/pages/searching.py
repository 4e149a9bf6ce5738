"""What a search found, tab by tab, each hit with where its words stand."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.models import Case
from charterdesk.cases.queries.hits import Facet, FoundMessage
from charterdesk.cases.queries.searching import MOST_FOUND, NARROWED, Narrowing
from charterdesk.customers.models import Asset, Contact
from charterdesk.desk.addresses import CaseUrls, with_query
from charterdesk.desk.pages.knowledge import state_words
from charterdesk.desk.pages.queue import queue_row
from charterdesk.desk.search_values import FacetGroup, Hit, SearchPage
from charterdesk.desk.searching import SHORTEST, TABS, Results, Whose
from charterdesk.desk.values import MarkedRow, QueuePage, QueueRow
from charterdesk.kit.fulltext.snippets import Piece, marked
from charterdesk.knowledge.queries import Found
from charterdesk.look.values import Link, Tab
from charterdesk.visit.reader import Reader


def search_page(results: Results, to: Narrowing, reader: Reader) -> SearchPage:
    """The page for what was found."""
    words = results.words
    hits = _hits(results, to)
    return SearchPage(
        name=_("Search: %(words)s") % {"words": words} if words else _("Search"),
        here=_address(words, results.tab, to),
        words=words,
        sentence=_sentence(results),
        tabs=tuple(_tab(one, results, to) for one in TABS) if len(words) >= SHORTEST else (),
        cases=_cases(results, to, reader) if results.cases else None,
        hits=hits,
        previews=bool(results.cases) or any(hit.case for hit in hits),
        chips=tuple(_chip(name, results, to) for name in NARROWED if getattr(to, name)),
        facets=tuple(_facets(results, to)),
        nearest=_nearest(results),
        empty=_empty(results),
        empty_act=_act(results, to),
    )


def _tab(key: str, results: Results, to: Narrowing) -> Tab:
    names = {
        "cases": _("Cases"), "messages": _("Messages"), "articles": _("Articles"),
        "customers": _("Customers"), "equipment": _("Equipment"),
    }  # fmt: skip
    count = results.counts.get(key, 0)
    shown = f"{MOST_FOUND}+" if count > MOST_FOUND else str(count)
    url = _address(results.words, key, to)
    label = _("%(name)s %(count)s") % {"name": names[key], "count": shown}
    return Tab(label, url, current=key == results.tab)


def _address(words: str, tab: str, to: Narrowing) -> str:
    """The state of a search is its address."""
    given = {name: getattr(to, name) for name in NARROWED}
    return with_query(reverse("desk:search"), {"q": words, "in": tab, **given})


def _cases(results: Results, to: Narrowing, reader: Reader) -> QueuePage:
    here = _address(results.words, "cases", to)
    rows = tuple(_marked(queue_row(one, here, reader), _who(one), results) for one in results.cases)
    name = _("Search: %(words)s") % {"words": results.words}
    return QueuePage(key="search", name=name, sentence="", here=here, rows=rows, sort="updated")


def _who(case: Case) -> str:
    """Who asked, by name and address."""
    name = case.contact.name if case.contact else ""
    return ", ".join(dict.fromkeys(filter(None, (name, case.asker))))


def _marked(row: QueueRow, asker: str, results: Results) -> QueueRow:
    """The row with what it was found by: words, or a part of its number.

    Who asked stands on no row of a list; it does where their name is what was found.
    """
    asked = results.asked
    if asked is None:
        return row
    subject, customer, who = (
        marked(text, asked.stems, by_beginning=asked.by_beginning)
        for text in (row.subject, row.customer, asker)
    )
    if any(piece.is_hit for piece in who) and asker != row.customer:
        customer = (*customer, *([Piece(" · ")] if row.customer else []), *who)
    return replace(row, marked=MarkedRow(_number(row.ref, results.words), subject, customer))


def _number(ref: str, words: str) -> tuple[Piece, ...]:
    at = ref.casefold().find(words.strip().casefold())
    if at < 0:
        return (Piece(ref),)
    end = at + len(words.strip())
    pieces = (Piece(ref[:at]), Piece(ref[at:end], is_hit=True), Piece(ref[end:]))
    return tuple(piece for piece in pieces if piece.text)


def _hits(results: Results, to: Narrowing) -> tuple[Hit, ...]:
    here = _address(results.words, results.tab, to)
    match results.tab:
        case "messages":
            return tuple(_message(one, here) for one in results.messages)
        case "articles":
            return tuple(_article(one) for one in results.articles)
        case "customers":
            return tuple(_customer(one, results.words) for one in results.customers)
        case "equipment":
            return tuple(_asset(one) for one in results.assets)
        case _:
            return ()


def _message(one: FoundMessage, here: str) -> Hit:
    message = one.message
    case = message.case
    who = message.author or case.asker
    said = {"number": case.number, "who": who, "file": one.file}
    if one.file:
        where = _("%(number)s · file %(file)s of %(who)s") % said
    elif not message.public:
        where = _("%(number)s · note by %(who)s") % said
    else:
        where = _("%(number)s · message of %(who)s") % said
    title = (Piece(case.subject or _("(no subject)")),)
    url = CaseUrls(case.number, here).page()
    return Hit(url, title, where, one.snippet, message.at, case.number)


def _article(one: Found) -> Hit:
    where = state_words(one.text.state)
    return Hit(one.url, one.title, where, one.snippet, one.text.changed_at)


def _customer(found: Whose, words: str) -> Hit:
    """Beside a number that was found stands what number it is."""
    one = found.one
    organisation = one.organisation if isinstance(one, Contact) else one
    url = reverse("desk:org", args=[organisation.pk]) if organisation else reverse("desk:orgs")
    where = str(organisation) if isinstance(one, Contact) and organisation else _("customer")
    why = {
        "paper": _("its contract, licence key or equipment has the number %(words)s"),
        "telephone": _("telephone %(words)s"),
    }  # fmt: skip
    if found.by in why:
        where = f"{where} · {why[found.by] % {'words': words}}"
    return Hit(url, (Piece(one.name),), where)


def _asset(one: Asset) -> Hit:
    """Why it matched stands beside it: each of its numbers is shown."""
    key = one.licence_key.number if one.licence_key else ""
    parts = (one.organisation.name, one.type.name, one.product, one.serial, key, one.place)
    where = " · ".join(part for part in parts if part)
    return Hit(one.get_absolute_url(), (Piece(one.tag),), where)


def _sentence(results: Results) -> str:
    if len(results.words) < SHORTEST:
        return ""
    count = results.counts.get(results.tab, 0)
    if count > MOST_FOUND:
        return _("The newest %(count)d are shown.") % {"count": MOST_FOUND}
    if results.tab == "cases":
        return ngettext("%(count)d case found", "%(count)d cases found", count) % {"count": count}
    return ngettext("%(count)d hit", "%(count)d hits", count) % {"count": count}


def _empty(results: Results) -> str:
    if len(results.words) < SHORTEST:
        return _("Type a number, or at least two letters of a subject, a message or a customer.")
    return {
        "cases": _("No case that you may see has these words in number, subject or customer."),
        "messages": _("No message that you may see has these words in its text or its files."),
        "articles": _("No article has these words."),
        "customers": _("No customer has these words in name, address or number."),
        "equipment": _("No equipment has these words in tag, product, serial number or place."),
    }[results.tab]


def _names() -> dict[str, str]:
    return {
        "state": _("State"), "customer": _("Customer"), "owner": _("Owner"),
        "charter": _("Charter"),
    }  # fmt: skip


def _label(one: Facet) -> str:
    if one.name == "state":
        return _("open") if one.value == "open" else _("closed")
    return one.label


def _chip(name: str, results: Results, to: Narrowing) -> Link:
    """What the hits are narrowed to, as a link that takes it away."""
    value = getattr(to, name)
    known = next((one for one in results.facets if (one.name, one.value) == (name, value)), None)
    label = _label(known or Facet(name, value, value, 0))
    away = _address(results.words, results.tab, replace(to, **{name: ""}))
    return Link(f"{_names()[name]}: {label}", away)


def _facets(results: Results, to: Narrowing) -> Iterator[FacetGroup]:
    """What the hits can still be narrowed to; a value that all of them have says nothing."""
    for name, label in _names().items():
        values = [one for one in results.facets if one.name == name]
        if len(values) > 1 and not getattr(to, name):
            yield FacetGroup(label, tuple(_facet(one, results, to) for one in values))


def _facet(one: Facet, results: Results, to: Narrowing) -> Link:
    url = _address(results.words, results.tab, replace(to, **{one.name: one.value}))
    return Link(_label(one), url, str(one.count))


def _nearest(results: Results) -> Link | None:
    if not results.nearest:
        return None
    words = _("Did you mean “%(words)s”?") % {"words": results.nearest}
    return Link(words, with_query(reverse("desk:search"), {"q": results.nearest}))


def _act(results: Results, to: Narrowing) -> Link | None:
    """What may help: the last narrowing taken away, another tab, fewer words."""
    if last := next((name for name in reversed(NARROWED) if getattr(to, name)), ""):
        without = replace(to, **{last: ""})
        return Link(_("Take the last filter away"), _address(results.words, results.tab, without))
    counts = results.counts
    other = next((one for one in TABS if one != results.tab and counts.get(one)), "")
    if other:
        url = with_query(reverse("desk:search"), {"q": results.words, "in": other})
        return Link(_("See what else was found"), url)
    fewer, _space, last = results.words.rpartition(" ")
    if fewer and last:
        url = with_query(reverse("desk:search"), {"q": fewer})
        return Link(_("Search without “%(word)s”") % {"word": last}, url)
    return None
