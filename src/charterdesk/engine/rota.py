"""Who stands behind a role, handed to the engine (2.9). Rotas are operating data, not charter."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class Rota(Protocol):
    """What `decide` asks. Names are opaque; overrides and swaps are the implementer's."""

    def on_duty(self, role: str, at: datetime, customer: str) -> Sequence[str]:
        """The people on duty for a role, first to be called first; empty: nobody.

        `customer` is the case's asker, for roles that are `per customer`.
        """
        ...

    def roles_of(self, person: str) -> frozenset[str]:
        """All roles that the person can fill, whether on duty now or not."""
        ...

    def can_be_reached(self, person: str, means: str) -> bool:
        """Whether the person has a working phone, sms, mail."""
        ...
