"""The colours of a picture that stands alone: its rules of the stylesheet, with the tokens put in.

Plain colours in light, and once more in dark for readers who prefer that; no variables, since not
every program that shows SVG knows them.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

_CSS: Final = Path(__file__).parents[1] / "static" / "look" / "css"
_TOKEN: Final = re.compile(r"--([\w-]+): light-dark\(([^,()]+), ([^,()]+)\);")
_USE: Final = re.compile(r"var\(--([\w-]+)\)")


@lru_cache
def style() -> str:
    """The rules, light and dark."""
    css = (_CSS / "components" / "picture.css").read_text(encoding="utf-8")
    found = re.search(r"@layer components \{(.*)\}\s*$", css, re.DOTALL)
    if found is None:
        raise ValueError("picture.css has no layer of components.")
    rules = re.sub(r"\s+", " ", found[1].partition("/* only in pages */")[0]).strip()
    tokens = _tokens()
    light = _USE.sub(lambda use: tokens[use[1]][0], rules)
    dark = _USE.sub(lambda use: tokens[use[1]][1], rules)
    return f"{light} @media (prefers-color-scheme: dark) {{ {dark} }}"


def _tokens() -> dict[str, tuple[str, str]]:
    text = (_CSS / "tokens.css").read_text(encoding="utf-8")
    fonts = re.findall(r"--(font): ([^;]+);", text)
    pairs = {name: (light, dark) for name, light, dark in _TOKEN.findall(text)}
    return pairs | {name: (value, value) for name, value in fonts}
