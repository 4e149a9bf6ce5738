"""A plot as it is played: its case once it is open, and what its customer says, by mail or not."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from charterdesk.accounts.models import Person as Colleague
from charterdesk.accounts.refusal import Refused
from charterdesk.accounts.rights import DESK
from charterdesk.cases.actors import Asker, By
from charterdesk.cases.answers import Answer, Done, Held, OpenAnswer
from charterdesk.cases.commands import open_case, receive_message
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case, Message
from charterdesk.cases.opening import Arrival
from charterdesk.channels.lmtp.values import Envelope
from charterdesk.charters.queries import charter_in_force
from charterdesk.customers.models import Contact
from charterdesk.customers.queries import ContractInForce, contact_by_address, contract_in_force
from charterdesk.engine.charter.values import Charter
from charterdesk.intake.keeping import keep_mails
from charterdesk.intake.models import RawMail
from charterdesk.intake.taking import take
from charterdesk.sample.letters import letter
from charterdesk.sample.script import Plot


@dataclass(slots=True)
class Scene:
    """One plot being played. `case` is there after `open`, unless its mail was held."""

    plot: Plot
    _case: Case | None = None

    @property
    def case(self) -> Case:
        """The case as it is now; raises Refused where none was opened."""
        if self._case is None:
            raise Refused(f"The sample's “{self.plot.subject}” has opened no case.")
        return Case.objects.get(pk=self._case.pk)

    @property
    def contact(self) -> Contact | None:
        """Who asks, as registered."""
        return contact_by_address(DESK, self.plot.asker)

    def colleague(self, username: str) -> Colleague:
        """Somebody of the desk."""
        return Colleague.objects.get(username=username)

    def open(self, at: datetime) -> None:
        """Begin: a mail to the channel's address, else the form or the talk; raises Refused."""
        charter = charter_in_force(self.plot.charter, at)
        address = charter.channels[self.plot.channel].address
        if address:
            self._case = self._mail(address, self.plot.subject, self.plot.text, at)
        else:
            self._case = self._asked(charter, at)

    def write(self, text: str, at: datetime) -> None:
        """The asker goes on: answers our last mail where the case came by mail, else by the form.

        Raises Refused.
        """
        plot = self.plot
        address = charter_in_force(plot.charter, at).channels[plot.channel].address
        if address:
            self._mail(address, f"Re: {plot.subject}", text, at, self._last_of_ours())
            return
        written = Written(text=text, subject=plot.subject, channel=plot.channel)
        done(self, receive_message(case=self.case, written=written, by=self.customer, at=at))

    @property
    def customer(self) -> Asker:
        """Who asks, as the commands know them."""
        return Asker(self.plot.asker, self.contact)

    def _mail(
        self, to: str, subject: str, text: str, at: datetime, answers: str = ""
    ) -> Case | None:
        raw = letter(self.plot, to=to, subject=subject, text=text, at=at, answers=answers)
        [mail] = keep_mails([Envelope(self.plot.asker, (to,), raw, "127.0.0.1")], at=at)
        take(mail.pk, at)
        mail.refresh_from_db()
        if mail.state not in {RawMail.State.TAKEN, RawMail.State.HELD}:
            raise Refused(f"The sample's mail “{subject}” is {mail.state}: {mail.reason}")
        return mail.case

    def _asked(self, charter: Charter, at: datetime) -> Case:
        plot, contact = self.plot, self.contact
        force = self._contract(charter, at)
        talked = plot.by != ""
        by: By = self.colleague(plot.by) if talked else self.customer
        answer = open_case(
            arrival=Arrival(
                charter=charter, contact=contact, contract=force.contract if force else None,
                organisation=contact.organisation if contact else None,
            ),
            channel=plot.channel, by=by, at=at, asker=plot.asker, priority=plot.priority,
            written=Written(text=plot.text, subject=plot.subject, channel=plot.channel),
            axes=plot.axes, marks=plot.marks, answered=talked,
            contract=force.word if force else "",
        )  # fmt: skip
        return opened(answer, plot.subject)

    def _contract(self, charter: Charter, at: datetime) -> ContractInForce | None:
        contact = self.contact
        if contact is None or contact.organisation is None:
            return None
        on = at.astimezone(ZoneInfo(contact.organisation.zone)).date()
        return contract_in_force(DESK, contact.organisation, charter.name, on)

    def _last_of_ours(self) -> str:
        sent = Message.objects.filter(case=self._case, direction=Message.Direction.OUT)
        last = sent.exclude(message_id="").order_by("-at", "-pk").first()
        return last.message_id if last else ""


def done(scene: Scene, answer: Answer) -> None:
    """Go on after what was done; raises Refused with the desk's sentence."""
    if not isinstance(answer, Done):
        raise Refused(f"The sample's “{scene.plot.subject}” was refused: {answer.text}")


def opened(answer: OpenAnswer, subject: str) -> Case:
    """The case of an answer; raises Refused with the desk's sentence."""
    match answer:
        case Done():
            return answer.case
        case Held():
            raise Refused(f"The sample's “{subject}” was held.")
        case _:
            raise Refused(f"The sample's “{subject}” was refused: {answer.text}")
