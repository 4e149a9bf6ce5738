"""Maps of well-known exports, by name; each is a file beside this one."""

from functools import lru_cache
from importlib.resources import files

from charterdesk.simulation.log.map_file import read_map
from charterdesk.simulation.log.mapping import LogMap

_FOLDER = files("charterdesk.simulation.maps")
GENERAL = "general"


@lru_cache
def shipped_maps() -> dict[str, LogMap]:
    """Every shipped map by its name."""
    found = (
        read_map(file.read_bytes(), file.name)
        for file in sorted(_FOLDER.iterdir(), key=lambda one: one.name)
        if file.name.endswith(".yaml")
    )
    return {one.name: one for one in found}
