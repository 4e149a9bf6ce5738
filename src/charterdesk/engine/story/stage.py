"""Where a play takes place: the engine alone, or the desk with its database."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from charterdesk.engine import commands as co
from charterdesk.engine import commands_splitting as sp
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.decide.merging import brought
from charterdesk.engine.decide.splitting import opening_of
from charterdesk.engine.decide.unmerging import returned
from charterdesk.engine.intents import CallByParent
from charterdesk.engine.rota import Rota

FindVersion = Callable[[str, int], Charter]


class Stage(Protocol):
    """What a play needs. Cases go by the names that the story gives them."""

    def charter_of(self, case: str) -> Charter: ...
    def case(self, name: str) -> Case | None: ...
    def wakes(self) -> Mapping[str, datetime]: ...
    def give(self, case: str, command: co.Command, at: datetime) -> Decision: ...
    def merge(self, case: str, into: str, by: str, at: datetime) -> Decision: ...
    def unmerge(self, case: str, by: str, at: datetime) -> Decision: ...
    def split(
        self, case: str, off: str, messages: tuple[str, ...], by: str, at: datetime
    ) -> Decision: ...
    def join(self, case: str, parent: str, by: str, at: datetime) -> Decision: ...
    def change_charter(self, case: str, version: int, at: datetime) -> Decision: ...


class EngineStage:
    """The engine alone, with a dictionary in place of the database."""

    def __init__(self, charter: Charter, rota: Rota, find_version: FindVersion) -> None:
        self._charter, self._rota, self._find_version = charter, rota, find_version
        self._charters: dict[str, Charter] = {}
        self._cases: dict[str, Case] = {}
        self._wakes: dict[str, datetime] = {}

    def charter_of(self, case: str) -> Charter:
        return self._charters.get(case, self._charter)

    def case(self, name: str) -> Case | None:
        return self._cases.get(name)

    def wakes(self) -> Mapping[str, datetime]:
        return self._wakes

    def give(self, case: str, command: co.Command, at: datetime) -> Decision:
        """Decide and keep what follows."""
        decision = decide(self.charter_of(case), self._cases.get(case), command, at, self._rota)
        self._cases[case] = decision.case
        self._wakes.pop(case, None)
        if decision.next_wake is not None:
            self._wakes[case] = decision.next_wake
        for intent in decision.intents:
            if isinstance(intent, CallByParent):
                self._call_by_parent(case, intent, at)
        return decision

    def join(self, case: str, parent: str, by: str, at: datetime) -> Decision:
        """The parent takes the case, then the case is told; the refusal is that of either."""
        taken = self.give(parent, co.TakeChild(child=case, by=by), at)
        if taken.refused:
            return taken
        joined = self.give(case, co.JoinOutage(parent=parent, by=by), at)
        if joined.refused:
            self.give(parent, co.ReleaseChild(child=case, by=by), at)
        return joined

    def _call_by_parent(self, case: str, intent: CallByParent, at: datetime) -> None:
        """A parent that can't carry the ladder lets the case go, so that its own calls."""
        carrying = co.CarryLadder(
            child=case, ladder=intent.ladder, reason=intent.reason, step=intent.step
        )
        if refused := self.give(intent.parent, carrying, at).refused:
            self.give(case, co.LeaveOutage(reason=refused.text), at)

    def merge(self, case: str, into: str, by: str, at: datetime) -> Decision:
        """Both cases change; the refusal is that of whichever refuses."""
        before = self._cases.get(case)
        ended = self.give(case, co.Merge(into=into, by=by), at)
        if ended.refused or before is None:
            return ended
        return self.give(into, replace(brought(before, case), by=by), at)

    def unmerge(self, case: str, by: str, at: datetime) -> Decision:
        """The case that took it in gives back what is owed; the refusal is that of either."""
        into = self._cases[case].merged_into
        if not into:
            return self.give(case, sp.UndoMerge(into="", by=by), at)
        coming = replace(returned(self._cases[into], case), into=into, by=by)
        gone = self.give(into, sp.GiveBack(number=case, by=by), at)
        return gone if gone.refused else self.give(case, coming, at)

    def split(
        self, case: str, off: str, messages: tuple[str, ...], by: str, at: datetime
    ) -> Decision:
        """A new case of these messages; the old one lets them go."""
        asked = opening_of(self.charter_of(off), self._cases[off], off, messages, by=by)
        if asked is None:
            return self.give(off, sp.LetGo(number=case, messages=messages, by=by), at)
        self._charters[case] = self.charter_of(off)
        opened = self.give(case, asked, at)
        self.give(off, sp.LetGo(number=case, messages=messages, by=by), at)
        return opened

    def change_charter(self, case: str, version: int, at: datetime) -> Decision:
        """The case goes on under another version of its charter."""
        self._charters[case] = self._find_version(self.charter_of(case).name, version)
        return self.give(case, co.ChangeCharter(version=version), at)
