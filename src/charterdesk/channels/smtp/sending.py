"""One mail server to hand messages to; every outcome is a receipt or a named failure.

A connection is kept between messages and made anew when the server has closed it. A
failure after the message was handed over is temporary: nobody knows, so it is sent again
under the same Message-ID.
"""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from charterdesk.channels.mail.carriage import (
    PermanentFailure,
    Receipt,
    Refusal,
    SendingFailed,
    TemporaryFailure,
)

Tls = Literal["none", "starttls", "implicit"]


@dataclass
class Smtp:
    """A server and how to speak to it. Not for use by two threads at once.

    `hello` is the name that this desk gives itself; empty: the machine's own.
    """

    host: str
    port: int = 25
    tls: Tls = "none"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: timedelta = timedelta(seconds=30)
    hello: str = ""
    context: ssl.SSLContext | None = field(default=None, repr=False)
    _connection: smtplib.SMTP | None = field(default=None, init=False, repr=False)

    def send(self, envelope_sender: str, recipients: Sequence[str], raw: bytes) -> Receipt:
        """Hand over `raw` for `recipients`; an empty sender is the null sender <>.

        Raises TemporaryFailure or PermanentFailure where no recipient was taken, with the
        server's words. Where only some were taken, the receipt lists the others.
        """
        if not recipients:
            raise PermanentFailure("The message has no recipient.")
        try:
            return self._handed_over(self._ready(), envelope_sender, recipients, raw)
        except smtplib.SMTPException as error:
            self.close()
            raise _failure(self._name, error) from error
        except (OSError, ValueError) as error:
            self.close()
            reason = "no answer in time" if isinstance(error, TimeoutError) else str(error)
            raise TemporaryFailure(f"{self._name} could not be reached: {reason}.") from error
        except SendingFailed:
            self._reset()
            raise

    def close(self) -> None:
        """End the connection; the next message makes a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    @property
    def _name(self) -> str:
        return f"The mail server {self.host}:{self.port}"

    def _ready(self) -> smtplib.SMTP:
        """A connection that answered a moment ago."""
        if self._connection is not None:
            try:
                if self._connection.noop()[0] == 250:
                    return self._connection
            except (smtplib.SMTPException, OSError):
                pass
            self.close()
        self._connection = self._connected()
        return self._connection

    def _connected(self) -> smtplib.SMTP:
        seconds, name = self.timeout.total_seconds(), self.hello or None
        secure = self.context or ssl.create_default_context()
        if self.tls == "implicit":
            made: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, local_hostname=name, timeout=seconds, context=secure
            )
        else:
            made = smtplib.SMTP(self.host, self.port, local_hostname=name, timeout=seconds)
        try:
            if self.tls == "starttls":
                made.starttls(context=secure)
            if self.user:
                made.login(self.user, self.password)
        except BaseException:
            made.close()
            raise
        return made

    def _handed_over(
        self, server: smtplib.SMTP, sender: str, recipients: Sequence[str], raw: bytes
    ) -> Receipt:
        server.ehlo_or_helo_if_needed()
        options = ["BODY=8BITMIME"] if server.has_extn("8bitmime") and not raw.isascii() else []
        _expect(server.mail(_bare(sender), options), self._name, "the sender")
        refused = tuple(_refusals(server, recipients))
        if len(refused) == len(recipients):
            raise _all_refused(self._name, refused)
        code, words = server.data(raw)
        _expect((code, words), self._name, "the message")
        return Receipt(_said(words), refused)

    def _reset(self) -> None:
        """Leave no half-told message behind on a kept connection."""
        try:
            if self._connection is not None:
                self._connection.rset()
        except (smtplib.SMTPException, OSError):
            self.close()


def _refusals(server: smtplib.SMTP, recipients: Sequence[str]) -> list[Refusal]:
    answers = [(recipient, *server.rcpt(_bare(recipient))) for recipient in recipients]
    return [
        Refusal(recipient, code, _said(words))
        for recipient, code, words in answers
        if code not in {250, 251}
    ]


def _bare(address: str) -> str:
    """An address never brings a second command along."""
    if not address.isascii() or any(char in address for char in "\r\n\0<> "):
        raise PermanentFailure(f"{address!r} is no address that mail can be sent to.")
    return address


def _expect(answer: tuple[int, bytes], name: str, what: str) -> None:
    code, words = answer
    if code != 250:
        raise _by_code(code, f"{name} did not take {what}: {code} {_said(words)}")


def _all_refused(name: str, refused: tuple[Refusal, ...]) -> SendingFailed:
    """Temporary as long as one of them may still be taken."""
    chosen = next((r for r in refused if 400 <= r.code < 500), refused[0])
    sentence = f"{name} did not take {chosen.recipient}: {chosen.code} {chosen.words}"
    return _by_code(chosen.code, sentence, refused)


def _failure(name: str, error: smtplib.SMTPException) -> SendingFailed:
    match error:
        case smtplib.SMTPAuthenticationError(smtp_code=code, smtp_error=words):
            # A wrong password is mended by the operator, so the message must outlive it.
            sentence = f"{name} refused the user or password: {code} {_said(words)}"
            return TemporaryFailure(sentence, code=code)
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=words):
            return _by_code(code, f"{name} refused: {code} {_said(words)}")
        case smtplib.SMTPNotSupportedError():
            return TemporaryFailure(f"{name} can't do what is asked of it: {error}.")
        case _:
            return TemporaryFailure(f"{name} ended the connection: {error}.")


def _by_code(code: int, sentence: str, refused: tuple[Refusal, ...] = ()) -> SendingFailed:
    kind = PermanentFailure if 500 <= code < 600 else TemporaryFailure
    return kind(sentence, code=code, refused=refused)


def _said(words: bytes | str) -> str:
    text = words if isinstance(words, str) else words.decode("utf-8", "replace")
    return " ".join(text.split())[:500]
