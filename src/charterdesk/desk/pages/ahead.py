"""What would be promised to a case that is being written down: in one line, then step by step."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from charterdesk.desk.ahead_values import AheadCall, AheadPart, AheadPromise
from charterdesk.desk.callers import charter_asked
from charterdesk.desk.forms.new import NewCaseForm
from charterdesk.desk.pages.refusals import shown_refusal
from charterdesk.engine.charter.values import NOWHERE, Charter
from charterdesk.engine.explain.opening import Promised
from charterdesk.engine.explain.unanswered import Call
from charterdesk.engine.explain.values import Explanation
from charterdesk.intake.by_hand import Ahead
from charterdesk.look.fields import field_of
from charterdesk.look.naming import promise_name
from charterdesk.look.terms import term_words
from charterdesk.look.tracing import trace_of
from charterdesk.visit.reader import Reader

MOST_CALLS = 8


def other_charter_part() -> AheadPart:
    """Its questions are other ones: nothing can be said before they are asked."""
    said = _("Another charter is chosen: press Preview, and its questions are asked.")
    return AheadPart(sentence=said)


def not_yet_part(form: NewCaseForm) -> AheadPart:
    """What is missing or wrong, in the form's own words.

    Who of several it is stands on the page only once the form was sent: it leads to who asks.
    """
    wrong = tuple(
        (
            str(form[name].label),
            " ".join(map(str, errors)),
            field_of(form["contact" if name == "pick" else name]).id,
        )
        for name, errors in form.errors.items()
        if name in form.fields
    )
    return AheadPart(sentence=_("What is promised can't be said yet."), wrong=wrong)


def ahead_part(form: NewCaseForm, ahead: Ahead, reader: Reader) -> AheadPart:
    """The answer of the engine, in the reader's language and zone."""
    charter, what = form.desk.charter, ahead.what
    refused = what.decision.refused
    if refused is not None:
        shown = shown_refusal(refused, charter)
        return AheadPart(sentence=shown.sentence, refusal=shown)
    if not what.decision.case.exists:
        return AheadPart(sentence=_("Only registered people may ask: register them."))
    promises = tuple(_promise(one, reader) for one in what.promises)
    return AheadPart(
        sentence=_sentence(what.promises, reader),
        as_of=reader.full(reader.at),
        notes=tuple(_notes(form, ahead)),
        priority=trace_of(Explanation(what.answer, what.priority_steps), reader.zone),
        promises=promises,
        calls=tuple(_call(charter, one, reader) for one in ahead.calls[:MOST_CALLS]),
        uncalled="" if ahead.calls else _("Nobody is called by itself."),
    )


def people_in(ahead: Ahead) -> set[str]:
    """Whose names the part will say."""
    return {person for call in ahead.calls[:MOST_CALLS] for person, _roles in call.people}


def _sentence(found: tuple[Promised, ...], reader: Reader) -> str:
    """`Response by Mon 12 Mar, 09:40 CET (within 4h of our hours (office))`: what is due first."""
    open_ones = (one for one in found if one.standing.is_open)
    dues = [(one.standing.due, one) for one in open_ones if one.standing.due is not None]
    if not dues:
        return _aimed(found, reader) or _("No time is promised for this.")
    due, first = min(dues, key=lambda pair: pair[0])
    said = {
        "promise": promise_name(first.standing.kind, first.standing.key),
        "when": reader.full(due),
        "how": _how(first),
    }
    if first.standing.breached is not None:
        return _("%(promise)s was due %(when)s, and is missed already: %(how)s.") % said
    return _("%(promise)s by %(when)s: %(how)s.") % said


def _aimed(found: tuple[Promised, ...], reader: Reader) -> str:
    """What the desk aims at where nothing has a number; "" for nothing."""
    open_ones = (one.standing for one in found if one.standing.is_open)
    aims = [(one.aim, one) for one in open_ones if one.aim is not None]
    if not aims:
        return ""
    aim, first = min(aims, key=lambda pair: pair[0])
    said = {"promise": promise_name(first.kind, first.key), "when": reader.full(aim)}
    return _("No time is promised for this; we aim at: %(promise)s by %(when)s.") % said


def _promise(found: Promised, reader: Reader) -> AheadPromise:
    standing = found.standing
    due = standing.due if standing.is_open else None
    if due is not None:
        words = _("by %(when)s") % {"when": reader.full(due)}
    elif standing.is_ == "met":
        words = _("kept by the talk itself")
    elif standing.aim is not None and standing.is_open:
        words = _("no time is promised, we aim at %(when)s") % {"when": reader.full(standing.aim)}
    else:
        words = _("no time is promised")
    name = promise_name(standing.kind, standing.key)
    steps = trace_of(found.explanation, reader.zone)
    return AheadPromise(name, words, _how(found) if due else "", due, steps)


def _how(found: Promised) -> str:
    promise = found.standing.promise
    return term_words(promise.term) if promise else ""


def _notes(form: NewCaseForm, ahead: Ahead) -> Iterator[str]:
    """Under what it was worked out, and what may still change it."""
    asker = form.asker()
    theirs = charter_asked(asker, form.desk.live) if asker else None
    if asker and theirs and theirs.name != form.desk.charter.name:
        other = {"customer": asker.organisation, "charter": theirs.title or theirs.name}
        yield _("%(customer)s asks under another charter: %(charter)s.") % other
    said = {
        "priority": ahead.what.priority,
        "contract": ahead.what.decision.case.contract or _("none"),
    }
    if str(form.cleaned_data.get("contact", "")).strip():
        yield _("Priority %(priority)s, contract %(contract)s.") % said
    else:
        yield _("Priority %(priority)s. Who asks is not written yet: a contract may "
                "promise something else.") % said  # fmt: skip
    if form.cleaned_data.get("contacted_at") is None:
        yield _("Counted from now; without another moment of the contact it counts from the "
                "opening.")  # fmt: skip


def _call(charter: Charter, call: Call, reader: Reader) -> AheadCall:
    names = (
        f"{reader.name(person)} ({', '.join(roles)})" if roles else reader.name(person)
        for person, roles in call.people
    )
    said = {"charter": charter.name, "version": charter.version, "line": call.place.line}
    clause = _("Charter %(charter)s, version %(version)d, line %(line)d.") % said
    return AheadCall(call.at, ", ".join(names), _why(call), "" if call.place == NOWHERE else clause)


def _why(call: Call) -> str:
    if call.instead:
        return _("as those who were called have not answered")
    if call.step:
        said = {"step": call.step, "ladder": call.ladder}
        return _("step %(step)s of the ladder %(ladder)s") % said
    return {
        "opened": _("as the case is opened"),
        "warning": _("as a promise is due soon"),
        "breach": _("as a promise is missed"),
        "escalated": _("as it is escalated"),
    }.get(call.about, call.about)
