"""What every event has, and the names of those who are not people of the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

CUSTOMER = "customer"
ENGINE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events have. Times are aware UTC."""

    kind: ClassVar[str] = ""
    at: datetime
    recorded_at: datetime
    by: str = ENGINE
