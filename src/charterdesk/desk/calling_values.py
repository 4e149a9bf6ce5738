"""The frozen values of the page where a call is answered without a sign-in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerButton:
    """One thing to say; `minutes` goes with it, or that they can't take it."""

    label: str
    minutes: str = ""
    passes: bool = False
    primary: bool = False


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What the notice is about, and what may be said to it; `done` or `refusal` in their place."""

    title: str
    sentence: str = ""
    lines: tuple[str, ...] = ()
    action: str = ""
    buttons: tuple[AnswerButton, ...] = ()
    done: str = ""
    refusal: str = ""
    case_url: str = ""
