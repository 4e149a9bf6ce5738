"""The forms of what a young charter lacks: its title, its mail address, a role, an escalation."""

import re

from django.utils.translation import gettext as _

from charterdesk.engine.charter.words import WORDS
from charterdesk.kit.mail_addresses import is_mail_address
from charterdesk.studio.forms.rules_form import Changes, RuleForm, table, word

FORMAL = "formal escalation"
_NAME = re.compile(r"\w[\w -]{0,59}")
# What these words mean in a charter, no role's name can mean.
_TAKEN = (*WORDS["who"], "customer")


class TitleForm(RuleForm):
    """What the charter is called above its page for customers."""

    def begin(self) -> None:
        self.text(
            "title", _("Title"), word(self.rules, "title"),
            _("Stands above the page for customers, such as “Support of Example Ltd”."),
        )  # fmt: skip

    @property
    def title(self) -> str:
        return _("What the charter is called")

    def changes(self) -> Changes:
        if self.typed("title") != word(self.rules, "title"):
            yield ("title",), self.typed("title")


class MailForm(RuleForm):
    """The address of the mail channel `of`."""

    about = ("of",)

    def begin(self) -> None:
        self.text(
            "address", _("Mail address"), word(self.rules, "channels", self.query["of"], "address"),
            _("What customers write to. The desk must receive its mail."),
            needed=_("Write the address: without it no mail comes in here."),
        )  # fmt: skip

    @property
    def exists(self) -> bool:
        return bool(word(self.rules, "channels", self.query["of"], "address"))

    @property
    def title(self) -> str:
        return _("Mail: %(name)s") % {"name": self.query["of"]}

    def clean(self) -> None:
        typed = self.typed("address")
        if typed and not is_mail_address(typed):
            self.add_error("address", _("Write an address like support@example.com."))

    def changes(self) -> Changes:
        yield ("channels", self.query["of"], "address"), self.typed("address")


class RoleForm(RuleForm):
    """A new role, and who is meant by it."""

    def begin(self) -> None:
        self.text(
            "name", _("Name"), "", _("Such as support-manager. People are put behind it later."),
            needed=_("Give the role a name."),
        )  # fmt: skip
        kinds = {
            "person": _("one person"),
            "team": _("all of a team"),
            "rota": _("whoever is on duty in a rota"),
        }
        self.one("kind", _("Who is meant"), kinds, "person")
        self.text("group", _("Name of the team or rota"), "", _("Not for one person."))

    @property
    def title(self) -> str:
        return _("New role")

    def clean(self) -> None:
        name = self.typed("name")
        if name and (wrong := _wrong(name)):
            self.add_error("name", wrong)
        elif name in _TAKEN:
            said = _("“%(name)s” has a meaning of its own in a charter: choose another name.")
            self.add_error("name", said % {"name": name})
        elif name in table(self.rules, "roles"):
            said = _("There is a role called “%(name)s” already.")
            self.add_error("name", said % {"name": name})
        if self.typed("kind") != "person" and (wrong := _wrong(self.typed("group"))):
            self.add_error("group", wrong)

    def changes(self) -> Changes:
        kind = self.typed("kind") or "person"
        said = kind if kind == "person" else f"{kind} {self.typed('group')}"
        yield ("roles", self.typed("name")), {"is": said}


class LadderForm(RuleForm):
    """A new escalation with its first step, which is taken at once."""

    def begin(self) -> None:
        self.text("name", _("Name"), "", _("Such as management."),
                  needed=_("Give the escalation a name."))  # fmt: skip
        starts = {FORMAL: _("somebody asks for it: the customer, or one of us")}
        for name in table(self.rules, "priorities", "list"):
            said = _("a case is, or becomes, of the priority %(name)s")
            starts[f"priority {name}"] = said % {"name": name}
        self.several("starts", _("It begins when"), starts, [FORMAL])
        self.one("hours", _("Its times run in the hours"), self.calendars(), "always")
        self.text("step", _("Name of its first step"), "",
                  _("Taken at once. More steps are added afterwards."),
                  needed=_("Give the step a name."))  # fmt: skip
        roles = {name: name for name in table(self.rules, "roles")}
        self.several("notify", _("Who is told"), roles, [])

    @property
    def title(self) -> str:
        return _("New escalation")

    def clean(self) -> None:
        name = self.typed("name")
        if name and (wrong := _wrong(name)):
            self.add_error("name", wrong)
        elif name in table(self.rules, "ladders"):
            said = _("There is an escalation called “%(name)s” already.")
            self.add_error("name", said % {"name": name})
        if not self.cleaned_data.get("starts"):
            self.add_error("starts", _("Choose at least one thing that begins it."))
        if not self.cleaned_data.get("notify"):
            self.add_error("notify", _("Choose at least one role: a step tells somebody."))

    def changes(self) -> Changes:
        chosen = self.cleaned_data
        step = {"step": self.typed("step"), "at": "0m", "notify": chosen["notify"]}
        said = {"starts": chosen["starts"], "hours": self.typed("hours") or "always"}
        yield ("ladders", self.typed("name")), {**said, "steps": [step]}


def _wrong(name: str) -> str:
    if _NAME.fullmatch(name):
        return ""
    return _("Write a name of up to 60 letters, digits, hyphens and spaces.")
