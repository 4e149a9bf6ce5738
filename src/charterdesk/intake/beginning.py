"""A mail that begins something: a case under the charter of its address, or a mail to be held."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from charterdesk.cases.answers import Done, Held, OpenAnswer
from charterdesk.cases.commands import Form, escalate_case, open_case
from charterdesk.cases.models import Case, CaseLink
from charterdesk.cases.opening import Arrival
from charterdesk.engine.decide import Decision
from charterdesk.intake.asking import Asked, asked_for
from charterdesk.intake.identifying import organisation_named
from charterdesk.intake.reading import ReadMail
from charterdesk.intake.senders import contract_of, may_ask
from charterdesk.intake.settling import Result, key_of
from charterdesk.intake.ways import Way
from charterdesk.intake.writing import written_of

# A loop with another desk ends here: R14 allows 40 automatic mails.
ANSWERED_AT_MOST = 30
ANSWERED_WITHIN = timedelta(days=1)


class NotOpened(Exception):
    """The charter refused to open a case; the text is its sentence."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """No case: the sender may not ask by this way. `decision` says who is told (R-BIC-13)."""

    way: Way
    decision: Decision


def way_in(mail: ReadMail, ways: list[Way], *, by_person: bool = False) -> Way | None:
    """The strictest way, under the sender's own charter where several share an address.

    What a machine wrote comes in by a machine's channel only (M3), unless a person lets it in.
    """
    human = by_person or not mail.said.automatic
    usable = [way for way in ways if human or way.channel.machine]
    own = mail.sender.firm.charter if mail.sender.firm else ""
    return next((way for way in usable if way.charter.name == own), next(iter(usable), None))


def begin_case(
    mail: ReadMail, way: Way, at: datetime, *, registered: bool | None = None
) -> Result | Stranger:
    """Open a case of the mail. `registered` says that somebody of the desk vouches for it.

    Raises NotOpened.
    """
    vouched = may_ask(mail.sender, way.charter) if registered is None else registered
    contact = mail.sender.contact
    organisation = mail.sender.firm
    if contact is None and mail.call is None:
        organisation = organisation_named(mail.said.new_text, way.charter)
    force = contract_of(organisation, way.charter, at)
    asked = Asked() if mail.said.automatic else asked_for(mail.said.new_text, way.charter)
    answer: OpenAnswer = open_case(
        arrival=Arrival(
            charter=way.charter, contact=contact, contract=force.contract if force else None,
            organisation=organisation,
        ),
        channel=way.channel.name, by=mail.asker, at=at, asker=mail.sender.address,
        written=written_of(mail, way.channel.name, files=vouched), registered=vouched,
        contract=force.word if force else "", priority=asked.priority, axes=asked.axes,
        marks=way.channel.marks, zone=mail.sender.zone,
        acknowledge=may_be_answered(mail, at), form=Form(key=key_of(mail.row)),
    )  # fmt: skip
    match answer:
        case Done():
            return Result(answer.message.case if answer.message else answer.case, answer.message)
        case Held():
            return Stranger(way, answer.decision)
        case _:
            raise NotOpened(answer.text)


def escalate_too(mail: ReadMail, case: Case, chosen: Way, ways: list[Way], at: datetime) -> None:
    """The mail went to an address that escalates as well: that is declared, too (M2)."""
    if chosen.channel.escalates:
        return
    for way in ways:
        if way.channel.escalates and way.charter.name == case.charter:
            escalate_case(
                case=case, by=mail.asker, at=at, reason=mail.said.subject or way.address,
                ladder=way.channel.escalates, step=way.channel.escalates_step,
            )  # fmt: skip
            return


def link_related(case: Case, other: Case, at: datetime) -> None:
    """The case answers another one, to which its sender may not add."""
    CaseLink.objects.get_or_create(
        case=case, other=other, kind=CaseLink.Kind.RELATED, defaults={"at": at}
    )


def may_be_answered(mail: ReadMail, at: datetime) -> bool:
    """Whether a machine may answer: never a machine (RFC 3834), nor a list, nor without end."""
    if mail.said.automatic or mail.said.no_auto_reply:
        return False
    lately = Case.objects.filter(asker=mail.sender.address, opened_at__gt=at - ANSWERED_WITHIN)
    return lately[:ANSWERED_AT_MOST].count() < ANSWERED_AT_MOST
