"""What every way of sending answers: a receipt, or a failure that says whether to try again."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """One recipient that the server did not take, with its own words."""

    recipient: str
    code: int
    words: str


@dataclass(frozen=True)
class Receipt:
    """The message was taken over for at least one recipient.

    `words` is what the carrier said; `refused` lists recipients that it did not take.
    """

    words: str
    refused: tuple[Refusal, ...] = ()


class SendingFailed(Exception):
    """The carrier did not take the message; the text is one sentence with its words.

    `code` is the server's, 0 where it said none.
    """

    def __init__(self, sentence: str, *, code: int = 0, refused: tuple[Refusal, ...] = ()) -> None:
        super().__init__(sentence)
        self.code = code
        self.refused = refused


class TemporaryFailure(SendingFailed):
    """Worth another try later: 4xx, no connection, no answer in time.

    After a lost connection it is unknown whether the message went out; the next try
    carries the same Message-ID.
    """


class PermanentFailure(SendingFailed):
    """No try will help until somebody changes something: 5xx, a bad address."""
