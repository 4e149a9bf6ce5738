"""Data taken from a customer, on the pages of both sides (R-HFN-17)."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from charterdesk.access.deleting import delete_due_data
from charterdesk.access.models import TakenData, TakenPiece
from charterdesk.cases.messages import File
from charterdesk.cases.models import Attachment, Case
from charterdesk.kit.wallclock import now
from tests.faces.desk_scene import case_of, eve
from tests.faces.portal_scene import browser
from tests.faces.visiting import Visit


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def work() -> Case:
    """A case with a file of the customer's."""
    return case_of("handsfree", files=(File("dump.sql", "text/plain", b"rows"),))


def asked(visit: Visit, on: Case) -> str:
    """Ada asks for a database; the page of the case's data."""
    url = f"/desk/c/{on.number}/data/"
    given = {"ask-kind": "database", "ask-purpose": "To see why it hangs"}
    assert visit.fill(url, "/data/ask/", **given).says("database: waits for the customer")
    return url


def test_from_the_request_to_the_deletion(visit: Visit) -> None:
    """R-HFN-17"""
    case = work()
    url = asked(visit, case)
    assert "/take/" not in visit.get(url).text
    hers = browser()
    page = hers.get(f"/cases/{case.number}/")
    assert page.says("Ada Ek asks you for data (database): To see why it hangs")
    hers.fill(f"/cases/{case.number}/", "/approve/", answer="yes")
    data = TakenData.objects.get()
    chosen = Attachment.objects.get().pk
    marked = visit.fill(url, "/take/", **{f"take{data.pk}-chosen": [chosen]})
    assert marked.says("It is marked, and deleted on its day.", "dump.sql", "kept here")
    assert visit.get("/desk/access/").says(case.number, "database")
    file = f"/desk/c/{case.number}/file/{chosen}/"
    assert visit.get(file).status == 200
    delete_due_data(at=now() + timedelta(days=31))
    assert visit.get(file).status == 404
    assert visit.get(url).says("database: deleted")
    assert visit.get(f"/desk/c/{case.number}/").says("is deleted: dump.sql")


def test_a_file_is_uploaded_and_a_copy_elsewhere_is_ticked_off_by_hand(visit: Visit) -> None:
    case = work()
    url = asked(visit, case)
    data = TakenData.objects.get()
    visit.fill(url, "/word/", **{f"word{data.pk}-says": "Cleo, on the telephone"})
    upload = SimpleUploadedFile("server.log", b"lines", "text/plain")
    page = visit.fill(
        url, "/take/", **{
            f"take{data.pk}-uploads": [upload], f"take{data.pk}-elsewhere": "a disk in the safe",
        },
    )  # fmt: skip
    assert page.says("server.log", "a disk in the safe", "elsewhere: delete it by hand")
    visit.fill(url, "/now/")
    delete_due_data(at=now())
    assert visit.get("/desk/access/").says("not deleted: a disk in the safe")
    assert visit.fill(url, "/gone/").says("It is written down as deleted.")
    delete_due_data(at=now())
    assert visit.get(url).says("database: deleted")


def test_nothing_chosen_is_told(visit: Visit) -> None:
    case = work()
    url = asked(visit, case)
    data = TakenData.objects.get()
    visit.fill(url, "/word/", **{f"word{data.pk}-says": "Cleo, on the telephone"})
    page = visit.fill(url, "/take/")
    assert page.status == 422
    assert page.says("Choose files, upload some, or say where the data lies.")


def test_a_day_in_the_past_is_refused_and_what_was_typed_stands(visit: Visit) -> None:
    url = f"/desk/c/{work().number}/data/"
    given = {"ask-kind": "logs", "ask-purpose": "To see it", "ask-on": "2020-01-01"}
    page = visit.fill(url, "/data/ask/", **given)
    assert page.status == 422
    assert page.says("Choose a day after today", 'value="To see it"')


def test_who_may_not_see_the_case_sees_none_of_it(visit: Visit) -> None:
    case = work()
    url = asked(visit, case)
    data = TakenData.objects.get()
    piece = TakenPiece.objects.create(data=data, elsewhere="x")
    visit.as_(eve())
    assert visit.get(url).status == 404
    for path in ("ask/", f"{data.pk}/take/", f"{data.pk}/word/", f"{data.pk}/withdraw/",
                 f"{data.pk}/now/", f"piece/{piece.pk}/gone/"):  # fmt: skip
        assert visit.post(f"{url}{path}").status == 404


def test_a_charter_without_the_gate_says_so(visit: Visit) -> None:
    page = visit.get(f"/desk/c/{case_of('bicom').number}/data/")
    assert page.says("The charter has no gate “take data”")
