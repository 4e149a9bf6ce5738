"""The joined assets: in order, within their budgets, kept for good by browsers (ux.md 2.8)."""

import gzip
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from django.test import Client
from pytest_django import Settings

from charterdesk.look.assets import PARTS, asset, joined
from tests.look.case_samples import CASE_PAGE, ENTRIES
from tests.look.drawing import SOURCE, templates
from tests.look.samples import QUEUE, ROWS, SHELL

STATIC = SOURCE / "look" / "static" / "look"
_HEX = r"light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)"
PAIRS = (
    ("ink", "bg"), ("ink", "surface"), ("ink-2", "bg"), ("ink-2", "surface"), ("ink-2", "select"),
    ("ink-3", "bg"), ("ink-3", "surface"), ("ink-3", "select"), ("accent", "bg"),
    ("accent", "surface"), ("accent", "select"), ("on-accent", "accent"), ("note-ink", "note"),
    ("on-note", "note-line"), ("ink", "reply"), ("ink-2", "reply"), ("ok-ink", "ok-tint"),
    ("soon-ink", "soon-tint"), ("critical-ink", "critical-tint"), ("on-breached", "breached"),
    ("paused-ink", "paused-tint"), ("escalated-ink", "escalated-tint"),
    ("on-escalated", "escalated"), ("critical-ink", "surface"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.look.addresses"


def packed(text: bytes | str) -> int:
    """The size on the wire, in bytes."""
    return len(gzip.compress(text if isinstance(text, bytes) else text.encode(), 9))


def test_every_style_and_script_file_is_joined_and_none_twice_into_one() -> None:
    there = {
        str(path.relative_to(STATIC))
        for kind in ("css", "js")
        for path in STATIC.rglob(f"*.{kind}")
    }
    assert {part for parts in PARTS.values() for part in parts} == there
    assert all(len(set(parts)) == len(parts) for parts in PARTS.values())


def test_styles_and_scripts_keep_their_budgets() -> None:
    assert packed(joined("desk.css")[1]) <= 20_000
    assert packed(joined("desk.js")[1]) + packed(joined("chat.js")[1]) <= 34_000


def test_the_customers_scripts_keep_their_budget_with_a_chat_too() -> None:
    assert packed(joined("portal.js")[1]) + packed(joined("chat.js")[1]) <= 20_000


def test_pages_keep_their_budgets() -> None:
    rows = tuple(
        replace(row, ref=f"EX-{number}", url=f"/desk/c/EX-{number}/?from=open")
        for number, row in enumerate(ROWS * 8)
    )[:50]
    entries = tuple(
        replace(entry, id=str(number)) for number, entry in enumerate((ENTRIES * 6)[:50])
    )
    queue = templates().get_template("desk/queue.html")
    case = templates().get_template("desk/case.html")
    assert packed(queue.render(csrf_input="", page=replace(QUEUE, rows=rows), shell=SHELL)) <= 8_000
    page = replace(CASE_PAGE, entries=entries)
    assert packed(case.render(csrf_input="", page=page, shell=SHELL)) <= 25_000


def test_an_asset_is_kept_for_good_under_its_digest_and_asked_again_under_another() -> None:
    client = Client()
    fresh = client.get(asset("desk.css"), headers={"accept-encoding": "gzip"})
    assert fresh["Cache-Control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(fresh.content) == joined("desk.css")[1]
    stale = client.get("/assets/000000000000/desk.js")
    assert stale["Cache-Control"] == "no-cache"
    assert stale.content == joined("desk.js")[1]
    assert stale["Content-Type"] == "text/javascript; charset=utf-8"


def test_an_unknown_asset_is_not_there() -> None:
    assert Client().get("/assets/000000000000/passwd.css").status_code == 404


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(text: str, ground: str, theme: int) -> None:
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    colours = {name: found for name, *found in re.findall(rf"--([a-z0-9-]+): {_HEX};", tokens)}
    dark, light = sorted(luminance(colours[name][theme]) for name in (text, ground))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_layers_are_declared_before_any_is_filled() -> None:
    css = joined("desk.css")[1].decode()
    declared = re.search(r"@layer ([a-z, ]+);", css)
    assert declared
    order = declared[1].split(", ")
    first = [css.index(f"@layer {name} {{") for name in order]
    assert css.index(declared[0]) < min(first)
    assert all(a != b for a, b in pairwise(first))
