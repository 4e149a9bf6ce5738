"""Systems on the pages of customers and equipment: reached or not, for who works on their cases."""

import pytest

from charterdesk.access.commands import keep_system
from charterdesk.access.models import PortCheck, System
from charterdesk.access.queries import systems_in_sight
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from tests.apps.access.systems import case, system
from tests.apps.cast import ada
from tests.faces.desk_scene import eve
from tests.faces.portal_scene import browser
from tests.faces.test_equipment import gate
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db


def checked(of: System, on: Case) -> None:
    """One of its ports was found closed."""
    PortCheck.objects.create(
        system=of, case=on, address=of.address, ports=of.ports, asked_by=ada(), asked_at=now(),
        done_at=now(), said={"80": "closed", "443": "open"},
    )  # fmt: skip


def test_the_customers_page_says_whether_systems_were_reached_and_leads_to_the_case(
    visit: Visit,
) -> None:
    """R-BIC-33, R-BIC-35."""
    work, of = case(), system()
    url = f"/desk/orgs/{of.organisation_id}/"
    assert visit.get(url).says("Systems", "pbx.customer.example", "never tried")
    checked(of, work)
    page = visit.get(url)
    assert page.says("not open: 80", f"for case {work.number}")
    assert f'href="/desk/c/{work.number}/access/"' in page.text


def test_the_equipment_of_a_system_is_chosen_and_shows_it(visit: Visit) -> None:
    """R-BIC-42."""
    work, of, one = case(), system(), gate()
    gate("gate-9", "Elsewhere Ltd")
    url = f"/desk/c/{work.number}/access/"
    form = visit.get(url).form.to("/change/")
    assert "gate-9" not in visit.get(url).text
    visit.post(form.action, **{**form.values, f"system{of.pk}-asset": one.tag})
    assert System.objects.get().asset == one
    assert visit.get(f"/desk/assets/{one.tag}/").says("pbx.customer.example")
    assert f'href="/desk/assets/{one.tag}/"' in visit.get(f"/desk/orgs/{of.organisation_id}/").text
    hers = browser().fill(f"/cases/{work.number}/access/", "/change/", **{
        f"system{of.pk}-address": "203.0.113.9",
    })  # fmt: skip
    assert hers.says("203.0.113.9")
    assert System.objects.get().asset == one
    other = gate("gate-2")
    assert "203.0.113.9" not in visit.get(f"/desk/assets/{other.tag}/").text


def test_equipment_of_another_customer_is_refused() -> None:
    of, other = system(), gate("gate-9", "Elsewhere Ltd")
    refused = keep_system(
        organisation=of.organisation, name="pbx", address=of.address, ports=of.ports, system=of,
        asset=other, by=ada(), at=now(),
    )  # fmt: skip
    assert isinstance(refused, Refusal)
    assert System.objects.get().asset is None


def test_who_works_on_none_of_the_customers_cases_sees_no_system(visit: Visit) -> None:
    work, of = case(), system()
    checked(of, work)
    page = visit.as_(eve()).get(f"/desk/orgs/{of.organisation_id}/")
    assert page.status == 200
    assert of.address not in page.text
    assert systems_in_sight(eve(), of.organisation) == []
    assert [one.system for one in systems_in_sight(ada(), of.organisation)] == [of]
