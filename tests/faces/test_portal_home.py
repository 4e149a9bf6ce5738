"""The customers' first page: articles that helped others, whether all is well."""

from datetime import timedelta

import pytest
from django.test import Client

from charterdesk.incidents.commands.publishing import Said, publish_incident
from charterdesk.kit.wallclock import now
from charterdesk.knowledge.commands.using import link_article
from charterdesk.knowledge.models import State
from charterdesk.knowledge.queries.liked import top_articles
from tests.apps.cast import ada, admin
from tests.apps.knowledge.library import article
from tests.faces.desk_scene import case_of

pytestmark = pytest.mark.django_db


def titles(at_days: int = 0) -> list[str]:
    at = now() + timedelta(days=at_days)
    return [one.title for one in top_articles(None, "en", at=at)]


def test_what_solved_cases_lately_stands_before_what_is_newer() -> None:
    useful = article("Pull the cable", "Out, then in.")
    article("Newer", "Text.")
    link_article(case=case_of(), article=useful.article, by=ada(), at=now())
    assert titles() == ["Pull the cable", "Newer"]
    assert titles(at_days=91) == ["Newer", "Pull the cable"]


def test_what_is_not_public_is_not_shown_on_the_first_page(client: Client) -> None:
    article("For us alone", "Text.", state=State.INTERNAL)
    article("For everybody", "Text.")
    page = client.get("/").content.decode()
    assert "For everybody" in page
    assert "For us alone" not in page


def test_an_article_stands_there_in_the_readers_language(client: Client) -> None:
    english = article("Pull the cable", "Text.")
    russian = article("Выдерните кабель", "Текст.", language="ru")
    type(russian).objects.filter(pk=russian.pk).update(article=english.article)
    page = client.get("/", headers={"accept-language": "ru"}).content.decode()
    assert "Выдерните кабель" in page
    assert "Pull the cable" not in page


def test_what_is_there_in_the_readers_language_stands_first() -> None:
    article("Pull the cable", "Text.")
    article("Выдерните кабель", "Текст.", language="ru")
    assert titles() == ["Pull the cable", "Выдерните кабель"]


def test_the_first_page_says_whether_all_is_well(client: Client) -> None:
    assert "We know of nothing that is out of order." in client.get("/").content.decode()
    said = Said(state="identified", text="We know why.", next_at=None)
    publish_incident(title="Calls fail", affected="Telephony", said=said, by=admin(), at=now())
    page = client.get("/").content.decode()
    assert "Calls fail" in page
    assert "nothing that is out of order" not in page
