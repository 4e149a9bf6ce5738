"""Checks of time."""

from charterdesk.engine.check.context import Check

TIME: tuple[Check, ...] = ()
