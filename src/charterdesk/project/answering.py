"""Whether what this machine serves answers: asked by real requests, over the loopback."""

import smtplib
from http.client import HTTPConnection, HTTPException

PATIENCE_SECONDS = 5.0


def web_answers(host: str, port: int, path: str = "/sign-in/") -> bool:
    """Whether a page comes without a fault of the server's."""
    connection = HTTPConnection(host, port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def mail_answers(host: str, port: int, speaks: type[smtplib.SMTP] = smtplib.LMTP) -> bool:
    """Whether a listener greets, and answers to the first word of LMTP, or of SMTP."""
    try:
        with speaks(host, port) as client:
            return client.ehlo()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False
