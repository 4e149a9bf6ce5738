"""Authentication-Results (RFC 8601), read only where the trusted server wrote it.

From proves nothing; a pass counts only for a domain that From belongs to (trust.md rule 2).
"""

import re

from charterdesk.channels.mail.headers import Headers
from charterdesk.channels.mail.values import Address, Authentication, AuthenticationResult

COMMENT = re.compile(r"\([^()]{0,1000}\)")
METHOD = re.compile(r"([a-z][a-z0-9-]{0,40})(?:/\d+)?\s*=\s*([a-z]{1,20})\b(.*)", re.IGNORECASE)
PROPERTY = re.compile(
    r"([a-z]{1,20}\.[a-z0-9_-]{1,40})\s*=\s*(\"[^\"]{0,300}\"|[^\s;]{1,300})", re.I
)
VOUCHING = {
    "dmarc": ("header.from",),
    "dkim": ("header.d", "header.i"),
    "spf": ("smtp.mailfrom",),
}
RESULTS = 60


def read_authentication(
    headers: Headers, sender: Address | None, trusted_authserv: str
) -> Authentication:
    """What the server named `trusted_authserv` says; empty for an empty name.

    That server takes forged lines under its own name away (RFC 8601 5). Lines below the
    next Received line under its first were there before it, so they don't count either.
    """
    trusted = trusted_authserv.strip().lower()
    results: list[AuthenticationResult] = []
    if trusted:
        for line in _trusted_lines(headers, trusted):
            results.extend(_results(line))
    found = tuple(results[:RESULTS])
    return Authentication(found, _vouched(found, sender.domain if sender else ""))


def _trusted_lines(headers: Headers, trusted: str) -> list[str]:
    lines: list[str] = []
    for name, raw in headers.fields:
        if name == "received" and lines:
            break
        if name != "authentication-results":
            continue
        server, _, said = _uncommented(raw.decode("utf-8", "replace")).partition(";")
        if server.split()[:1] == [trusted] or server.strip().lower() == trusted:
            lines.append(said)
    return lines


def _uncommented(line: str) -> str:
    """Without comments and line ends, the server's name in lower case."""
    bare = COMMENT.sub(" ", " ".join(line.split()))
    server, semicolon, said = bare.partition(";")
    return server.lower() + semicolon + said


def _results(said: str) -> list[AuthenticationResult]:
    found: list[AuthenticationResult] = []
    for statement in said.split(";")[:RESULTS]:
        method = METHOD.match(statement.strip())
        if method is None:
            continue
        properties = tuple(
            (key.lower(), value.strip('"')) for key, value in PROPERTY.findall(method[3])
        )
        found.append(AuthenticationResult(method[1].lower(), method[2].lower(), properties))
    return found


def _vouched(results: tuple[AuthenticationResult, ...], domain: str) -> str:
    """`domain` where one pass covers it. A failed DMARC outweighs every pass."""
    if not domain or any(r.method == "dmarc" and r.result == "fail" for r in results):
        return ""
    for result in results:
        wanted = VOUCHING.get(result.method, ())
        if result.result != "pass":
            continue
        for key, value in result.properties:
            if key in wanted and _covers(value.rpartition("@")[2].lower(), domain):
                return domain
    return ""


def _covers(signed: str, domain: str) -> bool:
    """The same domain or one above it, but never a bare top one."""
    return "." in signed and (domain == signed or domain.endswith("." + signed))
