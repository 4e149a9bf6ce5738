"""A look at a screen from the request to its end, on the pages of both sides (R-HFN-16)."""

import re
import socket
from threading import Thread

import pytest

from charterdesk.access.models import RemoteView
from charterdesk.cases.models import Case, Message
from tests.faces.desk_scene import case_of, eve
from tests.faces.portal_scene import browser
from tests.faces.visiting import Visit

RFB = b"RFB 003.008\n"


def asked(visit: Visit, on: Case, port: int = 5900, **more: str) -> str:
    """Ada asks for a look with VNC; the page of the case's views."""
    url = f"/desk/c/{on.number}/view/"
    given = {"ask-tool": "VNC", "ask-place": "127.0.0.1", "ask-port": str(port),
             "ask-purpose": "The invoice hangs", **more}  # fmt: skip
    assert visit.fill(url, "/view/ask/", **given).says("waits for the customer")
    return url


def test_a_screen_is_reached_only_after_the_customer_said_yes_on_their_page(visit: Visit) -> None:
    """R-HFN-16: a real listener stands for the customer's VNC server."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        Thread(target=_greet, args=(server,), daemon=True).start()
        work = case_of("handsfree")
        url = asked(visit, work, port)
        assert "vnc://" not in visit.get(url).text
        view = RemoteView.objects.get()
        refused = visit.post(f"{url}{view.pk}/start/")
        assert refused.status == 422
        assert "vnc://" not in refused.text
        hers = browser()
        page = hers.get(f"/cases/{work.number}/")
        assert page.says("Ada Ek asks to see your screen with VNC: The invoice hangs")
        hers.fill(f"/cases/{work.number}/", "/approve/", answer="yes")
        assert "vnc://" not in visit.get(url).text
        begun = visit.fill(url, "/start/")
        found = re.search(r'href="vnc://([\d.]+):(\d+)"', begun.text)
        assert found
        with socket.create_connection((found[1], int(found[2])), timeout=5) as screen:
            assert screen.recv(12) == RFB
    ended = visit.fill(url, "/end/")
    assert ended.says("ended by Ada Ek")
    assert "vnc://" not in ended.text


def test_the_mail_says_who_what_for_and_how_long(visit: Visit) -> None:
    work = case_of("handsfree")
    asked(visit, work, 5900, **{"ask-minutes": "30"})
    sent = Message.objects.order_by("-pk")[0]
    assert sent.public
    for words in ("Ada Ek", "The invoice hangs", "30 minutes", "on the page of your case"):
        assert words in sent.text
    assert "http" not in sent.text, "the one link of the mail is the one that opens the page"


def test_on_the_telephone_their_word_is_recorded_instead(visit: Visit) -> None:
    work = case_of("handsfree")
    form = visit.get(f"/desk/c/{work.number}/view/").form.to("/view/ask/")
    values = {**form.values, "ask-tool": "UltraVNC", "ask-purpose": "It hangs"}
    values.pop("ask-mail")
    url = f"/desk/c/{work.number}/view/"
    visit.post(form.action, **values)
    assert not Message.objects.filter(direction="out", public=True).exists()
    view = RemoteView.objects.get()
    empty = visit.fill(url, f"/{view.pk}/word/")
    assert empty.status == 422
    visit.fill(url, f"/{view.pk}/word/", **{f"word{view.pk}-says": "Cleo, on the telephone"})
    assert visit.fill(url, "/start/").says("under way", "begun by Ada Ek")


def test_a_charter_without_the_gate_says_so(visit: Visit) -> None:
    page = visit.get(f"/desk/c/{case_of('bicom').number}/view/")
    assert page.says("The charter has no gate “view the PC”")
    assert "/view/ask/" not in page.text


def test_who_may_not_see_the_case_sees_none_of_it(visit: Visit) -> None:
    work = case_of("handsfree")
    url = asked(visit, work)
    view = RemoteView.objects.get()
    visit.as_(eve())
    assert visit.get(url).status == 404
    for path in ("ask/", f"{view.pk}/start/", f"{view.pk}/end/", f"{view.pk}/word/"):
        assert visit.post(f"{url}{path}").status == 404


@pytest.mark.parametrize("place", ["javascript:alert(1)", '"><script>', "a b/../c"])
def test_a_hostile_place_never_becomes_an_address(visit: Visit, place: str) -> None:
    work = case_of("handsfree")
    url = f"/desk/c/{work.number}/view/"
    given = {"ask-tool": "RustDesk", "ask-place": place, "ask-purpose": "x"}
    visit.fill(url, "/view/ask/", **given)
    for view in RemoteView.objects.all():
        visit.fill(url, f"/{view.pk}/word/", **{f"word{view.pk}-says": "Cleo, phone"})
        text = visit.fill(url, "/start/").text
        assert "javascript:alert" not in re.findall(r'href="([^"]*)"', text)
        assert "<script>" not in text


def _greet(server: socket.socket) -> None:
    server.settimeout(20)
    try:
        door, _address = server.accept()
    except OSError:
        return
    with door:
        door.sendall(RFB)
