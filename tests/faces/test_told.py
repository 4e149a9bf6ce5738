"""What was done is told once, and no page that has nothing to tell takes it from the next one."""

import pytest
from django.test import Client

from tests.apps.cast import ada, cleo
from tests.faces.desk_scene import case_of
from tests.faces.guests import client_of

pytestmark = pytest.mark.django_db
DONE = "The reply is on its way."


def at_the_desk() -> Client:
    client = Client()
    client.force_login(ada())
    return client


@pytest.mark.parametrize("path", ["/desk/new/?contact=Cleo", "/cases/"])
def test_a_page_with_nothing_to_tell_leaves_what_another_request_put_in(path: str) -> None:
    case_of()
    client = at_the_desk() if path.startswith("/desk/") else client_of(cleo())
    answer = client.get(path)
    assert (answer.status_code, "messages" in answer.cookies) == (200, False)


def test_what_was_done_is_told_by_one_page_and_not_by_the_page_after_it() -> None:
    case, client = case_of(), at_the_desk()
    page = f"/desk/c/{case.number}/"
    client.post(f"{page}reply/", {"body": "Try it again.", "sees": "99"})
    told = [DONE in client.get(page).content.decode() for _ in range(2)]
    assert told == [True, False]
