"""The ways to a person for one notice, in their order: whom the charter asks for, then whatever
the person has.

The charter's words choose kinds, the person's own order and delays arrange them (`phone` is
whatever the person set for urgent notices). The rest stands behind as a last resort.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from charterdesk.accounts.models import Person
from charterdesk.notifications.models import Means, Notice

MAIL, VOICE, PHONE = Means.Kind.MAIL.value, Means.Kind.VOICE.value, "phone"
# The words of `by:` in a charter, and the kinds that they ask for.
KIND_OF_WORD: Mapping[str, str] = {
    PHONE: VOICE,
    "sms": Means.Kind.SMS.value,
    "mail": MAIL,
}
TEST = "test"
# A word of a notice: the kind of means by which a call before it has reached the person.
REACHED_BY = "reached_by"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to somebody. `after` is the person's delay; None: only when those before fail.

    `id` names it in a notice's `given_up`.
    """

    id: str
    kind: str
    address: str
    service: str = ""
    after: timedelta | None = None


def route_of(notice: Notice, own: Sequence[Means], kinds: Collection[str]) -> tuple[Way, ...]:
    """The ways for a notice, at least one; `own` are the person's means, `kinds` the carriers'."""
    if notice.person is None:
        return (Way(MAIL, MAIL, notice.address),)
    if notice.about == TEST:
        meant = [one for one in own if str(one.pk) == notice.words.get("means")]
        return tuple(_way(one, None) for one in meant) or (Way("gone", "a means removed", ""),)
    chosen = _own(notice, own) if own else _plain(notice, notice.person)
    usable = tuple(way for way in chosen if way.kind in kinds)
    if kind := notice.words.get(REACHED_BY):
        # An all-clear comes the way in which the call has reached them (L5).
        usable = tuple(sorted(usable, key=lambda way: way.kind != kind))
    return usable or (Way(MAIL, MAIL, notice.address or notice.person.email),)


def means_of(people: Collection[int]) -> dict[int, list[Means]]:
    """The means of these people, each in its order; one query."""
    found: dict[int, list[Means]] = {pk: [] for pk in people}
    if people:
        for one in Means.objects.filter(person__in=people).order_by("position", "pk"):
            found[one.person_id].append(one)
    return found


def words_by_person() -> dict[str, frozenset[str]]:
    """For everybody with an open account, by which words of a charter they can be reached (2.9).

    One query.
    """
    rows = Person.objects.filter(is_active=True).values_list(
        "username", "phone", "means__kind", "means__urgent_after"
    )
    found: dict[str, tuple[str, list[tuple[str, timedelta | None]]]] = {}
    for username, phone, kind, urgent_after in rows:
        own = found.setdefault(username, (phone, []))[1]
        if kind:
            own.append((kind, urgent_after))
    return {name: means_words(phone, own) for name, (phone, own) in found.items()}


def means_words(phone: str, own: Sequence[tuple[str, timedelta | None]]) -> frozenset[str]:
    """By which words of a charter somebody can be reached; empty: they can't be.

    `own` are the kinds of their means, each with its delay for urgent notices; who has none is
    reached by mail, and by the phone number where they have given one.
    """
    if not own:
        return frozenset({"mail", PHONE, "sms"} if phone else {"mail"})
    kinds = {kind for kind, _ in own}
    words = {word for word, kind in KIND_OF_WORD.items() if kind in kinds}
    calls = any(urgent is not None for kind, urgent in own if kind != MAIL)
    return frozenset(words | ({PHONE} if calls else set()))


def _own(notice: Notice, own: Sequence[Means]) -> list[Way]:
    """As the person has arranged it, those that the charter names first."""
    delay = _urgent_delay if notice.urgent else _ordinary_delay
    after = {one.pk: wait for one in own if (wait := delay(one)) is not None}
    set_up = sorted((one for one in own if one.pk in after), key=lambda one: after[one.pk])
    first: list[Means] = []
    for word in notice.means:
        whole = word == PHONE and notice.urgent
        first += [one for one in set_up if whole or one.kind == KIND_OF_WORD.get(word)]
        first += [one for one in own if one.kind == KIND_OF_WORD.get(word)]
    ways = [_way(one, after.get(one.pk)) for one in first or set_up]
    last = [_way(one, None) for one in (own if notice.urgent else set_up)]
    found: dict[str, Way] = {}
    for way in (*ways, *last):
        found.setdefault(way.id, way)
    return list(found.values())


def _plain(notice: Notice, person: Person) -> list[Way]:
    """Somebody who has arranged nothing: their mail address, and their phone where it is asked."""
    by_kind = {MAIL: Way(MAIL, MAIL, notice.address or person.email)}
    if person.phone:
        sms = Means.Kind.SMS.value
        by_kind |= {kind: Way(kind, kind, person.phone) for kind in (VOICE, sms)}
    wanted = [KIND_OF_WORD.get(word, word) for word in notice.means] or [MAIL]
    wanted += [*(by_kind if notice.urgent else ()), MAIL]
    return [by_kind[kind] for kind in dict.fromkeys(wanted) if kind in by_kind]


def _way(one: Means, after: timedelta | None) -> Way:
    return Way(str(one.pk), one.kind, one.address, one.service, after)


def _urgent_delay(one: Means) -> timedelta | None:
    return one.urgent_after


def _ordinary_delay(one: Means) -> timedelta | None:
    return one.ordinary_after
