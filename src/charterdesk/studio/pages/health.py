"""How the desk is, as its administrator reads it: what is at fault first, each with what to do."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.look.values import Link
from charterdesk.studio.health_values import HealthPage, HealthRow
from charterdesk.studio.pages.health_ways import ways_rows
from charterdesk.studio.pages.health_words import BAD, LOOK, bad, facts, look, moment, well
from charterdesk.visit.reader import Reader
from charterdesk.worker.health import Health, Store
from charterdesk.worker.pulse import LoopSign, Part

GIGA = 1024**3
LITTLE, TOO_LITTLE = 2 * GIGA, GIGA // 2
# A kept desk wants some days to be helped.
SHARE = 20


def health_page(health: Health, reader: Reader) -> HealthPage:
    """The rows, the gravest first."""
    rows = [*_worker_rows(health, reader), *_work_rows(health, reader), *ways_rows(health, reader)]
    rows += [_store_row(health.store), _watch_row(health)]
    rows.sort(key=lambda row: (row.state != BAD, row.state != LOOK))
    faults, looks = (sum(row.state == state for row in rows) for state in (BAD, LOOK))
    kind, icon = ("presence", "met") if not looks else ("notice", "soon")
    if faults:
        kind, icon = "stop", "critical"
    return HealthPage(sentence=_sentence(faults, looks), kind=kind, icon=icon, rows=tuple(rows))


def _sentence(faults: int, looks: int) -> str:
    if faults:
        said = ngettext("%(count)d thing is at fault.", "%(count)d things are at fault.", faults)
        return said % {"count": faults}
    said = ngettext(
        "Everything works; %(count)d thing is worth a look.",
        "Everything works; %(count)d things are worth a look.", looks,
    )  # fmt: skip
    return said % {"count": looks} if looks else _("Everything works.")


def _worker_rows(health: Health, reader: Reader) -> Iterator[HealthRow]:
    names = {
        Part.WAKES: _("Worker: waking cases"),
        Part.NOTICES: _("Worker: sending notices"),
        Part.JOBS: _("Worker: everything else"),
    }
    for part, (count, seen_at) in health.workers.parts.items():
        yield _part_row(names[part], count, moment(seen_at, reader))
    for loop in health.workers.stuck:
        yield _stuck_row(loop, reader)
    for loop in health.workers.faults:
        said = {"loop": loop.name, "fault": loop.fault, "when": moment(loop.fault_at, reader)}
        yield look(
            _("Worker: a fault of the program"),
            _("The loop “%(loop)s” met %(fault)s at %(when)s, and went on.") % said,
            _("Look at the worker's log of that moment, and report it."),
        )


def _part_row(name: str, count: int, seen: str) -> HealthRow:
    if count:
        said = ngettext("%(count)d process does it; last seen %(seen)s.",
                        "%(count)d processes do it; last seen %(seen)s.", count)  # fmt: skip
        return well(name, said % {"count": count, "seen": seen})
    todo = _("Start “charterdesk serve” or “charterdesk worker”, and look at its log.")
    if not seen:
        return bad(name, _("No process does it, or none has given a sign for a day."), todo)
    return bad(name, _("No process does it: the last sign came %(seen)s.") % {"seen": seen}, todo)


def _stuck_row(loop: LoopSign, reader: Reader) -> HealthRow:
    said = {"loop": loop.name, "since": moment(loop.round_at, reader)}
    return bad(
        _("Worker: a loop hangs"),
        _("The loop “%(loop)s” has been at one thing since %(since)s.") % said,
        _("Look at the worker's log. Starting the worker again loses nothing."),
    )


def _work_rows(health: Health, reader: Reader) -> Iterator[HealthRow]:
    yield _wakes_row(health, reader)
    if health.aside:
        yield _aside_row(health)
    jobs = Link(_("Jobs"), reverse("studio:jobs"))
    if health.jobs.count:
        yield look(
            _("Jobs"),
            _("Jobs that wait for a worker: %(count)s, the first since %(since)s.")
            % facts(health.jobs, reader),
            _("They go two at a time; a worker that does “jobs” must be running."), jobs,
        )  # fmt: skip
    elif health.failed_jobs.count:
        yield look(
            _("Jobs"),
            _("Jobs that failed within a day: %(count)s. The last one was “%(said)s”.")
            % facts(health.failed_jobs, reader),
            _("Its page says why; ask for it again there."), jobs,
        )  # fmt: skip
    else:
        yield well(_("Jobs"), _("No job waits, and none has failed within a day."))


def _wakes_row(health: Health, reader: Reader) -> HealthRow:
    if not health.wakes.count:
        return well(_("Wakes of cases"), _("Every case was woken when it had to be."))
    return bad(
        _("Wakes of cases"),
        _("Cases that should have been woken by now: %(count)s, the first at %(since)s.")
        % facts(health.wakes, reader),
        _("A worker catches up by itself, the strictest priority first; add workers if it stays."),
    )


def _aside_row(health: Health) -> HealthRow:
    count = len(health.aside)
    said = ngettext(
        "%(count)d case has an alarm: the worker could not deal with it, or mended its wake.",
        "%(count)d cases have an alarm: the worker could not deal with them, or mended a wake.",
        count,
    )
    links = (Link(one.case.number, one.case.get_absolute_url()) for one in health.aside[:5])
    return bad(
        _("Cases with an alarm"), said % {"count": count},
        _("Each is tried again every ten minutes. The worker's log says what is wrong; look after"
          " the case by hand until then."),
        *links,
    )  # fmt: skip


def _store_row(store: Store) -> HealthRow:
    name = _("Database and disk")
    free, total = f"{store.free / GIGA:.1f}", f"{store.total / GIGA:.0f}"
    said = {"name": store.name, "free": free, "total": total}
    sentence = _(
        "%(name)s answers. Where files are kept, %(free)s GB of %(total)s GB are free."
    ) % said  # fmt: skip
    todo = _("Make room: while a disk is full, mail stays with its senders and nothing is saved.")
    if store.free < TOO_LITTLE:
        return bad(name, sentence, todo)
    if store.free < LITTLE or store.free * SHARE < store.total:
        return look(name, sentence, todo)
    return well(name, sentence)


def _watch_row(health: Health) -> HealthRow:
    name = _("A watch outside")
    if health.is_watched:
        return well(name, _("A sign of life goes to a watch outside while all goes well."))
    return look(
        name, _("Nobody outside watches this desk: if all of it is down, nobody is told."),
        _("Name a watch in “CHARTERDESK_HEARTBEAT”; the operator's manual says how."),
    )  # fmt: skip
