"""The right rail of a case: handling, people, customer, facts, checklist, each with its act."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from charterdesk.cases.models import Case as Row
from charterdesk.cases.queries.dossier import Dossier
from charterdesk.desk.pages.case_acts import Acts
from charterdesk.desk.pages.contract_end import end_words
from charterdesk.desk.pages.words import hours_words, status_words
from charterdesk.desk.probing import Probe
from charterdesk.desk.values import Check, Fact
from charterdesk.engine import commands as co
from charterdesk.engine.case import Bug, Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands_matter import KIND, TYPE, SetMatter
from charterdesk.look.values import Action
from charterdesk.notifications.admission import NOT_AUTHORISED
from charterdesk.visit.reader import Reader

NO = "no"
MOST_NAMED = 3


def handling_of(dossier: Dossier, acts: Acts) -> tuple[Fact, ...]:
    """Priority, kind, classification, state, labels, bugs, outcome."""
    state, charter, row = dossier.loaded.state, dossier.loaded.charter, dossier.loaded.row
    facts = [Fact(_("Priority"), row.priority, acts.change("priority", _("change"), None, "KeyP"))]
    facts += _matter(charter, state, acts)
    if charter.matrix is not None:
        matrix = charter.matrix
        said = [axis for axis in state.axes if axis in (matrix.row_axis, matrix.column_axis)]
        axes = ", ".join(f"{axis} {state.axes[axis]}" for axis in said)
        facts.append(
            Fact(_("Classified"), axes or _("not yet"), acts.change("classify", _("change"), None))
        )
    facts.append(Fact(_("Status"), status_words(row.status, row.waiting_on), _waiting(state, acts)))
    if state.activated_at is None and not state.is_over:
        begin = acts.post("activate", _("begin"), co.Activate(by=acts.probe.person.username))
        facts.append(Fact(_("Work"), _("not begun"), begin))
    labels = ", ".join(label.name for label in dossier.labels)
    change = acts.change("labels", _("change"), None, "KeyL")
    facts.append(Fact(_("Labels"), labels or _("none"), change))
    bugs = "; ".join(_bug(bug) for bug in state.bugs.values())
    facts.append(Fact(_("Bugs"), bugs or _("none"), acts.change("bug", _("record…"), None)))
    if state.outcome:
        facts.append(Fact(_("Outcome"), state.outcome))
    facts += _outage(state, acts)
    facts.append(_costs(state, acts))
    facts += [
        Fact(_("Charge proposed"), charge.name, note=charge.because) for charge in state.charges
    ]
    return tuple(facts)


def _matter(charter: Charter, state: Case, acts: Acts) -> Iterable[Fact]:
    """The kind of matter and the type of request; one act corrects both (R-TER-8, R-TER-10)."""
    intake, key = charter.intake, "KeyY"
    asked = ((KIND, intake.kinds, _("Kind")), (TYPE, intake.types, _("Type")))
    for what, words, label in asked:
        if words or state.axes.get(what):
            command = SetMatter(by=acts.probe.person.username, words=())
            change = acts.change("matter", _("correct"), command, key)
            change = replace(change, name=f"matter-{what}")
            yield Fact(label, state.axes.get(what) or _("not said"), change)
            key = ""


def _costs(state: Case, acts: Acts) -> Fact:
    """The time that was booked, with the way to it and to charges and quotes."""
    minutes = sum(entry.minutes for entry in state.time_spent.values())
    booked = hours_words(minutes) if minutes else _("nothing booked")
    return Fact(_("Time and money"), booked, url=acts.urls.of("costs"))


def _outage(state: Case, acts: Acts) -> list[Fact]:
    """The outage that the case is of, or how many cases are of it."""
    page = acts.urls.of("outage")
    if state.parent:
        change = Action("outage", _("change"), page)
        return [Fact(_("Outage"), state.parent, change, url=acts.urls.sibling(state.parent))]
    count = len(state.children)
    cases = ngettext("%(count)d case of it", "%(count)d cases of it", count) % {"count": count}
    return [Fact(_("Outage"), cases, url=page)] if count else []


def people_of(dossier: Dossier, probe: Probe, acts: Acts, reader: Reader) -> tuple[Fact, ...]:
    """The owner, the tiers that joined, who is on duty for the first tier, who was told."""
    row, state = dossier.loaded.row, dossier.loaded.state
    owner = row.owner.name if row.owner else _("nobody")
    mine = row.owner_id == reader.person.pk
    assign = acts.change("owner", _("assign…"), None, "KeyA")
    facts = [Fact(_("Owner"), _("you") if mine else owner, assign)]
    if state.tier:
        facts.append(Fact(_("Tier"), state.tier))
    if state.joined:
        facts.append(Fact(_("Joined"), ", ".join(state.joined)))
    facts += _on_duty(dossier.loaded.charter, probe, reader)
    return (*facts, *_watching(dossier, acts, reader))


def _watching(dossier: Dossier, acts: Acts, reader: Reader) -> tuple[Fact, ...]:
    """Who watches the case, and whether the reader does."""
    names = [one.name for one in dossier.watchers if one.on]
    shown = ", ".join(names[:MOST_NAMED])
    if more := names[MOST_NAMED:]:
        shown = _("%(names)s and %(count)d more") % {"names": shown, "count": len(more)}
    count = len(names)
    title = _("Watchers (%(count)d)") % {"count": count} if count else _("Watchers")
    mine = next((one for one in dossier.watchers if one.person == reader.person.pk), None)
    if mine is not None and mine.on:
        own = Fact(_("You watch it"), _("yes"), acts.watch("unwatch", _("stop watching")))
    else:
        said = _("no, you have stopped") if mine else _("no")
        own = Fact(_("You watch it"), said, acts.watch("watch", _("watch")))
    return Fact(title, shown or _("nobody"), acts.change("watchers", _("add…"))), own


def customer_of(dossier: Dossier, acts: Acts) -> tuple[Fact, ...]:
    """Who asks, under which contract, and who looks after them."""
    row, state = dossier.loaded.row, dossier.loaded.state
    name = row.contact.name if row.contact else row.asker or _("unknown")
    facts = [Fact(_("Contact"), name, note=_of_whom(row)), *_judged(state, acts)]
    if row.contact and row.contact.phone:
        facts.append(Fact(_("Phone"), row.contact.phone))
    if row.organisation:
        facts.append(Fact(_("Organisation"), row.organisation.name))
        if row.organisation.account_manager:
            facts.append(Fact(_("Account manager"), row.organisation.account_manager.name))
    if dossier.loaded.charter.contracts:
        change = acts.change("contract", _("change"), None)
        until = _contract_end(row, acts.probe.at)
        facts.append(Fact(_("Contract"), state.contract or _("none"), change, note=until))
    return (*facts, _equipment(row, acts))


def _judged(state: Case, acts: Acts) -> Iterable[Fact]:
    """Whether somebody who is not authorised may ask: asked of the customer, or decided (TER-6)."""
    if not any(told.about == NOT_AUTHORISED for told in state.notices):
        return
    judged, record = state.asker_judged, acts.change("asker", _("record…"), None)
    if judged is None:
        yield Fact(_("May they ask?"), _("not authorised; their firm is asked"), record)
        return
    said = _("yes, says %(name)s") if judged.permitted else _("no, says %(name)s")
    yield Fact(_("May they ask?"), said % {"name": judged.judge}, record, note=judged.says)


def _of_whom(row: Row) -> str:
    """The address, and that it is a customer of the customer (R-HFN-4)."""
    if row.contact is None:
        return ""
    return f"{row.asker}, {_('end customer')}" if row.contact.is_end_customer else row.asker


def _contract_end(row: Row, at: datetime) -> str:
    """When the contract ends, by the customer's date."""
    zone = ZoneInfo(row.organisation.zone if row.organisation else "UTC")
    return end_words(row.contract, at.astimezone(zone).date()) if row.contract else ""


def _equipment(row: Row, acts: Acts) -> Fact:
    """What the case is about, with the way to say so."""
    tie = Action("equipment", _("change"), acts.urls.of("case_asset"))
    about = getattr(row, "about_asset", None)
    if about is None:
        return Fact(_("Equipment"), _("none"), tie)
    return Fact(_("Equipment"), about.asset.tag, tie, url=about.asset.get_absolute_url())


def facts_of(dossier: Dossier, acts: Acts) -> tuple[Fact, ...]:
    """What was recorded for the gates, and the customer's approvals; one act records more."""
    state, steps = dossier.loaded.state, dossier.loaded.charter.checklist
    recorded = [
        Fact(word, _yes(value), _taken_off(word, acts))
        for word, value in state.facts.items()
        if value != NO and word not in steps
    ]
    approved = [Fact(what, _("approved by the customer")) for what in sorted(state.approvals)]
    more = Fact(_("Further"), "", acts.change("fact", _("record…"), None))
    return (*recorded, *approved, more)


def checklist_of(dossier: Dossier, acts: Acts) -> tuple[Check, ...]:
    """The steps of the charter's checklist; each is ticked by a fact of its own words."""
    facts = dossier.loaded.state.facts
    return tuple(
        _check(index, step, facts.get(step, NO) != NO, acts)
        for index, step in enumerate(dossier.loaded.charter.checklist)
    )


def _check(index: int, step: str, done: bool, acts: Acts) -> Check:
    value = NO if done else "yes"
    command = co.RecordFact(by=acts.probe.person.username, facts=((step, value),))
    act = acts.post("tick", _("untick") if done else _("tick"), command, word=step, value=value)
    return Check(step, done, act=act)


def _taken_off(word: str, acts: Acts) -> Action:
    command = co.RecordFact(by=acts.probe.person.username, facts=((word, NO),))
    return acts.post("tick", _("take off"), command, word=word, value=NO)


def _yes(value: str) -> str:
    return _("yes") if value == "yes" else value


def _waiting(state: Case, acts: Acts) -> Action:
    if state.waiting_on:
        return acts.post("resume", _("resume"), co.Resume(by=acts.probe.person.username))
    return acts.change("wait", _("wait…"), co.Wait(by=acts.probe.person.username, on="customer"))


def _bug(bug: Bug) -> str:
    marks = {
        _("critical"): bug.critical,
        _("indication given"): bug.indicated,
        _("patched"): bug.patched,
        pgettext("bug", "closed"): bug.closed,
        _("taken off"): bug.taken_off,
    }
    said = ", ".join(word for word, holds in marks.items() if holds)
    return f"{bug.number} ({said})" if said else bug.number


def on_duty_of(charter: Charter, probe: Probe) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The first people on duty now for each role of the first tier."""
    for role in charter.tiers[0].roles if charter.tiers else (charter.last_resort,):
        if charter.roles[role].kind not in ("machine", "per customer"):
            yield role, tuple(probe.rota.on_duty(role, probe.at, ""))[:MOST_NAMED]


def _on_duty(charter: Charter, probe: Probe, reader: Reader) -> Iterable[Fact]:
    for role, people in on_duty_of(charter, probe):
        names = ", ".join(map(reader.name, people))
        yield Fact(_("On duty"), names or _("nobody"), note=role)
