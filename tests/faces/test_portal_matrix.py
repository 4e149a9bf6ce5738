"""Every address of the customers' side x who asks x verb: another's things are not there.

"Not there" is one answer, byte for byte, whatever it is that one may not see (trust.md rule 6).
"""

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from charterdesk.cases.messages import File
from charterdesk.cases.models import Attachment, Case, CaseEvent, Message
from charterdesk.notifications.case_links import case_token
from charterdesk.notifications.models import Notice
from charterdesk.portal.urls import urlpatterns
from tests.apps.cast import ada, cleo, dora
from tests.faces.desk_scene import case_of
from tests.faces.guests import client_of

pytestmark = pytest.mark.django_db

OF_A_CASE = [pattern for pattern in urlpatterns if "<str:number>" in str(pattern.pattern)]


@dataclass(frozen=True)
class Scene:
    """Cleo's case with a file and formatted text."""

    case: Case
    file: Attachment
    message: Message


@pytest.fixture
def scene(db: None) -> Scene:
    files = (File("core.txt", "text/plain", b"dump"),)
    case = case_of(html="<p>Nothing works.</p>", files=files)
    message = Message.objects.get(case=case)
    return Scene(case, message.attachments.get(), message)


def address(pattern: URLPattern, scene: Scene, number: str) -> str:
    """The address with something real in each place."""
    values: dict[str, object] = {
        "number": number, "pk": scene.file.pk, "ref": scene.message.ref, "clock": "response",
        "key": "x", "what": "maintenance", "token": "x", "message": scene.message.ref,
        "line": 1, "seq": 1, "of": scene.message.ref,
    }  # fmt: skip
    wanted = re.findall(r"<\w+:(\w+)>", str(pattern.pattern))
    return reverse(f"portal:{pattern.name}", kwargs={name: values[name] for name in wanted})


def bare(content: bytes) -> str:
    """A page without what differs with every request."""
    return re.sub(r'value="\w{64}"|data-now="[^"]+"', "", content.decode())


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("pattern", OF_A_CASE, ids=lambda one: str(one.name))
def test_another_customer_finds_nothing(pattern: URLPattern, verb: str, scene: Scene) -> None:
    before = CaseEvent.objects.count()
    client = client_of(dora())
    given = {"body": "x", "key": "k", "answer": "yes", "reason": "x", "score": "5"}
    theirs = getattr(client, verb)(address(pattern, scene, scene.case.number), given)
    nobodys = getattr(client, verb)(address(pattern, scene, "RX999999"), given)
    assert theirs.status_code == nobodys.status_code
    assert theirs.status_code in {404, 405}
    assert bare(theirs.content) == bare(nobodys.content)
    assert CaseEvent.objects.count() == before


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("pattern", OF_A_CASE, ids=lambda one: str(one.name))
def test_a_person_of_the_desk_is_led_to_the_way_in(
    pattern: URLPattern, verb: str, scene: Scene, client: Client
) -> None:
    client.force_login(ada())
    answer = getattr(client, verb)(address(pattern, scene, scene.case.number))
    assert answer.status_code in {302, 405}
    assert answer.get("Location", "/in/").startswith("/in/")


@pytest.mark.parametrize("pattern", OF_A_CASE, ids=lambda one: str(one.name))
def test_the_link_of_one_case_opens_nothing_of_another(
    pattern: URLPattern, scene: Scene, client: Client
) -> None:
    other = case_of(subject="Another")
    notice = Notice.objects.filter(about="opened", case=other).latest("pk")
    assert client.get(f"/t/{case_token(notice)}/").status_code == 302
    answer = client.get(address(pattern, scene, scene.case.number))
    assert answer.status_code in {302, 404, 405}


@pytest.mark.parametrize("pattern", OF_A_CASE, ids=lambda one: str(one.name))
def test_looking_changes_nothing(pattern: URLPattern, scene: Scene) -> None:
    before = CaseEvent.objects.count()
    messages = Message.objects.count()
    client = client_of(cleo())
    answer = client.get(address(pattern, scene, scene.case.number))
    b"".join(answer)
    assert answer.status_code in {200, 302, 404, 405}
    assert (CaseEvent.objects.count(), Message.objects.count()) == (before, messages)


def test_a_colleagues_file_is_not_there_without_the_right(scene: Scene) -> None:
    client = client_of(dora())
    own = case_of(subject="Dora's")
    Case.objects.filter(pk=own.pk).update(contact=dora(), organisation=dora().organisation)
    answer = client.get(f"/cases/{own.number}/file/{scene.file.pk}/")
    assert answer.status_code == 404


def test_the_list_and_the_search_hold_nothing_of_others(scene: Scene) -> None:
    client = client_of(dora())
    for url in ("/", "/cases/", "/cases/?state=all", f"/cases/?q={scene.case.number}&state=all"):
        assert f"/cases/{scene.case.number}/" not in client.get(url).content.decode(), url


@pytest.mark.parametrize("change", ["", "x", "-", "\u0661"])
def test_a_token_that_was_changed_opens_nothing(change: str, scene: Scene, client: Client) -> None:
    token = case_token(Notice.objects.filter(about="opened").latest("pk"))
    for spoilt in (token[:-1] + change, change + token, token.replace("-", change, 1)):
        if spoilt not in (token, ""):
            assert client.get(f"/t/{spoilt}/").status_code in {404, 410}


def test_a_request_of_a_guest_says_that_it_is_private(scene: Scene) -> None:
    client = client_of(cleo())
    for url in (f"/cases/{scene.case.number}/", "/cases/", "/"):
        assert "no-store" in client.get(url)["Cache-Control"]
