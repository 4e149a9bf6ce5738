"""The tools with which a screen is looked at, and the address that opens each.

The operator names them in CHARTERDESK_VIEW_TOOLS, a line `name: scheme://{host}:{port}` each; a
charter may name further ones, which have no address and are opened by hand (R-HFN-16).
"""

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import quote

from charterdesk.access.models import RemoteView
from charterdesk.engine.charter.values import Charter
from charterdesk.kit.settings_readers import MalformedSetting, read_entries, read_text

SETTING = "CHARTERDESK_VIEW_TOOLS"
USUAL = {
    "VNC": "vnc://{host}:{port}",
    "UltraVNC": "vnc://{host}:{port}",
    "RustDesk": "rustdesk://{host}",
    "AnyDesk": "anydesk:{host}",
}
UNSAFE = frozenset({"javascript", "data", "vbscript", "file", "blob", "about"})
_TEMPLATE = re.compile(r"([a-z][a-z0-9+.-]*):[^\s{}<>\"']*(?:\{(?:host|port)\}[^\s{}<>\"']*)+")
# What begins with a dash might be an option to the tool. MeshCentral's numbers have @ and $.
_PLACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9@$._:-]{0,252}|[@$:_][A-Za-z0-9@$._:-]{1,252}")


def view_tools() -> Mapping[str, str]:
    """Each tool's template by its name; raises MalformedSetting."""
    if not read_text(SETTING, "").strip():
        return USUAL
    said = read_entries(SETTING, "name: vnc://{host}:{port}")
    for name, template in said.items():
        found = _TEMPLATE.fullmatch(str(template))
        if found is None or found[1] in UNSAFE or len(name) > 60:
            raise MalformedSetting(
                f"{SETTING}: the address of {name} wants a scheme of the tool, and {{host}} or"
                " {port} in it."
            )
    return {name: str(template) for name, template in said.items()}


def tools_for(charter: Charter, act: str) -> Mapping[str, str]:
    """The tools of the act's gate first, then all others; raises MalformedSetting."""
    known = view_tools()
    path = f"gates.{act}.tools"
    named = [word for rule in charter.shown if rule.path == path for word in rule.words]
    return {name: known.get(name, "") for name in dict.fromkeys([*named, *known])}


def read_place(text: str) -> str:
    """A host, an IP or a tool's own number for a machine, "" where it is none of them.

    >>> read_place("123 456 789"), read_place("node//tGk$2@x"), read_place("--exec")
    ('123456789', 'tGk$2@x', '')
    """
    place = "".join(text.split()).removeprefix("node//")
    return place if _PLACE.fullmatch(place) else ""


def filled(template: str, view: RemoteView) -> str:
    """The template's address for a view; "" where it asks for what the view has not."""
    if ("{host}" in template and not view.host) or ("{port}" in template and not view.port):
        return ""
    address = template.replace("{host}", _in_address(view.host))
    return address.replace("{port}", str(view.port or ""))


def _in_address(host: str) -> str:
    try:
        is_six = ipaddress.ip_address(host).version == 6
    except ValueError:
        is_six = False
    return f"[{host}]" if is_six else quote(host, safe="")
