"""Which mail a machine wrote, and which must not be answered by one (semantics.md M3)."""

from charterdesk.channels.mail.headers import Headers
from charterdesk.channels.mail.parts import Part


def automatic_because(message: Part, envelope_sender: str) -> str:
    """The header that proves a machine wrote this, or nothing for a person's mail.

    An empty `envelope_sender` is the null sender <>. RFC 3834 and RFC 3464.
    """
    headers = message.headers
    submitted = _word(headers, "auto-submitted")
    if submitted not in {"", "no"}:
        return f"Auto-Submitted: {submitted}"
    if envelope_sender.strip("<> ") == "" or headers.line("return-path").strip() == "<>":
        return "Return-Path: <>"
    if message.type == "multipart/report":
        return "Content-Type: multipart/report"
    precedence = _word(headers, "precedence")
    if precedence in {"auto_reply", "auto-reply"}:
        return f"Precedence: {precedence}"
    return ""


def is_not_for_machines(headers: Headers) -> bool:
    """A human message all the same, only without an acknowledgement (osTicket #2256)."""
    return (
        headers.has("list-id")
        or _word(headers, "precedence") in {"bulk", "list", "junk"}
        or _word(headers, "x-auto-response-suppress") not in {"", "none"}
    )


def _word(headers: Headers, name: str) -> str:
    """The first word of a field, without parameters and comments, at most 40 characters."""
    value = headers.text(name).partition(";")[0].partition("(")[0]
    return value.strip().lower()[:40]
