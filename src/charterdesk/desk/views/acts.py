"""Acts on a case: a form, one command, then back to the case or the same form with the refusal."""

from collections.abc import Callable

from django.http import Http404, HttpResponse

from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.cases.queries import state_of
from charterdesk.desk.acts import ACTS
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.acts.act import ActForm, Acting
from charterdesk.desk.pages.act import act_page
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.views.writing import found
from charterdesk.look.values import Refusal
from charterdesk.visit.asking import Ask, asked

# Draws a form's page with a status, and with why it was refused.
Drawn = Callable[[int, Refusal | None], HttpResponse]


@asked("GET", "POST")
def act(ask: Ask, number: str, name: str) -> HttpResponse:
    """One act by its name."""
    if name not in ACTS:
        raise Http404
    acting = acting_on(ask, number)
    form = ACTS[name].form(acting, ask.request.POST if ask.is_post else None)
    urls = CaseUrls(acting.row.number, ask.way.url)

    def drawn(status: int, refusal: Refusal | None) -> HttpResponse:
        return ask.draw("desk/act", act_page(name, ACTS[name], form, urls, refusal), status=status)

    if again := unless_done(ask, form, drawn):
        return again
    undo = urls.act(ACTS[name].undo) if ACTS[name].undo else ""
    return ask.go(urls.page(), str(ACTS[name].done), undo_url=undo)


def unless_done(ask: Ask, form: ActForm, drawn: Drawn) -> HttpResponse | None:
    """The page again, with what is wrong or why it was refused; None once the act is done."""
    if not form.is_valid():
        return drawn(422 if ask.is_post else 200, None)
    urls = CaseUrls(form.acting.row.number, ask.way.url)
    refusal = not_done(form.do(), form.acting.charter, urls)
    return drawn(422, refusal) if refusal else None


def acting_on(ask: Ask, number: str) -> Acting:
    """The case that the person may see, and who acts on it."""
    loaded = state_of(found(ask, number))
    return Acting(loaded, ask.person, ask.at, tuple(people_of_the_desk(ask.person)))
