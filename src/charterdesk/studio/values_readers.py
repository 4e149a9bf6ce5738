"""What readers of a published charter said, as the studio shows it; texts arrive translated."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReaderSaid:
    """What one reader of the published page wrote, of which version."""

    at: datetime
    version: str
    word: str
    comment: str


@dataclass(frozen=True, slots=True)
class Readers:
    """What readers of the published page said; `more` tells of older comments."""

    sentence: str
    said: tuple[ReaderSaid, ...]
    more: str
