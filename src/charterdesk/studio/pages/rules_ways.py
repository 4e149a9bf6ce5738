"""Where a rule is changed: its form, its line of the text, what is done at one press."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from charterdesk.engine.editing import Path, Source
from charterdesk.studio.pages.rules_values import RuleAct


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to change the draft of `name` at an edition; none for who may only read."""

    name: str
    edition: int
    may_change: bool
    source: Source

    def form(self, what: str, **query: str) -> str:
        """The address of a form."""
        path = reverse("studio:rules_change", args=[self.name, what])
        return f"{path}?{urlencode(query)}" if query else path

    def change(self, what: str, title: str, **query: str) -> tuple[RuleAct, ...]:
        """The act that opens a form; none for who may only read."""
        full = _("Change: %(what)s") % {"what": title}
        return self.link(_("Change"), full, what, **query)

    def link(self, label: str, full: str, what: str, **query: str) -> tuple[RuleAct, ...]:
        """A link to a form under a name of its own."""
        return (RuleAct(label, full, self.form(what, **query)),) if self.may_change else ()

    def text(self, title: str, path: Path) -> tuple[RuleAct, ...]:
        """A link to the rule's line in the text, for what has no form."""
        line = self.source.line_of(path)
        if not line or not self.may_change:
            return ()
        url = f"{reverse('studio:write', args=[self.name])}#line-{line}"
        full = _("Change in the text: %(what)s") % {"what": title}
        return (RuleAct(_("Change in the text"), full, url),)

    def press(self, act: str, label: str, full: str, of: str, which: str) -> tuple[RuleAct, ...]:
        """What is done at one press."""
        data: Mapping[str, str] = {"of": of, "which": which, "seen": str(self.edition)}
        url = reverse("studio:rules_act", args=[self.name, act])
        return (RuleAct(label, full, url, data),) if self.may_change else ()
