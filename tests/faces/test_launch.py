"""The launch of a contract on the customer's page: its defect, the button, whom it reached."""

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.customers.commands import add_contract
from charterdesk.customers.models import Contract
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, ben, charter, cleo, organisation
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db


def begun() -> tuple[str, str]:
    """A contract that began yesterday: the customer's page, and the launch's address."""
    at = now()
    charter("voxeo", at=at), cleo()
    firm = organisation()
    one = granted(
        add_contract(
            organisation=firm, charter="voxeo", name="production", number="V-1",
            valid_since=at.date(), by=DESK, at=at,
        )
    )  # fmt: skip
    return f"/desk/orgs/{firm.pk}/", f"/desk/orgs/{firm.pk}/launch/{one.pk}/"


def test_a_missing_account_manager_is_a_defect_in_red_and_the_launch_says_why(
    visit: Visit,
) -> None:
    page, launch = begun()
    visit.as_(ben())
    assert visit.get(page).says('class="gap"', "The contract V-1 has no account manager")
    refused = visit.post(launch)
    assert refused.status == 422
    assert Contract.objects.get().launched_at is None
    visit.post(f"{page}manager/", **{"manager-person": ben().pk})
    done = visit.post(launch)
    assert done.says("The contract is launched.", "by Ben Dahl", "cleo@customer.example")
    assert not done.says("Launch it")


def test_an_agent_may_not_launch(visit: Visit) -> None:
    page, launch = begun()
    visit.as_(ada())
    assert not visit.get(page).says("Launch it</button>")
    assert visit.post(launch).status == 403
