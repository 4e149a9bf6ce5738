"""Acts on a case: a form, one command, then back to the case or the same form with the refusal."""

from django.http import Http404, HttpResponse

from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.cases.queries import state_of
from charterdesk.desk.acts import ACTS
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.acts.act import Acting
from charterdesk.desk.pages.act import act_page
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.views.writing import found
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def act(ask: Ask, number: str, name: str) -> HttpResponse:
    """One act by its name."""
    if name not in ACTS:
        raise Http404
    acting = acting_on(ask, number)
    form = ACTS[name].form(acting, ask.request.POST if ask.is_post else None)
    urls = CaseUrls(acting.row.number, ask.way.url)
    if not form.is_valid():
        status = 422 if ask.is_post else 200
        return ask.draw("desk/act", act_page(name, ACTS[name], form, urls), status=status)
    answer = form.do()
    if refusal := not_done(answer, acting.charter, urls):
        return ask.draw("desk/act", act_page(name, ACTS[name], form, urls, refusal), status=422)
    undo = urls.act(ACTS[name].undo) if ACTS[name].undo else ""
    return ask.go(urls.page(), str(ACTS[name].done), undo_url=undo)


def acting_on(ask: Ask, number: str) -> Acting:
    """The case that the person may see, and who acts on it."""
    loaded = state_of(found(ask, number))
    return Acting(loaded, ask.person, ask.at, tuple(people_of_the_desk(ask.person)))
