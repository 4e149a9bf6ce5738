"""What a person answers to a notice, and what a gateway reports of it: each once, told to the case
in one transaction with the notice.

Answering is the same from a page, by mail and by a key on a voice call (L4, R-VOX-8).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from charterdesk.accounts.models import Person
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.bundling import BUNDLED
from charterdesk.cases.commands.acting import Form
from charterdesk.cases.commands.escalating import acknowledge_call, pass_call
from charterdesk.cases.models import Case
from charterdesk.cases.store import decide_loaded, load
from charterdesk.engine.commands import WithdrawReached
from charterdesk.engine.ladder import calling_step
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.notifications.links import LASTS
from charterdesk.notifications.models import Attempt, Means, Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.notifications.outcomes import UNLESS_ANSWERED, is_call
from charterdesk.notifications.routes import TEST, VOICE

What = Attempt.What
LONGEST_MINUTES = 240
# A gateway that always fails after it has said yes is asked no more than this.
MOST_LOST = 5
KEYS: Mapping[str, int] = {"1": 0, "2": 15}
PASS_KEY = "3"


@transaction.atomic
def answer_call(*, notice: Notice, at: datetime, minutes: int = 0) -> Answer | None:
    """The person of the notice has it; with `minutes` they are asked again after these.

    None for a test of a means, which is now known to work; it has no case.
    """
    person, case = notice.person, notice.case
    if notice.about == TEST or person is None or case is None:
        Means.objects.filter(pk=notice.words.get("means") or 0).update(verified_at=at)
        _answered(notice, Notice.Answer.HEARD, at)
        return None
    form = Form(key=f"call/{notice.pk}")
    done = acknowledge_call(case=case, who=(person.username,), by=person, at=at, form=form)
    if isinstance(done, Done) and not done.repeated:
        _acknowledge_bundled(notice, person, at)
        _answered(notice, Notice.Answer.TAKE if minutes else Notice.Answer.HAVE, at)
        if minutes:
            Notice.objects.bulk_create([_reminder(notice, minutes, at)], ignore_conflicts=True)
    return done


def _acknowledge_bundled(notice: Notice, person: Person, at: datetime) -> None:
    """Who has one of an outage's cases by a notice that names several has all of them."""
    numbers = [words["case"] for words in notice.words.get(BUNDLED, [])]
    for case in Case.objects.filter(number__in=numbers).order_by("pk"):
        form = Form(key=f"call/{notice.pk}/{case.number}")
        acknowledge_call(case=case, who=(person.username,), by=person, at=at, form=form)


@transaction.atomic
def pass_on(*, notice: Notice, at: datetime) -> Answer | None:
    """The person of the notice can't take it: the next is called at once.

    None for a notice that calls nobody, such as a test; there is nothing to pass on.
    """
    person, case, step = notice.person, notice.case, calling_step(notice.about)
    if person is None or case is None or not step:
        return None
    form, who = Form(key=f"call/{notice.pk}/pass"), (person.username,)
    done = pass_call(case=case, who=who, step=step, by=person, at=at, form=form)
    if isinstance(done, Done) and not done.repeated:
        _answered(notice, Notice.Answer.PASSED, at)
    return done


@transaction.atomic
def take_report(*, notice: Notice, what: What, at: datetime, digits: str = "") -> None:
    """What a gateway says became of it: delivered, answered, or not delivered after all."""
    number = notice.attempts_made
    told = Attempt.objects.filter(notice=notice, number=number, what=what).exists()
    if not told and number:
        _record(notice, what, at, digits)
        if what == What.ANSWERED:
            _reached(notice)
        elif what == What.LOST:
            # The case is locked before the notice, as everywhere.
            _not_reached(notice, at)
            _next_at_once(notice, at)
    if digits[:1] in KEYS and not notice.answered_at:
        answer_call(notice=notice, at=at, minutes=KEYS[digits[:1]])
    elif digits[:1] == PASS_KEY and not notice.answered_at:
        pass_on(notice=notice, at=at)


def called_by(number: str, case: str, at: datetime) -> Notice | None:
    """The notice that a sealed address names, while it may be answered."""
    found = Notice.objects.select_related("person", "case", "follows").filter(
        pk=whole_number(number) or 0, scope__iexact=case,
        queued_at__gt=at - LASTS, person__is_active=True,
    )  # fmt: skip
    return found.first()


def _answered(notice: Notice, answer: Notice.Answer, at: datetime) -> None:
    """Once; only who has passed may still say afterwards that they have it."""
    still = Q(answered_at=None)
    if answer != Notice.Answer.PASSED:
        still |= Q(answer=Notice.Answer.PASSED)
    mine = Notice.objects.filter(still, pk=notice.pk)
    if mine.update(answer=answer, answered_at=at):
        passed = answer == Notice.Answer.PASSED
        _record(notice, What.PASSED if passed else What.ACKNOWLEDGED, at)


def _record(notice: Notice, what: What, at: datetime, words: str = "") -> None:
    Attempt.objects.create(
        notice=notice, number=notice.attempts_made, what=what, at=at, answer=words[:100],
        carrier=notice.carried_by,
    )  # fmt: skip


def _reached(notice: Notice) -> None:
    """Somebody picked up: a call has reached them, and what waited for it not to is needless."""
    if is_call(notice):
        Notice.objects.filter(pk=notice.pk).update(owed=Notice.Owed.REACHED)
    root = notice.follows_id or notice.pk
    for one in Notice.objects.filter(follows=root, state=Notice.State.QUEUED):
        if one.words.get(UNLESS_ANSWERED):
            waiting = Notice.objects.filter(pk=one.pk, state=Notice.State.QUEUED)
            waiting.update(state=Notice.State.WITHHELD, trouble="The call was answered.")


def _not_reached(notice: Notice, at: datetime) -> None:
    """What had been accepted came back: unless something else has, it has reached nobody."""
    step, person = calling_step(notice.about), notice.person
    if not step or person is None or notice.case_id is None or _has_reached(notice):
        return
    calls = Notice.objects.filter(case=notice.case_id, person=person, about=notice.about)
    calls.filter(owed=Notice.Owed.REACHED).update(owed=Notice.Owed.NOTHING)
    loaded = load(notice.case_id, for_update=True)
    decide_loaded(loaded, WithdrawReached(who=(person.username,), step=step), at)


def _has_reached(notice: Notice) -> bool:
    """Whether any call of that step to that person was answered, or accepted and never lost."""
    told = Attempt.objects.filter(
        notice__case=notice.case_id, notice__person=notice.person_id, notice__about=notice.about
    ).values_list("notice", "number", "what", "carrier")
    lost = {(pk, number) for pk, number, what, _ in told if what == What.LOST}
    return any(
        what in (What.ANSWERED, What.ACKNOWLEDGED, What.PASSED)
        or (what == What.ACCEPTED and carrier != VOICE and (pk, number) not in lost)
        for pk, number, what, carrier in told
    )


def _next_at_once(notice: Notice, at: datetime) -> None:
    """It came back: the next means has its turn now, by the notice that waits or by this one."""
    root = notice.follows_id or notice.pk
    waiting = Notice.objects.filter(follows=root, state=Notice.State.QUEUED)
    if waiting.update(send_at=at):
        return
    if Attempt.objects.filter(notice=notice, what=What.LOST).count() <= MOST_LOST:
        Notice.objects.filter(pk=notice.pk, state=Notice.State.SENT).update(
            state=Notice.State.FAILED, send_at=at, turn=notice.turn + 1,
            trouble="The gateway reports that it was not delivered.",
        )  # fmt: skip


def _reminder(notice: Notice, minutes: int, at: datetime) -> Notice:
    """The same call once more when the minutes are over, with the question in front."""
    root = notice.follows or notice
    key, due = f"{root.key}/taken", at + timedelta(minutes=minutes)
    same = {
        name: getattr(root, name)
        for name in (
            "scope", "case", "kind", "person", "address", "language", "zone", "about", "means",
            "sender", "text", "in_reply_to", "references", "urgent",
        )
    }  # fmt: skip
    return Notice(
        **same, key=key, words={**root.words, "minutes": minutes}, due_at=due, send_at=due,
        # Acknowledging counts in whole seconds, and this one came before it was asked again.
        queued_at=at + timedelta(seconds=1),
        message_id=message_id_of(root.scope, key, root.sender),
    )  # fmt: skip
