"""A log of real cases: every line is a part of a case, or is named with its reason."""

from datetime import UTC, datetime, timedelta

import pytest

from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.phrase import english
from charterdesk.engine.simulate.values import Waited
from charterdesk.simulation.log.map_file import read_map
from charterdesk.simulation.log.mapping import CASE_COLUMNS
from charterdesk.simulation.log.reading import Log, LogOptions, read_log
from charterdesk.simulation.log.sentences import BadInputError
from tests.simulation.cast import HERE, REAL_LOG, csv, shipped, shop

HEAD = "number,opened,priority,channel,answered,resolved"


def read(data: bytes, times: str = "") -> Log:
    return read_log(data, shop(), LogOptions(times=times))


def why(log: Log) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, english(one.why, "UTC")) for one in log.unused]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_case_has_its_times_by_the_walls_of_the_zone() -> None:
    log = read(csv(HEAD, "A1,2026-06-15 10:00,high,mail,2026-06-15 10:30,2026-06-16 09:00"))
    (case,) = log.cases
    assert (case.ref, case.priority, case.channel) == ("A1", "high", "mail")
    assert case.opened_at == utc("2026-06-15 08:00")
    assert case.answered_at == utc("2026-06-15 08:30")
    assert case.resolved_at == (utc("2026-06-16 07:00"),)


def test_used_and_unused_lines_make_all() -> None:
    log = read(
        csv(
            HEAD,
            "A1,2026-06-15 10:00,high,mail,2026-06-15 10:30,",
            "A2,yesterday,high,mail,,",
            "A3,2026-06-15 10:00,purple,mail,,",
            "A4,2026-06-15 10:00,high,mail,2026-06-15 09:00,",
            "A1,2026-06-15 10:00,high,mail,,",
            "A5,2026-06-15 10:00",
            "",
            HEAD,
        )
    )
    assert (len(log.cases), log.total, log.used) == (1, 7, 1)
    assert why(log) == [
        (3, "opened", "'yesterday' is not a time."),
        (4, "priority", ("'purple' is no priority of the charter (critical, high, normal); "
                        "say in a map which it is.")),
        (5, "answered", ("The time Mon 15 Jun 2026, 07:00 UTC lies before the opening, "
                        "Mon 15 Jun 2026, 08:00 UTC.")),
        (6, "number", "The case A1 stands in line 2 already."),
        (7, "", "The line has 2 cells and the head has 6."),
        (9, "", "The line says the names of the columns again."),
    ]  # fmt: skip


def test_columns_that_are_not_known_are_named() -> None:
    log = read(csv("number,opened,mood", "A1,2026-06-15 10:00,sad"))
    assert log.ignored_columns == ("mood",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
def test_encodings_are_recognised(encoding: str) -> None:
    text = "number;opened;subject\nA1;2026-06-15 10:00;Räksmörgås är slut\n"
    (case,) = read(text.encode(encoding)).cases
    assert case.subject == "Räksmörgås är slut"


def test_an_old_russian_page_is_recognised() -> None:
    text = "номер;дата создания;тема\nA1;15.06.2026 10:00;Не работает телефон\n"
    (case,) = read(text.encode("cp1251")).cases
    assert (case.ref, case.subject) == ("A1", "Не работает телефон")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_cells_are_parted_by_what_parts_them(mark: str) -> None:
    lines = (mark.join(cells) for cells in (("number", "opened"), ("A1", "2026-06-15 10:00")))
    assert len(read(csv(*lines)).cases) == 1


def test_a_quoted_line_break_belongs_to_its_cell() -> None:
    log = read(csv("number,opened,subject", 'A1,2026-06-15 10:00,"one', 'two"', "A2,nonsense,x"))
    assert log.cases[0].subject == "one\ntwo"
    assert why(log) == [(4, "opened", "'nonsense' is not a time.")]


def test_a_quotation_mark_that_is_never_closed_costs_one_line() -> None:
    log = read(csv(HEAD, 'A1,"2026-06-15 10:00,,,,', "A2,2026-06-15 11:00,,,,"))
    assert [case.ref for case in log.cases] == ["A2"]
    assert [one.line for one in log.unused] == [2]


@pytest.mark.parametrize(
    "text",
    ["15.06.2026 10:00", "15/06/2026 10:00", "15/Jun/26 10:00 AM", "Mon Jun 15 10:00:00 2026",
     "2026-06-15T10:00:00+02:00", "2026-06-15 08:00Z", "Jun 15, 2026, 10:00 AM",
     "2026-06-15 10:00:00.5+02", "2026-06-15t08:00:00z", "20260615T080000Z", "1781510400.25",
     "15 июня 2026 г., 10:00"],
)  # fmt: skip
def test_times_are_read_as_tools_write_them(text: str) -> None:
    (case,) = read(csv("number;opened", f"A1;{text}")).cases
    assert case.opened_at == utc("2026-06-15 08:00")


def test_a_year_of_two_digits_lies_before_2070() -> None:
    log = read(csv("number;opened", "A1;15.06.99 10:00", "A2;15.06.01 10:00"))
    assert [case.opened_at.year for case in log.cases] == [1999, 2001]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("replied", "2026-06-15 10:30; 2026-06-14 10:00"), ("wrote", "2026-06-14 10:00"),
        ("escalated", "2026-06-14 10:00"), ("reopened", "2026-06-14 10:00"),
        ("waiting", "2026-06-14 10:00/2026-06-16 10:00 on customer"),
        ("waiting_from", "2026-06-14 10:00"),
    ],
)  # fmt: skip
def test_nothing_happens_before_a_case_is_opened(column: str, cell: str) -> None:
    log = read(csv(f"number,opened,answered,{column}",
                   f"A1,2026-06-15 10:00,2026-06-15 10:10,{cell}"))  # fmt: skip
    ((line, named, reason),) = why(log)
    assert (line, named) == (2, column)
    assert "lies before the opening" in reason


@pytest.mark.parametrize("year", [1970, 2090, 9999])
def test_a_year_of_which_no_calendar_knows_is_no_time(year: int) -> None:
    log = read(csv("number,opened", f"A1,{year}-01-01 00:00", "A2,2026-06-15 10:00"))
    assert why(log) == [(2, "opened", f"'{year}-01-01 00:00' is not a time.")]


def test_a_mistyped_year_costs_its_line_and_not_the_whole_simulation() -> None:
    log = read(csv("number,opened,resolved", "A1,2026-06-15 10:00,2062-06-16 10:00",
                   "A2,2062-06-15 10:00,", "A2,2026-06-15 10:00,", "A3,2026-06-15 10:00,",
                   "A4,2026-06-16 10:00,"))  # fmt: skip
    assert [case.ref for case in log.cases] == ["A3", "A4"]
    assert [(line, column) for line, column, _ in why(log)] == [
        (2, "resolved"), (3, "opened"), (4, "number"),
    ]  # fmt: skip
    assert "more than ten years after" in why(log)[0][2]
    assert "more than twenty years from most" in why(log)[1][2]
    assert log.used + len(log.unused) == log.total


def test_more_times_than_can_be_used_are_not_left_out_silently() -> None:
    many = ";".join(["2026-06-15 11:00"] * 201)
    log = read(csv("number,opened,wrote", f"A1,2026-06-15 10:00,{many}"))
    assert why(log) == [(2, "wrote", "The cell holds 201 times; at most 200 can be used.")]


def test_a_date_that_may_be_two_days_is_asked_about() -> None:
    data = csv("number,opened", "A1,01/02/2026 10:00")
    with pytest.raises(BadInputError, match="may mean two days"):
        read(data)
    assert read(data, times="month first").cases[0].opened_at == utc("2026-01-02 09:00")
    assert read(data, times="%d/%m/%Y %H:%M").cases[0].opened_at == utc("2026-02-01 09:00")


def test_a_time_that_the_clock_never_shows_is_the_end_of_the_gap() -> None:
    (case,) = read(csv("number,opened", "A1,2026-03-29 02:30")).cases
    assert case.opened_at == utc("2026-03-29 01:00")


def test_words_of_another_tool_are_read_and_the_reading_is_told() -> None:
    log = read(csv(HEAD, "A1,2026-06-15 10:00,2 - High,E-Mail,,", "A2,2026-06-15 10:00,P1,Phone,,"))
    assert [(c.priority, c.channel) for c in log.cases] == [("high", "mail"), ("critical", "phone")]
    assert ("priority", "P1", "critical") in [(r.column, r.theirs, r.ours) for r in log.readings]


@pytest.mark.parametrize(
    ("word", "priority"),
    [("Critical!", "critical"), ("[High]", "high"), ("P0", "critical"), ("Sev-2", "high"),
     ("not urgent", None), ("No priority", None), ("Non-critical", None)],
)  # fmt: skip
def test_a_word_with_a_not_says_nothing(word: str, priority: str | None) -> None:
    log = read(csv(HEAD, f"A1,2026-06-15 10:00,{word},,,"))
    assert [case.priority for case in log.cases] == ([priority] if priority else [])
    assert len(log.unused) == (priority is None)


def test_words_of_impact_and_urgency_and_of_waiting_are_told_also_where_they_say_nothing() -> None:
    log = read(csv(
        "number,opened,impact,urgency,waiting",
        "A1,2026-06-15 10:00,1 - High,3 - Low,2026-06-15 11:00/2026-06-15 12:00 on grandma",
        "A2,2026-06-15 10:00,Enterprise,High,",
    ))  # fmt: skip
    assert [(one.column, one.theirs, one.ours) for one in log.readings] == [
        ("impact", "1 - High", "high"), ("impact", "Enterprise", ""),
        ("priority", "normal", "normal"), ("urgency", "3 - Low", "low"),
        ("urgency", "High", "high"), ("waiting_on", "grandma", ""),
    ]  # fmt: skip


def test_a_priority_without_an_equal_is_the_next_milder_one() -> None:
    charter = shipped("voxeo")
    log = read_log(csv(HEAD, "A1,2026-06-15 10:00,High,,,"), charter, LogOptions())
    assert log.cases[0].priority == "normal"


def test_waiting_and_reopening_are_lists() -> None:
    head = "number,opened,waiting,resolved,reopened"
    times = "2026-06-15 11:00/2026-06-15 12:00 on supplier; 2026-06-15 13:00/ on customer"
    ends = "2026-06-16 10:00; 2026-06-18 10:00,2026-06-17 10:00"
    (case,) = read(csv(head, f"A1,2026-06-15 10:00,{times},{ends}")).cases
    assert case.waits == (
        Waited(utc("2026-06-15 09:00"), utc("2026-06-15 10:00"), "supplier"),
        Waited(utc("2026-06-15 11:00"), None, "customer"),
    )
    assert (len(case.resolved_at), len(case.reopened_at)) == (2, 1)


def test_updates_tell_answer_waiting_and_reopening() -> None:
    data = (HERE / "incidents.csv").read_bytes()
    log = read_log(data, shipped("handsfree"), LogOptions(zone="Europe/Lisbon"))
    assert (log.map_name, log.order, log.total) == ("servicenow-events", "day first", 15)
    first, second, third = log.cases
    assert first.answered_at == utc("2016-02-29 02:10")
    assert first.waits == (Waited(utc("2016-02-29 03:00"), utc("2016-02-29 08:00"), "customer"),)
    assert first.axes == (("impact", "medium"), ("urgency", "medium"))
    assert second.resolved_at == (utc("2016-02-29 05:30"), utc("2016-03-01 09:52"))
    assert second.reopened_at == (utc("2016-03-01 09:14"),)
    assert (third.ref, third.resolved_at, third.closed_at) == ("INC03", (), None)


def test_updates_that_tell_nothing_are_named() -> None:
    data = (HERE / "incidents.csv").read_bytes()
    log = read_log(data, shipped("handsfree"), LogOptions(zone="UTC"))
    assert [(line, column) for line, column, _ in why(log)] == [
        (13, "sys_updated_at"), (14, "incident_state"), (16, "opened_at"),
    ]  # fmt: skip
    assert log.used == 12


def test_an_event_log_of_another_tool_is_read_by_its_words() -> None:
    data = csv(
        "Case ID,Activity,Complete Timestamp,Priority",
        "7,Insert ticket,2026/06/15 10:00:00.000,High",
        "7,Take in charge ticket,2026/06/15 10:30:00.000,High",
        "7,Wait,2026/06/15 11:00:00.000,High",
        "7,Resolve ticket,2026/06/15 12:00:00.000,High",
        "7,Dance,2026/06/15 12:30:00.000,High",
        "7,Closed,2026/06/16 12:00:00.000,High",
    )
    log = read(data)
    (case,) = log.cases
    assert case.answered_at == utc("2026-06-15 08:30")
    assert case.waits == (Waited(utc("2026-06-15 09:00"), utc("2026-06-15 10:00"), "customer"),)
    assert (case.resolved_at, case.closed_at) == (
        (utc("2026-06-15 10:00"),), utc("2026-06-16 10:00"),
    )  # fmt: skip
    assert [line for line, _, _ in why(log)] == [6]
    assert ("state", "Wait", "waiting on customer") in [
        (one.column, one.theirs, one.ours) for one in log.readings
    ]


def test_a_history_of_updates_is_not_taken_for_a_list_of_cases() -> None:
    log = read(csv(
        "number,state,opened_at,updated_at,priority",
        "A1,New,2026-06-15 10:00,2026-06-15 10:00,P1",
        "A1,Resolved,2026-06-15 10:00,2026-06-15 14:00,P1",
        "A1,Active,2026-06-15 10:00,2026-06-15 11:00,P1",
        "A1,Active,2026-06-15 10:00,2026-06-15 11:00,P1",
    ))  # fmt: skip
    (case,) = log.cases
    assert (log.used, log.total) == (4, 4)
    assert case.answered_at == utc("2026-06-15 09:00")
    assert case.resolved_at == (utc("2026-06-15 12:00"),)


def test_an_update_after_the_resolution_that_its_column_names_is_used() -> None:
    log = read(csv(
        "number,state,updated,resolved", "A1,New,2026-06-15 10:00,2026-06-15 11:00",
        "A1,Resolved,2026-06-15 11:00,2026-06-15 11:00",
        "A1,Closed,2026-06-16 11:00,2026-06-15 11:00",
    ))  # fmt: skip
    assert (log.used, log.total, log.cases[0].resolved_at) == (3, 3, (utc("2026-06-15 09:00"),))


def test_a_change_of_priority_is_a_change_in_time() -> None:
    data = csv(
        "number,opened,updated,state,priority",
        "A1,2026-06-15 10:00,2026-06-15 10:00,New,Normal",
        "A1,2026-06-15 10:00,2026-06-15 11:00,In Progress,Critical",
    )
    (case,) = read(data).cases
    assert case.priority == "normal"
    assert case.priorities == ((utc("2026-06-15 09:00"), "critical"),)


@pytest.mark.parametrize(
    ("head", "line", "name", "answered"),
    [
        ("Issue key,Summary,Created,Resolved,Priority",
         "X-1,Help,12/Mar/24 9:00 AM,13/Mar/24 9:00 AM,Highest", "jira", timedelta(days=1)),
        ("Id,Created at,First reply time in minutes,Solved at,Priority,Via",
         "7,2024-03-12 09:00,45,2024-03-12 12:00,Urgent,Mail", "zendesk", timedelta(minutes=45)),
        ("Ticket ID,Created time,Initial response time,Resolved time,Priority",
         "7,2024-03-12 09:00,2024-03-12 09:30,,Urgent", "freshdesk", timedelta(minutes=30)),
        ("#,Title,Priority,Create Channel,Created At,Closed At,First Response At",
         "7,x,3 high,email,2024-03-12 09:00,,2024-03-12 09:20", "zammad", timedelta(minutes=20)),
        ("Ticket#,Title,Created,Close Time,Queue,Priority,FirstResponse",
         "7,x,2024-03-12 09:00:00,,Raw,5 very high,2024-03-12 09:10:00", "znuny",
         timedelta(minutes=10)),
        ("id,Subject,Queue,Status,Created,Started,Resolved,Priority",
         "7,x,General,open,Tue Mar 12 09:00:00 2024,Tue Mar 12 09:05:00 2024,Not set,",
         "request-tracker", timedelta(minutes=5)),
    ],
)  # fmt: skip
def test_well_known_exports_are_recognised(
    head: str, line: str, name: str, answered: timedelta
) -> None:
    log = read(csv(head, line))
    (case,) = log.cases
    assert (log.map_name, case.opened_at) == (name, utc("2024-03-12 08:00"))
    assert case.answered_at == case.opened_at + answered


def test_a_comma_in_a_length_parts_decimals_or_thousands_as_the_table_does() -> None:
    made = read_map("map: ours\ncolumns: {opened: At, answered: After}\n"
                    "lengths: {answered: minutes}\n", "map.yaml")  # fmt: skip
    options = LogOptions(log_map=made)
    english_ = read_log(csv("At,After", '2026-06-15 10:00,"1,200"'), shop(), options)
    german = read_log(csv("At;After", "2026-06-15 10:00;1,500"), shop(), options)
    lengths = [(c.answered_at or c.opened_at) - c.opened_at
               for log in (english_, german) for c in log.cases]  # fmt: skip
    assert lengths == [timedelta(minutes=1200), timedelta(seconds=90)]


def test_a_table_may_say_by_what_its_cells_are_parted() -> None:
    log = read(csv("sep=;", "number;opened;subject", "A1;2026-06-15 10:00;a,b,c,d"))
    assert [(case.ref, case.subject) for case in log.cases] == [("A1", "a,b,c,d")]
    assert (log.total, log.used) == (1, 1)


def test_an_old_western_page_has_its_dashes_and_its_euros() -> None:
    (case,) = read("number;opened;subject\nA1;2026-06-15 10:00;5 € – Öl".encode("cp1252")).cases
    assert case.subject == "5 € – Öl"


def test_no_word_of_a_log_commands_a_terminal() -> None:
    log = read(csv(HEAD, "A1,2026-06-15 10:00,\x1b]0;x\x07,,,"))
    assert "\x1b" not in why(log)[0][2]


def test_lines_without_numbers_are_cases_and_it_is_said() -> None:
    log = read(csv("opened,priority", "2026-06-15 10:00,high"))
    assert any("each line is taken for a case" in english(note, "UTC") for note in log.notes)


def test_every_column_of_ours_is_read() -> None:
    log = read(csv(",".join(CASE_COLUMNS), "A1,2026-06-15 10:00" + "," * (len(CASE_COLUMNS) - 2)))
    assert log.ignored_columns == ()
    assert log.tells >= {"response", "resolution", "update", "reply"}


def test_a_map_of_ones_own_is_read() -> None:
    made = read_map(
        "map: ours\ncolumns: {number: Nr, opened: Eingang, priority: Stufe}\n"
        "values: {priority: {rot: critical}}\nonly: {Art: [Störung]}\n",
        "map.yaml",
    )
    data = csv("Nr;Eingang;Stufe;Art", "1;15.06.2026 10:00;rot;Störung",
               "2;15.06.2026 10:00;rot;Wunsch")  # fmt: skip
    log = read_log(data, shop(), LogOptions(log_map=made))
    assert [(case.ref, case.priority) for case in log.cases] == [("1", "critical")]
    assert why(log) == [(3, "", "The map leaves this line out.")]


def test_a_word_that_no_map_has_is_a_fault_at_its_place() -> None:
    with pytest.raises(CharterErrors) as caught:
        read_map("map: ours\ncolumns: {number: Nr, openend: Eingang}\n", "map.yaml")
    assert "map.yaml:2:23: error: 'openend' is not a column of ours. Did you mean 'opened'?" in str(
        caught.value
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "no column that says when a case was opened"),
        (b"\xff\xfea", "is not text"),
        (b"PK\x03\x04xyz", "is a workbook"),
    ],
)
def test_a_file_that_is_no_log_gets_its_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(BadInputError, match=sentence):
        read(data)


@pytest.mark.skipif(not REAL_LOG.exists(), reason="the real log is not here")
def test_the_real_log_is_read_whole() -> None:
    log = read_log(REAL_LOG.read_bytes(), shipped("handsfree"), LogOptions())
    assert (len(log.cases), log.total, log.used) == (890, 5998, 5993)
    assert len(log.unused) == log.total - log.used
