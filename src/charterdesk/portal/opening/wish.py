"""From the answers to the case that is wished for: its channel, its words, its text."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from charterdesk.cases.models import OwnField
from charterdesk.cases.own_values import applies
from charterdesk.cases.queries.guests import Guest
from charterdesk.cases.queries.own_fields import fields_asked
from charterdesk.customers.belongings import asset_named
from charterdesk.intake.inquiries import Wish
from charterdesk.intake.inquiry import Inquiry
from charterdesk.intake.offers import Offer
from charterdesk.intake.questions import (
    asked_axes,
    asked_marks,
    choices_of,
    emergency_words,
    web_channel,
)
from charterdesk.portal.opening.belongings import EQUIPMENT, PRODUCT, said_of
from charterdesk.portal.opening.forms import YES, words_of_details
from charterdesk.portal.opening.steps import Answers, is_by_escalation
from charterdesk.visit.own_fields import asked_name


@dataclass(frozen=True, slots=True)
class Asked:
    """An inquiry with who makes it and under what."""

    guest: Guest
    inquiry: Inquiry
    offer: Offer

    @property
    def answers(self) -> Answers:
        """What was answered so far."""
        answers: Answers = self.inquiry.answers
        return answers


def wish_of(asked: Asked) -> Wish:
    """The case as it would be opened from what was answered."""
    answers, charter = asked.answers, asked.offer.charter
    priority = str(answers.get("priority", ""))
    chosen = {one.priority.name: one.channel for one in choices_of(charter)}
    by_form = {one.channel for one in choices_of(charter) if one.channel == web_channel(charter)}
    channel = chosen.get(priority, web_channel(charter))
    return Wish(
        arrival=asked.offer.arrival,
        asker=asked.guest.asker,
        registered=asked.offer.registered,
        channel=channel,
        subject=str(answers.get("subject", "")),
        text="\n".join(_text(asked)),
        contract=asked.offer.contract_word,
        zone=_zone(asked.guest),
        priority=priority if channel in by_form else "",
        reason=str(answers.get("reason", "")) if is_by_escalation(charter, priority) else "",
        axes=tuple(_axes(asked)),
        marks=tuple(_marks(asked)),
        own={one.key: said for one, said in own_fields(asked)},
        asset=asset_named(asked.guest.contact, said_of(answers, EQUIPMENT)),
    )


def own_fields(asked: Asked) -> Iterator[tuple[OwnField, str]]:
    """The desk's own fields that were answered, with what was said."""
    answers, charter = asked.answers, asked.offer.charter.name
    for one in fields_asked(charter, customers=True):
        said = str(answers.get(asked_name(one)) or "")
        if said and applies(one, charter, str(answers.get("kind", ""))):
            yield one, said


def _axes(asked: Asked) -> Iterator[tuple[str, str]]:
    answers = asked.answers
    for number, (axis, words) in enumerate(asked_axes(asked.offer.charter)):
        word = answers.get(f"axis_{number}", "")
        if word in words:
            yield axis, word
    for name in ("kind", "type"):
        if answers.get(name):
            yield name, str(answers[name])


def _marks(asked: Asked) -> Iterator[str]:
    for number, mark in enumerate(asked_marks(asked.offer.charter)):
        if asked.answers.get(f"mark_{number}") == YES:
            yield mark


def _text(asked: Asked) -> Iterator[str]:
    """The text, then a line for each thing that was asked by name."""
    answers, charter = asked.answers, asked.offer.charter
    yield str(answers.get("text", "")).strip()
    lines: list[tuple[str, object]] = [
        (_("Product"), said_of(answers, PRODUCT)), (_("Equipment"), said_of(answers, EQUIPMENT)),
    ]  # fmt: skip
    for number, word in enumerate(words_of_details(charter)):
        lines.append((word, answers.get(f"asked_{number}")))
    said = [(word, str(given).strip()) for word, given in lines if str(given or "").strip()]
    words = emergency_words(charter, str(answers.get("priority", "")))
    if words and answers.get("emergency") == YES:
        said += [(word, _("Yes").lower()) for word in words]
    if said:
        yield ""
    for word, given in said:
        yield f"{word[:1].upper()}{word[1:]}: {given}"


def _zone(guest: Guest) -> str:
    organisation = guest.contact.organisation
    return guest.contact.zone or (organisation.zone if organisation else "")
