"""The stylesheet and the script of the desk: small files, each sent joined as one.

A file for each component and each behaviour, in the order written here, without a build step;
the address carries a digest, so that browsers keep them for good (ux.md 2.8: at most 8 requests).
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import reverse

from charterdesk.look.branding import brand_css, logo_bytes, logo_name

_ROOT: Final = Path(__file__).parent / "static" / "look"

_COMPONENTS: Final = (
    "shell", "button", "pill", "clock", "card", "field", "menu", "queue", "timeline", "composer",
    "banner", "ladder", "picture", "strip", "dialog", "sheet", "palette", "studio", "leaflet",
    "porch", "asking", "incident", "chat", "files", "prose", "preview",
)  # fmt: skip
_PORTAL: Final = (
    "theme", "say", "parts", "clocks", "who", "signed", "forms", "drafts", "kept", "files",
    "upload", "suggest",
)  # fmt: skip
PARTS: Final = {
    "desk.css": (
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        *(f"css/components/{name}.css" for name in _COMPONENTS),
        "css/utilities.css",
        "css/print.css",
    ),
    "wall.css": ("css/wall.css",),
    "wall.js": ("js/wall.js",),
    "desk.js": tuple(
        f"js/{name}.js"
        for name in (
            "theme", "say", "parts", "who", "signed", "clocks", "keys", "rows", "glance",
            "preview", "composer", "drafts", "sheet", "menus", "rail", "chats", "pulse", "toast",
            "ticks", "forms", "editor", "jobs", "kept", "fresh", "print", "pictures", "fetched",
            "callers", "ahead", "stopwatch", "palette", "files", "upload", "insert",
        )
    ),
    "portal.js": tuple(f"js/{name}.js" for name in _PORTAL),
    "chat.js": tuple(
        f"js/{name}.js"
        for name in (
            "chat", "chat_state", "chat_said", "chat_marks", "chat_stream", "chat_lists",
        )
    ),
}  # fmt: skip
TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
}
BRAND: Final = "brand.css"


def is_asset(name: str) -> bool:
    """Whether there is an asset of that name."""
    return name in PARTS or name == BRAND or (bool(name) and name == logo_name())


def joined(name: str) -> tuple[str, bytes]:
    """The digest and the bytes of one asset; KeyError for a name that there is not."""
    return _read.__wrapped__(name) if settings.DEBUG else _read(name)


@lru_cache
def _read(name: str) -> tuple[str, bytes]:
    if name == BRAND:
        body = brand_css()
    elif name and name == logo_name():
        body = logo_bytes()
    else:
        joint = b"\n".join((_ROOT / part).read_bytes() for part in PARTS[name])
        # What a script says of itself at its head is for who reads the source.
        body = re.sub(rb"(?m)^//.*\n", b"", joint) if name.endswith(".js") else joint
    return hashlib.sha256(body).hexdigest()[:12], body


def asset(name: str) -> str:
    """The address of an asset, with the digest of what it holds."""
    return reverse("look:asset", args=(joined(name)[0], name))
