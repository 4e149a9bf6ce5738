"""Each kind of fault has its place, a sentence and a way to mend it; all are told in one pass."""

import pytest

from charterdesk.engine.charter.faults import MOST_FAULTS, CharterErrors, nearest, plain, suggestion
from tests.engine.charter.charter_texts import SMALL, fault_at_mark, faults_in, small

STEP = "ladders: {formal: {starts: [formal escalation], steps: [{step: a, at: 0m, notify: [boss]}"

CASES: dict[str, tuple[str, str]] = {
    # The place of the fault is marked with ^^; the sentence must hold these words.
    "unknown key": ("^^titel: x", "'titel' is not a key of a charter. Did you mean 'title'?"),
    "unknown key deeper": (
        "askers: {who: anyone, ^^othrs: hold 30d}",
        "'othrs' is not a key of `askers`. Did you mean 'others'?",
    ),
    "section that is a word": (
        "askers: ^^anyone",
        "Lines of `key: value` are wanted: `askers` is a list of them.",
    ),
    "list that is a word": ("tell: ^^opened", "`tell` wants a list."),
    "word that is a list": ("title: ^^[a, b]", "`title` wants one word or sentence."),
    "words with a mapping": ("languages: [en, ^^{a: b}]", "`languages` wants words."),
    "empty value": ("title:^^\n", "`title` wants one word or sentence."),
    "charter's name": ("charter: ^^a b/c", "'a b/c' can't name a charter."),
    "version": ("version: ^^1.10", "'1.10' is not a version."),
    "zone": (
        "zone: ^^Europe/Stokholm",
        "is not a time zone. Write one like Europe/Paris; did you mean Europe/Stockholm?",
    ),
    "moment": ("in_force_from: ^^2026-13-01 00:00", "'2026-13-01' is not a date."),
    "moment's shape": ("in_force_from: ^^2026-01-01", "'2026-01-01' is not a moment."),
    "language": ("languages: [^^english]", "'english' is not a language."),
    "warn": ("warn: ^^75", "'75' is not a share of the time."),
    "at once": ("at_once: ^^0m", "'0m' is no time at all."),
    "last resort": ("last_resort: ^^bos", "'bos' is not a role of this charter. Did you mean"),
    "on raise": ("on_raise: ^^from_begin", "'from_begin' is not a word for `on_raise`."),
    "line of hours": (
        "hours: {office: {open: [^^Mon-Fri 8-17]}}",
        "is not from one time to another. Write it like 08:00-17:00.",
    ),
    "line's zone": (
        "hours: {office: {open: [Mon 08:00-17:00, ^^Tue 08:00-17:00 Mars/Base]}}",
        '"Mars/Base" is not a time zone',
    ),
    "printed line": (
        "hours: {office: {open: [Mon 08:00-17:00], also_said: [^^Mon 8]}}",
        "Write it like 08:00-17:00",
    ),
    "hours never open": ("hours: {office: ^^{open: []}}", "These hours are never open."),
    "closed date": (
        "hours: {office: {open: [Mon 08:00-17:00], closed: [^^2026-02-30]}}",
        "'2026-02-30' is not a date.",
    ),
    "hours named always": ("hours: {office: {open: [Mon 08:00-09:00]}, ^^always: {}}", "built in"),
    "role's kind": ("roles: {boss: {is: ^^persson}}", "doesn't say who a role is"),
    "team without a name": ("roles: {boss: {is: ^^team}}", "doesn't say who a role is"),
    "role without is": ("roles: {boss: ^^{}}", "`is` is missing: a role needs it."),
    "role's stand-in": ("roles: {boss: {is: person, else: [^^chef]}}", "'chef' is not a role"),
    "role for itself": ("roles: {boss: {is: person, else: ^^[boss]}}", "stand in for itself"),
    "role's hours": ("roles: {boss: {is: person, outside: ^^ofice}}", "Did you mean 'office'?"),
    "role with a word's name": (
        "roles: {boss: {is: person}, ^^owner: {is: person}}",
        "No role may be called 'owner'.",
    ),
    "asker": ("askers: {who: [^^registred addresses]}", "Did you mean 'registered addresses'?"),
    "others unsaid": ("askers: ^^{who: registered addresses}", "what happens to mail of others"),
    "others": ("askers: {who: anyone, others: ^^drop}", "'drop' doesn't say what happens"),
    "channel's address": ("channels: {mail: {address: ^^support}}", "is not a mail address"),
    "channel's priority": ("channels: {a: {sets: ^^priority hot}}", "'hot' is not a priority"),
    "channel sets": ("channels: {a: {sets: ^^urgent}}", "'urgent' names no priority."),
    "channel's ladder": (STEP + "]}}\nchannels: {a: {escalates: ^^frmal}}", "'frmal' is not a"),
    "channel's step": (STEP + "]}}\nchannels: {a: {escalates: ^^formal b}}", "'b' is not a step"),
    "channel's flag": ("channels: {phone: {live: ^^oui}}", "'oui' is not an answer."),
    "later": ("intake: {later: {allowed: yes, at_most: ^^17:00}}", "is not a length of time"),
    "size": ("intake: {files: {each: ^^25}}", "'25' is not a size."),
    "size too large": ("intake: {files: {each: ^^101 MB}}", "no size that the desk can take"),
    "no size": ("intake: {files: {together: ^^0 kB}}", "no size that the desk can take"),
    "one above all": (
        "intake: {files: {each: ^^2 MB, together: 1 MB}}",
        "One file may be larger than all",
    ),
    "two defaults": (
        "priorities: {list: {critical: {default: yes}, normal: ^^{default: yes}}}",
        "More than one priority is the default.",
    ),
    "no default": ("priorities: {list: ^^{critical: {}, normal: {}}}", "No priority is the"),
    "no list": ("priorities: ^^{set_by: [customer]}", "has no list of priorities"),
    "set by": (
        "priorities: {set_by: [^^custmer], list: {critical: {}, normal: {default: yes}}}",
        "Did you mean 'customer'?",
    ),
    "set by a missing matrix": (
        "priorities: {set_by: [^^matrix], list: {critical: {}, normal: {default: yes}}}",
        "no matrix",
    ),
    "matrix's axis": (
        "matrix: {^^urgncy: [high], impact: {high: [critical]}}",
        "Did you mean 'urgency'?",
    ),
    "matrix's shape": ("matrix: ^^{urgency: [high]}", "A matrix has two axes."),
    "matrix's row": (
        "matrix: {urgency: [high, low], impact: {high: ^^[critical]}}",
        "The row 'high' has 1 cells, not 2.",
    ),
    "matrix's cell": (
        "matrix: {urgency: [high, low], impact: {high: [critical, ^^norml]}}",
        "Did you mean 'normal'?",
    ),
    "matrix's contract": (
        "matrix: {contract: [^^gold], criticality: {high: [critical]}}",
        "'gold' is not a contract or a level of one.",
    ),
    "row's priority": (
        "aims: {^^hot: {hours: always, response: 1h}}",
        "'hot' is not a priority of this charter.",
    ),
    "priority without a row": (
        "promises: ^^{normal: {hours: always, response: 1h}}",
        "The priority 'critical' has no row of promises.",
    ),
    "row's hours": ("aims: {normal: {hours: ^^ofice, response: 1h}}", "Did you mean 'office'?"),
    "row without hours": ("aims: {normal: ^^{response: 1h}}", "in which hours this row counts"),
    "kind of promise": ("aims: {normal: {^^respons: 1h}}", "Did you mean 'response'?"),
    "target": ("aims: {normal: {hours: always, response: ^^17:00}}", "'17:00' is not a length"),
    "target mixed": ("aims: {normal: {hours: always, reply: ^^1d4h}}", "mixes days and hours"),
    "target of nothing": ("aims: {normal: {hours: always, reply: ^^0m}}", "no time at all"),
    "target of an age": ("aims: {normal: {hours: always, reply: ^^99999h}}", "than ten years"),
    "target of no days": ("aims: {normal: {hours: always, reply: ^^0d}}", "between 1 and 3660"),
    "target's own hours": ("aims: {normal: {hours: always, reply: ^^4h ofice}}", "is not a length"),
    "end of day": ("aims: {normal: {hours: always, reply: ^^end of day 4h}}", "number of days"),
    "every for response": (
        "aims: {normal: {hours: always, response: ^^every 4h}}",
        "'every' has no meaning for response. Only `update` comes again.",
    ),
    "every asap": ("aims: {normal: {hours: always, update: ^^every asap}}", "has no meaning"),
    "row's zone": ("aims: {normal: {hours: always, zone: ^^ours}}", "not a word for `zone`"),
    "waiting on": ("waiting: {^^custommer: {pauses: []}}", "Did you mean 'customer'?"),
    "pauses": ("waiting: {customer: {pauses: [^^updates]}}", "Did you mean 'update'?"),
    "remind": ("waiting: {customer: {remind: [3d, ^^asap]}}", "no time for a reminder"),
    "queue": ("queue: {order: ^^due frist}", "Did you mean 'due first'?"),
    "contract's gift": ("contracts: {gold: {gives: [^^a medal]}}", "nothing that a contract gives"),
    "contract's role": ("contracts: {gold: {needs: [^^chef]}}", "'chef' is not a role"),
    "two levels": (
        "contracts: {gold: {levels: [a]}, silver: {levels: [^^a]}}",
        "Two levels are called 'a'.",
    ),
    "tier's role": ("tiers: [{name: one, role: ^^enginer}]", "Did you mean 'engineer'?"),
    "tier owns": ("tiers: [{name: one, role: boss, owns: ^^sometimes}]", "a word for `owns`"),
    "tier joins": ("tiers: [{name: one, role: boss, joins: ^^at will}]", "how the tier joins"),
    "tier joins by role": (
        "tiers: [{name: one, role: boss, joins: ^^when the chef asks}]",
        "'chef' is not a role",
    ),
    "two tiers": (
        "tiers: [{name: one, role: boss}, {name: ^^one, role: boss}]",
        "Two tiers are called 'one'.",
    ),
    "assumption": ("askers: {who: anyone, assumed: ^^A1}", "'A1' is not a key of `assumes`."),
    "trigger": (STEP.replace("[formal", "[^^a formal") + "]}}", "starts no ladder"),
    "trigger's priority": (
        STEP.replace("[formal escalation", "[^^priority hot") + "]}}",
        "'hot' is not a priority",
    ),
    "ladder's contract": (
        STEP.replace("starts:", "for: ^^contract gold, starts:") + "]}}",
        "'gold' is not a contract",
    ),
    "ladder's stop": (STEP.replace("starts:", "stops: [^^resolvd], starts:") + "]}}", "'resolved'"),
    "may stop": (
        STEP.replace("starts:", "may_stop: {who: [boss], needs: [^^resn]}, starts:") + "]}}",
        "Did you mean 'reason'?",
    ),
    "step's start": (STEP + ", ^^{step: b, notify: [boss]}]}}", "The step has no time."),
    "step's two starts": (
        STEP + ", ^^{step: b, notify: [boss], at: 1m, after: a + 1m}]}}",
        "both `at` and `after`",
    ),
    "step after": (STEP + ", {step: b, notify: [boss], after: ^^c + 1m}]}}", "not an earlier step"),
    "step after itself": (STEP + ", {step: b, notify: [boss], after: ^^b + 1m}]}}", "an earlier"),
    "step after a time": (STEP + ", {step: b, notify: [boss], after: ^^1m}]}}", "no step and time"),
    "step's role": (STEP + ", {step: b, notify: [^^chef], at: 1m}]}}", "'chef' is not a role"),
    "step without a role": (STEP + ", ^^{step: b, at: 1m}]}}", "A step needs `notify`."),
    "step within": (STEP.replace("at: 0m", "at: 0m, within: ^^0m") + "]}}", "no time"),
    "step by": (STEP.replace("at: 0m", "at: 0m, by: [^^fax]") + "]}}", "'fax' is not a word"),
    "step unless": (STEP.replace("at: 0m", "at: 0m, unless: ^^solved") + "]}}", "'resolved'"),
    "step's repeat": (STEP.replace("at: 0m", "at: 0m, repeat: ^^often") + "]}}", "not a repeat"),
    "step's times": (
        STEP.replace("at: 0m", "at: 0m, repeat: ^^every 3m until acknowledged") + "]}}",
        "A repeat has no end.",
    ),
    "times alone": (STEP.replace("at: 0m", "at: 0m, times: ^^3") + "]}}", "nothing to repeat"),
    "two steps": (STEP + ", {step: ^^a, at: 1m, notify: [boss]}]}}", "Two steps are called 'a'."),
    "step's mail": (
        STEP.replace("at: 0m", "when: [^^mail to boss]") + "]}}",
        "'boss' is not a channel",
    ),
    "tell when": ("tell: [{when: ^^openned, who: contact}]", "Did you mean 'opened'?"),
    "tell outcome": ("tell: [{when: ^^outcome x, who: contact}]", "'x' is not an outcome"),
    "tell who": ("tell: [{when: opened, who: ^^contct}]", "Did you mean 'contact'?"),
    "tell nobody": ("tell: [^^{when: opened}]", "A `tell` rule needs `who`."),
    "tell if": ("tell: [{when: opened, who: contact, if: ^^monday}]", "is not a condition"),
    "tell if step": (
        "tell: [{when: opened, who: contact, if: ^^ladder at top}]",
        "'top' is not a step",
    ),
    "tell from": ("tell: [{when: opened, who: contact, from: ^^chef}]", "'chef' is not a role"),
    "gate's act": ("gates: [{act: ^^resovle, needs: [reason]}]", "Did you mean 'resolve'?"),
    "gate without needs": ("gates: [^^{act: resolve}]", "A gate needs `needs`."),
    "gate's fact": (
        "gates: [{act: resolve, needs: [^^work dne]}]",
        "Did you mean 'work done'? Declare it under `facts:`",
    ),
    "gate's half fact": ("gates: [{act: resolve, needs: [^^cause or luck]}]", "not a known need"),
    "gate's contract": (
        "gates: [{act: resolve, needs: [^^contract gold or cause]}]",
        "'gold' is not a contract",
    ),
    "gate's contract's fact": (
        "contracts: {gold: {}}\ngates: [{act: resolve, needs: [^^contract gold or luck]}]",
        "'luck' is not a known need",
    ),
    "gate's role": ("gates: [{act: resolve, needs: [^^decision of chef]}]", "'chef' is not a role"),
    "gate's mail": ("gates: [{act: resolve, needs: [^^mail to x]}]", "has no meaning here"),
    "gate unless": ("gates: [{act: close, needs: [reason], unless: ^^human}]", "`unless`"),
    "two gates": (
        "gates: [{act: close, needs: [reason]}, {act: ^^close, needs: [cause]}]",
        "Two gates are called 'close'.",
    ),
    "agreement": ("closing: {agreement: ^^custmer}", "Did you mean 'customer'?"),
    "silence": ("closing: {silence: {close: ^^14d}}", "doesn't say when silence closes"),
    "reopen": ("closing: {reopen: ^^not stated}", "is no length of time here"),
    "counts as": ("closing: {outcomes: {a: {counts_as: ^^b}}}", "'b' is not another outcome"),
    "counts as itself": ("closing: {outcomes: {a: {counts_as: ^^a}}}", "is not another outcome"),
    "closing score": ("closing: {score: ^^by drum}", "not a word for `score`"),
    "closes also": ("closing: {closes_also: ^^the door}", "not a word for `closes_also`"),
    "charge": ("charges: [{name: a, when: [^^hardwere]}]", "Did you mean 'hardware'?"),
    "charge without when": ("charges: [^^{name: a}]", "A charge needs `when`."),
    "built-in fact": ("facts: [^^reason]", "'reason' is a built-in need."),
    "built-in act": ("acts: [^^resolve]", "'resolve' is a built-in act."),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_where_it_stands(case: str) -> None:
    more, words = CASES[case]
    place, found = fault_at_mark(small(more))
    told = {f"{error.line}:{error.column}": f"{error.message} {error.mend}" for error in found}
    assert words in told.get(place, ""), (place, told)


@pytest.mark.parametrize("case", CASES)
def test_a_fault_gives_one_sentence_and_one_way_to_mend_it(case: str) -> None:
    _, found = fault_at_mark(small(CASES[case][0]))
    for error in found:
        assert error.message[:1] in "'\"`" or error.message[:1].isupper()
        assert error.message.endswith((".", "?"))
        assert "\n" not in error.message + error.mend


@pytest.mark.parametrize(
    "key", ["charter", "version", "zone", "roles", "last_resort", "priorities", "promises"]
)
def test_a_charter_without_a_key_that_it_needs_is_refused(key: str) -> None:
    text = small(f"{key}: 1").replace(f"{key}: 1\n", "")
    assert any(key.rstrip("s") in f"{error.message} {error.mend}" for error in faults_in(text))


def test_all_faults_are_told_in_one_pass_in_the_order_of_the_file() -> None:
    text = small("titel: x\nwarn: 75\nqueue: {order: later}\ngates: [{act: fly, needs: [wings]}]")
    found = faults_in(text)
    assert len(found) == 5
    assert [error.line for error in found] == sorted(error.line for error in found)


def test_the_reading_ends_when_there_are_too_many_faults() -> None:
    text = small("facts: [reason" + ", reason" * MOST_FAULTS + "]")
    assert len(faults_in(text)) == MOST_FAULTS


def test_a_fault_prints_as_editors_expect_it() -> None:
    errors = CharterErrors(faults_in(SMALL + "titel: x\n"))
    assert str(errors) == (
        "test.yaml:15:1: error: 'titel' is not a key of a charter. Did you mean 'title'?"
    )
    assert (errors.errors[0].number, errors.errors[0].severity) == ("E1", "error")


def test_a_missing_default_and_a_closed_calendar_have_numbers_of_their_own() -> None:
    text = small("hours: {office: {open: []}}\npriorities: {list: {critical: {}, normal: {}}}")
    assert {error.number for error in faults_in(text)} == {"E4", "E9"}


def test_the_nearest_word_ignores_capitals_and_gives_up_on_nonsense() -> None:
    assert nearest("RESPONSE", ["response", "reply"]) == "response"
    assert nearest("x" * 5000, ["response"]) == ""
    assert plain(suggestion("zzz", ["a", "b"])) == "Known: 'a', 'b'."
    assert plain(suggestion("zzz", [])) == "None is defined."
