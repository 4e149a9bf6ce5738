"""The desk as the stage of a story: the same play, with the database, the outbox and real rotas."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.answers import Conflict, Done
from charterdesk.cases.carrying import carried_on
from charterdesk.cases.commands.merging import merge_case, undo_merge
from charterdesk.cases.commands.outages import attach_case
from charterdesk.cases.commands.splitting import split_case
from charterdesk.cases.models import Case as Row
from charterdesk.cases.opening import Arrival, open_on
from charterdesk.cases.store import decide_loaded, decide_on, load
from charterdesk.charters.commands import publish_charter
from charterdesk.charters.shipped import shipped_text
from charterdesk.engine import commands as co
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import Decision, Refusal
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.stage import FindVersion
from charterdesk.oncall.commands import assign_role


class DeskStage:
    """Cases are rows of the database; a held mail is kept here, as the intake keeps it."""

    def __init__(
        self, charter: Charter, cast: Cast, find_version: FindVersion, at: datetime
    ) -> None:
        self._charter, self._find_version, self._at = charter, find_version, at
        self._rows: dict[str, int] = {}
        self._held: dict[str, Case] = {}
        publish(charter, at)
        for role in charter.roles:
            for person in cast.on_duty(role, at, ""):
                granted(
                    assign_role(
                        charter=charter, role=role, person=_person(person, at), by=DESK, at=at
                    )
                )

    def charter_of(self, case: str) -> Charter:
        return load(self._rows[case]).charter if case in self._rows else self._charter

    def case(self, name: str) -> Case | None:
        if name not in self._rows:
            return self._held.get(name)
        state = load(self._rows[name]).state
        return replace(state, merged_into=self.in_story_words(state.merged_into))

    def in_story_words(self, text: str) -> str:
        """The text with the story's names in place of the desk's numbers."""
        for row in Row.objects.filter(pk__in=self._rows.values()):
            name = next(name for name, pk in self._rows.items() if pk == row.pk)
            text = text.replace(row.number, name)
        return text

    def wakes(self) -> Mapping[str, datetime]:
        wakes = {row.pk: row.next_wake_at for row in Row.objects.all()}
        named = {name: wakes[pk] for name, pk in self._rows.items()}
        return {name: at for name, at in named.items() if at is not None}

    def give(self, case: str, command: co.Command, at: datetime) -> Decision:
        if case in self._rows:
            with transaction.atomic():
                decision, loaded = decide_loaded(
                    load(self._rows[case], for_update=True), command, at
                )
                carried_on(loaded, [decision], at)
            return decision
        return self._open(case, self._released(case, command), at)

    def merge(self, case: str, into: str, by: str, at: datetime) -> Decision:
        ending, staying = Row.objects.get(pk=self._rows[case]), Row.objects.get(pk=self._rows[into])
        answer = merge_case(case=ending, into=staying, by=DESK, at=at)
        assert not isinstance(answer, Conflict)
        if isinstance(answer, Done):
            assert answer.decision is not None
            return answer.decision
        return Decision(case=load(ending.pk).state, refused=answer)

    def unmerge(self, case: str, by: str, at: datetime) -> Decision:
        answer = undo_merge(case=Row.objects.get(pk=self._rows[case]), by=DESK, at=at)
        assert not isinstance(answer, Conflict)
        if isinstance(answer, Done):
            assert answer.decision is not None
            return answer.decision
        return Decision(case=load(self._rows[case]).state, refused=answer)

    def split(
        self, case: str, off: str, messages: tuple[str, ...], by: str, at: datetime
    ) -> Decision:
        answer = split_case(
            case=Row.objects.get(pk=self._rows[off]), messages=messages, by=DESK, at=at
        )
        if isinstance(answer, Done):
            assert answer.decision is not None
            self._rows[case] = answer.case.pk
            return answer.decision
        assert isinstance(answer, Refusal)
        return Decision(case=load(self._rows[off]).state, refused=answer)

    def join(self, case: str, parent: str, by: str, at: datetime) -> Decision:
        child, above = Row.objects.get(pk=self._rows[case]), Row.objects.get(pk=self._rows[parent])
        answer = attach_case(case=child, parent=above, by=DESK, at=at)
        assert not isinstance(answer, Conflict)
        if isinstance(answer, Done):
            assert answer.decision is not None
            return answer.decision
        return Decision(case=load(child.pk).state, refused=answer)

    def change_charter(self, case: str, version: int, at: datetime) -> Decision:
        publish(self._find_version(self._charter.name, version), at)
        return decide_on(self._rows[case], co.ChangeCharter(version=version), at)

    def _open(self, case: str, command: co.Command, at: datetime) -> Decision:
        opened = open_on(Arrival(charter=self._charter), command, at, by=DESK)
        if opened.case is not None:
            self._rows[case] = opened.case.pk
        else:
            self._held[case] = opened.decision.case
        return opened.decision

    def _released(self, case: str, command: co.Command) -> co.Command:
        """A registration releases the mail that is held, by asking again for its sender."""
        held = self._held.get(case)
        if not isinstance(command, co.Register) or held is None:
            return command
        mail = next(mail for mail in held.held if mail.asker == command.asker)
        return co.OpenCase(channel=mail.channel, asker=mail.asker, subject=mail.subject)


def publish(charter: Charter, at: datetime) -> None:
    """Publish the very text that the story's charter was read from."""
    path = Path(charter.file)
    text = path.read_text(encoding="utf-8") if path.exists() else shipped_text(charter.name)
    granted(publish_charter(text=text, by=DESK, at=at, file=charter.file))


def _person(name: str, at: datetime) -> Person:
    """A person of that very name, also one that the form for people would refuse, as "desk"."""
    known = Person.objects.filter(username=name).first()
    email = f"person{Person.objects.count()}@desk.example"
    return known or Person.objects.create(
        username=name, name=name, email=email, phone="+1 555 0100", zone="UTC"
    )
