"""Checks of what a new version changes (I33); none is written yet."""

from charterdesk.engine.check.context import Check

VERSIONS: tuple[Check, ...] = ()
