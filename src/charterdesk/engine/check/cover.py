"""Checks of who is there when (E3, E23); none is written yet."""

from charterdesk.engine.check.context import Check

COVER: tuple[Check, ...] = ()
