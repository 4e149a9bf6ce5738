"""Try a charter over recorded or drawn cases: what is kept, who is told, who is needed.

Without a database, unless the desk's own history is asked for. Progress goes to the error output.
"""

import json
import signal
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Annotated

import typer

from charterdesk.command.check import source_of
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.phrase import Phrase
from charterdesk.engine.simulate.values import Recorded
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.look.speaking import LANGUAGES, make_ready, spoken
from charterdesk.simulation.estimate import TooLong
from charterdesk.simulation.gathering import Say
from charterdesk.simulation.log.sentences import BadInputError
from charterdesk.simulation.report.cells import Speech
from charterdesk.simulation.report.folder import write_report
from charterdesk.simulation.report.text import text_report
from charterdesk.simulation.running import Progress, run
from charterdesk.simulation.values import File, Request, Result, Source, result_as_json

# What takes longer by the estimate wants --yes.
MOST_SECONDS = 600.0
CANCELLED = 130
LARGEST_FILE = 600_000_000
SHOWN_EVERY = 0.5
HISTORY_DAYS = 90


def simulate(
    file: Annotated[str, typer.Argument(help="A charter's file, or a shipped charter's name.")],
    cases: Annotated[Path | None, typer.Option(help="A log of real cases: CSV.")] = None,
    load: Annotated[Path | None, typer.Option(help="A drawn load: YAML.")] = None,
    history: Annotated[bool, typer.Option("--history", help="The desk's own cases.")] = False,
    days: Annotated[int, typer.Option(min=1, help="How far back --history goes.")] = HISTORY_DAYS,
    people: Annotated[Path | None, typer.Option(help="Who stands behind the roles: YAML.")] = None,
    against: Annotated[str, typer.Option(help="Another charter, to stand beside.")] = "",
    log_map: Annotated[str, typer.Option("--map", help="A map of the log: file or name.")] = "",
    zone: Annotated[str, typer.Option(help="The zone of the log's times.")] = "",
    times: Annotated[str, typer.Option(help="iso, 'day first', 'month first' or a format.")] = "",
    contract: Annotated[str, typer.Option(help="The contract of cases that name none.")] = "",
    runs: Annotated[int, typer.Option(min=1, max=10_000, help="Runs of a drawn load.")] = 8,
    seed: Annotated[int | None, typer.Option(min=0, help="Instead of the load's own.")] = None,
    cores: Annotated[int, typer.Option(min=0, help="How many to use; 0: all.")] = 0,
    yes: Annotated[bool, typer.Option("--yes", help="Run it however long it takes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answers as JSON.")] = False,
    report: Annotated[Path | None, typer.Option(help="A folder for a page and JSON.")] = None,
    language: Annotated[str, typer.Option(help="en or ru.")] = "en",
) -> None:
    """Try a charter over recorded or drawn cases, alone or beside another.

    The exit code is 0, 2 when something can't be used, 130 when it was stopped with Ctrl-C.
    """
    if language not in LANGUAGES:
        raise CannotStart(f"There is no language '{language}'; there are {', '.join(LANGUAGES)}.")
    source = _source(cases, load, history=history)
    request = Request(
        charter=_charter_file(file), against=_charter_file(against) if against else File(),
        source=source, log=_file(cases), log_map=_map_file(log_map), load=_file(load),
        people=_file(people), zone=zone, times=times, contract=contract, runs=runs, seed=seed,
        cores=cores, most_seconds=0 if yes else MOST_SECONDS,
    )  # fmt: skip
    past: Sequence[Recorded] = ()
    if history:
        past = _history(request, timedelta(days=days))
    else:
        make_ready()
    result, stopped = _run(request, past, language)
    _put_out(result, as_json=as_json, report=report, language=language)
    if stopped:
        raise typer.Exit(CANCELLED)


def _source(cases: Path | None, load: Path | None, *, history: bool) -> Source:
    given = [one for one in (load, cases, history or None) if one]
    if not given:
        raise CannotStart("Say what to simulate: --cases LOG.csv, --load LOAD.yaml or --history.")
    if history and len(given) > 1:
        raise CannotStart("--history stands alone: leave --cases and --load out.")
    if history:
        return "history"
    return "load" if load else "log"


def _history(request: Request, back: timedelta) -> Sequence[Recorded]:
    """The cases of the desk under the charter's name, seen as the console sees them."""
    from charterdesk.command import set_up_django

    set_up_django()
    from charterdesk.accounts.rights import DESK
    from charterdesk.engine.charter.reader import read_charter
    from charterdesk.kit.wallclock import now
    from charterdesk.simulation.history import recorded_history

    try:
        charter = read_charter(request.charter.data, request.charter.name)
    except CharterErrors as found:
        raise CannotStart(str(found)) from None
    at = now()
    return recorded_history(DESK, charter.name, at - back, at)


def _run(request: Request, past: Sequence[Recorded], language: str) -> tuple[Result, bool]:
    """The result, and whether it was stopped. Raises CannotStart."""

    def say(said: Phrase, zone: str) -> str:
        return spoken(said, zone, language)

    stop = _Stop()
    try:
        shown = _Shown(say, stop)
        result = run(request, shown, stop.is_asked, history=past, say=say)
    except BadInputError as bad:
        raise CannotStart(say(bad.said, "UTC")) from None
    except TooLong as long:
        raise CannotStart(say(long.said, "UTC")) from None
    except CharterErrors as found:
        raise CannotStart(str(found)) from None
    except KeyboardInterrupt:
        raise _nothing_counted() from None
    finally:
        stop.restore()
    if not result.sides:
        raise _nothing_counted()
    return result, not result.complete


def _nothing_counted() -> typer.Exit:
    sys.stderr.write("It was stopped before anything was counted.\n")
    return typer.Exit(CANCELLED)


class _Stop:
    """The first Ctrl-C asks for an end in good order, the second ends at once.

    So does the first while the files are still being read: there is nothing yet to be kept.
    """

    def __init__(self) -> None:
        self.counting = False
        self._asked = False
        self._before = signal.signal(signal.SIGINT, self._hear)

    def is_asked(self) -> bool:
        return self._asked

    def restore(self) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked or not self.counting:
            raise KeyboardInterrupt
        self._asked = True


class _Shown:
    """Shows progress on the error output: one line that changes on a terminal, else only one."""

    def __init__(self, say: Say, stop: _Stop) -> None:
        self._say = say
        self._stop = stop
        self._next = 0.0
        self._begun = False
        self._is_terminal = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        if not self._begun:
            self._begun = self._stop.counting = True
            sys.stderr.write(f"{self._say(progress.words, 'UTC')}\n")
        over = progress.done >= progress.total
        if not self._is_terminal or (monotonic() < self._next and not over):
            return
        self._next = monotonic() + SHOWN_EVERY
        end = "\r\x1b[K" if over else "\r"
        sys.stderr.write(f"\r{progress.done:,} / {progress.total:,}".replace(",", " ") + end)
        sys.stderr.flush()


def _put_out(result: Result, *, as_json: bool, report: Path | None, language: str) -> None:
    zone = result.sides[0].zone
    speech = Speech(lambda said: spoken(said, zone, language), "," if language == "ru" else ".")
    if report is not None:
        try:
            page = write_report(result, report, speech, language)
        except OSError as error:
            reason = error.strerror or error
            raise CannotStart(f"The folder '{report}' can't be written: {reason}.") from None
        sys.stderr.write(f"{page}\n")
    if as_json:
        typer.echo(json.dumps(result_as_json(result), ensure_ascii=False, indent=2))
    elif report is None:
        for line in text_report(result, speech):
            typer.echo(line)


def _charter_file(name: str) -> File:
    source, shown_as = source_of(name)
    return File(name=shown_as, data=source.encode() if isinstance(source, str) else source)


def _map_file(name: str) -> File:
    """A map's file; a name that is no file stands for a shipped map."""
    path = Path(name)
    return _file(path) if name and path.is_file() else File(name=name)


def _file(path: Path | None) -> File:
    if path is None:
        return File()
    try:
        with path.open("rb") as opened:
            return File(name=str(path), data=opened.read(LARGEST_FILE))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotStart(f"The file '{path}' can't be read: {reason}.") from None
