"""Checks of how a case lives and ends (W25 to I32); none is written yet."""

from charterdesk.engine.check.context import Check

LIFE: tuple[Check, ...] = ()
