"""What is promised, as tables of priority by kind; each cell leads to the form of its row."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from charterdesk.engine.charter.words import KINDS
from charterdesk.engine.editing import Plain
from charterdesk.look.naming import promise_name
from charterdesk.studio.forms.rules_form import table, under, word
from charterdesk.studio.forms.rules_lengths import spoken
from charterdesk.studio.pages.rules_values import PromiseRow, PromiseTable, RuleAct
from charterdesk.studio.pages.rules_ways import Ways

_ALWAYS_SHOWN = ("response", "update", "resolution")


def promise_tables(rules: Plain, ways: Ways) -> Iterator[PromiseTable]:
    """For all customers, for each contract with rows of its own, and the aims."""
    yield _table("", _("For all customers"), under(rules, "promises"), rules, ways)
    for name, contract in table(rules, "contracts").items():
        if rows := under(contract, "promises"):
            title = _("Under the contract %(name)s instead") % {"name": name}
            yield _table(name, title, rows, rules, ways)
    if rows := under(rules, "aims"):
        yield _table("aims", _("What we aim at, seen by the desk alone"), rows, rules, ways)


def _table(whose: str, title: str, rows: Plain | None, rules: Plain, ways: Ways) -> PromiseTable:
    found = table(rows)
    kinds = tuple(
        kind
        for kind in KINDS
        if kind in _ALWAYS_SHOWN or any(word(row, kind) for row in found.values())
    )
    priorities = [name for name in table(rules, "priorities", "list") if not whose or name in found]
    return PromiseTable(
        f"promises-{whose or 'all'}",
        title,
        tuple(promise_name(kind) for kind in kinds),
        tuple(_row(whose, one, found.get(one), kinds, ways) for one in priorities),
    )


def _row(
    whose: str, priority: str, row: Plain | None, kinds: tuple[str, ...], ways: Ways
) -> PromiseRow:
    query = {"of": priority, **({"under": whose} if whose else {})}
    url = ways.form("promise", **query) if ways.may_change else ""
    cells = tuple(_cell(priority, kind, word(row, kind), url) for kind in kinds)
    hours = word(row, "hours")
    return PromiseRow(priority, _("always") if hours == "always" else hours, cells)


def _cell(priority: str, kind: str, target: str, url: str) -> RuleAct:
    said = {"kind": promise_name(kind), "priority": priority, "target": spoken(target)}
    if target:
        full = _("%(kind)s, %(priority)s: %(target)s. Change") % said
    else:
        full = _("%(kind)s, %(priority)s: nothing is said. Change") % said
    return RuleAct(spoken(target) or "–", full, f"{url}#f-{kind}" if url else "")
