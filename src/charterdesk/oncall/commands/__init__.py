"""What is done about on-call duty. Times come in as wall times of the zone that each one names."""

from charterdesk.oncall.commands.absences import end_absence, report_absence
from charterdesk.oncall.commands.changing import change_layer
from charterdesk.oncall.commands.cover import answer_cover, ask_cover, withdraw_cover
from charterdesk.oncall.commands.feeds import end_feed, make_feed
from charterdesk.oncall.commands.grafana import import_grafana
from charterdesk.oncall.commands.layers import add_layer, end_layer
from charterdesk.oncall.commands.overrides import end_override, override_role, override_shift
from charterdesk.oncall.commands.rereading import next_reading_at, reread_next
from charterdesk.oncall.commands.rotas import (
    add_rota,
    add_shift,
    assign_role,
    end_shift,
    handover_at,
    unassign_role,
)
from charterdesk.oncall.commands.sources import (
    add_source,
    end_source,
    fetch_source,
    read_source,
)
from charterdesk.oncall.commands.swaps import answer_swap, propose_swap
from charterdesk.oncall.commands.walls import end_wallboard, make_wallboard

__all__ = [
    "add_layer",
    "add_rota",
    "add_shift",
    "add_source",
    "answer_cover",
    "answer_swap",
    "ask_cover",
    "assign_role",
    "change_layer",
    "end_absence",
    "end_feed",
    "end_layer",
    "end_override",
    "end_shift",
    "end_source",
    "end_wallboard",
    "fetch_source",
    "handover_at",
    "import_grafana",
    "make_feed",
    "make_wallboard",
    "next_reading_at",
    "override_role",
    "override_shift",
    "propose_swap",
    "read_source",
    "report_absence",
    "reread_next",
    "unassign_role",
    "withdraw_cover",
]
