"""Watching a case: oneself at one press, a colleague by choosing them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands import add_watcher, stop_watching, watch_case
from charterdesk.desk.forms.acts.act import ActForm


class WatchForm(ActForm):
    """The reader watches the case."""

    def do(self) -> Answer:
        watch_case(case=self.acting.row, by=self.acting.person, at=self.acting.at)
        return Done(self.acting.row)


class UnwatchForm(ActForm):
    """The reader stops watching it."""

    def do(self) -> Answer:
        stop_watching(case=self.acting.row, by=self.acting.person, at=self.acting.at)
        return Done(self.acting.row)


class WatchersForm(ActForm):
    """A colleague who is to watch it; who may not is refused in words, as nobody is hidden."""

    colleague = forms.ChoiceField(label=_("Colleague"))

    def prepare(self) -> None:
        others = [one for one in self.acting.people if one.pk != self.acting.person.pk]
        self.offer("colleague", [(one.username, one.name) for one in others])

    def do(self) -> Answer:
        acting, chosen = self.acting, self.cleaned_data["colleague"]
        person = next(one for one in acting.people if one.username == chosen)
        refused = add_watcher(case=acting.row, person=person, by=acting.person, at=acting.at)
        return refused or Done(acting.row)
