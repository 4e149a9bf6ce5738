"""The published charter: readable by everybody who may, silent about the rest."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import escalate_case
from charterdesk.charters.commands import (
    install_shipped_charters,
    publish_charter,
    set_charter_live,
)
from charterdesk.charters.commands.answering import MOST_A_DAY
from charterdesk.charters.models import CharterVersion, HelpfulAnswer
from charterdesk.charters.queries.published import published_charter
from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.kit.wallclock import now
from charterdesk.portal.published import published_page
from tests.apps.cast import ada, ben
from tests.faces.test_escalating import production_case

pytestmark = pytest.mark.django_db
ROXEN = "/charters/roxen/"


@pytest.fixture(autouse=True)
def shipped() -> None:
    published = install_shipped_charters(by=DESK, at=now() - timedelta(days=1))
    assert isinstance(published, list)


def text_of(client: Client, path: str, language: str = "en") -> str:
    answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def renumbered(name: str, version: int, **changed: str) -> str:
    text = shipped_text(name).replace("version: 1\n", f"version: {version}\n")
    for old, new in changed.items():
        text = text.replace(old, new)
    return text


def test_it_says_how_to_reach_us_and_what_is_promised(client: Client) -> None:
    """R-ROX-11, R-VOX-16."""
    page = text_of(client, ROXEN)
    for words in (
        "support@roxen.example", "within 1h, day and night",
        "by the same time on the next working day",
        "no time is promised", "Work begins", "production unit severely impacted",
        "Office hours are Mon-Fri 08:00-17:00 Stockholm", "Mon-Fri 08:00-17:00", "Last edited",
    ):  # fmt: skip
        assert words in page


def test_it_says_when_it_was_edited_and_by_whom_where_its_charter_wants_that_said(
    client: Client,
) -> None:
    """R-VOX-16."""
    edited = datetime(2010, 12, 21, 19, 9, tzinfo=UTC)
    for name in ("roxen", "voxeo"):
        CharterVersion.objects.filter(name=name).update(published_by=ben(), published_at=edited)
    page = text_of(client, "/charters/voxeo/")
    assert "Last edited Tue 21 Dec 2010, 14:09 EST" in page
    assert "It was edited by Ben Dahl." in page
    assert "Ben Dahl" not in text_of(client, ROXEN)


def test_internal_aims_and_notices_to_our_people_are_not_shown(client: Client) -> None:
    page = text_of(client, ROXEN)
    assert "every 3d" not in page
    assert "Aim" not in page
    assert "case number and priority" not in page


def test_every_word_of_it_is_russian_for_a_russian_reader(client: Client) -> None:
    page = text_of(client, "/charters/voxeo/", "ru")
    assert '<html lang="ru"' in page
    for english in ("First answer", "What we promise", "Escalation", "History", "Last edited"):
        assert english not in page


@pytest.mark.parametrize(
    "name", [name for name in shipped_names() if name not in ("roxen", "voxeo")]
)
def test_a_charter_that_does_not_say_publish_is_not_there(client: Client, name: str) -> None:
    assert client.get(f"/charters/{name}/").status_code == 404
    assert name not in text_of(client, "/charters/")


def test_a_charter_that_is_not_served_any_more_is_not_there(client: Client) -> None:
    set_charter_live(name="roxen", is_live=False, by=DESK, at=now())
    assert client.get(ROXEN).status_code == 404
    assert client.get(f"{ROXEN}version/1/").status_code == 404
    assert "/charters/roxen/" not in text_of(client, "/charters/")


def test_a_former_version_says_so_and_leads_to_the_present_one(client: Client) -> None:
    published = publish_charter(text=renumbered("roxen", 2), by=DESK, at=now())
    assert isinstance(published, CharterVersion)
    former = text_of(client, f"{ROXEN}version/1/")
    assert "This is a former version" in former
    assert "This is a former version" not in text_of(client, ROXEN)
    assert f'href="{ROXEN}version/1/"' in text_of(client, ROXEN)


def test_a_version_to_come_is_nobodys_business(client: Client) -> None:
    text = renumbered("roxen", 2).replace("2007-05-17 00:00", "2099-01-01 00:00")
    published = publish_charter(text=text, by=DESK, at=now())
    assert isinstance(published, CharterVersion)
    assert client.get(f"{ROXEN}version/2/").status_code == 404
    assert "2099" not in text_of(client, ROXEN)


def test_hostile_words_of_a_charter_are_only_words(client: Client) -> None:
    changed = {"Office hours are": "<script>alert(1)</script> hours are"}
    published = publish_charter(text=renumbered("roxen", 2, **changed), by=DESK, at=now())
    assert isinstance(published, CharterVersion)
    page = text_of(client, ROXEN)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; hours are" in page


def test_a_reader_says_whether_it_was_helpful(client: Client) -> None:
    """R-VOX-16."""
    said = {"helpful": "no", "comment": " Where is your number? "}
    answer = client.post(f"{ROXEN}version/1/helpful/", said, follow=True)
    assert "Thank you" in answer.content.decode()
    kept = HelpfulAnswer.objects.get()
    assert (kept.name, kept.version, kept.is_helpful) == ("roxen", 1, False)
    assert kept.comment == "Where is your number?"


def test_too_many_words_stay_in_the_form(client: Client) -> None:
    said = {"helpful": "yes", "comment": "w" * 2001}
    answer = client.post(f"{ROXEN}version/1/helpful/", said)
    assert answer.status_code == 422
    assert "2001 letters" in answer.content.decode()
    assert "w" * 2001 in answer.content.decode()
    assert not HelpfulAnswer.objects.exists()


def test_a_flood_of_answers_is_not_kept(client: Client) -> None:
    HelpfulAnswer.objects.bulk_create(
        HelpfulAnswer(name="roxen", version=1, is_helpful=True, said_at=now())
        for _ in range(MOST_A_DAY)
    )
    answer = client.post(f"{ROXEN}version/1/helpful/", {"helpful": "yes", "comment": "mine"})
    assert answer.status_code == 422
    assert "come back tomorrow" in answer.content.decode()
    assert HelpfulAnswer.objects.count() == MOST_A_DAY


def test_an_answer_to_no_page_is_not_kept(client: Client) -> None:
    assert client.post("/charters/bicom/version/1/helpful/", {"helpful": "yes"}).status_code == 404
    assert client.post(f"{ROXEN}version/9/helpful/", {"helpful": "yes"}).status_code == 404
    assert not HelpfulAnswer.objects.exists()


def test_a_link_that_is_followed_says_nothing(client: Client) -> None:
    assert client.get(f"{ROXEN}version/1/helpful/").status_code == 405


def test_a_closed_day_is_told_until_it_is_over_where_the_charter_is() -> None:
    found = published_charter("roxen", now())
    assert found
    midnight = datetime(2027, 12, 24, 23, tzinfo=UTC)  # In Stockholm.
    told = [
        published_page(found, at).hours[0].closed[0]
        for at in (midnight - timedelta(seconds=1), midnight)
    ]
    assert told == [date(2027, 12, 24), date(2027, 12, 31)]


def test_few_queries_draw_it(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(ROXEN)
    with django_assert_max_num_queries(5):
        client.get(ROXEN)


def test_the_desk_sees_a_cases_place_on_its_ladder_and_nobody_else_does(client: Client) -> None:
    """R-VOX-13."""
    case = production_case()
    escalate_case(case=case, by=ada(), at=now(), reason="All lines are dead.")
    place = f"/charters/voxeo/?case={case.number}"
    stranger = text_of(client, place)
    assert "The place of the case" not in stranger
    assert 'data-state="plain"' in stranger
    client.force_login(ada())
    seen = text_of(client, place)
    assert f"The place of the case {case.number} on its ladder is shown." in seen
    assert 'data-state="running"' in seen or 'data-state="taken"' in seen
    assert 'data-state="plain"' not in seen
    page = text_of(client, f"/desk/c/{case.number}/")
    link = f"/charters/voxeo/version/1/?case={case.number}#escalation"
    assert link in page
    assert f"The place of the case {case.number}" in text_of(client, link.partition("#")[0])


def test_no_case_leads_to_a_page_that_customers_can_not_read(client: Client) -> None:
    case = production_case()
    escalate_case(case=case, by=ada(), at=now(), reason="All lines are dead.")
    set_charter_live(name="voxeo", is_live=False, by=DESK, at=now())
    client.force_login(ada())
    assert "/charters/voxeo/" not in text_of(client, f"/desk/c/{case.number}/")


def test_the_studio_counts_the_answers_and_shows_the_comments_as_text(client: Client) -> None:
    for answer, comment in (("yes", ""), ("no", "<script>Which hours?</script>")):
        client.post(f"{ROXEN}version/1/helpful/", {"helpful": answer, "comment": comment})
    client.force_login(ada())
    page = text_of(client, "/manage/charter/roxen/")
    assert "2 readers of the page for customers have answered: 1 found it helpful." in page
    assert "&lt;script&gt;Which hours?" in page
    assert f'href="{ROXEN}"' in page
    assert "readers of the page" not in text_of(client, "/manage/charter/voxeo/")


def test_a_charter_without_a_page_for_customers_has_no_link_to_one(client: Client) -> None:
    client.force_login(ada())
    assert "/charters/terrasoft/" not in text_of(client, "/manage/charter/terrasoft/")
