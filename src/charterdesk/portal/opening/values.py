"""What the pages of an inquiry show, as frozen values; texts arrive translated."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.look.files import USUAL_FILES, FileLimits
from charterdesk.look.values import Field, Refusal, TraceStep
from charterdesk.portal.chat_offer import ChatOffer


@dataclass(frozen=True, slots=True)
class Helpful:
    """An article that may answer it already."""

    title: str
    url: str
    snippet: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that goes along."""

    name: str
    size: str
    drop: str


@dataclass(frozen=True, slots=True)
class Began:
    """An inquiry that was begun and not sent."""

    title: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One page of the inquiry. `suggest_url` answers with articles while a line is typed.

    `drops` names the texts in the browser that are no longer needed there.
    """

    title: str
    place: str
    action: str
    fields: tuple[Field, ...]
    submit: str
    back_url: str = ""
    key: str = ""
    drops: tuple[str, ...] = ()
    limits: FileLimits = USUAL_FILES
    lead: str = ""
    upload: bool = False
    files: tuple[KeptFile, ...] = ()
    suggest_url: str = ""
    suggested: tuple[Helpful, ...] = ()
    began: tuple[Began, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of the case to be: by when in words, `how` long, the steps that lead to it."""

    name: str
    words: str
    due: datetime | None
    how: str = ""
    steps: tuple[TraceStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it will be sent, with the page on which it can be changed."""

    label: str
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPage:
    """The last page: what is promised, what goes along, one button."""

    action: str
    back_url: str
    headline: str
    priority: str
    promises: tuple[Promise, ...]
    hours: tuple[str, ...]
    given: tuple[Given, ...]
    files: tuple[KeptFile, ...]
    notes: tuple[str, ...] = ()
    charter_url: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPage:
    """The case is there: its number, what is promised, what comes next."""

    number: str
    case_url: str
    promises: tuple[Promise, ...]
    next_step: str
    mailed_to: str
    drops: tuple[str, ...] = ()
    chat: ChatOffer | None = None


@dataclass(frozen=True, slots=True)
class NobodyPage:
    """There is nothing that this guest may ask under; a message may be left all the same."""

    sentence: str
    message_url: str = ""


@dataclass(frozen=True, slots=True)
class OfferChoice:
    """A charter, with the contract, that the guest may ask under."""

    key: str
    title: str
    contract: str


@dataclass(frozen=True, slots=True)
class OffersPage:
    """Which of several it is about."""

    action: str
    choices: tuple[OfferChoice, ...]
    message_url: str = ""


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """Articles that may answer it already; none of them: it goes on."""

    subject: str
    suggested: tuple[Helpful, ...]
    go_on_url: str
    back_url: str
