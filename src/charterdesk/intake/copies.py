"""The same mail once more: one case, under the strictest of the channels it came by (M2)."""

from datetime import datetime

from charterdesk.cases.commands import Form, receive_message
from charterdesk.charters.queries import charter_version
from charterdesk.engine.charter.values import Channel
from charterdesk.intake.beginning import Stranger, begin_case
from charterdesk.intake.holding import tell_of_held
from charterdesk.intake.models import RawMail
from charterdesk.intake.reading import ReadMail
from charterdesk.intake.senders import may_ask
from charterdesk.intake.settling import State, key_of, settle
from charterdesk.intake.ways import Way, strictness, ways_of
from charterdesk.intake.writing import written_of


def settle_copy(mail: ReadMail, first: RawMail, at: datetime) -> None:
    """Note that the mail is `first` again; a stricter channel still counts."""
    way = _stricter_way(mail, first)
    if way is not None and first.held_because == RawMail.Held.SENDER:
        _hold_strictly(mail, first, way, at)
    elif way is not None and first.case_id is not None:
        _come_by(mail, first, way)
    settle(
        mail.row, State.TAKEN, at, duplicate_of=first, case=first.case,
        reason=f"The same as mail {first.pk}.",
    )  # fmt: skip


def _stricter_way(mail: ReadMail, first: RawMail) -> Way | None:
    """The strictest way of this copy, where the first came by none as strict."""
    ways = [way for way in ways_of(mail.row.recipients, mail.row.received_at) if way.fresh]
    before = {way.channel.name for way in ways_of(first.recipients, first.received_at)}
    names = {first.charter, first.case.charter if first.case else ""}
    own = [way for way in ways if way.charter.name in names]
    if not own or own[0].channel.name in before:
        return None
    known = [own[0].charter.channels[name] for name in before if name in own[0].charter.channels]
    return own[0] if all(_is_stricter(own[0], channel) for channel in known) else None


def _is_stricter(way: Way, other: Channel) -> bool:
    return strictness(way.charter, way.channel) < strictness(way.charter, other)


def _come_by(mail: ReadMail, first: RawMail, way: Way) -> None:
    """Let the case know that the mail came by the stricter channel as well."""
    case = first.case
    if case is None or not case.is_open:
        return
    if way.channel.name in charter_version(case.charter, case.charter_version).channels:
        receive_message(
            case=case, written=written_of(mail, way.channel.name, files=False), by=mail.asker,
            at=mail.row.received_at, form=Form(key=key_of(mail.row)),
        )  # fmt: skip


def _hold_strictly(mail: ReadMail, first: RawMail, way: Way, at: datetime) -> None:
    """A stranger's mail is shown to those whom the stricter channel wakes (A6 of Bicom)."""
    if may_ask(mail.sender, way.charter):
        return
    answer = begin_case(mail, way, at)
    if isinstance(answer, Stranger):
        RawMail.objects.filter(pk=first.pk).update(channel=way.channel.name)
        tell_of_held(mail, answer, at)
