"""Pictures: well-formed whatever the names are, nothing over anything else, the same every time."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine import commands as co
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import decide
from charterdesk.engine.picture import Picture, picture_of, picture_of_case
from charterdesk.engine.picture.flow import flow_of
from charterdesk.engine.picture.week import week_of
from charterdesk.engine.story.cast import Cast
from charterdesk.look.pictures.case import Form, picture_svg, spoken
from charterdesk.look.pictures.flow import flow_drawn
from charterdesk.look.pictures.scale import scale_of
from charterdesk.look.pictures.style import style
from charterdesk.look.pictures.svg import cut, plain, width_of
from charterdesk.look.pictures.week import week_drawn
from tests.look.drawing import templates

FRIDAY: Final = datetime(2026, 11, 13, 15, 30, tzinfo=UTC)
SVG: Final = "{http://www.w3.org/2000/svg}"
FORMS: Final[tuple[Form, ...]] = ("wide", "narrow")
CASES: Final = (
    ("roxen", "high", ""),
    ("roxen", "critical", ""),
    ("voxeo", "critical", "production"),
    ("bicom", "standard", ""),
    ("bicom", "emergency", ""),
    ("handsfree", "critical", "example-gold"),
    ("terrasoft", "normal", ""),
)
HOSTILE: Final = (
    "<script>alert(1)</script>",
    "\"quotes\" & 'ticks' ]]> -->",
    "x" * 4096,
    "\x00\x1b[31mred\ud800",
    "כל 東京 👩‍💻 текст",
)


def read(name: str) -> Charter:
    """A shipped charter."""
    return read_charter(shipped_text(name), f"{name}.yaml")


def pictured(
    name: str, priority: str, contract: str = "", people: dict[str, tuple[str, ...]] | None = None
) -> Picture:
    """A case in thought, opened on a Friday afternoon."""
    charter = read(name)
    command = co.OpenCase(
        channel=next(iter(charter.channels)),
        priority=priority,
        contract=contract,
        asker="x",
        by=charter.tiers[0].roles[0] if charter.tiers else charter.last_resort,
    )
    return picture_of(charter, command, FRIDAY, Cast(charter, people or {}))


def texts(svg: str) -> list[tuple[float, float, float, str]]:
    """Every label: its line, where it begins and ends, and what it says."""
    found = []
    for one in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        small = "name" not in one.get("class", "") and "detail" not in one.get("class", "")
        width = width_of(one.text or "", 11.0 if small else 12.5)
        x = float(one.get("x", 0)) - (width if one.get("text-anchor") == "end" else 0)
        found.append((float(one.get("y", 0)), x, x + width, one.text or ""))
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "priority", "contract"), CASES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_two_labels_of_a_line_lie_on_each_other(
    name: str, priority: str, contract: str, form: Form, language: str
) -> None:
    with translation.override(language):
        svg = picture_svg(pictured(name, priority, contract), form, alone=True)
    rows: dict[float, list[tuple[float, float, str]]] = defaultdict(list)
    for y, begins, ends, text in texts(svg):
        rows[y].append((begins, ends, text))
    for labels in rows.values():
        for left, right in pairwise(sorted(labels)):
            assert left[1] <= right[0], (left, right)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "priority", "contract"), CASES)
def test_everything_lies_inside_the_picture(
    name: str, priority: str, contract: str, form: Form
) -> None:
    svg = picture_svg(pictured(name, priority, contract), form, alone=True)
    root = ElementTree.fromstring(svg)
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for y, begins, ends, text in texts(svg):
        title = y < 64 and form == "wide"
        assert begins >= 0
        assert ends <= width or title, text
        assert 0 < y < height
    for rect in root.iter(f"{SVG}rect"):
        x = float(rect.get("x", 0))
        assert x + float(rect.get("width", 0)) <= width + 0.01


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_gives_well_formed_xml_without_a_script(name: str, form: Form) -> None:
    picture = pictured("voxeo", "critical", "production", {"ceo": (name,), "desk": (name, "Ada")})
    svg = picture_svg(picture, form, alone=True)
    root = ElementTree.fromstring(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert not re.search(r"\son\w+=|href|url\(|@import", svg)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title")
    assert "management" in (root.findtext(f"{SVG}desc") or "")


@given(text=st.text(), width=st.floats(10, 400))
def test_a_label_is_cut_to_its_room_and_can_be_parsed(text: str, width: float) -> None:
    assert width_of(cut(text, width, 12), 12) <= max(width, width_of("…", 12))
    assert ElementTree.fromstring(f"<t>{plain(text)}</t>") is not None


def test_the_same_picture_gives_the_same_bytes() -> None:
    first, second = (picture_svg(pictured("roxen", "high"), alone=True) for _ in range(2))
    assert first == second


def test_embedded_it_brings_no_style_and_alone_it_brings_both_themes() -> None:
    picture = pictured("roxen", "high")
    embedded, alone = picture_svg(picture), picture_svg(picture, alone=True)
    assert "style" not in embedded
    assert "prefers-color-scheme: dark" in alone
    assert "var(" not in alone


def test_the_style_has_the_colours_of_the_tokens() -> None:
    assert "fill: #3D7FD9" in style()
    assert "fill: #1F7BE0" in style()
    assert "display: none" not in style()


def test_the_picture_says_in_words_what_it_shows() -> None:
    said = spoken(pictured("voxeo", "critical", "production"))
    assert "management" in said
    assert "account-manager" in said


def test_the_picture_speaks_russian() -> None:
    with translation.override("ru"):
        svg = picture_svg(pictured("roxen", "high"), alone=True)
    labels = [text for *_, text in texts(svg)]
    assert "срок" in labels
    assert not any("due" in text for text in labels)


def test_a_real_case_shows_where_now_is() -> None:
    charter = read("roxen")
    cast = Cast(charter, {})
    opened = co.OpenCase(channel="mail", priority="high", asker="x", by="engineer")
    case = decide(charter, None, opened, FRIDAY, cast).case
    svg = picture_svg(picture_of_case(charter, case, FRIDAY + timedelta(hours=1), cast), alone=True)
    assert "now 17:30" in svg


@settings(deadline=None)
@given(
    gaps=st.lists(st.integers(1, 20_000), min_size=1, max_size=60),
    width=st.sampled_from([280.0, 640.0]),
)
def test_a_scale_keeps_order_and_stays_between_its_edges(gaps: list[int], width: float) -> None:
    knots = [FRIDAY]
    for gap in gaps:
        knots.append(knots[-1] + timedelta(minutes=gap))
    picture = pictured("roxen", "high")
    stretched = replace(picture, since=knots[0], until=knots[-1], knots=tuple(knots))
    scale = scale_of(stretched, 10, 10 + width)
    places = [scale.place(at) for at in knots]
    assert places == sorted(places)
    assert places[0] == 10
    assert places[-1] == pytest.approx(10 + width, abs=0.1)
    assert scale.place(knots[0] - timedelta(days=1)) == places[0]
    assert scale.place(knots[-1] + timedelta(days=1)) == places[-1]


def test_a_quarter_of_an_hour_stays_seen_beside_a_fortnight() -> None:
    text = shipped_text("roxen").replace("response: 4h", "response: 10d", 1)
    charter = read_charter(text.replace("update: every 1d", "update: every 15m", 1), "x")
    command = co.OpenCase(channel="mail", priority="high", asker="x", by="engineer")
    picture = picture_of(charter, command, FRIDAY, Cast(charter, {}))
    scale = scale_of(picture, 0, 640)
    assert scale.place(FRIDAY + timedelta(minutes=15)) - scale.place(FRIDAY) >= 8


def test_hours_are_drawn_as_a_week_with_their_times_in_words() -> None:
    bicom = read("bicom")
    days = week_drawn(week_of(bicom.calendar("business"), FRIDAY, bicom.zone))
    assert [day.name for day in days][:2] == ["Mon", "Tue"]
    assert days[1].words == "00:00–06:00, 07:00–24:00"
    assert days[5].words == "closed"
    assert week_drawn(week_of(bicom.calendar("always"), FRIDAY, "UTC"))[0].words == "day and night"


def test_the_week_is_a_table_that_reads_without_its_bars() -> None:
    bicom = read("bicom")
    days = week_drawn(week_of(bicom.calendar("business"), FRIDAY, bicom.zone))
    source = '{% from "look/_week.html" import week with context %}{{ week(days, "Hours") }}'
    html = templates().from_string(source).render(days=days)
    assert html.count("<tr>") == 7
    assert "<caption" in html
    assert "07:00–22:00" in html


def test_a_ladder_as_a_flow_shows_where_the_case_stands() -> None:
    charter = read("voxeo")
    cast = Cast(charter, {})
    opened = co.OpenCase(
        channel="ticket", priority="critical", contract="production", asker="x", by="desk"
    )
    case = decide(charter, None, opened, FRIDAY, cast).case
    steps = flow_drawn(flow_of(charter.ladders["formal"], case.runs[0]), charter.zone)
    assert [step.state for step in steps] == ["taken", "running", "next"]
    assert steps[2].when == "20m after management was taken"
    assert steps[2].notes[-1] == "Kept informed to the end"
    source = '{% from "look/_ladder_flow.html" import ladder_flow with context %}'
    html = templates().from_string(source + "{{ ladder_flow(steps) }}").render(steps=steps)
    assert html.count('aria-current="step"') == 1


def test_a_ladder_of_the_charter_alone_has_no_position() -> None:
    ladder = read("bicom").ladders["procedure"]
    steps = flow_drawn(flow_of(ladder), "UTC")
    assert {step.state for step in steps} == {""}
    assert steps[0].who == "support-manager"
    assert steps[1].when.startswith("When: not solved")
