"""Is it fixed: what the customer may say, and what follows, with the exact dates (R-HFN-18)."""

from collections.abc import Iterator
from secrets import token_hex

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from charterdesk.cases.store import Loaded, moment
from charterdesk.engine import events as ev
from charterdesk.engine.ahead import Closing, closing_of
from charterdesk.look.moments import moment_words
from charterdesk.oncall.queries import rota_for
from charterdesk.portal.asking import Visit
from charterdesk.portal.closing.forms import GONE, NO, YES, EndingForm
from charterdesk.portal.closing.values import Choice, Ending
from charterdesk.portal.panels import Panel


def ending_panel(visit: Visit, loaded: Loaded) -> Panel | None:
    """On the page of a case that was solved or closed; an open one has it on a page of its own."""
    state = loaded.state
    if not state.has_ended or state.merged_into:
        return None
    return Panel("portal/_ending.html", ending_of(visit, loaded))


def ending_of(visit: Visit, loaded: Loaded, form: EndingForm | None = None) -> Ending:
    """What may be said now; with the form as it was typed, where it was not taken."""
    number, state = loaded.row.number, loaded.state
    rota, at = rota_for(loaded.charter), moment(visit.at)
    ahead = closing_of(loaded.charter, state, rota, at)
    over = state.is_over and _is_past(ahead, visit)
    return Ending(
        title=_title(loaded),
        action=reverse("portal:close", args=[number]),
        key=form.data["key"] if form and form.data.get("key") else token_hex(16),
        lines=tuple(_lines(visit, loaded, ahead)),
        choices=() if over else tuple(_choices(loaded)),
        says_label=_("What still happens?") if state.has_ended else _("In a word, if you like"),
        says=str(form.data.get("says", "")) if form else "",
        wrong=_wrong(form),
        said=tuple(_said(visit, loaded)),
        why_not=_why_not(visit),
        new_url=_new_url(loaded) if over else "",
    )


def _title(loaded: Loaded) -> str:
    if loaded.state.is_over:
        return _("Does it happen again?")
    return _("Is it fixed?") if loaded.state.is_resolved else _("Is it no longer an issue?")


def _choices(loaded: Loaded) -> Iterator[Choice]:
    state = loaded.state
    if state.is_over:
        yield Choice(NO, _("It still happens: open it again"), is_first=True)
        return
    if state.is_resolved:
        yield Choice(YES, _("Yes, close it"), is_first=True)
        yield Choice(NO, _("No, it still happens"))
    yield Choice(GONE, _("It is no longer an issue"))


def _lines(visit: Visit, loaded: Loaded, ahead: Closing) -> Iterator[str]:
    state = loaded.state
    if state.is_over:
        yield from _after(visit, ahead)
        return
    if not state.is_resolved:
        yield _("Tell us if it has settled itself. We then write down how it ended, and close it.")
        return
    if state.outcome:
        yield _("We think that it is solved: %(outcome)s.") % {"outcome": state.outcome}
    else:
        yield _("We think that it is solved.")
    yield _after_agreeing(ahead)
    yield from _silence(visit, ahead)


def _after_agreeing(ahead: Closing) -> str:
    if not ahead.missing:
        return _("If you agree, it is closed at once.")
    said = {"missing": "; ".join(ahead.missing)}
    return _("If you agree, it is closed once this is there as well: %(missing)s.") % said


def _silence(visit: Visit, ahead: Closing) -> Iterator[str]:
    if ahead.silent_at is None:
        yield _("We never close it because you say nothing, and we do not remind you of it.")
    else:
        when = moment_words(ahead.silent_at, visit.at, visit.zone)
        yield _("If you say nothing, it is closed on %(when)s. There is no reminder before.") % {
            "when": when
        }


def _after(visit: Visit, ahead: Closing) -> Iterator[str]:
    if ahead.reopens_until is None:
        yield _("You can open it again at any time.")
        return
    said = {"when": moment_words(ahead.reopens_until, visit.at, visit.zone)}
    if _is_past(ahead, visit):
        yield (
            _("It could be opened again until %(when)s. Open a new case, which names this one.")
            % said
        )
    else:
        yield _("You can open it again until %(when)s.") % said


def _is_past(ahead: Closing, visit: Visit) -> bool:
    return ahead.reopens_until is not None and ahead.reopens_until < moment(visit.at)


def _said(visit: Visit, loaded: Loaded) -> Iterator[str]:
    """Every word on the end of it, also those that contradict each other; the last one counts."""
    for event in loaded.state.history:
        if not isinstance(event, ev.Agreed | ev.Declined):
            continue
        words = _judged(event)
        yield words % {"when": moment_words(event.at, visit.at, visit.zone), "says": event.says}


def _judged(event: ev.Agreed | ev.Declined) -> str:
    """The sentence for a word on the end, with what was said of it if anything was."""
    if isinstance(event, ev.Declined):
        return _("%(when)s, not fixed: %(says)s") if event.says else _("%(when)s, not fixed")
    if event.party == ev.CUSTOMER:
        return _("%(when)s, you agreed: %(says)s") if event.says else _("%(when)s, you agreed")
    return _("%(when)s, we agreed: %(says)s") if event.says else _("%(when)s, we agreed")


def _why_not(visit: Visit) -> str:
    if visit.contact.may_agree:
        return ""
    return _("Your organisation has not given you the right to say so; ask a colleague.")


def _wrong(form: EndingForm | None) -> str:
    return " ".join(str(one) for errors in form.errors.values() for one in errors) if form else ""


def _new_url(loaded: Loaded) -> str:
    query = urlencode({"follows": loaded.row.number, "subject": loaded.row.subject[:200]})
    return f"{reverse('portal:open')}?{query}"
