"""The forms of what is promised: a row, what `at once` means, when a warning is given."""

import re

from django.utils.translation import gettext as _

from charterdesk.engine.charter.words import KINDS
from charterdesk.engine.editing import Path
from charterdesk.look.naming import promise_name
from charterdesk.studio.forms.rules_form import Changes, RuleForm, table, under, word
from charterdesk.studio.forms.rules_lengths import (
    charter_length,
    is_length,
    is_promise,
    spoken,
    wrong_length,
)


class PromiseForm(RuleForm):
    """One row: `of` is its priority; `under` a contract, `aims`, or nothing for all customers."""

    about = ("of", "under")

    def begin(self) -> None:
        row = under(self.rules, *self.path)
        options = self.calendars()
        if self.query["under"]:
            options = {"": _("as for all customers"), **options}
        elif not word(row, "hours"):
            options = {"": _("not said"), **options}
        self.one("hours", _("In which hours it counts"), options, word(row, "hours"))
        for kind in KINDS:
            self.text(kind, promise_name(kind), spoken(word(row, kind)), _hint(kind))

    @property
    def path(self) -> Path:
        """Where the row stands."""
        whose, priority = self.query["under"], self.query["of"]
        if whose == "aims":
            return ("aims", priority)
        return ("contracts", whose, "promises", priority) if whose else ("promises", priority)

    @property
    def exists(self) -> bool:
        whose = self.query["under"]
        known = whose in ("", "aims") or whose in table(self.rules, "contracts")
        return known and self.query["of"] in table(self.rules, "priorities", "list")

    @property
    def title(self) -> str:
        said = {"priority": self.query["of"], "contract": self.query["under"]}
        if self.query["under"] == "aims":
            return _("What we aim at: %(priority)s") % said
        if self.query["under"]:
            return _("What is promised: %(priority)s under the contract %(contract)s") % said
        return _("What is promised: %(priority)s") % said

    @property
    def lead(self) -> str:
        return _(
            "Write lengths like 30 min, 4 h or 1 d: a day is a working day. An empty field"
            " promises nothing and says nothing."
        )

    def clean(self) -> None:
        for kind in KINDS:
            typed = self.typed(kind)
            if typed and not is_promise(kind, charter_length(typed), self.calendars()):
                self.add_error(kind, _wrong(kind, typed))

    def changes(self) -> Changes:
        yield (*self.path, "hours"), self.typed("hours")
        for kind in KINDS:
            yield (*self.path, kind), charter_length(self.typed(kind))


def _hint(kind: str) -> str:
    if kind == "update":
        return _("Again and again: “every 4 h”, or “as soon as possible”.")
    if kind == "response":
        return _("Also “at once”, “as soon as possible”, “not stated”, “end of day 1 d”.")
    return ""


def _wrong(kind: str, typed: str) -> str:
    if re.search("d", charter_length(typed)) and re.search("[hm]", charter_length(typed)):
        said = {"typed": typed}
        return _("“%(typed)s” mixes days and hours: write whole days, or hours.") % said
    if charter_length(typed).startswith("every ") and kind != "update":
        return _("Only an update comes again and again: leave “every” out.")
    return wrong_length(typed)


class TimingForm(RuleForm):
    """What holds for all promises."""

    def begin(self) -> None:
        self.text(
            "at_once", _("“At once” means within"), spoken(word(self.rules, "at_once")),
            _("15 min where nothing is said."),
        )  # fmt: skip
        self.text(
            "warn", _("Warn when so much of a promise's time is gone"), word(self.rules, "warn"),
            _("A share like 75%, which it is where nothing is said."),
        )  # fmt: skip

    @property
    def title(self) -> str:
        return _("At once, and when to warn")

    def clean(self) -> None:
        at_once, warn = self.typed("at_once"), self.typed("warn")
        if at_once and not is_length(charter_length(at_once)):
            self.add_error("at_once", wrong_length(at_once))
        if warn and not re.fullmatch(r"0?[1-9]%|[1-9][0-9]%", warn.replace(" ", "")):
            self.add_error("warn", _("Write a share from 1% to 99%."))

    def changes(self) -> Changes:
        yield ("at_once",), charter_length(self.typed("at_once"))
        yield ("warn",), self.typed("warn").replace(" ", "")
