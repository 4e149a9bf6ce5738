"""Readers of deployment settings from the environment; a malformed value stops the start.

Each reader names the variable and what it wants. Every NAME may also be given as
NAME_FILE, the path of a file that holds the value, which is how secrets should come.
"""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import yaml

YES = frozenset({"yes", "true", "on", "1"})
NO = frozenset({"no", "false", "off", "0"})
PICTURES = frozenset({".svg", ".png", ".webp"})
PICTURE_BYTES = 200_000


class CannotStart(Exception):
    """Why a command can't begin; its text is the one sentence for the operator."""


class MalformedSetting(CannotStart):
    """A setting that can't be used."""


def read_text(name: str, default: str, *, env: Mapping[str, str] = os.environ) -> str:
    """The value of NAME, or the contents of the file NAME_FILE without the last newline."""
    path = env.get(f"{name}_FILE")
    if path is None:
        return env.get(name, default)
    if name in env:
        raise MalformedSetting(f"Both {name} and {name}_FILE are set: keep one of them.")
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise MalformedSetting(
            f"{name}_FILE names {path}, which can't be read: {reason}."
        ) from error


def read_flag(name: str, default: bool, *, env: Mapping[str, str] = os.environ) -> bool:
    """True for yes, true, on, 1; False for no, false, off, 0."""
    text = read_text(name, "yes" if default else "no", env=env).strip().lower()
    if text not in YES | NO:
        raise MalformedSetting(f"{name} is '{text}': it wants yes or no.")
    return text in YES


def read_list(
    name: str, default: tuple[str, ...] = (), *, env: Mapping[str, str] = os.environ
) -> tuple[str, ...]:
    """Words separated by commas or spaces."""
    text = read_text(name, ",".join(default), env=env)
    return tuple(text.replace(",", " ").split())


def read_entries(
    name: str, shape: str, *, env: Mapping[str, str] = os.environ
) -> dict[str, object]:
    """What YAML lines `name: ...` say, by name; `shape` shows one. Empty where it is not set."""
    text = read_text(name, "", env=env)
    if not text.strip():
        return {}
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise MalformedSetting(f"{name} is not YAML.") from error
    if not isinstance(said, dict):
        raise MalformedSetting(f"{name} wants lines of `{shape}`.")
    return {str(one): value for one, value in said.items()}


def read_zone(name: str, default: str, *, env: Mapping[str, str] = os.environ) -> str:
    """The name of a time zone of the IANA database."""
    text = read_text(name, default, env=env).strip()
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError) as error:
        raise MalformedSetting(
            f"{name} is '{text}': it wants the name of a time zone, such as Europe/Berlin."
        ) from error


def read_site(name: str, default: str, *, env: Mapping[str, str] = os.environ) -> str:
    """The public address of the desk, `scheme://host[:port]`, without a slash at the end."""
    text = read_text(name, default, env=env).strip().rstrip("/")
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or text != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        raise MalformedSetting(
            f"{name} is '{text}': it wants the address that people type,"
            " such as https://desk.example.org."
        )
    return text


def read_picture(name: str, *, env: Mapping[str, str] = os.environ) -> str:
    """The path of a small picture that can be read, "" where none is set."""
    text = read_text(name, "", env=env).strip()
    path = Path(text).expanduser().absolute()
    if not text:
        return ""
    if path.suffix.lower() not in PICTURES or not path.is_file() or not os.access(path, os.R_OK):
        raise MalformedSetting(
            f"{name} is '{text}': it wants the path of a picture that can be read, as"
            f" {', '.join(sorted(PICTURES))}."
        )
    if path.stat().st_size > PICTURE_BYTES:
        raise MalformedSetting(f"{name} names {path}, which is larger than 200 kB: make it small.")
    return str(path)


def read_directory(name: str, default: Path, *, env: Mapping[str, str] = os.environ) -> Path:
    """A directory, made with mode 0700 where it is missing."""
    path = Path(read_text(name, str(default), env=env)).expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise MalformedSetting(
            f"{name} names {path}, which can't be used as a directory: {error.strerror}."
        ) from error
    return path


def read_kept_secret(name: str, kept: Path, *, env: Mapping[str, str] = os.environ) -> str:
    """The secret of NAME, else the one in the file `kept`, which the first start makes.

    The file is linked into place whole, so that of two processes starting at once both
    read the same secret.
    """
    given = read_text(name, "", env=env)
    if given:
        return _long_enough(name, given)
    try:
        if not kept.exists():
            _make_secret(kept)
        if kept.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise MalformedSetting(f"Others can read {kept}: type chmod 600 {kept}.")
        return _long_enough(str(kept), kept.read_text(encoding="ascii").strip())
    except OSError as error:
        raise MalformedSetting(
            f"The secret in {kept} can't be kept or read: {error.strerror}."
        ) from error


def _long_enough(where: str, secret: str) -> str:
    if len(secret) < 40:
        raise MalformedSetting(f"The secret in {where} is short: it wants 40 characters or more.")
    return secret


def _make_secret(kept: Path) -> None:
    draft = kept.with_name(f"{kept.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, kept)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
