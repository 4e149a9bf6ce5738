"""The form of a ladder's step: who is told, when, by which means, how often again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from charterdesk.engine.charter.durations import parse_length
from charterdesk.engine.editing import Path, Plain
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.studio.forms.rules_form import Changes, RuleForm, table, under, word, words
from charterdesk.studio.forms.rules_lengths import (
    charter_length,
    is_length,
    is_wait,
    spoken,
    wrong_length,
)
from charterdesk.studio.forms.rules_step_words import (
    means_words,
    start_words,
    unless_words,
    until_words,
)

_REPEAT = re.compile(r"every (\S+) until (.+?)(?:, times: (\S+))?")
_COMMON_FACTS = ("not solved", "customer not satisfied")


@dataclass(frozen=True, slots=True)
class Again:
    """How a step's notice is repeated; empty without repeats."""

    every: str = ""
    until: str = ""
    times: str = ""


def again_of(step: Plain | None) -> Again:
    """The repeats of a step or a `tell` rule, whichever way `times` is written."""
    found = _REPEAT.fullmatch(word(step, "repeat"))
    if not found:
        return Again()
    return Again(found[1], found[2], word(step, "times") or found[3] or "")


def after_of(step: Plain | None) -> tuple[str, str]:
    """The earlier step and the time of `after`."""
    name, _plus, wait = (part.strip() for part in word(step, "after").rpartition("+"))
    return name, wait


def steps_of(rules: Plain, ladder: str) -> list[Plain]:
    """The steps of a ladder in their order."""
    found = under(rules, "ladders", ladder, "steps")
    return list(found) if isinstance(found, list) else []


class StepForm(RuleForm):
    """The step `step` of the ladder `of`; a new one at the end where none is named."""

    about = ("of", "step")

    def begin(self) -> None:
        self.steps = steps_of(self.rules, self.query["of"])
        self.names = [word(one, "step") for one in self.steps]
        known = self.query["step"] in self.names
        self.number = self.names.index(self.query["step"]) if known else len(self.steps)
        self.step: Plain = self.steps[self.number] if known else {}
        self._begin_when()
        self._begin_whom()
        self._begin_again()

    def _begin_when(self) -> None:
        step, (after, wait) = self.step, after_of(self.step)
        start = next((key for key in ("at", "after", "when") if under(step, key)), "at")
        needed = _("Give the step a name.")
        self.text("name", _("Name of the step"), word(step, "step"), needed=needed)
        self.fields["start"] = forms.ChoiceField(
            label=_("When it begins"), choices=list(start_words().items()),
            widget=forms.RadioSelect,
        )  # fmt: skip
        self.initial["start"] = start
        self.text(
            "wait", _("How long after"), spoken(word(step, "at") or wait),
            _("Such as 30 min; 0 min is at once."),
        )  # fmt: skip
        earlier = {name: name for name in self.names[: self.number]}
        self.one("after", _("After which step"), {"": _("none"), **earlier}, after)
        self.several("when", _("What must be on the case"), self._facts(), words(step, "when"))

    def _begin_whom(self) -> None:
        step = self.step
        roles = {name: name for name in table(self.rules, "roles")}
        self.several("notify", _("Who is told"), roles, words(step, "notify"))
        self.several("by", _("By which means"), means_words(), words(step, "by"))
        self.text(
            "within", _("They are reached within"), spoken(word(step, "within")),
            _("A promise of its own. Empty: it isn't promised."),
        )  # fmt: skip
        owners = {"": _("nobody else"), **roles}
        self.one("owner_becomes", _("Who owns the case from then on"), owners,
                 word(step, "owner_becomes"))  # fmt: skip

    def _begin_again(self) -> None:
        again = again_of(self.step)
        self.text("every", _("Tell them again every"), spoken(again.every), _("Empty: once."))
        self.one("until", _("Until"), {"": "-", **until_words()}, again.until)
        self.text("times", _("At most so many times again"), again.times, _("1 to 100."))
        self.several("unless", _("The step is left out when"), unless_words(),
                     words(self.step, "unless"))  # fmt: skip
        self.fields["keep_informed"] = forms.BooleanField(
            label=_("They hear of each update until the case is resolved"), required=False
        )
        self.initial["keep_informed"] = bool(word(self.step, "keep_informed"))

    def _facts(self) -> dict[str, str]:
        own = words(self.rules, "facts")
        mails = [
            f"mail to {name}"
            for name, channel in table(self.rules, "channels").items()
            if word(channel, "address")
        ]
        return {fact: fact for fact in (*_COMMON_FACTS, *own, *mails)}

    @property
    def exists(self) -> bool:
        known = self.query["of"] in table(self.rules, "ladders")
        return known and (not self.query["step"] or self.query["step"] in self.names)

    @property
    def title(self) -> str:
        said = {"ladder": self.query["of"], "step": self.query["step"]}
        if not self.query["step"]:
            return _("New step of %(ladder)s") % said
        return _("Step %(step)s of %(ladder)s") % said

    def clean(self) -> None:
        self._clean_name()
        self._clean_start()
        self._clean_again()
        if not self.cleaned_data.get("notify"):
            self.add_error("notify", _("Choose at least one role: a step tells somebody."))
        within = self.typed("within")
        if within and not (is_wait(charter_length(within)) and re.search("[1-9]", within)):
            self.add_error("within", wrong_length(within))

    def _clean_name(self) -> None:
        name = self.typed("name")
        if name != self.query["step"] and name in self.names:
            said = _("There is a step called “%(name)s” already.") % {"name": name}
            self.add_error("name", said)

    def _clean_start(self) -> None:
        start, wait = self.typed("start"), self.typed("wait")
        if start in ("at", "after") and not is_wait(charter_length(wait)):
            said = wrong_length(wait) if wait else _("Write how long after, such as 30 min.")
            self.add_error("wait", said)
        if start == "after" and not self.typed("after"):
            self.add_error("after", _("Choose the step after which this one begins."))
        if start == "when" and not self.cleaned_data.get("when"):
            self.add_error("when", _("Choose at least one thing that makes the step begin."))

    def _clean_again(self) -> None:
        every, times = self.typed("every"), self.typed("times")
        if not every:
            return
        length = charter_length(every)
        if not is_length(length) or parse_length(length).total_seconds() < 30:
            self.add_error("every", wrong_length(every))
        if not self.typed("until"):
            self.add_error("until", _("Say what ends the repeats."))
        if not 1 <= (whole_number(times) or 0) <= 100:
            self.add_error("times", _("Write a number from 1 to 100."))

    # What it means in the text

    def changes(self) -> Changes:
        said = self._said()
        if not self.query["step"]:
            yield self._new(said)
            return
        path: Path = ("ladders", self.query["of"], "steps", self.number)
        for key, value in said.items():
            if not self._is_said(key, value):
                yield (*path, key), value
        if said["step"] != self.query["step"]:
            yield from self._renamed(str(said["step"]))

    def _new(self, said: dict[str, Plain]) -> tuple[Path, Plain]:
        step = {key: value for key, value in said.items() if value}
        path: Path = ("ladders", self.query["of"], "steps")
        return ((*path, self.number), step) if self.steps else (path, [step])

    def _said(self) -> dict[str, Plain]:
        """Every key of the step; empty ones are to be taken out."""
        start, chosen = self.typed("start"), self.cleaned_data
        wait = charter_length(self.typed("wait"))
        every = charter_length(self.typed("every"))
        return {
            "step": self.typed("name"),
            "at": wait if start == "at" else "",
            "after": f"{self.typed('after')} + {wait}" if start == "after" else "",
            "when": chosen["when"] if start == "when" else [],
            "within": charter_length(self.typed("within")),
            "notify": chosen["notify"],
            "by": chosen["by"],
            "repeat": f"every {every} until {self.typed('until')}" if every else "",
            "times": self.typed("times") if every else "",
            "unless": chosen["unless"],
            "keep_informed": "until resolved" if chosen["keep_informed"] else "",
            "owner_becomes": self.typed("owner_becomes"),
        }

    def _is_said(self, key: str, value: Plain) -> bool:
        """Whether the text says it already, in whatever manner and order."""
        if key in ("repeat", "times"):
            now = Again(
                charter_length(self.typed("every")), self.typed("until"), self.typed("times")
            )
            return (now if now.every else Again()) == again_of(self.step)
        if key == "after" and value:
            name, wait = after_of(self.step)
            return value == f"{name} + {wait}"
        if isinstance(value, list):
            return sorted(value) == sorted(words(self.step, key))
        return value == word(self.step, key)

    def _renamed(self, name: str) -> Changes:
        """The places that name the step by its old name."""
        ladder, old = self.query["of"], self.query["step"]
        for number, step in enumerate(self.steps):
            after, wait = after_of(step)
            if after == old:
                yield ("ladders", ladder, "steps", number, "after"), f"{name} + {wait}"
        for channel, rules in table(self.rules, "channels").items():
            if word(rules, "escalates") == f"{ladder} {old}":
                yield ("channels", channel, "escalates"), f"{ladder} {name}"
        tells = under(self.rules, "tell")
        for number, tell in enumerate(tells if isinstance(tells, list) else []):
            if word(tell, "if") == f"ladder at {old}":
                yield ("tell", number, "if"), f"ladder at {name}"
