"""Hours, waiting and ends of a draft in whole sentences; each has its form."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.editing import Plain
from charterdesk.look.naming import promise_name
from charterdesk.studio.forms.rules_ending import agreements
from charterdesk.studio.forms.rules_form import table, under, word, words
from charterdesk.studio.forms.rules_lengths import spoken
from charterdesk.studio.pages.rules_values import Rule, Theme
from charterdesk.studio.pages.rules_ways import Ways

_AFTER = " after resolved"


def hours_theme(rules: Plain, ways: Ways) -> Theme:
    """Each calendar with its lines and its closed days."""
    found = [Rule(_("always"), (_("Day and night, every day. It is built in."),))]
    for name, calendar in table(rules, "hours").items():
        said = {"name": name}
        acts = ways.change("hours", name, of=name) + ways.link(
            _("Closed days"), _("Closed days of %(name)s") % said, "closed-day", of=name
        )
        found.append(Rule(name, tuple(_calendar(calendar, rules)), acts))
    add = ways.link(_("Add hours"), _("Add hours"), "hours")
    return Theme("hours", _("Hours"), tuple(found), add)


def _calendar(calendar: Plain, rules: Plain) -> Iterator[str]:
    lines = ", ".join(words(calendar, "open"))
    yield _("Open %(lines)s.") % {"lines": lines}
    yield _("Times without a zone are those of %(zone)s.") % {"zone": word(rules, "zone")}
    count = len(words(calendar, "closed"))
    form = ngettext("Closed on %(count)d day.", "Closed on %(count)d days.", count)
    yield form % {"count": count} if count else _("Open on public holidays too.")


def timing_theme(rules: Plain, ways: Ways) -> Theme:
    """What holds for all promises."""
    at_once, warn = word(rules, "at_once") or "15m", word(rules, "warn") or "75%"
    title = _("At once, and when to warn")
    said = (
        _("“At once” means within %(length)s.") % {"length": spoken(at_once)},
        _("We warn when %(share)s of a promise's time is gone.") % {"share": warn},
    )
    return Theme("timing", _("All promises"), (Rule(title, said, ways.change("timing", title)),))


def waiting_theme(rules: Plain, ways: Ways) -> Theme:
    """What waiting on somebody pauses, and the reminders."""
    titles = {
        "customer": _("While we wait for the customer"),
        "supplier": _("While we wait for a supplier"),
        "bug": _("While we wait for a bug"),
        "date": _("While we wait for a date"),
    }
    said = {on: under(rules, "waiting", on) for on in WORDS["waiting on"]}
    found = (
        Rule(titles[on], tuple(_wait(on, one)), ways.change("waiting", titles[on], of=on))
        for on, one in said.items()
    )
    return Theme("waiting", _("Waiting"), tuple(found))


def _wait(on: str, wait: Plain | None) -> Iterator[str]:
    kinds = [promise_name(one) for one in words(wait, "pauses") if one in WORDS["kind of promise"]]
    if kinds:
        yield _("These clocks stand still: %(kinds)s.") % {"kinds": ", ".join(kinds)}
    else:
        yield _("No clock stands still.")
    if remind := words(wait, "remind"):
        lengths = ", ".join(spoken(one) for one in remind)
        yield _("The customer is reminded after %(lengths)s.") % {"lengths": lengths}
    elif on == "customer":
        yield _("The customer is not reminded.")


def closing_theme(rules: Plain, ways: Ways) -> Theme:
    """Silence, reopening, agreement."""
    title = _("How a case ends")
    return Theme(
        "closing",
        _("Closing"),
        (Rule(title, tuple(_closing(under(rules, "closing"))), ways.change("closing", title)),),
    )


def _closing(closing: Plain | None) -> Iterator[str]:
    silence = word(closing, "silence", "close")
    if silence.endswith(_AFTER):
        said = {"length": spoken(silence.removesuffix(_AFTER))}
        yield _("A resolved case closes when nobody wrote for %(length)s.") % said
    else:
        yield _("Silence never closes a case.")
    if reopen := word(closing, "reopen"):
        said = {"length": spoken(reopen)}
        yield _("A message of the customer reopens it within %(length)s.") % said
    agreement = word(closing, "agreement") or "not stated"
    said = {"whose": agreements().get(agreement, agreement)}
    yield _("Whose word closing needs: %(whose)s.") % said
    if outcomes := table(closing, "outcomes"):
        yield _("It is resolved as: %(outcomes)s.") % {"outcomes": ", ".join(outcomes)}
