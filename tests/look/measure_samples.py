"""Samples of the measures: two channels over two months, and the cases behind a number."""

from dataclasses import replace
from typing import Final

from charterdesk.desk.measure_values import MeasuredPage, MeasureRow, MeasuresPage, Share
from charterdesk.look.values import Field, Link, Option, Pager
from tests.look import samples

URL: Final = "/desk/measures/cases/?charter=example"


def share(met: str, missed: str = "") -> Share:
    return Share(Link(met, URL), Link(missed, URL) if missed else None)


PHONE: Final = MeasureRow(
    "phone", Link("1050", URL), share("861 of 1050, 82 %", "189 not"), share("90 of 90, 100 %")
)
MAIL: Final = MeasureRow("mail", Link("12", URL), None, share("0 of 9, 0 %", "9 not"))
MONTHS: Final = (Option("2026-05", "May 2026"), Option("2026-06", "June 2026", chosen=True))
MEASURES: Final = MeasuresPage(
    sentence="The Technical Support process, May 2026 to June 2026 (Europe/Stockholm)",
    fields=(
        Field("charter", "Charter", "select", options=(Option("example", "Example"),)),
        Field("since", "From", "select", options=MONTHS),
        Field("until", "To", "select", options=MONTHS),
    ),
    by_channel=(PHONE, MAIL),
    by_month=(replace(PHONE, name="May 2026"), replace(MAIL, name="June 2026")),
    total=replace(PHONE, name="All channels"),
    wanted="The charter has a person answer every call on: phone.",
    csv_url="/desk/measures/measures.csv",
)
NOTHING: Final = replace(MEASURES, by_channel=(), by_month=(), total=None)
MEASURED: Final = MeasuredPage(
    name="Calls that nobody answered: phone", sentence=MEASURES.sentence, here=URL,
    back_url="/desk/measures/", rows=samples.QUEUE.rows,
    pager=Pager("3 cases shown", next_url=f"{URL}&after=1-1"),
)  # fmt: skip
