"""Who: the roles behind which people stand, who may ask, and the tiers that work."""

import re
from collections.abc import Mapping
from datetime import timedelta

from charterdesk.engine.charter.durations import parse_length
from charterdesk.engine.charter.faults import BadValueError, quoted, suggestion
from charterdesk.engine.charter.nodes import Text
from charterdesk.engine.charter.section import Section, refuse_twins
from charterdesk.engine.charter.values import Askers, JoinRule, OwnRule, Role, RoleKind, Tier
from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.phrase import phrase

_ROLE_KINDS: Mapping[str, RoleKind] = {
    "team": "team",
    "rota": "rota",
    "person": "person",
    "per customer": "per customer",
    "machine": "machine",
}
_OWNS: Mapping[str, OwnRule] = {
    "always": "always",
    "never": "never",
    "until escalated": "until escalated",
    "after transfer": "after transfer",
}
_TRANSFER = "by transfer"
_IS = phrase("Write `team NAME`, `rota NAME`, `person`, `per customer` or `machine`.")


def read_roles(root: Section) -> Mapping[str, Role]:
    """Every role, and the roles that stand in for it."""
    section = root.section("roles", "roles")
    if section is None:
        root.fault(
            root.place,
            phrase("The charter has no roles."),
            phrase("Write who works, under `roles:`."),
        )
        return {}
    found: dict[str, Role] = {}
    for name, role in section.named("role"):
        if name.value in WORDS["who"]:
            mend = phrase("The word has a meaning of its own; choose another name.")
            section.fault(
                name.place, phrase("No role may be called %(name)s.", name=quoted(name.value)), mend
            )
        found[name.value] = _role(role)
    return found


def _role(section: Section) -> Role:
    names = section.reading.names
    kind, group = _kind(section)
    otherwise = section.roles("else")
    if section.name in otherwise:
        mend = phrase("Name another role that stands in.")
        section.fault(
            section.place_of("else"), phrase("A role can't stand in for itself."), mend, "E2"
        )
    return Role(
        name=section.name,
        kind=kind,
        group=group,
        hours=section.one("hours", names.hours, phrase("a calendar under `hours`")),
        outside=section.one("outside", names.hours, phrase("a calendar under `hours`")),
        otherwise=otherwise,
        place=section.place,
        else_place=section.place_of("else"),
    )


def _kind(section: Section) -> tuple[RoleKind, str]:
    word = section.wanted("is", _IS)
    if word is None:
        return "person", ""
    first, _, group = word.value.partition(" ")
    if first in ("team", "rota") and group:
        return _ROLE_KINDS[first], group
    if word.value in _ROLE_KINDS and word.value not in ("team", "rota"):
        return _ROLE_KINDS[word.value], ""
    section.fault(
        word.place, phrase("%(word)s doesn't say who a role is.", word=quoted(word.value)), _IS
    )
    return "person", ""


def read_last_resort(root: Section) -> str:
    """The role that is told when nobody else is there (2.9)."""
    word = root.wanted(
        "last_resort", phrase("Name the role that is told when nobody else is there.")
    )
    return root.known(word, root.reading.names.roles, phrase("a role of this charter"))


def read_askers(root: Section) -> Askers:
    """Who may ask, and what happens to the mail of others (R-BIC-13, R-TER-6)."""
    section = root.section("askers", "askers")
    if section is None:
        return Askers()
    who = section.choices("who", "asker") or ("anyone",)
    hold = section.parsed(section.word("others"), _hold)
    if "registered addresses" in who and not section.has("others"):
        mend = phrase("Write `others: hold 30d`, or `others: let in`.")
        section.fault(section.place, phrase("It isn't said what happens to mail of others."), mend)
    return Askers(
        who=who,
        hold=hold or None,
        tell=section.roles("tell"),
        authorised_only_under_contract=bool(section.choice("under_contract", "under contract")),
        place=section.place,
    )


def _hold(text: str) -> timedelta:
    if text == "let in":
        return timedelta()
    first, _, length = text.partition(" ")
    if first == "hold" and length and (held := parse_length(length)):
        return held
    mend = phrase("Write `hold 30d` or `let in`. %(near)s", near=suggestion(text, WORDS["others"]))
    raise BadValueError(
        phrase("%(text)s doesn't say what happens to mail of others.", text=quoted(text)), mend
    )


def read_tiers(root: Section) -> tuple[Tier, ...]:
    """The tiers of work, in their order."""
    sections = list(root.listed("tiers", "tier", "name"))
    tiers = tuple(_tier(section) for section in sections)
    names = (section.wanted("name", phrase("Name the tier.")) for section in sections)
    refuse_twins(root, (name for name in names if name), phrase("tiers"))
    return tiers


def _tier(section: Section) -> Tier:
    joins, by_role = _joins(section)
    owns = _OWNS.get(section.choice("owns", "owns") or "", "")
    roles = section.roles("role")
    if not section.has("role"):
        section.fault(
            section.place, phrase("A tier needs `role`."), phrase("Name the role that works in it.")
        )
    return Tier(
        name=section.name,
        roles=roles,
        owns=owns,
        joins=joins,
        joins_by_role=by_role,
        first_speaker_owns=bool(section.choice("owner_is", "owner")),
        contact_is_owner=bool(section.choice("contact_is", "contact")),
        then=section.role("then"),
        starts_with=section.role("starts_with"),
        place=section.place,
    )


def _joins(section: Section) -> tuple[JoinRule, str]:
    word = section.word("joins")
    if word is None:
        return "", ""
    if word.value == "by bug ticket":
        return "bug", ""
    if word.value == _TRANSFER or word.value.startswith(f"{_TRANSFER} when "):
        section.reading.show(section.under("joins"), word)
        return "transfer", ""
    asks = re.fullmatch(r"when the (.+) asks", word.value)
    if asks:
        return _asked(section, word, asks[1])
    mend = phrase(
        "Write `when the owner asks`, `when the ROLE asks`, `by bug ticket` or `by transfer`."
    )
    section.fault(
        word.place,
        phrase("%(word)s doesn't say how the tier joins.", word=quoted(word.value)),
        mend,
    )
    return "", ""


def _asked(section: Section, word: Text, role: str) -> tuple[JoinRule, str]:
    if role == "owner":
        return "owner asks", ""
    names = section.reading.names.roles
    return "role asks", section.known(
        Text(role, word.place), names, phrase("a role of this charter")
    )
