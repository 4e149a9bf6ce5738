"""A charter of a thousand lines as a large desk might write it: much of everything."""

from collections.abc import Iterator

_HEAD = """\
charter: large
version: 1
zone: Europe/Stockholm
last_resort: boss
"""
_COUNTRIES = (
    "Europe/Stockholm", "Europe/Paris", "America/New_York", "Australia/Sydney", "Asia/Kolkata",
)  # fmt: skip


def long_charter() -> str:
    """The text: 1,000 lines with 40 calendars, 60 roles, 20 priorities and ladders."""
    lines = [_HEAD.rstrip(), *_hours(), *_people(), *_urgency(), *_promises(), *_ladders()]
    lines += [*_ends()]
    while sum(line.count("\n") + 1 for line in lines) < 1000:
        lines.append(f"# rule {len(lines)}: more is said about this in the handbook of the desk")
    return "\n".join([*lines, ""])


def _hours() -> Iterator[str]:
    yield "hours:"
    closed = ", ".join(f"{year}-12-{day}" for year in (2026, 2027, 2028) for day in (24, 25, 26))
    for n in range(40):
        zone = _COUNTRIES[n % len(_COUNTRIES)]
        yield f"  office-{n}:"
        yield f"    open: [Mon-Thu 08:00-{13 + n % 5}:00 {zone}, Fri 08:00-12:00 {zone}]"
        yield f"    closed: [{closed}]"
        if n % 4 == 0:
            yield f"    also_said: [Mon-Thu 09:00-{14 + n % 5}:00 Europe/Helsinki]"


def _people() -> Iterator[str]:
    yield "roles:"
    yield "  boss: {is: person}"
    for n in range(60):
        kind, stand_in = ("team", "rota")[n % 2], f"role-{n + 1}" if n < 59 else "boss"
        yield f"  role-{n}: {{is: {kind} group-{n}, else: [{stand_in}]}}"
    yield "channels:"
    for n in range(40):
        yield f"  mail-{n}: {{address: help-{n}@example.com}}"
    yield "tiers:"
    for n in range(20):
        yield f"  - {{name: tier-{n}, role: role-{n}, owns: always}}"


def _urgency() -> Iterator[str]:
    yield "priorities:"
    yield "  list:"
    for n in range(20):
        yield f"    p{n}: {{{'default: yes' if n == 19 else ''}}}"


def _promises() -> Iterator[str]:
    yield "promises:"
    for n in range(20):
        yield f"  p{n}:"
        yield f"    hours: office-{n % 40}"
        yield f"    response: {n + 2}h"
        yield f"    update: every {n + 3}d"
        yield f"    resolution: {n + 6}d"
    yield "contracts:"
    for n in range(30):
        yield f"  contract-{n}:"
        yield f"    gives: [ladder up-{n % 20}]"
        yield "    promises:"
        yield f"      p{n % 20}: {{hours: office-{n}, response: {n % 9 + 1}h, reply: {n % 7 + 1}d}}"


def _ladders() -> Iterator[str]:
    yield "ladders:"
    for n in range(20):
        yield f"  up-{n}:"
        yield f"    starts: [formal escalation, priority p{n}]"
        yield f"    for: contract contract-{n}"
        yield "    steps:"
        for step in range(6):
            when = "at: 0m" if not step else f"after: step-{step - 1} + 20m"
            yield f"      - step: step-{step}"
            yield f"        {when}"
            yield f"        notify: [role-{(n + step) % 60}, role-{(n + step + 7) % 60}]"
            yield "        unless: resolved"


def _ends() -> Iterator[str]:
    yield "tell:"
    for n in range(40):
        yield f"  - {{when: opened, if: priority p{n % 20}, who: [contact, role-{n}]}}"
    yield "waiting: {customer: {pauses: [update, resolution], remind: [3d, 7d]}}"
    yield "closing: {silence: {close: 14d after resolved}, reopen: 14d}"
