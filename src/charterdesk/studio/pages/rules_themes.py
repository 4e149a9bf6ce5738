"""The other rules of a draft in words: hours, roles, ways in, waiting, ends, charges."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.editing import Plain
from charterdesk.studio.forms.rules_ending import agreements
from charterdesk.studio.forms.rules_form import table, under, word, words
from charterdesk.studio.forms.rules_lengths import spoken
from charterdesk.studio.forms.rules_promises import kind_label
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


def people_theme(rules: Plain) -> Theme:
    """The roles and who stands in for them; changed in the text."""
    found = [
        Rule(name, tuple(_role(role)) or (_("A role."),))
        for name, role in table(rules, "roles").items()
    ]
    last = _("Told when nobody else is there: %(role)s.") % {"role": word(rules, "last_resort")}
    return Theme("roles", _("Roles"), (*found, Rule(_("Last resort"), (last,))))


def _role(role: Plain) -> Iterator[str]:
    first, _gap, name = word(role, "is").partition(" ")
    said = {"name": name}
    kinds = {
        "team": _("The people of the team %(name)s."),
        "rota": _("Who is on duty in the rota %(name)s."),
        "person": _("One person."),
        "per": _("A person of their own for each customer."),
        "machine": _("A machine."),
    }
    if first in kinds:
        yield kinds[first] % said
    if outside := word(role, "outside"):
        yield _("On call outside %(hours)s.") % {"hours": outside}
    if others := words(role, "else"):
        yield _("In their place: %(roles)s.") % {"roles": ", ".join(others)}


def channels_theme(rules: Plain) -> Theme:
    """The ways in; changed in the text."""
    found = [
        Rule(name, tuple(_channel(one)) or (_("A way in."),))
        for name, one in table(rules, "channels").items()
    ]
    return Theme("channels", _("Ways in"), tuple(found))


def _channel(channel: Plain) -> Iterator[str]:
    said = {
        "address": _("Mail to %(value)s."),
        "subject_has": _("Mail with “%(value)s” in its subject."),
        "form": _("The form “%(value)s” of the customers' pages."),
        "sets": _("It sets %(value)s."),
        "escalates": _("It escalates: %(value)s."),
        "hours": _("Open in the hours %(value)s."),
    }
    for key, form in said.items():
        if value := word(channel, key):
            yield form % {"value": value}
    if word(channel, "live") in ("yes", "true"):
        yield _("One of us takes part: that is the response.")
    if word(channel, "machine") in ("yes", "true"):
        yield _("A machine writes here.")


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
    kinds = [kind_label(one) for one in words(wait, "pauses") if one in WORDS["kind of promise"]]
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


def charges_theme(rules: Plain) -> Theme:
    """What costs extra; changed in the text."""
    charges = under(rules, "charges")
    found = [
        Rule(
            word(one, "name"),
            (
                _("Proposed when one of these is on the case: %(facts)s.")
                % {"facts": ", ".join(words(one, "when"))},
                _("Amount: %(amount)s.") % {"amount": word(one, "amount") or _("not said")},
            ),
        )
        for one in (charges if isinstance(charges, list) else [])
    ]
    return Theme("charges", _("What costs extra"), tuple(found))
