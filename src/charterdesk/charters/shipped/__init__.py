"""The charters that come with the package: real support processes to start from."""

from importlib.resources import files

_SUFFIX = ".yaml"


def shipped_names() -> tuple[str, ...]:
    """The names of the shipped charters, in alphabetical order."""
    found = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


def shipped_text(name: str) -> str:
    """The text of a shipped charter; KeyError for a name that isn't one of `shipped_names()`."""
    if name not in shipped_names():
        raise KeyError(name)
    return files(__name__).joinpath(f"{name}{_SUFFIX}").read_text(encoding="utf-8")
