"""The rules that have no form of their own, in whole sentences; each leads to its line."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from charterdesk.engine.editing import Plain
from charterdesk.studio.forms.rules_form import table, under, word, words
from charterdesk.studio.forms.rules_step_words import means_words
from charterdesk.studio.pages.rules_values import Rule, RuleAct, Theme
from charterdesk.studio.pages.rules_ways import Ways


def people_theme(rules: Plain, ways: Ways) -> Theme:
    """The roles and who stands in for them."""
    found = [
        Rule(name, tuple(_role(role)) or (_("A role."),), ways.text(name, ("roles", name)))
        for name, role in table(rules, "roles").items()
    ]
    last = _("Told when nobody else is there: %(role)s.") % {"role": word(rules, "last_resort")}
    title = _("Last resort")
    resort = Rule(title, (last,), ways.text(title, ("last_resort",)))
    add = ways.link(_("Add a role"), _("Add a role"), "role")
    return Theme("roles", _("Roles"), (*found, resort), add)


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


def channels_theme(rules: Plain, ways: Ways) -> Theme:
    """The ways in."""
    found = [
        Rule(name, tuple(_channel(one)) or (_("A way in."),), _channel_acts(name, one, ways))
        for name, one in table(rules, "channels").items()
    ]
    return Theme("channels", _("Ways in"), tuple(found))


def title_theme(rules: Plain, ways: Ways) -> Theme:
    """What stands above all."""
    title = word(rules, "title")
    said = _("It is called “%(title)s”.") % {"title": title} if title else _("It has no title yet.")
    zone = _("Its times are those of %(zone)s.") % {"zone": word(rules, "zone")}
    name = _("Title")
    rule = Rule(name, (said, zone), ways.change("title", name))
    return Theme("document", _("The charter"), (rule,))


def _channel_acts(name: str, channel: Plain, ways: Ways) -> tuple[RuleAct, ...]:
    """Its address has a form; all else of it is in the text."""
    form = ways.change("mail", name, of=name) if word(channel, "address") else ()
    return form + ways.text(name, ("channels", name))


def _channel(channel: Plain) -> Iterator[str]:
    said = {
        "address": _("Mail to %(value)s."),
        "subject_has": _("Mail with “%(value)s” in its subject."),
        "pbx": _("Voice mail of the telephone system %(value)s, for whoever called."),
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
        if word(channel, "recovery").startswith("resolves"):
            yield _("Its all-clear resolves the case.")


def notices_theme(rules: Plain, ways: Ways) -> Theme:
    """What is told once."""
    found = []
    for number, tell in enumerate(_list(rules, "tell")):
        title = _moment(word(tell, "when"))
        acts = ways.text(title, ("tell", number))
        found.append(Rule(title, tuple(_notice(tell)), acts))
    return Theme("notices", _("Notices"), tuple(found))


def _notice(tell: Plain) -> Iterator[str]:
    yield _("Told: %(who)s.") % {"who": ", ".join(words(tell, "who"))}
    if only := word(tell, "if"):
        yield _("Only with: %(what)s.") % {"what": only}
    if by := words(tell, "by"):
        known = means_words()
        yield _("By %(means)s.") % {"means": ", ".join(known.get(one, one) for one in by)}
    if what := word(tell, "what"):
        yield _("It says: %(what)s.") % {"what": what}


def _moment(when: str) -> str:
    known = {
        "opened": _("When a case is opened"),
        "escalated": _("When a case is escalated"),
        "ladder step": _("When a step is taken"),
        "resolved": _("When a case is resolved"),
        "closed": _("When a case is closed"),
        "reopened": _("When a case is reopened"),
        "reply": _("When we have answered"),
        "update": _("When we have told how it goes"),
        "warning": _("When a promise is close to its due"),
        "breach": _("When a promise is broken"),
        "transferred": _("When a case goes to another tier"),
        "handed back": _("When a case is handed back"),
        "contract starts": _("When a contract starts"),
    }
    if when.startswith("outcome "):
        return _("When a case is resolved as: %(outcome)s") % {"outcome": when[8:]}
    return known.get(when, when)


def gates_theme(rules: Plain, ways: Ways) -> Theme:
    """What must be there before an act."""
    found = []
    for number, gate in enumerate(_list(rules, "gates")):
        title = word(gate, "act")
        said = _("Needs: %(what)s.") % {"what": ", ".join(words(gate, "needs"))}
        found.append(Rule(title, (said,), ways.text(title, ("gates", number))))
    return Theme("gates", _("What must be there first"), tuple(found))


def charges_theme(rules: Plain, ways: Ways) -> Theme:
    """What costs extra."""
    found = []
    for number, one in enumerate(_list(rules, "charges")):
        facts, amount = ", ".join(words(one, "when")), word(one, "amount") or _("not said")
        said = (
            _("Proposed when one of these is on the case: %(facts)s.") % {"facts": facts},
            _("Amount: %(amount)s.") % {"amount": amount},
        )
        title = word(one, "name")
        found.append(Rule(title, said, ways.text(title, ("charges", number))))
    return Theme("charges", _("What costs extra"), tuple(found))


def _list(rules: Plain, key: str) -> list[Plain]:
    found = under(rules, key)
    return list(found) if isinstance(found, list) else []
