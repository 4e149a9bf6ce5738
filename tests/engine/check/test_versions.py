"""What a new version makes stricter or looser is said, and for how many open cases (I33)."""

from collections.abc import Mapping

from charterdesk.engine.check import Context, Finding, findings
from tests.engine.check.judging import AT, charter, said

OLD = "promises: {critical: {hours: always, response: 1h}, normal: {hours: office, response: 1d}}"
STRICTER = OLD.replace("1h", "30m")
LOOSER = OLD.replace("1d", "2d")


def changes(
    old: str, new: str, open_cases: Mapping[tuple[str, str], int] | None = None
) -> list[Finding]:
    context = Context(at=AT, former=charter(old), open_cases=open_cases)
    return [one for one in findings(charter(new), context) if one.number == "I33"]


def test_without_a_former_version_nothing_is_said() -> None:
    assert [one for one in findings(charter(STRICTER), Context(at=AT)) if one.number == "I33"] == []


def test_the_same_version_makes_nothing_stricter_or_looser() -> None:
    assert changes(OLD, OLD) == []


def test_what_gets_stricter_is_said_where_it_stands() -> None:
    (finding,) = changes(OLD, STRICTER)
    assert said(finding).startswith("Stricter than before: ")
    assert "30m" in said(finding) or "30 min" in said(finding)
    line = charter(STRICTER).rows["critical"].terms["response"].place.line
    assert finding.place.line == line


def test_what_gets_looser_is_said_as_well() -> None:
    (finding,) = changes(OLD, LOOSER)
    assert said(finding).startswith("Looser than before: ")


def test_the_open_cases_that_would_feel_it_are_counted() -> None:
    open_cases = {("critical", ""): 3, ("normal", ""): 40}
    assert said(changes(OLD, STRICTER, open_cases)[0]).endswith("3 open cases would feel it.")
    open_cases = {("critical", ""): 1, ("normal", ""): 40}
    assert said(changes(OLD, STRICTER, open_cases)[0]).endswith("One open case would feel it.")
    assert said(changes(OLD, LOOSER, open_cases)[0]).endswith("40 open cases would feel it.")


def test_what_is_only_new_is_no_matter_of_strictness() -> None:
    assert changes(OLD, OLD + "\nfacts: [seen by two]") == []
