"""A runbook tried dry: what each step would ask or run on a case, and what would be in its way.

Nothing is run, and nothing is written.
"""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from charterdesk.automation.book import ANYBODY, Command, Http, Parameter, Runbook, Script, Step
from charterdesk.automation.filling import request_of, work_of
from charterdesk.automation.models import Runner
from charterdesk.automation.parameters import values_of
from charterdesk.automation.reports import came_from_a_machine
from charterdesk.automation.starting import starts_for
from charterdesk.cases.models import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.kit.settings_readers import MalformedSetting
from charterdesk.notifications.ways_out import ways_out


@dataclass(frozen=True, slots=True)
class Tried:
    """A step: what it would do, in words a person can check, and what is in its way."""

    step: Step
    said: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A runbook on a case; `begins` says whether it would begin there by itself."""

    values: Mapping[str, str]
    missing: tuple[Parameter, ...]
    steps: tuple[Tried, ...]
    begins: bool


def trial_of(book: Runbook, case: Case) -> Trial:
    """What a run would do. Values that are missing stand as they are written."""
    values, missing = values_of(book, case)
    shown = {**values, **{one.name: f"{{{one.name}}}" for one in missing}}
    steps = tuple(Tried(one, said_of(one, shown), tuple(doubts_of(one))) for one in book.steps)
    begins = came_from_a_machine(case) and starts_for(case, book.starts)
    return Trial(values, missing, steps, begins)


def said_of(step: Step, values: Mapping[str, str]) -> str:
    """The request, the command as one would type it, or the script with its interpreter."""
    match step.way:
        case Http() as way:
            asked = request_of(way, values)
            body = f"\n{asked.body.decode()}" if asked.body else ""
            return f"{asked.method} {asked.url}{body}"
        case Command():
            return shlex.join(work_of(step, values)["argv"])
        case Script(by, text):
            return f"{by}:\n{text}"


def doubts_of(step: Step) -> Iterator[str]:
    """Why the step could not be done as things stand now."""
    match step.way:
        case Http() as way:
            yield from _doubts_of_host(way)
        case Command(argv):
            yield from _doubts_of_runner(step.on, "programs", argv[0])
        case Script(by, _text):
            yield from _doubts_of_runner(step.on, "interpreters", by)


def doubts_of_roles(book: Runbook, charters: Iterable[Charter]) -> Iterator[str]:
    """The roles that none of these charters has: nobody could approve, or would be told."""
    known = {role for charter in charters for role in charter.roles}
    named = (book.hand_over, book.approval, *(step.approval for step in book.steps))
    for role in dict.fromkeys(named):
        if role and role != ANYBODY and role not in known:
            yield _("No charter has the role %(role)s.") % {"role": role}


def _doubts_of_host(way: Http) -> Iterator[str]:
    host = urlsplit(way.url).netloc
    if "{" in host:
        return
    try:
        ways = ways_out()
    except MalformedSetting as fault:
        yield str(fault)
        return
    name = urlsplit(way.url).hostname or ""
    if name not in ways.hosts | ways.plain:
        yield _("%(host)s is not named in CHARTERDESK_OUT_HOSTS.") % {"host": name}
    elif way.url.startswith("http:") and name not in ways.plain:
        yield _("%(host)s may be asked over https only.") % {"host": name}


def _doubts_of_runner(name: str, kind: str, wanted: str) -> Iterator[str]:
    runner = Runner.objects.filter(name=name).first()
    if runner is None:
        yield _("There is no runner “%(name)s”.") % {"name": name}
    elif runner.revoked_at:
        yield _("The key of the runner “%(name)s” is revoked.") % {"name": name}
    elif runner.seen_at is None:
        yield _("The runner “%(name)s” has never asked for work.") % {"name": name}
    elif wanted not in runner.says.get(kind, ()):
        said = {"name": name, "wanted": wanted}
        yield _("The list of the runner “%(name)s” does not have %(wanted)s.") % said
