"""Checks of promises."""

from charterdesk.engine.check.context import Check

PROMISES: tuple[Check, ...] = ()
