"""Checks of what a new version changes against the one in force (I33)."""

from collections.abc import Iterator

from charterdesk.engine.charter.values import Charter, Place
from charterdesk.engine.check.context import Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.diff import Change, differences
from charterdesk.engine.phrase import Phrase, counted, phrase


def what_gets_stricter_or_looser(charter: Charter, context: Context) -> Iterator[Finding]:
    """I33: each promise or rule that the new version makes stricter or looser, and for how many.

    What is new, gone or only otherwise is `diff`'s to show.
    """
    if context.former is None:
        return
    for change in differences(context.former, charter, context.open_cases, since=context.at):
        said = _said(change)
        if said is not None:
            yield Finding(
                "I33",
                said if change.open_cases is None else _with_cases(said, change.open_cases),
                phrase("Open cases keep the version that they were opened under until moved."),
                change.new_place if change.new_place.line else Place(charter.file, 1, 1),
            )


def _said(change: Change) -> Phrase | None:
    match change.kind:
        case "stricter":
            return phrase("Stricter than before: %(change)s", change=change.text)
        case "looser":
            return phrase("Looser than before: %(change)s", change=change.text)
        case "mixed":
            return phrase("Stricter and looser than before: %(change)s", change=change.text)
        case "new" | "gone" | "changed":
            return None


def _with_cases(said: Phrase, count: int) -> Phrase:
    return counted(
        "%(said)s One open case would feel it.",
        "%(said)s %(count)d open cases would feel it.",
        count=count,
        said=said,
    )


VERSIONS: tuple[Check, ...] = (what_gets_stricter_or_looser,)
