"""The pages of sign-in, as a browser uses them."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from charterdesk.accounts.commands import deactivate_person, reactivate_person, set_password
from charterdesk.accounts.models import Person, SignInLink
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.accounts.sign_in import make_sign_in_link
from charterdesk.kit.wallclock import now
from tests.apps.cast import MONDAY, PASSWORD, ada

pytestmark = pytest.mark.django_db

SIGN_IN = reverse("accounts:sign_in")


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def still_in(client: Client) -> bool:
    """Whether the session still opens a page that wants one."""
    return client.post(reverse("accounts:me"), {}).status_code == 204


def link(person: Person) -> str:
    token = make_sign_in_link(person=person, by=DESK, at=now())
    return reverse("accounts:sign_in_link", args=[token])


def test_the_password_form_lets_in_and_goes_where_one_was_going(client: Client) -> None:
    ada()
    form = {"email": "ada", "password": PASSWORD, "next": "/desk/c/RX1042/"}
    answer = client.post(SIGN_IN, form)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/c/RX1042/")
    assert signed_in(client)


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"]
)
def test_sign_in_leads_to_no_other_site(client: Client, to: str) -> None:
    ada()
    answer = client.post(SIGN_IN, {"email": "ada", "password": PASSWORD, "next": to})
    assert answer["Location"] == "/"


def test_a_wrong_password_keeps_what_was_typed_but_the_password(client: Client) -> None:
    form = {"email": "ada <x>", "password": "not the one", "next": "/desk/"}
    answer = client.post(SIGN_IN, form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ada &lt;x&gt;" in page
    assert "not the one" not in page
    assert 'value="/desk/"' in page
    assert not signed_in(client)


def test_opening_a_link_signs_nobody_in(client: Client) -> None:
    answer = client.get(link(ada()))
    assert "Ada Ek" in answer.content.decode()
    assert not signed_in(client)
    assert SignInLink.objects.get().used_at is None


def test_the_links_button_signs_in_once(client: Client) -> None:
    address = link(ada())
    assert client.post(address).status_code == 302
    assert signed_in(client)
    second = Client().post(address)
    assert second.status_code == 410


def test_a_link_that_is_unknown_says_so(client: Client) -> None:
    answer = client.get(reverse("accounts:sign_in_link", args=["x"]))
    assert answer.status_code == 410
    assert "too old" in answer.content.decode()


def test_links_are_kept_by_no_cache(client: Client) -> None:
    assert "no-store" in client.get(link(ada()))["Cache-Control"]


def test_a_post_without_the_forms_token_is_refused() -> None:
    ada()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(SIGN_IN, {"email": "ada", "password": PASSWORD}).status_code == 403


def test_signing_out_ends_the_session(client: Client) -> None:
    client.force_login(ada())
    assert client.post(reverse("accounts:sign_out"))["Location"] == SIGN_IN
    assert not still_in(client)


def test_a_get_signs_nobody_out(client: Client) -> None:
    client.force_login(ada())
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert still_in(client)


def test_sessions_end_at_once_with_the_account_and_do_not_come_back(client: Client) -> None:
    client.force_login(ada())
    assert still_in(client)
    granted(deactivate_person(person=ada(), by=DESK, at=MONDAY))
    assert not still_in(client)
    reactivate_person(person=ada(), by=DESK, at=MONDAY)
    assert not still_in(client)


def test_an_account_closed_and_opened_between_two_requests_has_no_sessions(
    client: Client,
) -> None:
    client.force_login(ada())
    granted(deactivate_person(person=ada(), by=DESK, at=MONDAY))
    reactivate_person(person=ada(), by=DESK, at=MONDAY + timedelta(seconds=1))
    assert not still_in(client)


def test_a_new_password_ends_the_sessions(client: Client) -> None:
    client.force_login(ada())
    granted(set_password(person=ada(), password="another long one", by=DESK, at=MONDAY))
    assert not still_in(client)


def test_settings_that_were_not_sent_stay(client: Client) -> None:
    client.force_login(ada())
    assert client.post(reverse("accounts:me"), {"theme": "dark"}).status_code == 204
    changed = Person.objects.get(username="ada")
    assert (changed.theme, changed.zone, changed.phone) == ("dark", ada().zone, ada().phone)


def test_the_keys_are_switched_off_and_on(client: Client) -> None:
    client.force_login(ada())
    client.post(reverse("accounts:me"), {"keys_off": "on"})
    assert Person.objects.get(username="ada").keys_off
    client.post(reverse("accounts:me"), {"keys_off": ""})
    assert not Person.objects.get(username="ada").keys_off


def test_a_setting_that_cant_be_used_is_refused_in_words(client: Client) -> None:
    client.force_login(ada())
    answer = client.post(reverse("accounts:me"), {"zone": "Mars"})
    assert answer.status_code == 422
    assert "Mars" in answer.content.decode()


def test_nobodys_settings_are_changed_without_a_session(client: Client) -> None:
    answer = client.post(reverse("accounts:me"), {"theme": "dark"})
    assert answer["Location"].startswith(SIGN_IN)


def test_a_session_ends_when_its_time_is_over(client: Client) -> None:
    client.force_login(ada())
    assert still_in(client)
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    assert not still_in(client)


def test_a_session_that_was_taken_away_lets_nobody_in(client: Client) -> None:
    client.force_login(ada())
    Session.objects.all().delete()
    assert not still_in(client)
