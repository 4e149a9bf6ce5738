"""Say what was promised on one case, and why it is due when it is, now or at a past moment."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer

from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded, load
from charterdesk.charters.queries import charter_version
from charterdesk.engine.case import Case as State
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.events import Told
from charterdesk.engine.explain import as_of, explain_notice, explain_promise
from charterdesk.engine.explain import explain_case as explained_case
from charterdesk.engine.explain.words import case_words, standing_words
from charterdesk.engine.standing import standings
from charterdesk.engine.story.times import moment
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.wallclock import now
from charterdesk.look.speaking import LANGUAGES, Speaker
from charterdesk.oncall.queries import rota_for
from charterdesk.oncall.turns import DutyTurns


def explain_case(
    number: Annotated[str, typer.Argument(help="The case's number, such as RX1042.")],
    zone: Annotated[str, typer.Option(help="The zone of the times; default: the charter's.")] = "",
    at: Annotated[
        str, typer.Option(help="A past moment, YYYY-MM-DD HH:MM in that zone; default: now.")
    ] = "",
    language: Annotated[str, typer.Option(help="en or ru.")] = "en",
) -> None:
    """Say what was promised on one case, and why it is due when it is, now or at a past moment.

    Only what was recorded until that moment counts. The exit code is 0, or 2 where there is no
    such case, or no case yet.
    """
    row = Case.objects.filter(number__iexact=number).first()
    if row is None:
        raise CannotStart(f"There is no case {number}.")
    if language not in LANGUAGES:
        raise CannotStart(f"--language: '{language}' is not one of {', '.join(LANGUAGES)}.")
    loaded = load(row.pk)
    shown = zone or loaded.charter.zone
    when = _moment(at, shown)
    speaker = Speaker(shown, language)
    for line in _lines(loaded, when, speaker):
        typer.echo(line)


def _moment(at: str, zone: str) -> datetime:
    try:
        return moment(at, zone) if at else now()
    except ValueError as error:
        raise CannotStart(f"--at: {error}.") from None


def _lines(loaded: Loaded, at: datetime, speaker: Speaker) -> Iterator[str]:
    name = loaded.charter.name
    charter, case = as_of(
        loaded.charter, loaded.state, at, lambda version: charter_version(name, version)
    )
    if not case.exists:
        raise CannotStart(f"{loaded.row.number} was not there yet at that moment.")
    whole = explained_case(charter, case)
    yield f"{loaded.row.number}: {speaker.say(case_words(case.status, whole.answer))}"
    yield from speaker.steps(whole.steps)
    for standing in standings(charter, case, at):
        yield speaker.say(standing_words(standing.kind, standing.key, standing.is_, standing.due))
        if standing.promise is not None:
            explained = explain_promise(charter, case, standing.promise, speaker.zone)
            yield from speaker.steps(explained.steps)
    yield from _notices(charter, case, speaker)


def _notices(charter: Charter, case: State, speaker: Speaker) -> Iterator[str]:
    """For every notice that was given out why it went to that person."""
    rota = rota_for(charter)
    for event in case.history:
        if isinstance(event, Told):
            explained = explain_notice(charter, case, event, rota, DutyTurns(rota))
            yield speaker.say(explained.answer)
            yield from speaker.steps(explained.steps)
