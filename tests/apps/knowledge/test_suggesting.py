"""Articles that may answer what somebody writes."""

import pytest

from charterdesk.cases.queries.guests import Guest
from charterdesk.knowledge.models import State
from charterdesk.knowledge.queries import suggested
from tests.apps.cast import ada, cleo
from tests.apps.knowledge.library import article

pytestmark = pytest.mark.django_db


def test_the_article_with_the_rare_words_comes_first() -> None:
    for number in range(5):
        article(f"Telephone {number}", "How to switch the telephone on and off.")
    article("Greetings", "Record a greeting on the telephone by dialling *401.")
    found = suggested(
        "Hello, how do we record our own greetings on a telephone?", reader=None, language="en"
    )
    assert found[0].title == "Greetings"
    assert found[0].url == "/kb/greetings/"
    assert "Record a greeting" in found[0].snippet


def test_a_customer_is_suggested_public_articles_only() -> None:
    article("Printer jams", "The printer jams on thick paper.", state=State.INTERNAL)
    article("Printer ink", "The printer wants ink.", state=State.DRAFT)
    words = "the printer jams and wants ink, paper is thick"
    assert suggested(words, reader=Guest(cleo()), language="en") == ()
    assert [one.title for one in suggested(words, reader=ada(), language="en")] == ["Printer jams"]


def test_words_are_found_in_any_form_in_russian() -> None:
    article("Подключение принтеров", "Ещё раз: принтер подключается кабелем.", language="ru")
    found = suggested("Не подключаются принтеры кабелями", reader=None, language="ru")
    assert [one.title for one in found] == ["Подключение принтеров"]


def test_a_text_of_which_one_word_alone_is_there_suggests_nothing() -> None:
    article("Greetings", "Record a greeting on the telephone by dialling *401.")
    article("Telephones", "A telephone is a device.")
    found = suggested("quarterly invoice missing for telephone record", reader=None, language="en")
    assert [one.title for one in found] == ["Greetings"]


@pytest.mark.parametrize("words", ["", '"', "a' OR 1=1 --", "\x00*:^()", "x" * 10_000, "{a} : b"])
def test_no_words_are_too_odd(words: str) -> None:
    article("Greetings", "Record a greeting.")
    assert suggested(words, reader=None, language="en") == ()
