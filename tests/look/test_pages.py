"""Every page draws from its values, under the rules of the house, whatever is in the values."""

import re
from dataclasses import fields, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pytest_django import Settings

from charterdesk.look.values import Action, ClockState, Entry
from tests.look.case_samples import CASE_PAGE, ENTRIES
from tests.look.drawing import DIRECTORIES, PAGES, drawn, templates
from tests.look.samples import QUEUE, ROWS, SHELL


@pytest.fixture(autouse=True)
def _addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.look.addresses"


class Markup(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def case_html(**changes: object) -> str:
    """The case page with other values."""
    page = replace(CASE_PAGE, **changes)  # type: ignore[arg-type]  # names of its fields
    return templates().get_template("desk/case.html").render(csrf_input="", page=page, shell=SHELL)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_nothing_inline_and_no_id_twice(name: str) -> None:
    elements = Markup(drawn(name)).elements
    for tag, attributes in elements:
        assert "style" not in attributes, tag
        assert not [key for key in attributes if key.startswith("on")], tag
        if tag == "script":
            assert attributes.get("src")
    ids = [attributes["id"] for _, attributes in elements if attributes.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_first_heading_and_every_control_a_name(name: str) -> None:
    html = drawn(name)
    assert len(re.findall(r"<h1[ >]", html)) == 1
    labels = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    for tag, attributes in Markup(html).elements:
        if tag == "textarea":
            assert attributes.get("id") in labels


@pytest.mark.parametrize("name", PAGES)
def test_whatever_changes_something_is_a_form_that_posts(name: str) -> None:
    for tag, attributes in Markup(drawn(name)).elements:
        if tag == "form" and attributes.get("method") != "dialog":
            assert attributes.get("action")
            changes = any(
                word in (attributes["action"] or "") for word in ("reply", "escalate", "register")
            )
            assert attributes.get("method") == "post" or not changes


# Templates that a browser test opens in the real desk, with real values, instead of a sample.
OPENED_BY = {
    "desk/_chats": "test_chat.py",
    "desk/_money": "test_costs_stand.py",
    "desk/_prepaid": "test_costs_stand.py",
    "desk/costs": "test_costs_stand.py",
    "desk/statement": "test_costs_stand.py",
    "desk/chats": "test_chat.py",
    "desk/chat_hand.html": "test_chat.py",
    "desk/_tray.html": "test_chat.py",
    "look/_chat": "test_chat.py",
    "desk/_oncall_": "test_oncall.py",
    "desk/_wall_": "test_wall.py",
    "desk/wall": "test_wall.py",
    "desk/oncall": "test_oncall.py",
    "desk/_incident_": "test_incident.py",
    "desk/incident.html": "test_incident.py",
    "desk/proof.html": "test_incident.py",
    "desk/public.html": "test_incident.py",
    "desk/rehearsal": "test_incident.py",
    "desk/opinions.html": "test_portal_first_minutes.py",
    "desk/late.html": "test_callers.py",
    "desk/answer.html": "test_calls_stand.py",
    "desk/means.html": "test_calls_stand.py",
    "look/_ladder_flow.html": "test_pictures_stand.py",
    "look/_picture.html": "test_pictures_stand.py",
    "look/_week.html": "test_pictures_stand.py",
    "desk/_articles.html": "test_knowledge_stands.py",
    "desk/knowledge": "test_knowledge_stands.py",
    "desk/_access": "test_access_stands.py",
    "desk/access": "test_access_stands.py",
    "desk/case_access": "test_access_stands.py",
    "desk/case_data": "test_access_stands.py",
    "desk/case_view": "test_access_stands.py",
    "desk/secret.html": "test_access_stands.py",
    "desk/_bug": "test_trackers_stand.py",
    "desk/alert": "test_alerts_stand.py",
    "desk/bugs.html": "test_trackers_stand.py",
    "desk/case_bugs.html": "test_trackers_stand.py",
    "desk/_inserts.html": "test_inserting.py",
    "desk/_palette_hits.html": "test_finding.py",
    "desk/_preview_case.html": "test_finding.py",
    "desk/search.html": "test_knowledge_stands.py",
    "desk/_run": "test_runbooks_stand.py",
    "desk/case_runs.html": "test_runbooks_stand.py",
    "desk/runbook": "test_runbooks_stand.py",
    "desk/runners.html": "test_runbooks_stand.py",
    "look/_marked.html": "test_knowledge_stands.py",
    "look/_prose.html": "test_knowledge_stands.py",
}


def test_what_opens_a_template_is_there() -> None:
    browser = Path(__file__).parents[1] / "browser"
    assert all((browser / name).exists() for name in OPENED_BY.values())


def test_every_template_is_drawn_by_some_page() -> None:
    reached: set[str] = set()
    source = {
        str(path.relative_to(directory)): path.read_text(encoding="utf-8")
        for directory in DIRECTORIES
        for path in Path(directory).rglob("*.html")
    }
    waiting = {template for template, _, _ in PAGES.values()}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        named = re.findall(r'(?:(?:extends|include|from) |fixed\()"([^"]+)"', source[name])
        waiting |= set(named) - reached
    opened = {name for name in source if name.startswith(tuple(OPENED_BY))}
    assert reached | opened == set(source)
    assert all(any(name.startswith(one) for name in source) for one in OPENED_BY)


def test_what_a_stranger_wrote_is_text_and_nothing_else() -> None:
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1)"
    entry = Entry("9", "in", hostile, ENTRIES[0].at, hostile, quoted=hostile, how=hostile)
    html = case_html(entries=(entry,), subject=hostile)
    assert "<script>alert" not in html
    assert "<img" not in html
    assert not re.search(r'href="javascript:', html)


def test_a_forbidden_act_is_shown_with_its_reason_and_no_address() -> None:
    act = Action("escalate", "Escalate…", "/never/", enabled=False, reason="The case is closed.")
    html = case_html(head=(act,), more=(replace(act, name="merge", label="Merge…"),))
    assert "/never/" not in html
    assert html.count("The case is closed.") == 2
    assert 'aria-disabled="true"' in html


def test_an_act_that_posts_carries_its_data_and_its_key() -> None:
    act = Action(
        "me", "Assign to me", "/me/", key="KeyA", shift=True, method="post", data={"a": "b"}
    )
    html = case_html(head=(act,))
    assert '<input type="hidden" name="a" value="b">' in html
    assert re.search(r'<button[^>]* data-key="KeyA" data-shift>', html)


@pytest.mark.parametrize(
    ("state", "word"),
    [("paused", "paused"), ("met", "kept"), ("measured", "measured"), ("breached", "missed")],
)
def test_a_clock_says_its_state_in_a_word(state: ClockState, word: str) -> None:
    clock = replace(CASE_PAGE.clocks[0], state=state)
    html = case_html(clocks=(clock,), run=None)
    assert f'data-state="{state}"' in html
    assert f'<span class="clock__word">{word}</span>' in html


def test_a_clock_that_does_not_run_is_not_counted_down() -> None:
    clock = replace(CASE_PAGE.clocks[0], runs=False)
    assert " data-still" in case_html(clocks=(clock,), run=None)


def test_reply_and_note_differ_in_name_colour_line_and_button() -> None:
    html = case_html()
    reply, note = re.findall(r'<form class="composer.*?</form>', html, re.DOTALL)
    assert 'data-mode="reply"' in reply
    assert "btn--primary" in reply
    assert "Reply to the customer" in reply
    assert 'data-mode="note"' in note
    assert "btn--note" in note
    assert "never the customer" in note


def test_the_list_folds_counts_above_a_thousand() -> None:
    html = drawn("queue")
    assert ">1000+<" in html
    assert ">1204<" not in html


def test_values_are_frozen() -> None:
    for row in (ROWS[0], QUEUE, CASE_PAGE, SHELL, ENTRIES[0]):
        with pytest.raises(AttributeError):
            setattr(row, fields(row)[0].name, "other")
