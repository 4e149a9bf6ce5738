"""What will happen if an act is done, in lines, before it is done; the engine is asked."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from charterdesk.cases.own_values import applies
from charterdesk.cases.queries.own_fields import fields_asked, matter_of
from charterdesk.cases.store import moment
from charterdesk.desk.forms.acts.act import Acting
from charterdesk.desk.probing import QuietRota
from charterdesk.engine import commands as co
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import decide
from charterdesk.engine.promise import DEFAULT_PAUSES, Promise
from charterdesk.engine.standing import standings
from charterdesk.look.naming import promise_name
from charterdesk.oncall.queries import rota_for
from charterdesk.visit.reader import Reader


def of_priorities(acting: Acting) -> tuple[str, ...]:
    """For each other priority, what would then be due when."""
    lines = []
    for priority in acting.charter.priorities:
        if priority.name != acting.state.priority:
            command = co.SetPriority(by=acting.person.username, to=priority.name, reason="-")
            dues = ", ".join(_dues_after(acting, command))
            said = {"priority": priority.name, "dues": dues or _("nothing with a number")}
            lines.append(_("%(priority)s: %(dues)s") % said)
    return tuple(lines)


def of_waiting(acting: Acting) -> tuple[str, ...]:
    """Which of the clocks that run stop, by whom we wait on."""
    lines = []
    for on, label in _waits():
        rule = acting.charter.waiting.get(on)
        stopped = set(rule.pauses) if rule else (DEFAULT_PAUSES if on == "customer" else set())
        names = [promise_name(p.kind) for p in _running(acting) if p.kind in stopped]
        said = {"on": label, "names": ", ".join(dict.fromkeys(names)) or _("no clock")}
        lines.append(_("%(on)s stops: %(names)s") % said)
    return tuple(lines)


def of_matters(acting: Acting) -> tuple[str, ...]:
    """For each other kind of matter, which of the desk's own fields come and which go."""
    now, charter = matter_of(acting.state), acting.charter
    declared = fields_asked(charter.name)
    asked = {one.name for one in declared if applies(one, charter.name, now)}
    lines = []
    for kind in charter.intake.kinds:
        then = {one.name for one in declared if applies(one, charter.name, kind)}
        if kind == now or then == asked:
            continue
        if more := ", ".join(sorted(then - asked)):
            lines.append(_("%(kind)s: also asks for %(names)s") % {"kind": kind, "names": more})
        if less := ", ".join(sorted(asked - then)):
            lines.append(_("%(kind)s: does not ask for %(names)s") % {"kind": kind, "names": less})
    return tuple(lines)


def of_snoozing(acting: Acting) -> tuple[str, ...]:
    """That the clocks go on, each with its due; but for those that the charter stops."""
    rule = acting.charter.waiting.get("date")
    stopped = set(rule.pauses) if rule else set()
    reader = Reader(acting.person, acting.at)
    lines = [
        _("%(promise)s goes on: due %(when)s")
        % {"promise": promise_name(p.kind, p.key), "when": reader.full(p.due)}
        for p in _running(acting)
        if p.due is not None and p.kind not in stopped
    ]
    names = [promise_name(p.kind) for p in _running(acting) if p.kind in stopped]
    if names:
        lines.append(_("The charter stops meanwhile: %(names)s") % {"names": ", ".join(names)})
    return tuple(lines)


def of_agreeing(acting: Acting) -> tuple[str, ...]:
    """Whether this closes the case at once."""
    command = co.Agree(by="customer", says="-")
    after = _decided(acting, command)
    if after.status == "closed":
        return (_("The case is closed at once."),)
    return (_("The case stays %(status)s until the rest is there.") % {"status": after.status},)


def _waits() -> tuple[tuple[str, str], ...]:
    return (
        ("customer", _("Waiting for the customer")),
        ("supplier", _("Waiting for a supplier")),
        ("bug", _("Waiting for a bug")),
    )


def _running(acting: Acting) -> list[Promise]:
    return [p for p in acting.state.promises if p.is_open and p.is_named]


def _dues_after(acting: Acting, command: co.Command) -> Iterator[str]:
    reader = Reader(acting.person, acting.at)
    for standing in standings(acting.charter, _decided(acting, command), acting.at):
        if standing.is_open and standing.due is not None and not standing.is_internal:
            yield _("%(promise)s by %(when)s") % {
                "promise": promise_name(standing.kind, standing.key),
                "when": reader.full(standing.due),
            }


def _decided(acting: Acting, command: co.Command) -> Case:
    charter: Charter = acting.charter
    quiet = QuietRota(rota_for(charter))
    return decide(charter, acting.state, command, moment(acting.at), quiet).case
