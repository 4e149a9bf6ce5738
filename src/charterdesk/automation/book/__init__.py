"""The language of runbooks: one YAML document becomes frozen values, or sentences about faults."""

from charterdesk.automation.book.reader import read_runbook
from charterdesk.automation.book.values import (
    ANYBODY,
    Command,
    Expected,
    Http,
    Parameter,
    Runbook,
    Script,
    Start,
    Step,
    Then,
)

__all__ = [
    "ANYBODY", "Command", "Expected", "Http", "Parameter", "Runbook", "Script", "Start", "Step",
    "Then", "read_runbook",
]  # fmt: skip
