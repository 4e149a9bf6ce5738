"""Checks of how cases arrive: channels, askers, contracts (W28, W29, W30), and recover (W27)."""

from collections.abc import Iterator

from charterdesk.engine.charter.values import Channel, Charter, Need, Place
from charterdesk.engine.check.context import Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.phrase import phrase

# Askers who are known by where they write from.
_BY_ADDRESS = frozenset({"registered addresses"})


def channels_nobody_comes_by(charter: Charter, context: Context) -> Iterator[Finding]:
    """W28: a channel with no address and nobody to open a case there, or an address twice."""
    seen: dict[str, str] = {}
    for channel in charter.channels.values():
        if not _opens(charter, channel):
            yield Finding(
                "W28",
                phrase(
                    "Nothing comes by the channel '%(channel)s': it has no address, and nobody "
                    "opens a case there.",
                    channel=channel.name,
                ),
                phrase("Give it `address`, `form`, `live: yes`, `machine: yes` or `goes_to`."),
                channel.place,
            )
        address = channel.address.casefold()
        first = seen.setdefault(address, channel.name) if address else channel.name
        if first != channel.name:
            yield Finding(
                "W28",
                phrase(
                    "The channels '%(first)s' and '%(second)s' have one address, %(address)s.",
                    first=first,
                    second=channel.name,
                    address=channel.address,
                ),
                phrase("Give each channel its own address, or make them one."),
                channel.address_place,
            )


def _opens(charter: Charter, channel: Channel) -> bool:
    """Whether something or somebody opens cases there; a word in a subject needs a mail."""
    if channel.address or channel.form or channel.live or channel.machine:
        return True
    if channel.subject_has:
        return any(other.address for other in charter.channels.values())
    taken = f"channels.{channel.name}.goes_to"
    return any(shown.path == taken and any(shown.words) for shown in charter.shown)


def askers_nobody_lets_in(charter: Charter, context: Context) -> Iterator[Finding]:
    """W29: a kind of asker for whom there is no channel."""
    people = [channel for channel in charter.channels.values() if not channel.machine]
    by_mail = any(channel.address for channel in people)
    for kind in charter.askers.who:
        if by_mail or (people and kind not in _BY_ADDRESS):
            continue
        yield Finding(
            "W29",
            phrase("No channel lets '%(kind)s' in.", kind=kind),
            phrase("Write a channel by which they come, or take them out of `askers`."),
            charter.askers.place if charter.askers.place.line else Place(charter.file, 1, 1),
        )


def contracts_without_their_ladder(charter: Charter, context: Context) -> Iterator[Finding]:
    """W30: a contract that gives a ladder which the charter doesn't have."""
    for contract in charter.contracts.values():
        for ladder in contract.gives:
            if ladder not in charter.ladders:
                yield Finding(
                    "W30",
                    phrase(
                        "The contract '%(contract)s' gives the ladder '%(ladder)s', which isn't "
                        "there.",
                        contract=contract.name,
                        ladder=ladder,
                    ),
                    phrase("Write the ladder under `ladders`, or take it out of `gives`."),
                    contract.gives_place,
                )


def recoveries_that_resolve_nothing(charter: Charter, context: Context) -> Iterator[Finding]:
    """W27: a recovery is to resolve, but what resolving needs only people can bring."""
    for channel in charter.channels.values():
        for need in _only_by_people(charter, channel) if channel.recovery_resolves else ():
            yield Finding(
                "W27",
                phrase(
                    "A recovery on the channel '%(channel)s' resolves only after a person has "
                    "been there: resolving needs '%(need)s'.",
                    channel=channel.name,
                    need=need.text,
                ),
                phrase(
                    "Write `unless: automatic` at the gate, name another outcome, or write "
                    "`recovery: notes`."
                ),
                channel.recovery_place,
            )


def _only_by_people(charter: Charter, channel: Channel) -> Iterator[Need]:
    gate = charter.gates.get("resolve")
    outcome = charter.closing.outcomes.get(channel.recovery_outcome)
    if gate is not None and not gate.unless_automatic:
        yield from (n for n in gate.needs if outcome is None or n.kind != "outcome")
    needs = outcome.needs if outcome else ()
    yield from (n for n in needs if n.kind not in ("customer says", "customer agrees"))


ARRIVAL: tuple[Check, ...] = (
    recoveries_that_resolve_nothing,
    channels_nobody_comes_by,
    askers_nobody_lets_in,
    contracts_without_their_ladder,
)
