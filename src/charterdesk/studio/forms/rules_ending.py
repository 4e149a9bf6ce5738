"""The forms of how cases end and wait: silence, reopening, agreement, reminders, pauses."""

from django.utils.translation import gettext as _

from charterdesk.engine.charter.words import KINDS, WORDS
from charterdesk.look.naming import promise_name
from charterdesk.studio.forms.rules_form import Changes, RuleForm, word, words
from charterdesk.studio.forms.rules_lengths import charter_length, is_wait, spoken, wrong_length

_AFTER = " after resolved"


def agreements() -> dict[str, str]:
    """Whose word closing needs."""
    return {
        "not stated": _("nobody's"),
        "customer": _("the customer's"),
        "customer and analyst": _("the customer's and the analyst's"),
        "by outcome": _("as the outcome says"),
    }


class ClosingForm(RuleForm):
    """Silence, reopening, and whose word closing needs."""

    def begin(self) -> None:
        closing = ("closing",)
        silence = word(self.rules, *closing, "silence", "close")
        after = silence.removesuffix(_AFTER) if silence.endswith(_AFTER) else ""
        self.text(
            "silence", _("Close a resolved case when nobody wrote for"), spoken(after),
            _("Such as 14 d. Empty: silence never closes a case."),
        )  # fmt: skip
        self.text(
            "reopen", _("A message of the customer reopens it within"),
            spoken(word(self.rules, *closing, "reopen")),
            _("After that, the message opens a new case. Empty: it is not said."),
        )  # fmt: skip
        self.one(
            "agreement", _("Whose word closing needs"), agreements(),
            word(self.rules, *closing, "agreement") or "not stated",
        )  # fmt: skip

    @property
    def title(self) -> str:
        return _("How a case ends")

    def clean(self) -> None:
        for name in ("silence", "reopen"):
            typed = self.typed(name)
            if typed and not _is_some_wait(typed):
                self.add_error(name, wrong_length(typed))

    def changes(self) -> Changes:
        silence = charter_length(self.typed("silence"))
        said = f"{silence}{_AFTER}" if silence else "never"
        if silence or word(self.rules, "closing", "silence", "close"):
            yield ("closing", "silence", "close"), said
        yield ("closing", "reopen"), charter_length(self.typed("reopen"))
        agreement = self.typed("agreement")
        if agreement != (word(self.rules, "closing", "agreement") or "not stated"):
            yield ("closing", "agreement"), agreement


def _is_some_wait(typed: str) -> bool:
    text = charter_length(typed)
    return is_wait(text) and any(sign in "123456789" for sign in text)


class WaitingForm(RuleForm):
    """What waiting on `of` pauses, and when the customer is reminded."""

    about = ("of",)

    def begin(self) -> None:
        path = ("waiting", self.query["of"])
        kinds = {kind: promise_name(kind) for kind in KINDS}
        self.several(
            "pauses", _("The clocks of these promises stand still"), kinds,
            words(self.rules, *path, "pauses"),
        )  # fmt: skip
        if self.query["of"] == "customer":
            self.lines(
                "remind", _("Remind the customer after"),
                [spoken(one) for one in words(self.rules, *path, "remind")],
                _("One length on each line, such as 3 d, counted from the beginning of the wait."),
            )  # fmt: skip

    @property
    def exists(self) -> bool:
        return self.query["of"] in WORDS["waiting on"]

    @property
    def title(self) -> str:
        titles = {
            "customer": _("While we wait for the customer"),
            "supplier": _("While we wait for a supplier"),
            "bug": _("While we wait for a bug"),
            "date": _("While we wait for a date"),
        }
        return titles[self.query["of"]]

    def clean(self) -> None:
        for line in self.typed_lines("remind"):
            if not _is_some_wait(line):
                self.add_error("remind", wrong_length(line))

    def changes(self) -> Changes:
        path = ("waiting", self.query["of"])
        before = words(self.rules, *path, "pauses")
        chosen: list[str] = self.cleaned_data["pauses"]
        kept = [one for one in before if one in chosen]
        yield (*path, "pauses"), [*kept, *(one for one in chosen if one not in before)]
        if "remind" in self.fields:
            yield (*path, "remind"), [charter_length(one) for one in self.typed_lines("remind")]
