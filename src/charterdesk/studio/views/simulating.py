"""Simulating: the form, which asks for a job. Only administrators, for it goes over all cases."""

from datetime import timedelta

from django.http import HttpResponse

from charterdesk.accounts.rights import demand_management
from charterdesk.charters.keeping import read_text
from charterdesk.charters.stamping import stamped
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.simulation.values import File, Request
from charterdesk.studio.forms.simulating import HISTORY, LOAD, LOG, SimulateForm
from charterdesk.studio.pages.simulating import simulate_page
from charterdesk.studio.simulating import MOST_SECONDS, ask_simulation
from charterdesk.studio.sources import Source, in_force, newest, texts_of, wanted
from charterdesk.studio.staffing import desk_people
from charterdesk.studio.supposing import contracts_of
from charterdesk.studio.titles import DRAFT
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def simulate(ask: Ask, name: str) -> HttpResponse:
    """What to simulate; a post begins it, and leads to its progress."""
    source = wanted(ask.person, name, "", ask.at)
    if not ask.is_post:
        form = SimulateForm(texts_of(ask.person, name), _contracts(ask, name, source))
        form.initial.update(of=source.key, against=_beside(ask, name, source))
        return _drawn(ask, name, form)
    demand_management(ask.person)
    form = _sent(ask, name, source)
    if not form.is_valid():
        return _drawn(ask, name, form, status=422)
    sides = [wanted(ask.person, name, form.cleaned_data["of"], ask.at)]
    if form.cleaned_data["against"]:
        sides.append(wanted(ask.person, name, form.cleaned_data["against"], ask.at))
    if faults := _faults(sides):
        return _drawn(ask, name, form, faults, 422)
    return ask.go(_asked_for(ask, name, form, sides))


def _asked_for(ask: Ask, name: str, form: SimulateForm, sides: list[Source]) -> str:
    """Ask for the job; its page's address."""
    given, files = form.cleaned_data, [_file(ask, name, one) for one in sides]
    source, log_map = given["source"], given["log_map"]
    request = Request(
        charter=files[0],
        against=files[1] if len(files) > 1 else File(),
        source=source,
        log=form.file("log") if source == LOG else File(),
        log_map=(form.file("map_file") or File(name=log_map)) if source == LOG else File(),
        contract=given.get("contract", "") if source == LOG else "",
        load=form.file("load") if source == LOAD else File(),
        people=form.file("people") or _desk_people(ask, source, sides, given["days"]),
        runs=given["runs"] if source == LOAD else 1,
        what_ifs=source == LOAD,
        reverse=source != HISTORY,
        most_seconds=MOST_SECONDS,
    )
    job = ask_simulation(
        charter=name, texts=[one.key for one in sides], request=request, days=given["days"],
        by=ask.person, at=ask.at,
    )  # fmt: skip
    return job.get_absolute_url()


def _sent(ask: Ask, name: str, source: Source) -> SimulateForm:
    """What was chosen."""
    contracts = _contracts(ask, name, source)
    return SimulateForm(texts_of(ask.person, name), contracts, ask.request.POST, ask.request.FILES)


def _contracts(ask: Ask, name: str, source: Source) -> tuple[str, ...]:
    """The contracts of the text and of what is in force; none of a text that can't be read."""
    found: dict[str, None] = {}
    for one in (source, in_force(ask.person, name, ask.at)):
        try:
            charter = read_text(one.text, one.label) if one else None
        except CharterErrors:
            continue
        if charter is not None:
            found |= dict.fromkeys(
                contract for contract in contracts_of(charter) if charter.contract(contract)
            )
    return tuple(found)


def _desk_people(ask: Ask, source: str, sides: list[Source], days: int) -> File:
    """Who the desk tells, for its own cases; another log's days are none of its rotas' days."""
    if source != HISTORY:
        return File()
    charters = [read_text(one.text, one.label) for one in sides]
    return desk_people(ask.person, charters, ask.at - timedelta(days=days), ask.at)


def _file(ask: Ask, name: str, source: Source) -> File:
    """The text; a draft bears the number that it would be published under."""
    text = source.text
    if source.key == DRAFT and (last := newest(ask.person, name)):
        number = int(last.key[1:]) + 1
        if read_text(text, source.label).version < number:
            text = stamped(text, version=number)
    return File(name=f"{name}, {source.label}", data=text.encode())


def _beside(ask: Ask, name: str, source: Source) -> str:
    current = in_force(ask.person, name, ask.at)
    return current.key if current and current.key != source.key else ""


def _faults(sides: list[Source]) -> tuple[str, ...]:
    """Why a text can't be simulated."""
    found: list[str] = []
    for one in sides:
        try:
            read_text(one.text, one.label)
        except CharterErrors as errors:
            found += map(str, errors.errors[:5])
    return tuple(found)


def _drawn(
    ask: Ask, name: str, form: SimulateForm, faults: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    page = simulate_page(ask, name, form, faults)
    return ask.draw("studio/simulate", page, current="charters", status=status)
