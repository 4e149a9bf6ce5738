"""All changes in one sentence, and the words around them."""

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.diff.change import Change
from charterdesk.engine.phrase import Phrase, counted, phrase

NO_DIFFERENCE = phrase("There is no difference.")


def summary(old: Charter, new: Charter, changes: tuple[Change, ...]) -> Phrase:
    """From which version to which, and how many changes there are of what kind."""
    return phrase(
        "From %(old)s, version %(old_version)d, to %(new)s, version %(new_version)d: changes in "
        "all %(all)d, stricter %(stricter)d, looser %(looser)d.",
        old=old.name,
        old_version=old.version,
        new=new.name,
        new_version=new.version,
        all=len(changes),
        stricter=sum(change.is_stricter for change in changes),
        looser=sum(change.is_looser for change in changes),
    )


def cases_counted(number: int) -> Phrase:
    """How many open cases a change would touch."""
    return counted("%(count)d open case", "%(count)d open cases", count=number)
