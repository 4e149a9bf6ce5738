"""The sample company before its first case: charters, people, teams, rotas, customers."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.accounts.commands import add_person, add_team, join_team
from charterdesk.accounts.models import Person, Team
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.charters.commands import install_shipped_charters
from charterdesk.charters.queries import charter_in_force
from charterdesk.customers.commands import add_contact, add_contract, add_organisation, set_rights
from charterdesk.oncall.commands import assign_role
from charterdesk.sample.customers import FIRMS
from charterdesk.sample.duty import set_up_duty
from charterdesk.sample.equipping import equip_customers
from charterdesk.sample.fields import declare_fields
from charterdesk.sample.office import COLLEAGUES, COMPANY_ZONE, MAIL_HOST, YOU
from charterdesk.sample.script import Colleague, Firm
from charterdesk.sample.shelving import fill_shelves
from charterdesk.sample.unlocking import unlock_customers
from charterdesk.sample.watching import set_up_watch


def set_up_company(*, at: datetime) -> Person:
    """Make all that cases need; gives the person for you to be. Raises Refused."""
    granted(install_shipped_charters(by=DESK, at=at))
    names = sorted({team for one in COLLEAGUES for team in one.teams})
    teams = {name: granted(add_team(name=name, by=DESK, at=at)) for name in names}
    people = {one.username: _hire(one, teams, at) for one in COLLEAGUES}
    for one in COLLEAGUES:
        for charter, role in one.roles:
            served = charter_in_force(charter, at)
            person = people[one.username]
            granted(assign_role(charter=served, role=role, person=person, by=DESK, at=at))
    set_up_duty(people, at=at)
    declare_fields(by=people[YOU], at=at)
    fill_shelves(people, lead=people[YOU], at=at)
    for firm in FIRMS:
        _win(firm, people, at)
    equip_customers(by=people[YOU], at=at)
    unlock_customers(by=people[YOU], at=at)
    set_up_watch(by=people[YOU], at=at)
    return people[YOU]


def _hire(one: Colleague, teams: dict[str, Team], at: datetime) -> Person:
    person = granted(
        add_person(
            username=one.username, name=one.name, email=f"{one.username}@{MAIL_HOST}",
            phone="+46 8 555 02 00", zone=one.zone, language=one.language,
            is_admin=one.is_admin, by=DESK, at=at,
        )
    )  # fmt: skip
    for name in one.teams:
        is_lead = name in one.leads
        join_team(team=teams[name], person=person, is_lead=is_lead, by=DESK, at=at)
    return person


def _win(firm: Firm, people: dict[str, Person], at: datetime) -> None:
    organisation = granted(
        add_organisation(
            name=firm.name, charter=firm.charter, zone=firm.zone, language=firm.language,
            account_manager=people.get(firm.manager), by=DESK, at=at,
        )
    )  # fmt: skip
    for one in firm.people:
        speaks_for_all = one == firm.people[0]
        contact = granted(
            add_contact(
                name=one.name, address=one.address, phone=one.phone, organisation=organisation,
                is_authorised=speaks_for_all, by=DESK, at=at,
            )
        )  # fmt: skip
        set_rights(
            contact=contact, sees_organisation=speaks_for_all, may_escalate=True, may_agree=True,
            by=DESK, at=at,
        )  # fmt: skip
    if firm.contract:
        since = at.astimezone(ZoneInfo(COMPANY_ZONE)).date() - timedelta(days=200)
        granted(
            add_contract(
                organisation=organisation, charter=firm.charter, name=firm.contract,
                level=firm.level, number=firm.number, valid_since=since, by=DESK, at=at,
            )
        )  # fmt: skip
