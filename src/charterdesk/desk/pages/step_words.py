"""A step of a ladder in words: when, by which means, on which condition."""

from django.utils.translation import gettext as _

from charterdesk.engine.charter.values import Step


def offset_words(step: Step, *, put_off: bool = False) -> str:
    """When it comes: at once, +15m, 20m after another step, or when something happens.

    `put_off`: the ladder's hours are closed, so that its beginning waits for them.
    """
    if step.when:
        return _("when: %(what)s") % {"what": ", ".join(need.text for need in step.when)}
    if step.after:
        delay = step.delay.text if step.delay else ""
        return _("%(delay)s after %(step)s") % {"delay": delay, "step": step.after}
    if step.at is None or not step.at.amount:
        return _("when its hours open") if put_off else _("at once")
    return f"+{step.at.text}"


def means_words(step: Step) -> str:
    """By which means, and how often again."""
    parts = [", ".join(step.means)] if step.means else []
    if step.repeat:
        said = {"times": step.repeat.times, "until": step.repeat.until}
        parts.append(_("again %(times)d times until %(until)s") % said)
    if step.within:
        parts.append(_("all reached within %(length)s") % {"length": step.within.text})
    return "; ".join(parts)


def condition_words(step: Step) -> str:
    """Unless what, and who becomes owner."""
    parts = []
    if step.unless:
        parts.append(_("unless %(what)s") % {"what": ", ".join(step.unless)})
    if step.owner_becomes:
        parts.append(_("%(role)s becomes the owner") % {"role": step.owner_becomes})
    if step.keep_informed:
        parts.append(_("stays informed to the end"))
    return "; ".join(parts)
