"""The simulation's own words as phrases: kinds, verdicts, occasions, hours of the week."""

from charterdesk.engine.phrase import Phrase, phrase

_WORDS = {
    "response": phrase("first answer"),
    "activation": phrase("activation"),
    "update": phrase("update"),
    "reply": phrase("reply"),
    "diagnosis": phrase("diagnosis"),
    "indication": phrase("indication"),
    "patch": phrase("patch"),
    "workaround": phrase("workaround"),
    "resolution": phrase("resolution"),
    "kept": phrase("kept"),
    "missed": phrase("missed"),
    "measured": phrase("only measured"),
    "open": phrase("still open"),
    "other": phrase("not needed"),
    "dst night": phrase("days on which the clock changes"),
    "holiday": phrase("holidays"),
    "gap": phrase("gaps of up to 3 h between two shifts"),
    "customer": phrase("the customer"),
    "supplier": phrase("a supplier"),
    "bug": phrase("a bug"),
    "date": phrase("a date"),
    "one person missing": phrase("one person missing"),
    "mail outage": phrase("no mail for 2 h"),
    "one outage": phrase("40 cases of one outage"),
    "": phrase("not promised"),
}
_DAYS = (
    phrase("Mon"), phrase("Tue"), phrase("Wed"), phrase("Thu"), phrase("Fri"), phrase("Sat"),
    phrase("Sun"),
)  # fmt: skip


def word(name: str) -> Phrase | str:
    """The word that people read; a word of the charter stands as it is."""
    return _WORDS.get(name, name)


def day(number: int) -> Phrase:
    """The short name of a day of the week, 0 is Monday."""
    return _DAYS[number]


def hour_of_week(hour: int) -> Phrase:
    """An hour of the week, 0 is Monday 00:00."""
    begins = hour % 24
    return phrase(
        "%(day)s %(span)s", day=day(hour // 24), span=f"{begins:02}:00-{(begins + 1) % 24:02}:00"
    )


def half_hour_of_week(half: int) -> Phrase:
    """A half-hour of the week, 0 is Monday 00:00."""
    minutes = half % 48 * 30
    return phrase(
        "%(day)s %(span)s", day=day(half // 48), span=f"{minutes // 60:02}:{minutes % 60:02}"
    )
