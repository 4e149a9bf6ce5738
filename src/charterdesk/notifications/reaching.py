"""By which means a ladder's calls have reached people: answered, or accepted and never lost.

Where there were several, the last that they answered counts, else the last that was taken.
"""

from collections.abc import Collection, Mapping

from charterdesk.notifications.models import Attempt
from charterdesk.notifications.routes import VOICE

What = Attempt.What
ANSWERS = (What.ANSWERED, What.ACKNOWLEDGED, What.PASSED)


def carriers_that_reached(cases: Collection[int]) -> Mapping[tuple[int, int], str]:
    """The kind of means for each (case, person) that a step's call has reached; one query."""
    if not cases:
        return {}
    told = Attempt.objects.filter(
        notice__case__in=set(cases), notice__about__startswith="step ",
        notice__person__isnull=False, what__in=(*ANSWERS, What.ACCEPTED, What.LOST),
    )  # fmt: skip
    rows = list(
        told.order_by("id").values_list(
            "notice__case", "notice__person", "notice", "number", "what", "carrier"
        )
    )
    lost = {(notice, number) for _, _, notice, number, what, _ in rows if what == What.LOST}
    found: dict[tuple[int, int], str] = {}
    answered: dict[tuple[int, int], str] = {}
    for case, person, notice, number, what, carrier in rows:
        if what in ANSWERS and carrier:
            answered[case, person] = carrier
        elif what == What.ACCEPTED and carrier != VOICE and (notice, number) not in lost:
            found[case, person] = carrier
    return {**found, **answered}
