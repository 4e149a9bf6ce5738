"""People and rotas: who is on duty now, who fills which role, teams, shifts ahead with gaps."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Membership, Person, Team
from charterdesk.desk.forms.people import PersonForm, prefix_of
from charterdesk.desk.office_values import (
    CharterRoles,
    Member,
    PeoplePage,
    PersonRow,
    RoleRow,
    TeamRow,
)
from charterdesk.desk.pages.rotas import RotaPlan, rota_row
from charterdesk.engine.charter.values import Charter, Role
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Action, Refusal
from charterdesk.oncall.queries import Holding
from charterdesk.visit.reader import Reader


@dataclass(frozen=True, slots=True)
class Duty:
    """One charter with who holds its roles now, and the plans of its rotas."""

    charter: Charter
    holdings: tuple[Holding, ...]
    rotas: tuple[RotaPlan, ...]
    assigned: dict[str, list[Person]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """All that the page shows; `may_staff`: the reader fills roles and rotas."""

    duties: Sequence[Duty]
    teams: Sequence[Team]
    people: Sequence[Person]
    may_staff: bool
    may_manage: bool


def people_page(office: Office, reader: Reader, refusal: Refusal | None = None) -> PeoplePage:
    """The page; who may not change it sees why."""
    names = {one.username: one.name for one in office.people}
    reader.names.update(names)
    return PeoplePage(
        sentence=_now(office, reader),
        charters=tuple(_charter(duty, office, reader) for duty in office.duties),
        teams=(
            *(_team(team, office) for team in office.teams),
            *(_team_to_come(name, office) for name in teams_to_come(office)),
        ),
        rotas=tuple(
            rota_row(plan, duty.charter, office.people, office.may_staff, reader)
            for duty in office.duties
            for plan in duty.rotas
        ),
        people=tuple(_person(one, office) for one in office.people),
        may_change=office.may_staff,
        reason=_("Only an administrator or the lead of a team may change roles and rotas."),
        refusal=refusal,
    )


def _now(office: Office, reader: Reader) -> str:
    """Who is on duty by a rota now."""
    held = [
        f"{one.role.name} {', '.join(map(reader.name, one.people))}"
        for duty in office.duties
        for one in duty.holdings
        if one.role.kind == "rota" and one.people
    ]
    return _("On duty now: %(who)s.") % {"who": "; ".join(held)} if held else ""


def _charter(duty: Duty, office: Office, reader: Reader) -> CharterRoles:
    charter = duty.charter
    return CharterRoles(
        charter.name, charter.title or charter.name,
        tuple(_role(duty, one, office, reader) for one in duty.holdings),
    )  # fmt: skip


def _role(duty: Duty, holding: Holding, office: Office, reader: Reader) -> RoleRow:
    role, charter = holding.role, duty.charter
    form = PersonForm(
        office.people, prefix=prefix_of("role", charter.name, role.name), empty=_("nobody assigned")
    )
    assigned = duty.assigned.get(role.name, [])
    if assigned:
        form.initial["person"] = str(assigned[0].pk)
    form.fields["person"].label = _("Assigned to %(role)s") % {"role": role.name}
    return RoleRow(
        name=role.name,
        is_words=_is_words(role),
        filled_by=", ".join(map(reader.name, holding.people)),
        action=reverse("desk:people_role", args=[charter.name, role.name]),
        fields=fields_of(form) if office.may_staff else (),
        unfilled="" if holding.people else _unfilled(role, charter),
    )


def _is_words(role: Role) -> str:
    kinds = {
        "team": _("team %(name)s"),
        "rota": _("rota %(name)s"),
        "person": _("a person"),
    }
    words = kinds.get(role.kind, role.kind) % {"name": role.group}
    if role.outside:
        words = _("%(what)s, outside %(hours)s") % {"what": words, "hours": role.outside}
    return words


def _unfilled(role: Role, charter: Charter) -> str:
    other = role.otherwise[0] if role.otherwise else charter.last_resort
    if other == role.name:
        return _("nobody, and it is the last resort")
    return _("nobody now: falls to %(role)s") % {"role": other}


def _team(team: Team, office: Office) -> TeamRow:
    url = reverse("desk:people_team", args=[team.pk])
    inside = {one.person_id for one in team.memberships.all()}
    others = [one for one in office.people if one.pk not in inside]
    form = PersonForm(others, prefix=f"team{team.pk}")
    members = tuple(
        Member(one.person.name, one.is_lead, _acts(one, url) if office.may_manage else ())
        for one in team.memberships.all()
    )
    fields = fields_of(form) if office.may_manage and others else ()
    return TeamRow(team.name, members, url, fields)


def teams_to_come(office: Office) -> list[str]:
    """The teams that live charters name and that nobody is in yet, as there are none, by name."""
    roles = [one.role for duty in office.duties for one in duty.holdings]
    named = {role.group for role in roles if role.kind == "team"}
    return sorted(named - {team.name for team in office.teams})


def _team_to_come(name: str, office: Office) -> TeamRow:
    form = PersonForm(office.people, prefix=prefix_of("team", "new", name))
    fields = fields_of(form) if office.may_manage else ()
    return TeamRow(name, (), reverse("desk:people_new_team"), fields, new=name)


def _acts(one: Membership, url: str) -> tuple[Action, ...]:
    """Who leads any team staffs roles and rotas (`accounts.rights`)."""
    word, label = ("follow", _("Leads no more")) if one.is_lead else ("lead", _("Let them lead"))
    asked = ((word, label), ("leave", _("Take out")))
    key = str(one.person_id)
    return tuple(Action(name, text, url, method="post", data={name: key}) for name, text in asked)


def _person(person: Person, office: Office) -> PersonRow:
    teams = [
        team.name
        for team in office.teams
        if any(one.person_id == person.pk for one in team.memberships.all())
    ]
    roles = [
        f"{role} ({duty.charter.name})"
        for duty in office.duties
        for role, people in duty.assigned.items()
        if person in people
    ]
    return PersonRow(
        person.name, person.email, person.phone, ", ".join(teams), ", ".join(roles),
        person.is_active,
    )  # fmt: skip
