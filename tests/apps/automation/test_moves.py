"""What comes next in a run: a law over drawn runbooks, and each word of the language."""

from hypothesis import given
from hypothesis import strategies as st

from charterdesk.automation.book import Command, Runbook, Step, Then
from charterdesk.automation.book.values import Turn
from charterdesk.automation.moves import Do, End, Ending, Past, Verdict, next_move

WAY = Command(("/bin/true",))
CHECKS, REMEDIES = ("c1", "c2", "c3"), ("r1", "r2")
OF_CHECK: tuple[Turn, ...] = ("go on", "done", "hand over")
OF_REMEDY: tuple[Turn, ...] = ("check again", "go on", "done", "hand over")
thens = st.one_of(
    st.sampled_from(OF_CHECK).map(Then), st.sampled_from(REMEDIES).map(lambda r: Then("remedy", r))
)
after = st.sampled_from(OF_REMEDY).map(Then)


@st.composite
def runbooks(draw: st.DrawFn) -> Runbook:
    """Three checks and two remedies that follow each other anyhow."""
    checks = [
        Step(name=n, part="check", way=WAY, on="plant", met=draw(thens), unmet=draw(thens))
        for n in CHECKS
    ]
    remedies = [
        Step(name=n, part="remedy", way=WAY, on="plant", met=draw(after), unmet=draw(after))
        for n in REMEDIES
    ]
    return Runbook(name="x", purpose="x", checks=tuple(checks), remedies=tuple(remedies))


@given(runbooks(), st.lists(st.sampled_from(list(Verdict)), min_size=60, max_size=60))
def test_every_run_ends_and_does_no_remedy_twice(book: Runbook, verdicts: list[Verdict]) -> None:
    past: list[Past] = []
    for verdict in verdicts:
        move = next_move(book, past)
        if isinstance(move, End):
            break
        past.append(Past(move.step.name, verdict))
    else:
        raise AssertionError("It goes on and on.")
    done = [one.name for one in past]
    assert all(done.count(name) <= 1 for name in REMEDIES)


def test_what_did_not_end_by_itself_is_no_reason_to_mend_anything() -> None:
    check = Step(name="c", part="check", way=WAY, unmet=Then("remedy", "r"))
    remedy = Step(name="r", part="remedy", way=WAY)
    book = Runbook(name="x", purpose="x", checks=(check,), remedies=(remedy,))
    for verdict in (Verdict.FAILED, Verdict.TIMED_OUT, Verdict.LOST):
        assert next_move(book, [Past("c", verdict)]) == End(Ending.BROKE, "c")
    assert next_move(book, [Past("c", Verdict.UNMET)]) == Do(remedy)
