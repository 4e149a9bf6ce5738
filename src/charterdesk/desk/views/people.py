"""People and rotas: the page, and the four things that can be changed on it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.commands import join_team, leave_team
from charterdesk.accounts.models import Team
from charterdesk.accounts.queries import people_of_the_desk, teams_with_people
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import may_staff
from charterdesk.charters.queries import live_charters
from charterdesk.desk.forms.people import PersonForm, ShiftForm, prefix_of
from charterdesk.desk.office import office_of
from charterdesk.desk.pages.people import people_page, teams_to_come
from charterdesk.desk.staffing import assign_alone, begin_team, end_stretch, plan_shift
from charterdesk.engine.charter.values import Charter
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked()
def people(ask: Ask) -> HttpResponse:
    """The page."""
    return _drawn(ask)


@asked("POST")
def role(ask: Ask, charter: str, role: str) -> HttpResponse:
    """Who is assigned to a role; nobody takes the assignments away."""
    prefix = prefix_of("role", charter, role)
    form = PersonForm(people_of_the_desk(ask.person), ask.request.POST, prefix, empty="-")
    if not form.is_valid():
        return _refused(ask, form)
    done = assign_alone(
        charter=_live(ask, charter), role=role, person=form.chosen(), by=ask.person, at=ask.at
    )
    return _answered(ask, done, _("The role is set."))


@asked("POST")
def team(ask: Ask, pk: int) -> HttpResponse:
    """Somebody joins a team or leaves it."""
    found = teams_with_people(ask.person).filter(pk=pk).first()
    if found is None:
        raise Http404
    if said := _of_member(ask, found):
        return _answered(ask, None, said)
    form = PersonForm(people_of_the_desk(ask.person), ask.request.POST, f"team{pk}")
    if not form.is_valid() or (joining := form.chosen()) is None:
        return _refused(ask, form)
    join_team(team=found, person=joining, by=ask.person, at=ask.at)
    return _answered(ask, None, _("They are in the team."))


def _of_member(ask: Ask, team: Team) -> str:
    """Do what was pressed beside a member of the team, and say it; "" where nothing was."""
    for act in ("leave", "lead", "follow"):
        pk = whole_number(ask.request.POST.get(act))
        member = team.memberships.filter(person=pk).first() if pk else None
        if member is None:
            continue
        person = member.person
        if act == "leave":
            leave_team(team=team, person=person, by=ask.person, at=ask.at)
            return _("They are out of the team.")
        join_team(team=team, person=person, by=ask.person, at=ask.at, is_lead=act == "lead")
        return _("They lead the team.") if act == "lead" else _("They lead the team no more.")
    return ""


@asked("POST")
def new_team(ask: Ask) -> HttpResponse:
    """The first member of a team that a live charter names and that is not there yet."""
    name, office = ask.request.POST.get("team", ""), office_of(ask.person, ask.at)
    if name not in teams_to_come(office):
        raise Http404
    form = PersonForm(office.people, ask.request.POST, prefix_of("team", "new", name))
    if not form.is_valid() or (first := form.chosen()) is None:
        return _refused(ask, form)
    done = begin_team(name=name, first=first, by=ask.person, at=ask.at)
    return _answered(ask, done, _("They are in the team."))


@asked("POST")
def rota(ask: Ask, charter: str, name: str) -> HttpResponse:
    """A shift or an override of a rota."""
    prefix = prefix_of("rota", charter, name)
    form = ShiftForm(people_of_the_desk(ask.person), ask.request.POST, prefix)
    if not form.is_valid():
        return _refused(ask, form)
    done = plan_shift(charter=_live(ask, charter), name=name, form=form, by=ask.person, at=ask.at)
    return _answered(ask, done, _("The shift is planned."))


@asked("POST")
def end(ask: Ask, what: str, pk: int) -> HttpResponse:
    """Take a shift or an override back, or let it end now."""
    done = end_stretch(what=what, pk=pk, by=ask.person, at=ask.at)
    return _answered(ask, done, _("It is taken back."))


def _live(ask: Ask, name: str) -> Charter:
    found = next((one for one in live_charters(ask.at) if one.name == name), None)
    if found is None:
        raise Http404
    return found


def _answered(ask: Ask, refusal: Refusal | None, done: str) -> HttpResponse:
    if refusal is not None:
        return _drawn(ask, Shown(refusal.text), 422)
    return ask.go(reverse("desk:people"), done)


def _refused(ask: Ask, form: PersonForm) -> HttpResponse:
    if not may_staff(ask.person):
        raise PermissionDenied(_("Only an administrator or the lead of a team may do this."))
    faults = [f"{form[name].label}: {texts[0]}" for name, texts in form.errors.items()]
    return _drawn(ask, Shown(_("Something is missing or wrong."), tuple(faults)), 422)


def _drawn(ask: Ask, refusal: Shown | None = None, status: int = 200) -> HttpResponse:
    page = people_page(office_of(ask.person, ask.at), ask.reader, refusal)
    return ask.draw("desk/people", page, current="people", status=status)
