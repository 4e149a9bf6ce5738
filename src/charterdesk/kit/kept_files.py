"""Files that came with messages: durable on the disk, under random names, outside any web root."""

import os
from pathlib import Path
from secrets import token_hex

from django.conf import settings


def keep_file(content: bytes) -> str:
    """Write `content` under a new random name, which is the answer; on the disk on return.

    Raises OSError where the disk is full or can't be written to.
    """
    name = token_hex(24)
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)
    return name


def path_of(name: str) -> Path:
    """Where the file of that random name lies."""
    return Path(settings.DATA) / "files" / name[:2] / name


def drop_file(name: str) -> None:
    """Take the file of that random name off the disk; one that is gone already is no fault."""
    path_of(name).unlink(missing_ok=True)


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
