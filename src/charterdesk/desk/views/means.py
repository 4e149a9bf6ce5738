"""One's own means: the list, one more, its delays, "call me now" with what becomes of it."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.desk.forms.means import DelaysForm, MeansForm
from charterdesk.desk.pages.means import means_page
from charterdesk.look.values import Refusal as Shown
from charterdesk.notifications.means import add_means, call_now, change_delays, remove_means
from charterdesk.notifications.models import Means
from charterdesk.notifications.queries import last_test, one_of_own, own_means
from charterdesk.notifications.routes import MAIL
from charterdesk.notifications.ways_out import messengers_of_the_desk, services_of_the_desk
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def means(ask: Ask) -> HttpResponse:
    """The list; with POST one more."""
    form = _form(ask.request.POST if ask.is_post else None)
    if ask.is_post and form.is_valid():
        added = add_means(person=ask.person, by=ask.person, at=ask.at, **form.means())
        if not isinstance(added, Refusal):
            return ask.go(reverse("desk:means"), _("It is on your list. Test it now."))
        form.add_error(added.field if added.field in form.fields else None, added.text)
    return _drawn(ask, form)


@asked("POST")
def change(ask: Ask, pk: int) -> HttpResponse:
    """Its delays."""
    form = DelaysForm(ask.request.POST, prefix=f"m{pk}")
    if form.is_valid():
        delays = form.delays()
        change_delays(
            means=_own(ask, pk), by=ask.person, at=ask.at,
            urgent_after=delays["urgent_after"], ordinary_after=delays["ordinary_after"],
        )  # fmt: skip
        return ask.go(reverse("desk:means"), _("The order of your means is kept."))
    return _drawn(ask, _form(), Shown(_("These delays are not among the choices.")))


@asked("POST")
def remove(ask: Ask, pk: int) -> HttpResponse:
    """It is used no more."""
    remove_means(means=_own(ask, pk), by=ask.person, at=ask.at)
    return ask.go(reverse("desk:means"), _("It is off your list."))


@asked("POST")
def test(ask: Ask, pk: int) -> HttpResponse:
    """Call me now; what becomes of it stands on the page."""
    sent = call_now(means=_own(ask, pk), by=ask.person, at=ask.at)
    if isinstance(sent, Refusal):
        return _drawn(ask, _form(), Shown(sent.text))
    return ask.go(f"{reverse('desk:means')}#job")


def _own(ask: Ask, pk: int) -> Means:
    found = one_of_own(ask.person, pk)
    if found is None:
        raise Http404
    return found


def _form(data: object = None) -> MeansForm:
    return MeansForm(data, kinds=_kinds(), services=services_of_the_desk())


def _kinds() -> frozenset[str]:
    return frozenset({MAIL, *messengers_of_the_desk()})


def _drawn(ask: Ask, form: MeansForm, refusal: Shown | None = None) -> HttpResponse:
    page = means_page(
        own_means(ask.person), form, _kinds(), ask.reader, last_test(ask.person), refusal
    )
    wrong = bool(refusal or form.errors)
    return ask.draw("desk/means", page, current="me", status=422 if wrong else 200)
