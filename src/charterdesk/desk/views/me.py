"""One's own page: name, zone, language, theme, keys."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.commands import change_settings
from charterdesk.accounts.refusal import Refusal
from charterdesk.desk.forms.settings import MyForm
from charterdesk.desk.office_values import MePage
from charterdesk.look.fields import fields_of
from charterdesk.visit.asking import Ask, asked

YEAR = 365 * 24 * 3600


@asked("GET", "POST")
def me(ask: Ask) -> HttpResponse:
    """The form; with POST the settings are kept, and the theme is the browser's, too."""
    form = MyForm(ask.request.POST) if ask.is_post else MyForm(initial=MyForm.of(ask.person))
    if ask.is_post and form.is_valid():
        changed = change_settings(person=ask.person, by=ask.person, at=ask.at, **form.settings())
        if not isinstance(changed, Refusal):
            answer = ask.go(reverse("desk:me"), _("Your settings are kept."))
            answer.set_cookie("theme", changed.theme, max_age=YEAR, samesite="Lax")
            return answer
        form.add_error(changed.field if changed.field in form.fields else None, changed.text)
    page = MePage(reverse("desk:me"), fields_of(form))
    return ask.draw("desk/me", page, current="me", status=422 if form.errors else 200)
