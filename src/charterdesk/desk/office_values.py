"""The frozen values of the pages around the cases: people, rotas, mail, sign-in, one's own page."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.look.values import Action, Field, Link, Refusal


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role of a charter: what it is in words, who fills it now, the fields that change it."""

    name: str
    is_words: str
    filled_by: str
    action: str
    fields: tuple[Field, ...] = ()
    unfilled: str = ""


@dataclass(frozen=True, slots=True)
class CharterRoles:
    """The roles of one charter."""

    charter: str
    title: str
    roles: tuple[RoleRow, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a team; the acts take them out, and make them lead it or lead it no more."""

    name: str
    leads: bool = False
    acts: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with its members; the fields put one in.

    `new` is the name of a team that a charter names and that comes about with its first member.
    """

    name: str
    members: tuple[Member, ...]
    action: str
    fields: tuple[Field, ...] = ()
    new: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of a rota. `gap` is nobody: told in red words."""

    who: str
    since: datetime
    until: datetime
    now: bool = False
    gap: bool = False
    note: str = ""
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class RotaRow:
    """A rota: who has it now and until when, the shifts ahead, and the fields that add one.

    `url` is its own page, with its whole schedule.
    """

    name: str
    shifts: tuple[Shift, ...]
    action: str
    fields: tuple[Field, ...] = ()
    who: str = ""
    until: datetime | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person of the desk."""

    name: str
    email: str
    phone: str
    teams: str
    roles: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """People & rotas: who is on call now, roles by charter, teams, rotas, people."""

    sentence: str
    charters: tuple[CharterRoles, ...] = ()
    teams: tuple[TeamRow, ...] = ()
    rotas: tuple[RotaRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    may_change: bool = False
    reason: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class SentRow:
    """A mail that went into the sent directory."""

    to: str
    subject: str
    at: datetime
    url: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SentPage:
    """The mails of the sent directory, newest first."""

    rows: tuple[SentRow, ...] = ()
    older_url: str = ""


@dataclass(frozen=True, slots=True)
class SentMailPage:
    """One sent mail: its headers as they are, its text."""

    subject: str
    at: datetime
    headers: tuple[tuple[str, str], ...]
    text: str
    back_url: str
    raw_url: str = ""


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A mail from somebody whom the charter does not know. Registering opens its case.

    `until` is None where it is kept for good; `open_url` is "" for what could not be read.
    """

    id: int
    sender: str
    subject: str
    at: datetime
    until: datetime | None
    reason: str
    text: str
    register_url: str
    refuse_url: str
    raw_url: str = ""
    fields: tuple[Field, ...] = ()
    may_register: bool = True
    why_not: str = ""
    open_url: str = ""


@dataclass(frozen=True, slots=True)
class HeldPage:
    """Held mail, oldest first, with what the desk may do about it.

    `alarms` are sentences about mailboxes from which mail does not come.
    """

    rows: tuple[HeldRow, ...] = ()
    sentence: str = ""
    refusal: Refusal | None = None
    alarms: tuple[str, ...] = ()
    late: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePage:
    """A contact of long ago with what it says; `action` where the reader may decide on it."""

    title: str
    facts: tuple[tuple[str, str], ...]
    text: str
    back_url: str
    state: str
    words: str = ""
    action: str = ""
    fields: tuple[Field, ...] = ()
    why_not: str = ""
    case_url: str = ""
    case: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class MePage:
    """One's own page: name, zone, language, keys, undo time."""

    action: str
    fields: tuple[Field, ...]
