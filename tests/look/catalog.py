"""The catalogue of translations: what the sources ask for, what it has, and how it is compiled.

After changing a string: `python -m tests.look.catalog` merges the strings into every `.po` (new
ones stand empty, ready to be translated) and writes the `.mo` beside it.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE: Final = Path(__file__).resolve().parents[2] / "src" / "charterdesk"
LOCALES: Final = SOURCE / "look" / "locale"
LANGUAGES: Final = ("ru",)
_ROOMS: Final = (
    "engine", "automation", "accounts", "customers", "notifications", "charters", "oncall", "cases",
    "incidents", "talk", "charges", "trackers", "alerts", "lists", "access", "watching",
    "knowledge", "simulation", "intake", "worker", "look", "visit", "desk", "studio", "portal",
    "welcome",
)  # fmt: skip
_METHODS: Final = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
_OPTIONS: Final = {
    "**/templates/**.html": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}
}
_KEYWORDS: Final = {
    "_": None,
    "phrase": None,
    "counted": (1, 2),
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def asked() -> Catalog:
    """Every string that the sources ask to be translated."""
    found = Catalog(charset="utf-8")
    for room, message in _messages():
        name, line, text, comments, context = message
        found.add(
            text, locations=[(f"{room}/{name}", line)], auto_comments=comments, context=context
        )
    return found


def _messages() -> Iterator[
    tuple[str, tuple[str, int, str | tuple[str, ...], list[str], str | None]]
]:
    for room in _ROOMS:
        for found in extract_from_dir(
            SOURCE / room, method_map=_METHODS, options_map=_OPTIONS, keywords=_KEYWORDS
        ):
            yield room, found


def path_of(language: str) -> Path:
    """Where the translations into `language` stand; the compiled ones lie beside."""
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def translated(language: str) -> Catalog:
    """The translations into `language` as they stand."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, domain="django")


def compiled(catalog: Catalog) -> bytes:
    """The bytes of the `.mo` for a catalogue."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def main() -> None:
    """Merge and compile every language."""
    for language in LANGUAGES:
        catalog = translated(language)
        made = catalog.creation_date
        catalog.update(asked(), no_fuzzy_matching=True)
        catalog.creation_date = made
        catalog.project, catalog.version = "Charterdesk", ""
        catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
        with path_of(language).open("wb") as file:
            write_po(
                file,
                catalog,
                width=100,
                omit_header=False,
                ignore_obsolete=True,
                no_location=True,
                sort_output=True,
            )
        path_of(language).with_suffix(".mo").write_bytes(compiled(catalog))


if __name__ == "__main__":
    main()
