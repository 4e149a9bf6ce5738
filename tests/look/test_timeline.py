"""Long stretches of events fold away; what people wrote and what is new never does."""

from dataclasses import replace

from charterdesk.look.timeline import stretches
from tests.look.case_samples import ENTRIES
from tests.look.samples import NOW

MESSAGE, EVENT = ENTRIES[0], ENTRIES[1]


def line(*kinds: str) -> tuple[tuple[int, bool], ...]:
    """How a timeline of m(essages), e(vents) and u(nread events) is cut: lengths and folds."""
    made = {"m": MESSAGE, "e": EVENT, "u": replace(EVENT, unread=True)}
    entries = [replace(made[kind], id=str(at), at=NOW) for at, kind in enumerate("".join(kinds))]
    cut = stretches(entries)
    assert [entry for part in cut for entry in part.entries] == entries
    return tuple((len(part.entries), part.folded) for part in cut)


def test_a_long_run_of_events_folds_but_for_its_last_two() -> None:
    assert line("meeeeeem") == ((1, False), (4, True), (2, False), (1, False))


def test_a_short_run_stays_open() -> None:
    assert line("meeeem") == ((1, False), (4, False), (1, False))


def test_nothing_new_is_folded() -> None:
    assert line("meeeeueem") == ((1, False), (4, True), (3, False), (1, False))
    assert line("meeueeeeem") == ((1, False), (8, False), (1, False))


def test_a_timeline_of_events_alone_stays_open() -> None:
    assert line("eeeeeeee") == ((8, False),)
    assert line("") == ()
