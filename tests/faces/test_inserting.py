"""What `/` offers in a reply or note: macros filled in, articles that their readers may open."""

import html
import re

from django.conf import settings

from charterdesk.cases.models import Macro
from charterdesk.kit.wallclock import now
from charterdesk.knowledge.models import State
from tests.apps.cast import ada, ben
from tests.apps.knowledge.library import article
from tests.faces.desk_scene import case_of, eve
from tests.faces.visiting import Visit


def macro_of(name: str, text: str) -> Macro:
    return Macro.objects.create(name=name, text=text, made_by=ada(), made_at=now())


def offered(visit: Visit, number: str, words: str = "", mode: str = "reply") -> list[str]:
    """The texts that can be put at the cursor."""
    page = visit.get(f"/desk/c/{number}/insert/?q={words}&mode={mode}")
    return [html.unescape(text) for text in re.findall(r'data-text="([^"]*)"', page.text)]


def test_a_macro_is_offered_with_what_the_case_says(visit: Visit) -> None:
    case = case_of(subject='"Lines" & <more>')
    macro_of("Ask for the log", "Dear {{customer}},\n\n{{number}}, {{subject}}. {{me}}")
    text = f'Dear Cleo Lind,\n\n{case.number}, "Lines" & <more>. Ada Ek'
    assert offered(visit, case.number) == [text]
    assert offered(visit, case.number, "LO") == [text]
    assert offered(visit, case.number, "og") == []


def test_an_article_comes_with_the_address_that_its_reader_can_open(visit: Visit) -> None:
    case = case_of()
    shown = article("Gaskets and their seals", "Turn them twice.", state=State.PUBLIC)
    inner = article("Gaskets of ours", "Behind the door.", state=State.INTERNAL)
    public = f"Gaskets and their seals: {settings.SITE}/kb/{shown.article.slug}/"
    assert offered(visit, case.number, "gasket") == [public]
    assert set(offered(visit, case.number, "gasket", "note")) == {
        f"Gaskets and their seals: {settings.SITE}/desk/kb/{shown.article.slug}/",
        f"Gaskets of ours: {settings.SITE}/desk/kb/{inner.article.slug}/",
    }


def test_only_ones_own_macros_on_cases_that_one_sees(visit: Visit) -> None:
    case = case_of()
    macro_of("Ask for the log", "The log, please.")
    assert offered(visit.as_(ben()), case.number) == []
    assert visit.as_(eve()).get(f"/desk/c/{case.number}/insert/").status == 404


def test_a_word_of_any_length_and_kind_is_only_looked_for(visit: Visit) -> None:
    case = case_of()
    for words in ("x" * 5000, "%00", "%25_", "'", "%F0%9F%92%A5"):
        assert offered(visit, case.number, words) == []
