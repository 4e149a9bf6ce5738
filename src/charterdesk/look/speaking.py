"""The catalogues for whoever has no desk: a command that reads files and speaks a language.

Where Django is set up already, as in a desk, its settings hold and nothing is changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import django
from django.apps import apps
from django.conf import settings
from django.utils import translation

LANGUAGES: Final = ("en", "ru")
_LOCALE: Final = Path(__file__).parent / "locale"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Texts are in `language` within the block."""
    if not settings.configured:
        settings.configure(USE_I18N=True, USE_TZ=True, LOCALE_PATHS=[_LOCALE])
    if not apps.ready:
        django.setup()
    with translation.override(language):
        yield
