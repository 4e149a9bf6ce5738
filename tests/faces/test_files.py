"""What came with messages leaves the desk as a download, or in a frame that can do nothing."""

import pytest

from charterdesk.cases.messages import File
from charterdesk.cases.models import Attachment, Message
from tests.faces.desk_scene import case_of, eve
from tests.faces.visiting import Visit

HTML = "<p>Nothing <b>works</b>.</p>"
LOG = File(name="../../evil.html", content_type="text/html", content=b"<script>1</script>")


def test_a_file_is_a_download_of_no_type(visit: Visit) -> None:
    case = case_of(files=(LOG,))
    url = f"/desk/c/{case.number}/file/{Attachment.objects.get().pk}/"
    assert url in visit.get(f"/desk/c/{case.number}/").text
    answer = visit.get(url)
    assert answer.text == "<script>1</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "/" not in answer.headers["Content-Disposition"].split("filename=")[1]
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_formatted_text_is_framed_under_a_policy_of_its_own(visit: Visit) -> None:
    case = case_of(html=HTML)
    url = f"/desk/c/{case.number}/html/{Message.objects.get().ref}/"
    page = visit.get(f"/desk/c/{case.number}/")
    assert f'<iframe class="entry__frame" sandbox loading="lazy" src="{url}"' in page.text
    answer = visit.get(url)
    assert HTML in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy or "script-src 'none'" in policy
    assert "sandbox" in policy


@pytest.mark.parametrize("place", ["file", "html"])
def test_neither_is_there_for_those_who_may_not_see_the_case(visit: Visit, place: str) -> None:
    case = case_of(html=HTML, files=(LOG,))
    name = Attachment.objects.get().pk if place == "file" else Message.objects.get().ref
    assert visit.as_(eve()).get(f"/desk/c/{case.number}/{place}/{name}/").status == 404


def test_a_file_is_not_found_under_another_case(visit: Visit) -> None:
    case_of(files=(LOG,))
    other = case_of(subject="Other")
    url = f"/desk/c/{other.number}/file/{Attachment.objects.get().pk}/"
    assert visit.get(url).status == 404
