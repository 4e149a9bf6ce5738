"""The texts of pages, kept by language: a page asks for the same two hundred again and again."""

from functools import lru_cache

from django.utils import translation


def gettext(text: str) -> str:
    """The text in the active language."""
    return _translated(translation.get_language(), "", text)


def pgettext(meaning: str, text: str) -> str:
    """The text of that meaning in the active language."""
    return _translated(translation.get_language(), meaning, text)


@lru_cache(maxsize=20_000)
def _translated(language: str | None, meaning: str, text: str) -> str:
    return translation.pgettext(meaning, text) if meaning else translation.gettext(text)
