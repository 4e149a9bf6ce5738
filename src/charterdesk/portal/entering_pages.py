"""What the ways in show, as frozen values; texts arrive translated."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EnterPage:
    """The question for the address. `to` is where to go then."""

    address: str = ""
    to: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class SentPage:
    """After it: the same for every address. The code is typed here."""

    address: str
    to: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A link that was opened: it lets nobody in until the button is pressed."""

    address: str = ""
    action: str = ""
    refusal: str = ""
