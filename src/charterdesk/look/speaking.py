"""The engine's sentences for commands: in English as the engine words them, else translated."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import django
from django.conf import settings
from django.utils import translation

from charterdesk.engine.explain import Step
from charterdesk.engine.phrase import Phrase, english
from charterdesk.look.phrasing import worded

LANGUAGES = ("en", "ru")
MARKS = {"matched": "+", "not matched": "-", "sum": "=", "pause": "|"}


def make_ready() -> None:
    """For a command that runs without the desk's settings: the catalogues are all it needs."""
    if not settings.configured:
        settings.configure(INSTALLED_APPS=["charterdesk.look"], USE_TZ=True)
        django.setup()


def spoken(said: Phrase, zone: str, language: str = "en") -> str:
    """The sentence in `language`, its moments in `zone`."""
    if language == "en":
        return english(said, zone)
    with translation.override(language):
        return worded(said, zone, years=True)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says sentences in one language, with the times of one zone."""

    zone: str
    language: str = "en"

    def say(self, said: Phrase) -> str:
        """The sentence, with a capital letter."""
        text = spoken(said, self.zone, self.language)
        return text[:1].upper() + text[1:]

    def steps(self, steps: Iterable[Step]) -> Iterator[str]:
        """Each step on a line: its number, what came of it (+ - = |), and its place."""
        for number, step in enumerate(steps, start=1):
            place = f" [{step.place}]" if step.place.line else ""
            mark, heading = MARKS[step.verdict], self.say(step.heading)
            yield f"  {number:2}. {mark} {heading}: {self.say(step.said)}{place}"
