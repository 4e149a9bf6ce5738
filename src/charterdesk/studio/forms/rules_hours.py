"""The forms of when: a calendar's lines, and the days on which it is closed."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _

from charterdesk.engine.calendar import parse_line
from charterdesk.engine.charter.values import ALWAYS_NAME
from charterdesk.engine.editing import EditError, add_item, put
from charterdesk.look.phrasing import worded
from charterdesk.studio.forms.rules_form import Changes, RuleForm, table, word, words


class HoursForm(RuleForm):
    """The lines of the calendar `of`; a new calendar where none is named."""

    about = ("of",)

    def begin(self) -> None:
        if not self.query["of"]:
            hint, needed = _("A short word, such as office."), _("Give the hours a name.")
            self.text("name", _("Name"), "", hint, needed=needed)
        self.lines(
            "open", _("Open"), words(self.rules, "hours", self.query["of"], "open"),
            _("One line each: “Mon-Fri 08:00-17:00”. An end not after the start is on the next"
              " day. A zone may follow: “Sun 17:00-01:00 America/New_York”."),
        )  # fmt: skip

    @property
    def exists(self) -> bool:
        return not self.query["of"] or self.query["of"] in table(self.rules, "hours")

    @property
    def title(self) -> str:
        if not self.query["of"]:
            return _("New hours")
        return _("Hours: %(name)s") % {"name": self.query["of"]}

    def clean(self) -> None:
        if "name" in self.fields and (wrong := self._wrong_name()):
            self.add_error("name", wrong)
        lines = self.typed_lines("open")
        if not lines:
            self.add_error("open", _("Write at least one line: these hours would never be open."))
        for number, line in enumerate(lines, 1):
            if not _is_line(line, word(self.rules, "zone")):
                said = {"number": str(number), "line": line}
                self.add_error(
                    "open",
                    _("Line %(number)s, “%(line)s”, is not understood: write days and times like"
                      " “Mon-Fri 08:00-17:00”.") % said,
                )  # fmt: skip

    def _wrong_name(self) -> str:
        name = self.typed("name")
        if name == ALWAYS_NAME or name in table(self.rules, "hours"):
            return _("There are hours called “%(name)s” already.") % {"name": name}
        return ""

    def changes(self) -> Changes:
        name = self.query["of"] or self.typed("name")
        yield ("hours", name, "open"), self.typed_lines("open")


def _is_line(line: str, zone: str) -> bool:
    try:
        parse_line(line, zone or "UTC")
    except ValueError:
        return False
    return True


class HolidayForm(RuleForm):
    """A day on which no shift of the calendar `of` opens."""

    about = ("of",)
    day = forms.DateField(label=_("Closed on"), widget=forms.DateInput({"type": "date"}))

    def begin(self) -> None:
        field = self.fields["day"]
        field.label = _("Closed on")
        field.help_text = _("No shift opens on this day; one that began the day before goes on.")

    @property
    def exists(self) -> bool:
        return self.query["of"] in table(self.rules, "hours")

    @property
    def title(self) -> str:
        return _("Closed days: %(name)s") % {"name": self.query["of"]}

    @property
    def closed(self) -> list[str]:
        """The days in the order of the file."""
        return words(self.rules, "hours", self.query["of"], "closed")

    def clean(self) -> None:
        day = self.cleaned_data.get("day")
        if isinstance(day, date) and day.isoformat() in self.closed:
            self.add_error("day", _("This day is closed already."))

    def changes(self) -> Changes:
        yield from ()

    def edited(self) -> str | None:
        """The day goes where it belongs between the others."""
        path = ("hours", self.query["of"], "closed")
        day = self.cleaned_data["day"].isoformat()
        before = sum(one < day for one in self.closed)
        try:
            if not self.closed:
                return put(self.source.text, path, [day])
            return add_item(self.source.text, path, day, before)
        except EditError as refused:
            self.add_error(None, worded(refused.message, "UTC"))
            return None
