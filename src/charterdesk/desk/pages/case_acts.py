"""The acts of a case: where each leads, or why it can't be done now. None is ever hidden."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from django.utils.translation import gettext as _

from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.refusals import refusal_words
from charterdesk.desk.probing import Probe
from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Charter
from charterdesk.look.values import Action

REASON = "reason"
AGREE = co.Agree(by="customer")
DECLINE = co.Decline(by="customer")


@dataclass(frozen=True, slots=True)
class Acts:
    """Makes the acts of one case for one reader."""

    probe: Probe
    urls: CaseUrls

    @property
    def _me(self) -> str:
        return self.probe.person.username

    @property
    def _charter(self) -> Charter:
        return self.probe.loaded.charter

    def head(self) -> tuple[Action, ...]:
        """The buttons of the head: escalate, propose to close."""
        why = self._why_not(co.Escalate(by=self._me, reason=REASON))
        return (
            Action(
                "escalate", _("Escalate…"), self.urls.of("escalate"), not why, why, "KeyE",
                look="escalate",
            ),
            Action(
                "resolve", _("Propose to close…"), self.urls.of("resolve"),
                not (closed := self._why_not_resolve()), closed, "KeyS",
            ),
        )  # fmt: skip

    def more(self) -> tuple[Action, ...]:
        """The menu."""
        return (
            self._take(),
            self._snooze(),
            Action("macro", _("Macro…"), self.urls.of("case_macro"), key="KeyM"),
            self._page("talk", _("Log a talk…")),
            self._page("agree", _("The customer agrees…"), self._after(AGREE)),
            *self._our_agreement(),
            self._page("decline", _("The customer declines…"), self._after(DECLINE)),
            self._page("close", _("Close…"), self._why_not(co.CloseCase(by=self._me))),
            self._page("reopen", _("Reopen…"), self._why_not(co.Reopen(by=self._me))),
            self._page("hand-back", _("Hand back as out of scope…"),
                       self._why_not(co.HandBack(by=self._me, reason=REASON))),
            *self._tiers(),
            self._page("do", _("Record work of a gate…"), self._no_gates()),
            self._page("approve", _("Record an approval…"), self._no_gates()),
            self._merge(),
            Action("split", _("Split messages off…"), self.urls.of("split")),
            self._page("apart", _("Undo a merge or a split…"), self._nothing_joined()),
            self._page("relate", _("Link to another case…")),
            Action("outage", _("Outage of several cases…"), self.urls.of("outage")),
            Action("runbooks", _("Run a runbook…"), self.urls.of("case_runs")),
        )  # fmt: skip

    def change(
        self, name: str, label: str, command: co.Command | None = None, key: str = ""
    ) -> Action:
        """The act beside a fact; `command` is what the engine is asked about."""
        why = self._why_not(command) if command else ""
        return Action(name, label, self.urls.act(name), not why, why, key)

    def watch(self, name: str, label: str) -> Action:
        """The act by which its reader watches the case, or stops; no charter forbids either."""
        return Action(
            name, label, self.urls.act(name), key="KeyW", shift=True, method="post",
            data={"key": token_hex(12)},
        )  # fmt: skip

    def post(self, name: str, label: str, command: co.Command, **data: str) -> Action:
        """An act that is done at one press."""
        why = self._why_not(command)
        return Action(
            data.get("word", name), label, self.urls.act(name), not why, why, method="post",
            data={"key": token_hex(12), **data},
        )  # fmt: skip

    def _page(self, name: str, label: str, why: str = "") -> Action:
        return Action(name, label, self.urls.act(name), not why, why)

    def _take(self) -> Action:
        why = self._why_not(co.SetOwner(by=self._me, to=self._me))
        return Action(
            "take", _("Assign to me"), self.urls.act("take"), not why, why, "KeyA", shift=True,
            method="post", data={"key": token_hex(12)},
        )  # fmt: skip

    def _snooze(self) -> Action:
        later = self.probe.at + timedelta(days=1)
        why = self._why_not(co.Wait(by=self._me, on="date", until=later))
        return Action("snooze", _("Put off…"), self.urls.act("snooze"), not why, why, "KeyH")

    def _why_not(self, command: co.Command) -> str:
        refusal = self.probe.refusal(command)
        return refusal_words(refusal) if refusal else ""

    def _after(self, command: co.Command) -> str:
        """The customer's word is asked for once something was proposed."""
        why = self._why_not(command)
        if why or self.probe.loaded.state.is_resolved:
            return why
        return _("Nothing was proposed yet: propose to close first.")

    def _our_agreement(self) -> tuple[Action, ...]:
        if self._charter.closing.agreement != "customer and analyst":
            return ()
        why = self._after(co.Agree(by=self._me))
        return (self._page("agree-us", _("Agree for our side…"), why),)

    def _why_not_resolve(self) -> str:
        """A form can bring what an outcome needs, but not undo that the case is over."""
        outcome = next(iter(self._charter.closing.outcomes), "")
        refusal = self.probe.refusal(co.Resolve(by=self._me, outcome=outcome))
        return "" if refusal is None or refusal.missing else refusal_words(refusal)

    def _tiers(self) -> tuple[Action, ...]:
        alone = _("The charter has one tier only.") if len(self._charter.tiers) < 2 else ""
        return (
            self._page("tier", _("Ask a tier to join…"), alone),
            self._page("transfer", _("Transfer to a tier…"), alone),
        )

    def _no_gates(self) -> str:
        own = {"resolve", "close", "escalate"}
        return "" if set(self._charter.gates) - own else _("The charter guards no such work.")

    def _nothing_joined(self) -> str:
        """Why there is no merge or split to undo; whether it is too late, the page says."""
        state = self.probe.loaded.state
        split = any(isinstance(event, ev.SplitOff) for event in state.history)
        came = state.opening is not None and bool(state.opening.split_from)
        if state.merged_into or state.lent or split or came:
            return ""
        return _("This case was neither merged nor split.")

    def _merge(self) -> Action:
        why = self._why_not(co.Merge(by=self._me, into="-"))
        return Action("merge", _("Merge into another case…"), self.urls.of("merge"), not why, why)
