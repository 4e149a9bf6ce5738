"""How cases arrive: channels, who may ask, what is asked, how late it may be written down."""

from collections.abc import Iterator
from datetime import timedelta

from charterdesk.engine.charter.sizes import size_phrase
from charterdesk.engine.charter.values import Askers, Channel, Intake
from charterdesk.engine.diff.change import Change, ChangeKind
from charterdesk.engine.diff.pair import NOBODY, NONE, Pair, Rule, Spot, compared, spot_of
from charterdesk.engine.diff.things import Sort
from charterdesk.engine.explain.words import length
from charterdesk.engine.phrase import Phrase, counted, phrase

_CHANNELS: Sort[Channel] = Sort(
    "intake",
    "channel",
    phrase("The channel %(name)s is new."),
    phrase("The channel %(name)s is gone."),
    (
        Rule("address", phrase("Channel %(name)s: its address is %(new)s instead of %(old)s.")),
        Rule("form", phrase("Channel %(name)s: its form is %(new)s instead of %(old)s.")),
        Rule(
            "live",
            phrase("Channel %(name)s: it is live, so taking part is the response."),
            phrase("Channel %(name)s: it is no longer live, so taking part is no response."),
        ),
        Rule(
            "machine",
            phrase("Channel %(name)s: machines write there, and open cases."),
            phrase("Channel %(name)s: people write there, and machines open no cases."),
        ),
        Rule(
            "recovery_resolves",
            phrase("Channel %(name)s: an alert that recovers resolves its case."),
            phrase("Channel %(name)s: an alert that recovers is only noted on its case."),
        ),
        Rule(
            "recovery_outcome",
            phrase("Channel %(name)s: a recovery resolves with %(new)s instead of %(old)s."),
            empty=NONE,
        ),
        Rule("hours", phrase("Channel %(name)s: open in the hours %(new)s instead of %(old)s.")),
        Rule("marks", phrase("Channel %(name)s: it marks a case as %(new)s instead of %(old)s.")),
        Rule("asks", phrase("Channel %(name)s: it asks for %(new)s instead of %(old)s.")),
        Rule(
            "sets_priority",
            phrase("Channel %(name)s: the priority that it sets is %(new)s instead of %(old)s."),
            empty=NONE,
        ),
        Rule(
            "escalates",
            phrase("Channel %(name)s: the ladder that it starts is %(new)s instead of %(old)s."),
            empty=NONE,
        ),
        Rule(
            "escalates_step",
            phrase("Channel %(name)s: the step that it starts with is %(new)s, not %(old)s."),
            empty=NONE,
        ),
        Rule(
            "subject_has",
            phrase("Channel %(name)s: its mark in the subject is %(new)s instead of %(old)s."),
        ),
        Rule(
            "pbx",
            phrase("Channel %(name)s: voice mail comes from %(new)s instead of %(old)s."),
            empty=NOBODY,
        ),
    ),
)
_ASKERS = (
    Rule("who", phrase("Who may ask: %(new)s instead of %(old)s.")),
    Rule("tell", phrase("Of mail that is held %(new)s is told instead of %(old)s."), empty=NOBODY),
    Rule(
        "authorised_only_under_contract",
        phrase("Under a contract only authorised people may ask."),
        phrase("Under a contract others than authorised people may ask as well."),
    ),
)
_HELD = phrase("Mail of others is held for %(new)s instead of %(old)s.")
_HOLDS = phrase("Mail of others is held for %(new)s and opens no case.")
_LETS_IN = phrase("Mail of others opens a case; before it was held for %(old)s.")
_INTAKE = (
    Rule("prefix", phrase("Case numbers begin with %(new)s instead of %(old)s.")),
    Rule("asks", phrase("Asked at intake: %(new)s instead of %(old)s.")),
    Rule("emergency_asks", phrase("Asked in an emergency: %(new)s instead of %(old)s.")),
    Rule(
        "later_allowed",
        phrase("A contact may be written down later."),
        phrase("A contact may no longer be written down later."),
    ),
    Rule(
        "later_at_most",
        phrase("A contact may be written down up to %(new)s later instead of %(old)s."),
        more="looser",
        less="stricter",
    ),
    Rule("access_needs", phrase("Access needs %(new)s instead of %(old)s.")),
    Rule("kinds", phrase("The kinds of matter are %(new)s instead of %(old)s.")),
    Rule("types", phrase("The types of request are %(new)s instead of %(old)s.")),
)


_FILES = phrase(
    "In one message a customer may send files of %(each)s each, %(together)s together; before it"
    " was %(was_each)s and %(was_together)s."
)


def arriving_changes(pair: Pair) -> Iterator[Change]:
    """Every channel, the askers and the intake."""
    old, new = pair.old, pair.new
    yield from _CHANNELS.changes(old.channels, new.channels)
    askers = spot_of("intake", (("rule", "askers"),), "", old.askers, new.askers)
    yield from compared(askers, old.askers, new.askers, _ASKERS)
    yield from _hold(askers, old.askers, new.askers)
    intake = spot_of("intake", (("rule", "intake"),), "", old.intake, new.intake)
    yield from compared(intake, old.intake, new.intake, _INTAKE)
    yield from _files(intake, old.intake, new.intake)


def _files(spot: Spot, old: Intake, new: Intake) -> Iterator[Change]:
    """More is looser: the customer's word weighs here, and theirs are the files (R-ROX-6)."""
    was, is_ = (old.files_each, old.files_together), (new.files_each, new.files_together)
    if was == is_:
        return
    kind: ChangeKind = "changed"
    if all(now >= before for before, now in zip(was, is_, strict=True)):
        kind = "looser"
    elif all(now <= before for before, now in zip(was, is_, strict=True)):
        kind = "stricter"
    yield spot.change(
        kind, _FILES, each=size_phrase(is_[0]), together=size_phrase(is_[1]),
        was_each=size_phrase(was[0]), was_together=size_phrase(was[1]),
    )  # fmt: skip


def _hold(spot: Spot, old: Askers, new: Askers) -> Iterator[Change]:
    """Held mail opens no case until somebody registers its sender (R-BIC-13)."""
    before, now = old.hold, new.hold
    if now is None:
        if before is not None:
            yield spot.change("looser", _LETS_IN, old=_days(before))
    elif before is None:
        yield spot.change("stricter", _HOLDS, new=_days(now))
    elif before != now:
        yield spot.change("changed", _HELD, old=_days(before), new=_days(now))


def _days(held: timedelta) -> Phrase:
    """How long by the clock on the wall: whole days as such."""
    if held % timedelta(days=1):
        return length(held)
    return counted("%(count)d day", "%(count)d days", count=held.days)
