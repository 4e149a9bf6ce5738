"""The ladders of a draft step by step, in whole sentences."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.engine.editing import Plain
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.studio.forms.rules_form import table, under, word, words
from charterdesk.studio.forms.rules_lengths import spoken
from charterdesk.studio.forms.rules_step_words import means_words, unless_words, until_words
from charterdesk.studio.forms.rules_steps import after_of, again_of, steps_of
from charterdesk.studio.pages.rules_values import Rule, RuleAct, Theme
from charterdesk.studio.pages.rules_ways import Ways


def ladder_themes(rules: Plain, ways: Ways) -> Iterator[Theme]:
    """One theme for each ladder, its steps in their order."""
    for number, name in enumerate(table(rules, "ladders"), 1):
        steps = steps_of(rules, name)
        yield Theme(
            f"ladder-{number}",
            _("Escalation: %(name)s") % {"name": name},
            tuple(_step(name, at, steps, ways) for at in range(len(steps))),
            _add(name, ways) + ways.text(name, ("ladders", name)),
            ordered=True,
            sentences=tuple(_ladder(under(rules, "ladders", name))),
        )


def new_ladder_theme(ways: Ways) -> Theme:
    """The way to a ladder that is not there yet."""
    add = ways.link(_("Add an escalation"), _("Add an escalation"), "ladder")
    return Theme("ladder-new", _("One more escalation"), (), add)


def _add(name: str, ways: Ways) -> tuple[RuleAct, ...]:
    full = _("Add a step to %(name)s") % {"name": name}
    return ways.link(_("Add a step"), full, "step", of=name)


def _ladder(ladder: Plain | None) -> Iterator[str]:
    if starts := words(ladder, "starts"):
        yield _("It begins with: %(what)s.") % {"what": ", ".join(starts)}
    if contract := word(ladder, "for"):
        yield _("Only for customers with the %(contract)s.") % {"contract": contract}
    hours = word(ladder, "hours") or "always"
    if hours == "always":
        yield _("Its times run day and night.")
    else:
        yield _("Its times run in the hours %(hours)s.") % {"hours": hours}
    if stops := words(ladder, "stops"):
        yield _("It ends when the case is: %(what)s.") % {"what": ", ".join(stops)}


def _step(ladder: str, at: int, steps: list[Plain], ways: Ways) -> Rule:
    step, name = steps[at], word(steps[at], "step")
    return Rule(name, tuple(step_sentences(step)), tuple(_acts(ladder, name, at, len(steps), ways)))


def _acts(ladder: str, name: str, at: int, count: int, ways: Ways) -> Iterator[RuleAct]:
    said = {"step": name}
    yield from ways.change("step", name, of=ladder, step=name)
    if at:
        full = _("Move up: %(step)s") % said
        yield from ways.press("step-up", _("Move up"), full, ladder, name)
    if at + 1 < count:
        full = _("Move down: %(step)s") % said
        yield from ways.press("step-down", _("Move down"), full, ladder, name)
    full = _("Remove: %(step)s") % said
    yield from ways.press("step-out", _("Remove"), full, ladder, name)


def step_sentences(step: Plain) -> Iterator[str]:
    """When, whom, by which means, within which time, how often again, and when not."""
    yield _when(step)
    yield _("Told: %(who)s.") % {"who": ", ".join(words(step, "notify"))}
    if by := words(step, "by"):
        known = means_words()
        yield _("By %(means)s.") % {"means": ", ".join(known.get(one, one) for one in by)}
    if within := word(step, "within"):
        yield _("They are reached within %(length)s.") % {"length": spoken(within)}
    yield from _again(step)
    for one in words(step, "unless"):
        yield _("Left out when %(what)s.") % {"what": unless_words().get(one, one)}
    if owner := word(step, "owner_becomes"):
        yield _("The case is then owned by %(role)s.") % {"role": owner}
    if word(step, "keep_informed"):
        yield _("They hear of each update until the case is resolved.")


def _when(step: Plain) -> str:
    if facts := words(step, "when"):
        return _("As soon as one of these is on the case: %(facts)s.") % {"facts": ", ".join(facts)}
    after, wait = after_of(step)
    if after:
        said = {"length": spoken(wait), "step": after}
        return _("%(length)s after the step %(step)s was taken.") % said
    wait = word(step, "at")
    if not any(sign in "123456789" for sign in wait):
        return _("At once.")
    return _("%(length)s after the escalation began.") % {"length": spoken(wait)}


def _again(step: Plain) -> Iterator[str]:
    again = again_of(step)
    if not again.every:
        return
    count = whole_number(again.times) or 1
    form = ngettext(
        "Told again every %(length)s until %(until)s, once at most.",
        "Told again every %(length)s until %(until)s, %(count)d times at most.",
        count,
    )
    until = until_words().get(again.until, again.until)
    yield form % {"length": spoken(again.every), "until": until, "count": count}
