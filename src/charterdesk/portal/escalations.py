"""Ladders in a customer's words: what starts them, and who is told when, as a flow."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from charterdesk.engine.charter.values import Charter, Ladder, Trigger
from charterdesk.engine.ladder import Run
from charterdesk.engine.picture.flow import flow_of
from charterdesk.look.pictures.flow import flow_drawn
from charterdesk.portal.promising import promised
from charterdesk.portal.values import LadderSaid


def ladders_of(charter: Charter, runs: Mapping[str, Run], zone: str) -> tuple[LadderSaid, ...]:
    """Every ladder of the charter; `runs` are those of one case, by ladder, to show its place."""
    return tuple(_said(ladder, runs.get(ladder.name), zone) for ladder in charter.ladders.values())


def _said(ladder: Ladder, run: Run | None, zone: str) -> LadderSaid:
    return LadderSaid(
        name=ladder.name,
        starts=tuple(_start(trigger) for trigger in ladder.starts),
        steps=flow_drawn(flow_of(ladder, run), zone),
        reasons=ladder.reasons,
        not_for=ladder.not_for,
        promises=promised(ladder.row.terms) if ladder.row else (),
    )


def _start(trigger: Trigger) -> str:
    if trigger.priority:
        return _("a case that becomes %(priority)s") % {"priority": trigger.priority}
    return _("your word that you want to escalate, or ours")
