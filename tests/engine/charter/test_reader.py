"""What single words of the language become: each reading beside the five charters' own."""

from datetime import UTC, date, datetime, timedelta

import pytest

from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.schema import PLACES
from charterdesk.engine.charter.values import (
    Askers,
    Gate,
    Need,
    Repeat,
    Row,
    SetBy,
    Target,
    Tier,
    Trigger,
)
from charterdesk.engine.charter.words import WORDS
from tests.engine.charter.charter_texts import SMALL, read, small

LADDER = """
ladders:
  formal:
    starts: [formal escalation, priority critical]
    steps:
      - {step: one, at: 0m, notify: boss}
      - {step: two, after: one + 1d, notify: boss, unless: [resolved, acknowledged]}
"""


@pytest.mark.parametrize(
    ("written", "each", "together"),
    [
        ("", 25, 25), ("each: 10 MB", 10, 10), ("together: 100MB", 100, 100),
        ("each: 25 MB, together: 100 MB", 25, 100),
    ],
)  # fmt: skip
def test_how_large_files_may_be_follows_from_either_word(
    written: str, each: int, together: int
) -> None:
    text = f"\nintake: {{files: {{{written}}}}}\n" if written else ""
    intake = read(SMALL + text).intake
    mega = 1024 * 1024
    assert (intake.files_each, intake.files_together) == (each * mega, together * mega)


def test_a_small_charter_takes_the_usual_for_what_it_leaves_out() -> None:
    charter = read(SMALL)
    assert (charter.at_once, charter.warn, charter.queue) == (
        timedelta(minutes=15),
        0.75,
        "due first",
    )
    assert charter.askers == Askers()
    assert (charter.languages, charter.default_priority) == (("en",), "normal")
    assert charter.in_force_from is None
    assert (charter.shown, charter.meets, charter.assumed) == ((), {}, {})


def test_rules_may_stand_in_any_order() -> None:
    lines = SMALL.splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if line[0].isalpha()]
    blocks = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    assert read("".join(line for block in reversed(blocks) for line in block)) == read(SMALL)


def test_places_count_from_one_and_don_t_matter_for_equality() -> None:
    charter = read(SMALL)
    assert str(charter.rows["critical"].terms["response"].place) == "test.yaml:13:39"
    assert read("# moved\n" + SMALL) == charter


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        ("2026-07-01 00:00", datetime(2026, 6, 30, 22, tzinfo=UTC)),
        ("2026-03-29 02:30", datetime(2026, 3, 29, 1, tzinfo=UTC)),  # the end of the gap
        ("2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first of the two
    ],
)
def test_in_force_from_is_a_wall_time_of_the_zone(wall: str, instant: datetime) -> None:
    """semantics.md T2."""
    assert read(small(f"in_force_from: {wall}")).in_force_from == instant


def test_closed_dates_and_printed_lines_are_kept_apart_from_the_open_lines() -> None:
    hours = read(
        small(
            "hours: {office: {open: [Mon-Fri 08:00-17:00], closed: [2026-12-24],"
            " also_said: [Mon 08:00-16:00 Australia/Sydney]}}"
        )
    ).hours["office"]
    assert hours.lines == ("Mon-Fri 08:00-17:00",)
    assert hours.closed == {date(2026, 12, 24)}
    assert hours.also_said == ("Mon 08:00-16:00 Australia/Sydney",)


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("team one two", ("team", "one two")),
        ("rota nights", ("rota", "nights")),
        ("person", ("person", "")),
        ("per customer", ("per customer", "")),
        ("machine", ("machine", "")),
    ],
)
def test_a_role_is_a_team_a_rota_a_person_or_a_machine(written: str, role: tuple[str, str]) -> None:
    found = read(small(f"roles: {{engineer: {{is: {written}}}, boss: {{is: person}}}}"))
    assert (found.roles["engineer"].kind, found.roles["engineer"].group) == role


def test_a_contract_row_without_hours_keeps_those_of_the_base_row() -> None:
    """A contract overrides kind by kind; each target keeps the hours of the row that names it."""
    row = "{normal: {response: 2h, reply: 1h always}}"
    charter = read(small(f"contracts: {{gold: {{levels: [plus], promises: {row}}}}}"))
    terms = charter.terms("normal", "plus")
    assert (terms["response"].hours, terms["reply"].hours) == ("office", "always")
    assert terms["response"].row == "contracts.gold.promises.normal"


@pytest.mark.parametrize(
    "more",
    [
        "on_raise: from_start",
        "promises: {on_raise: from_start, critical: {hours: always, response: 1h}, normal: {}}",
        "promises: {critical: {on_raise: from_start, response: 1h always}, normal: {}}",
    ],
)
def test_a_raise_may_count_from_the_start(more: str) -> None:
    assert read(small(more)).rows["critical"].on_raise_from_start


def test_a_raise_counts_from_itself_unless_the_charter_says_otherwise() -> None:
    assert not read(SMALL).rows["critical"].on_raise_from_start


def test_a_row_may_follow_the_customer_s_zone() -> None:
    row = "aims: {normal: {hours: office, zone: customer, response: 1h}}"
    assert read(small(row)).aims["normal"].terms["response"].customer_zone


def test_a_row_without_a_number_needs_no_hours() -> None:
    row = read(small("aims: {normal: {response: not stated, update: asap}}")).aims["normal"]
    assert isinstance(row, Row)
    assert {term.target.kind for term in row.terms.values()} == {"not stated", "asap"}


def test_who_sets_a_priority_may_need_a_reason() -> None:
    more = (
        "priorities: {set_by: [customer, desk with reason],"
        " list: {critical: {only_by: escalation}, normal: {default: yes}}}"
    )
    charter = read(small(more))
    assert charter.set_by == (SetBy("customer"), SetBy("desk", with_reason=True))
    assert charter.priority("critical").only_by_escalation
    assert [priority.rank for priority in charter.priorities] == [0, 1]


def test_a_ladder_stops_by_all_that_can_stop_one_when_it_doesn_t_say() -> None:
    """semantics.md L5."""
    ladder = read(small(LADDER)).ladders["formal"]
    assert ladder.stops == ("resolved", "de-escalated", "handed back")
    assert ladder.starts == (Trigger(), Trigger("critical"))
    two = ladder.step("two")
    assert two is not None
    assert (two.after, two.delay, two.unless) == (
        "one",
        Target("days", days=1, text="1d"),
        ("resolved", "acknowledged"),
    )


def test_a_ladder_s_row_without_hours_has_the_ladder_s() -> None:
    more = LADDER.replace("steps:", "hours: office\n    promises: {update: every 30m}\n    steps:")
    row = read(small(more)).ladders["formal"].row
    assert row is not None
    assert (row.terms["update"].hours, row.terms["update"].row) == (
        "office",
        "ladders.formal.promises",
    )


@pytest.mark.parametrize(
    ("joins", "tier"),
    [
        ("when the owner asks", ("owner asks", "")),
        ("when the boss asks", ("role asks", "boss")),
        ("by bug ticket", ("bug", "")),
        ("by transfer", ("transfer", "")),
        ("by transfer when more is needed", ("transfer", "")),
    ],
)
def test_a_tier_joins_by_asking_by_a_bug_or_by_transfer(joins: str, tier: tuple[str, str]) -> None:
    (found,) = read(small(f"tiers: [{{name: two, role: engineer, joins: {joins}}}]")).tiers
    assert isinstance(found, Tier)
    assert (found.joins, found.joins_by_role) == tier


def test_tell_rules_of_one_moment_and_person_are_still_told_apart() -> None:
    rule = "{when: opened, who: contact}"
    names = [rule.name for rule in read(small(f"tell: [{rule}, {rule}]")).tells]
    assert names == ["opened/contact", "opened/contact 2"]


def test_a_tell_rule_may_repeat_and_may_be_meant_for_one_priority() -> None:
    (rule,) = read(
        small(
            "tell: [{when: opened, if: priority critical, who: [boss, owner], by: phone,"
            " repeat: every 10m until response, times: 5}]"
        )
    ).tells
    assert (rule.if_priority, rule.who, rule.means) == ("critical", ("boss", "owner"), ("phone",))
    assert rule.repeat == Repeat(timedelta(minutes=10), "response", 5)


@pytest.mark.parametrize(
    ("written", "kind", "arguments"),
    [
        ("outcome", "outcome", ()),
        ("message to customer", "message to customer", ()),
        ("access", "access", ()),
        ("contract gold or accepted quote", "contract or fact", ("gold", "accepted quote")),
        ("contract gold", "contract or fact", ("gold", "")),
        ("agreement of customer and analyst", "agreement", ("customer", "analyst")),
        ("agreement of the customer", "agreement", ("customer",)),
        ("approval of the customer", "approval", ()),
        ("bug number in the description", "bug number", ()),
        ("bug closed or taken off", "bug closed", ()),
        ("indication of resolution", "indication", ()),
        ("boss told", "role told", ("boss",)),
        ("decision of boss", "decision of role", ("boss",)),
        ("clearly explained", "customer says", ("clearly explained",)),
        ("customer agrees", "customer agrees", ()),
        ("work done", "fact", ("work done",)),
        ("work done or cause", "fact", ("work done or cause", "work done", "cause")),
        ("moon is full", "fact", ("moon is full",)),
    ],
)
def test_a_need_is_of_its_kind(written: str, kind: str, arguments: tuple[str, ...]) -> None:
    gate = read(
        small(
            "contracts: {gold: {}}\nfacts: [moon is full]\n"
            f"gates: [{{act: resolve, needs: [{written}]}}]"
        )
    ).gates["resolve"]
    assert isinstance(gate, Gate)
    (need,) = gate.needs
    assert isinstance(need, Need)
    assert (need.kind, need.text, need.arguments) == (kind, written, arguments)


def test_a_charter_may_add_acts_and_pass_to_its_tiers() -> None:
    gates = read(
        small(
            "acts: [climb the mast]\ntiers: [{name: line 2, role: engineer}]\n"
            "gates: [{act: climb the mast, needs: [reason]}, {act: pass to line 2, needs: [cause]}]"
        )
    ).gates
    assert gates.keys() == {"climb the mast", "pass to line 2"}


@pytest.mark.parametrize(
    ("written", "silence"),
    [("never", None), ("14d after resolved", Target("days", days=14, text="14d"))],
)
def test_silence_closes_never_or_after_some_days(written: str, silence: Target | None) -> None:
    assert read(small(f"closing: {{silence: {{close: {written}}}}}")).closing.silence == silence


def test_words_beneath_a_shown_key_are_kept_and_their_notes_too() -> None:
    more = (
        "assumes: {A1: so}\n"
        "intake: {show: {guide: [one, two], more: [{a: b}], assumed: A1, meets: [X-1]}}"
    )
    charter = read(small(more))
    assert {rule.path: rule.words for rule in charter.shown} == {
        "intake.show.guide": ("one", "two"),
        "intake.show.more": (),
        "intake.show.more.1.a": ("b",),
    }
    assert charter.meets == {"intake.show": ("X-1",)}
    assert charter.assumed == {"intake.show": ("A1",)}


def test_no_key_of_the_schema_both_acts_and_is_only_shown() -> None:
    assert [place for place, rule in PLACES.items() if rule.acts & rule.shown] == []


def test_every_word_of_the_vocabulary_says_what_it_means() -> None:
    assert [
        word for group in WORDS.values() for word, said in group.items() if not said.means
    ] == []


CHANNELS = "channels: {probe: {machine: yes, recovery: %s}}\nclosing: {outcomes: {done: {}}}\n"


@pytest.mark.parametrize(
    ("recovery", "read_as"),
    [
        ("notes", (False, "")),
        ("resolves", (True, "")),
        ("resolves with done", (True, "done")),
    ],
)
def test_a_recovery_notes_or_resolves(recovery: str, read_as: tuple[bool, str]) -> None:
    channel = read(small(CHANNELS % recovery)).channels["probe"]
    assert (channel.recovery_resolves, channel.recovery_outcome) == read_as


@pytest.mark.parametrize("recovery", ["resolves with dome", "closes", "resolves done"])
def test_another_word_for_a_recovery_is_a_fault(recovery: str) -> None:
    with pytest.raises(CharterErrors, match=r"dome|closes|resolves done"):
        read(small(CHANNELS % recovery))


def test_a_recovery_where_no_machine_writes_is_a_fault() -> None:
    with pytest.raises(CharterErrors, match="no machine writes"):
        read(small("channels: {mail: {address: a@b.example, recovery: notes}}\n"))
