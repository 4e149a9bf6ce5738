"""Names of attachments: safe to show, safe to offer for saving, never a path."""

import mimetypes
import re
import unicodedata

from charterdesk.channels.mail import bounds

UNSAFE = re.compile(
    # Controls, what directs writing (a name could read exe.txt and be txt.exe), and the
    # invisible ones.
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
EXTENSION = re.compile(r"\.[^.\s]{1,20}\Z")
KNOWN_ENDINGS = {
    "message/rfc822": ".eml",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "image/jpeg": ".jpg",
    "application/pgp-signature": ".asc",
}


def safe_name(name: str) -> str:
    """The last piece of `name` without control characters, at most 200 characters.

    The extension is kept when the name is cut. Empty where nothing usable is left.
    """
    shown = UNSAFE.sub("", unicodedata.normalize("NFC", name.replace("\t", " ")))
    last = re.split(r"[/\\]", shown.rstrip("/\\ "))[-1]
    return _cut(last.strip().strip(".").strip())


def made_name(stem: str, content_type: str) -> str:
    """A name for a part that brought none."""
    ending = KNOWN_ENDINGS.get(content_type) or mimetypes.guess_extension(content_type) or ".bin"
    return _cut(f"{safe_name(stem) or 'part'}{ending}")


def _cut(name: str) -> str:
    if len(name) <= bounds.NAME_CHARS:
        return name
    ending = EXTENSION.search(name)
    kept = ending[0] if ending else ""
    return name[: bounds.NAME_CHARS - len(kept)] + kept
