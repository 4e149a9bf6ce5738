"""The steps of a ladder in its proof: each one's limit, when all were reached, kept or missed."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from charterdesk.desk.incident_values import ProofStep
from charterdesk.incidents.queries.proof import StepProof, Verdict
from charterdesk.visit.reader import Reader


def proof_step(one: StepProof, reader: Reader) -> ProofStep:
    """One step in words."""
    step = one.step
    return ProofStep(
        name=step.name,
        began=exactly(step.fired_at, reader) if step.fired_at else "",
        limit=exactly(step.limit, reader) if step.limit else _("none"),
        reached=exactly(one.all_at, reader) if one.all_at else _("not all"),
        verdict=_verdict(one.verdict),
        is_missed=one.verdict == "missed",
        people=tuple(_people(one, reader)),
    )


def exactly(at: datetime, reader: Reader) -> str:
    """A moment to the second, with its distance from UTC: `2026-11-21 03:00:12 +01:00`."""
    local = at.astimezone(reader.zone)
    offset = f"{local:%z}"
    return f"{local:%Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:5]}"


def _verdict(verdict: Verdict) -> str:
    return {
        "kept": _("kept"),
        "missed": _("missed"),
        "running": _("still being called"),
        "ended": _("the ladder ended first"),
        "skipped": _("not needed"),
        "unlimited": _("no limit to keep"),
    }[verdict]


def _people(one: StepProof, reader: Reader) -> Iterator[str]:
    for who, at in one.reached:
        said = {"name": reader.name(who), "when": exactly(at, reader) if at else ""}
        form = _("%(name)s reached %(when)s") if at else _("%(name)s not reached")
        yield form % said
