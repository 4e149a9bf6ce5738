"""What is done to a rule at one press: a closed day or a step taken out, a step moved."""

from collections.abc import Callable, Mapping

from django.http import QueryDict

from charterdesk.engine.editing import EditError, Source, move_item, put, remove_item
from charterdesk.engine.phrase import phrase
from charterdesk.studio.forms.rules_form import word, words
from charterdesk.studio.forms.rules_steps import steps_of


def acted(act: str, source: Source, data: QueryDict) -> str:
    """The changed text. Raises EditError where what is named isn't there any more."""
    do = ACTS.get(act)
    if do is None:
        raise EditError(phrase("There is no act '%(act)s' here.", act=act))
    return do(source, data.get("of", ""), data.get("which", ""))


def _open_day(source: Source, calendar: str, day: str) -> str:
    path = ("hours", calendar, "closed")
    days = words(source.plain, *path)
    if day not in days:
        raise EditError(phrase("'%(day)s' is not among the closed days any more.", day=day))
    if source.find((*path, 0)) is None:
        return put(source.text, path, "")
    return remove_item(source.text, (*path, days.index(day)))


def _step_number(source: Source, ladder: str, step: str) -> int:
    names = [word(one, "step") for one in steps_of(source.plain, ladder)]
    if step not in names:
        raise EditError(phrase("There is no step '%(step)s' any more.", step=step))
    return names.index(step)


def _step_out(source: Source, ladder: str, step: str) -> str:
    number = _step_number(source, ladder, step)
    return remove_item(source.text, ("ladders", ladder, "steps", number))


def _step_up(source: Source, ladder: str, step: str) -> str:
    number = _step_number(source, ladder, step)
    return move_item(source.text, ("ladders", ladder, "steps", number), -1)


def _step_down(source: Source, ladder: str, step: str) -> str:
    number = _step_number(source, ladder, step)
    return move_item(source.text, ("ladders", ladder, "steps", number), 1)


ACTS: Mapping[str, Callable[[Source, str, str], str]] = {
    "open-day": _open_day,
    "step-out": _step_out,
    "step-up": _step_up,
    "step-down": _step_down,
}
