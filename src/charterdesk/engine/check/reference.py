"""Checks of reference."""

from charterdesk.engine.check.context import Check

REFERENCE: tuple[Check, ...] = ()
