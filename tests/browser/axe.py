"""What every page must stand in a real browser: axe-core, and what axe-core is silent about.

`axe.min.js` beside this file is axe-core 4.14.1 (Mozilla Public License 2.0), unchanged from its
npm package; it is used in tests only.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STOPS: Final = 60

_GEOMETRY: Final = """() => {
  const faults = [];
  const name = (e) => e.outerHTML.slice(0, 120);
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll('body *')].filter(
      (e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.nav'));
    faults.push(`scrolls sideways by ${root.scrollWidth - innerWidth}: ${wide.slice(0, 3).map(name).join(' | ')}`);
  }
  for (const e of document.querySelectorAll('[hidden]'))
    if (e.checkVisibility()) faults.push(`hidden but seen: ${name(e)}`);
  for (const e of document.querySelectorAll('svg')) {
    const box = e.getBoundingClientRect();
    if (!e.closest('.plot') && Math.max(box.width, box.height) > 48) faults.push(`large icon: ${name(e)}`);
  }
  for (const e of document.querySelectorAll('button, a[href]'))
    if (!(e.innerText.trim() || e.textContent.trim() || e.ariaLabel)) faults.push(`no text: ${name(e)}`);
  return faults;
}"""  # noqa: E501

_COVERED: Final = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const shown = e.matches('input[type=checkbox], input[type=radio]') ? e.closest('label') || e : e;
  const boxes = [...e.getClientRects()];
  if (!boxes.length) return `focus on something without a box: ${e.outerHTML.slice(0, 120)}`;
  const hit = boxes.some((box) => {
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    return at && (shown.contains(at) || at.contains(e) && at.closest('a, button, label, summary'));
  });
  return hit ? '' : `focus is covered: ${e.outerHTML.slice(0, 120)}`;
}"""  # noqa: E501


# A bar that sticks lies over half of some line wherever the page stands; who scrolls sees it whole.
_AXE: Final = """async (tags) => {
  const sticky = [...document.querySelectorAll('body *')].filter((e) => getComputedStyle(e).position === 'sticky');
  for (const e of sticky) e.style.position = 'relative';
  const found = await axe.run(document, {runOnly: tags, resultTypes: ['violations']});
  for (const e of sticky) e.style.position = '';
  const told = (node) => node.html.slice(0, 160);
  return found.violations.map(
    (one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map(told).join('; ')}`);
}"""  # noqa: E501


@lru_cache
def _script() -> str:
    return (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe-core has against the page as it stands, one line for each rule.

    What it has nothing against stays in the page: to hand that over takes longer than to find it.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_script())
    return list(page.evaluate(_AXE, TAGS))


def geometry(page: Page) -> list[str]:
    """Sideways scrolling, seen `[hidden]`, huge icons, buttons and links without a text."""
    return list(page.evaluate(_GEOMETRY))


def covered(page: Page, stops: int = STOPS) -> list[str]:
    """Stops of the Tab key, from the start of the page, at which something lies over the focus."""
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    faults = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        fault = page.evaluate(_COVERED)
        if fault is None:
            break
        if fault:
            faults.append(fault)
    return faults
