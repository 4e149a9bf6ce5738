"""From roles to people, at the moment of telling (2.9), and one message for one person (2.10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from charterdesk.engine.decide import finding
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.ladder_people import told_by
from charterdesk.engine.events import DefectRaised, Told
from charterdesk.engine.intents import CONTACT, Tell

OWNER = "owner"
EVERYONE = "everyone told so far"
SAME_MESSAGE_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be told, before it is known to whom.

    `rule` keys the notice; `calling` and `number` tie a repeat to its calling; `words` are the
    parts of the sentence for other languages. `without` are those who passed and are not to be
    told; `passed` tells for which roles somebody else comes in their place.
    """

    rule: str
    about: str
    text: str
    due_at: datetime
    means: tuple[str, ...] = ()
    calling: str = ""
    number: int = 0
    words: tuple[tuple[str, str], ...] = ()
    sender: tuple[str, ...] = ()
    with_reply: bool = False
    always: bool = False
    without: frozenset[str] = frozenset()
    passed: bool = False


@dataclass(slots=True)
class Addressee:
    """One person, the roles that were asked for, and those through which the person was found."""

    person: str
    roles: list[str]
    via: list[str]


def tell(draft: Draft, who: Iterable[str], notice: Notice) -> tuple[tuple[str, str], ...]:
    """Tell roles, owner, contact, everyone told so far; gives (role, person) pairs."""
    people: dict[str, Addressee] = {}
    pairs: list[tuple[str, str]] = []
    for asked, person, via in _found(draft, tuple(who), notice):
        known = people.setdefault(person, Addressee(person, [], []))
        known.roles.append(asked)
        known.via.extend(role for role in via if role not in known.via)
        pairs.append((asked, person))
    for addressee in people.values():
        _give(draft, addressee, notice)
    return tuple(pairs)


def tell_person(draft: Draft, person: str, roles: tuple[str, ...], notice: Notice) -> None:
    """Tell somebody who is already known by name, such as those told before."""
    _give(draft, Addressee(person, list(roles), list(roles)), notice)


def find(
    draft: Draft, role: str, means: tuple[str, ...], without: frozenset[str] = frozenset()
) -> tuple[str, str] | None:
    """The person and the role through which: rota > else, in order > last resort (2.9).

    Where somebody of these has passed, that an `else` comes next is no defect.
    """
    asked = finding.Asked(draft.charter, draft.rota, draft.at, draft.case.asker, means, without)
    one = finding.first(asked, role)
    found = (one.person, one.role) if one is not None else None
    if one is not None and (one.role == role or without) and not one.last_resort:
        return found
    if not _is_off_by_charter(draft, role):
        _raise_nobody(draft, role, found)
    return found


def _found(
    draft: Draft, who: tuple[str, ...], notice: Notice
) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """(asked, person, via) for each that can be told."""
    for asked in _on_by_charter(draft, who):
        if asked == CONTACT:
            yield asked, CONTACT, ()
        elif asked == EVERYONE:
            yield from _everyone(draft)
        elif asked == OWNER and draft.case.owner:
            owner = draft.case.owner
            yield asked, owner, tuple(sorted(draft.roles_of(owner)))
        else:
            yield from _of_roles(draft, draft.desk if asked == OWNER else (asked,), notice)


def _of_roles(
    draft: Draft, roles: tuple[str, ...], notice: Notice
) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    for role in roles:
        if draft.charter.roles[role].kind == "machine":
            continue
        found = find(draft, role, notice.means, notice.without)
        if found is not None:
            yield role, found[0], (found[1],)


def _everyone(draft: Draft) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """All who were told by the run that is going."""
    run = draft.case.run_going
    for person, roles in told_by(draft, run).items() if run is not None else ():
        yield (roles or (person,))[0], person, roles


def _on_by_charter(draft: Draft, who: tuple[str, ...]) -> tuple[str, ...]:
    """Without the roles that the charter's hours give off now, as long as another one is on."""
    off = {name for name in who if _is_off_by_charter(draft, name)}
    staff = [name for name in who if name in draft.charter.roles]
    return who if off.issuperset(staff) else tuple(name for name in who if name not in off)


def _is_off_by_charter(draft: Draft, name: str) -> bool:
    role = draft.charter.roles.get(name)
    return role is not None and not finding.is_on_by_hours(draft.charter, role, draft.at)


def _raise_nobody(draft: Draft, role: str, found: tuple[str, str] | None) -> None:
    instead = f"{found[0]} ({found[1]}) was told instead" if found else "nobody was told"
    text = f"nobody for {role}: {instead}"
    if text not in draft.case.defects:
        draft.record(DefectRaised(at=draft.at, recorded_at=draft.at, text=text))


def _give(draft: Draft, to: Addressee, notice: Notice) -> None:
    if not notice.always and _just_told(draft, to.person, notice):
        return
    late = draft.is_late(notice.due_at)
    told = Told(
        at=draft.at,
        recorded_at=draft.at,
        key=_key(draft, notice, to.person),
        about=notice.about,
        person=to.person,
        roles=tuple(dict.fromkeys(to.roles)),
        via=tuple(to.via),
        means=notice.means,
        text=_sentence(draft, to, notice, late),
        due_at=notice.due_at,
        late=late,
        calling=notice.calling,
        number=notice.number,
        sender=notice.sender,
    )
    draft.record(told)
    draft.intents.append(_intent(told, notice))


def _intent(told: Told, notice: Notice) -> Tell:
    return Tell(
        key=told.key,
        about=told.about,
        person=told.person,
        at=told.at,
        due_at=told.due_at,
        late=told.late,
        for_roles=told.roles,
        via=told.via,
        means=told.means,
        text=told.text,
        words=notice.words,
        sender=told.sender,
        with_reply=notice.with_reply,
        urgent=bool(finding.WAKING.intersection(told.means)),
    )


def _sentence(draft: Draft, to: Addressee, notice: Notice, late: bool) -> str:
    """The notice's sentence; it says for which role a stand-in is told, and whether it is late."""
    missing = [
        role
        for role in to.roles
        if role in draft.charter.roles and (notice.passed or role not in to.via)
    ]
    stand_in = f" You are told for {', '.join(dict.fromkeys(missing))}." if missing else ""
    return f"{notice.text}{stand_in}{' This notice is late.' if late else ''}"


def _just_told(draft: Draft, person: str, notice: Notice) -> bool:
    """Same person, case and rule within two minutes: one message (2.10)."""
    start = f"{notice.rule}/{person}/"
    since = draft.at - SAME_MESSAGE_WITHIN
    return any(t.key.startswith(start) and t.at >= since for t in reversed(draft.case.notices))


def _key(draft: Draft, notice: Notice, person: str) -> str:
    """rule/person/attempt, unique in the case."""
    start = f"{notice.rule}/{person}/"
    before = sum(told.key.startswith(start) for told in draft.case.notices)
    return f"{start}{before + 1}"
