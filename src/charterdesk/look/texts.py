"""The texts of pages, kept by language: a page asks for the same two hundred again and again."""

from functools import lru_cache

from django.utils import translation
from markupsafe import Markup


def gettext(text: str) -> str:
    """The text in the active language."""
    return _translated(translation.get_language(), "", text)


def pgettext(meaning: str, text: str) -> str:
    """The text of that meaning in the active language."""
    return _translated(translation.get_language(), meaning, text)


@lru_cache(maxsize=20_000)
def _translated(language: str | None, meaning: str, text: str) -> str:
    return translation.pgettext(meaning, text) if meaning else translation.gettext(text)


def said(text: str, /, **values: object) -> Markup:
    """The text for a page in the active language, `%(name)s` filled in and escaped."""
    language = translation.get_language()
    return _marked_up(language, text) % values if values else _plain(language, text)


@lru_cache(maxsize=20_000)
def _marked_up(language: str | None, text: str) -> Markup:
    return Markup(_translated(language, "", text))


@lru_cache(maxsize=20_000)
def _plain(language: str | None, text: str) -> Markup:
    """As every text is a format, `%%` is one sign also where nothing is filled in."""
    return _marked_up(language, text) % {}
