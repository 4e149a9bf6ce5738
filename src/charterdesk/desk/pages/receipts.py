"""What became of a call over each of a person's means: asked, accepted, delivered, answered."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from charterdesk.notifications.models import Attempt, Means
from charterdesk.visit.reader import Reader

What = Attempt.What


def receipt_words() -> Mapping[str, str]:
    """Each thing that may become of it, in a word."""
    return {
        What.BEGUN: _("asked"),
        What.ACCEPTED: _("accepted"),
        What.FOR_NOW: _("refused for now"),
        What.FOR_GOOD: _("refused"),
        What.DELIVERED: _("delivered"),
        What.ANSWERED: _("answered"),
        What.LOST: _("not delivered"),
        What.ACKNOWLEDGED: _("acknowledged"),
        What.PASSED: _("can't take it"),
    }


def receipts_of(attempts: Sequence[Attempt], reader: Reader) -> str:
    """All of it in one line, in its order; what was asked is told only while no answer is there."""
    answered = {(one.notice_id, one.number) for one in attempts if one.what != What.BEGUN}
    told = [
        one
        for one in attempts
        if one.what != What.BEGUN or (one.notice_id, one.number) not in answered
    ]
    return "; ".join(_receipt(one, reader) for one in told)


def _receipt(one: Attempt, reader: Reader) -> str:
    said = {"what": receipt_words()[one.what], "when": reader.short(one.at)}
    if one.carrier not in Means.Kind.values:
        return _("%(what)s at %(when)s") % said
    means = str(Means.Kind(one.carrier).label)
    failed = one.what in (What.FOR_NOW, What.FOR_GOOD)
    if failed and one.answer:
        said |= {"means": means, "why": one.answer}
        return _("%(means)s: %(what)s at %(when)s (%(why)s)") % said
    return _("%(means)s: %(what)s at %(when)s") % {**said, "means": means}
