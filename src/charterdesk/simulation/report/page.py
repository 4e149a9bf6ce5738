"""The report as one page that stands alone: plots, tables, no script and nothing from outside."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup

from charterdesk.engine.phrase import phrase
from charterdesk.simulation.report.cells import Speech, is_number
from charterdesk.simulation.report.plots import Plot, plots_of
from charterdesk.simulation.report.tables import Table, side_name, tables_of
from charterdesk.simulation.report.text import headlines
from charterdesk.simulation.values import Result

_FOLDER = files("charterdesk.simulation.report")
# Tables this long are folded, and cut: the whole list stands beside the page as CSV.
FOLDED, MOST_ROWS = 25, 400


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as the page shows it: texts, and whether each column is one of numbers."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    note: str
    left_out: str
    plots: tuple[Plot, ...]

    @property
    def folded(self) -> bool:
        return len(self.rows) > FOLDED


def page_of(result: Result, speech: Speech, language: str) -> str:
    """The page's HTML."""
    names = ", ".join(side_name(side) for side in result.sides)
    plots = tuple(plots_of(result, speech))
    shown = tuple(_shown(table, plots, speech) for table in tables_of(result))
    title = speech.say(phrase("Simulation: %(charters)s", charters=names))
    period = phrase("%(since)s to %(until)s", since=result.since[:10], until=result.until[:10])
    return (
        _environment()
        .get_template("page.html")
        .render(
            language=language,
            title=title,
            style=Markup(_FOLDER.joinpath("page.css").read_text(encoding="utf-8")),
            period=speech.say(period),
            headlines=[speech.say(said) for said in headlines(result)],
            notes=result.notes,
            sides=result.sides,
            tables=shown,
            contents=speech.say(phrase("Contents")),
            show_all=speech.say(phrase("Show the table")),
            beside=speech.say(phrase("All numbers stand beside this page, in result.json.")),
        )
    )


def _shown(table: Table, plots: tuple[Plot, ...], speech: Speech) -> ShownTable:
    left_out = len(table.rows) - MOST_ROWS
    more = phrase("%(count)d more lines stand in %(file)s.", count=left_out,
                  file=f"{table.key}.csv")  # fmt: skip
    return ShownTable(
        table.key,
        speech.say(table.title),
        tuple(speech.say(head) for head in table.columns),
        tuple(tuple(speech.cell(cell) for cell in row) for row in table.rows[:MOST_ROWS]),
        tuple(is_number(cell) for cell in table.rows[0]),
        speech.say(table.note) if table.note else "",
        speech.say(more) if left_out > 0 else "",
        tuple(plot for plot in plots if plot.table == table.key),
    )


@lru_cache
def _environment() -> Environment:
    def source(name: str) -> str:
        return _FOLDER.joinpath(name).read_text(encoding="utf-8")

    return Environment(loader=FunctionLoader(source), autoescape=True, trim_blocks=True)
