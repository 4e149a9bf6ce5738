"""Checks of the steps of a ladder (E18 to W22, W24); none is written yet."""

from charterdesk.engine.check.context import Check

LADDERS: tuple[Check, ...] = ()
