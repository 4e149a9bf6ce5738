"""What kind of matter a case is, and which type of request (R-TER-8, R-TER-10).

No row, hour, ladder or gate of a charter goes by these words, so correcting them moves no promise.
"""

from collections.abc import Mapping

from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands_matter import KIND, TYPE, SetMatter
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.phrase import phrase
from charterdesk.engine.status import status_word


def set_matter(draft: Draft, command: SetMatter) -> None:
    """Record what becomes another word; words that the charter has not are refused."""
    known = choices(draft.charter)
    axes = draft.case.axes
    changed = tuple((what, word) for what, word in command.words if word != axes.get(what, ""))
    wrong = next(((a, w) for a, w in changed if w not in known.get(a, ())), None)
    if not any(known.values()):
        draft.refuse(phrase("This charter has neither kinds of matter nor types of request."))
    elif draft.case.is_over:
        status = status_word(draft.case.status)
        draft.refuse(phrase("The case is %(status)s; reopen it first.", status=status))
    elif wrong is not None:
        _refuse_word(draft, *wrong, known.get(wrong[0], ()))
    elif changed:
        draft.record(
            ev.MatterSet(
                at=draft.at,
                recorded_at=draft.at,
                by=draft.actor,
                words=changed,
                was=tuple((what, axes.get(what, "")) for what, _word in changed),
                reason=command.reason,
            )
        )


def choices(charter: Charter) -> Mapping[str, tuple[str, ...]]:
    """The words to choose from, "" for not said; none where the charter has none."""
    both = ((KIND, charter.intake.kinds), (TYPE, charter.intake.types))
    return {what: ("", *words) if words else () for what, words in both}


def _refuse_word(draft: Draft, what: str, word: str, known: tuple[str, ...]) -> None:
    said = {"word": word, "known": known[1:] or (phrase("none"),)}
    if what == KIND:
        wrong = phrase("There is no kind of matter %(word)s; the charter has %(known)s.", **said)
    else:
        wrong = phrase("There is no type of request %(word)s; the charter has %(known)s.", **said)
    draft.refuse(wrong, place=draft.charter.intake.place)
