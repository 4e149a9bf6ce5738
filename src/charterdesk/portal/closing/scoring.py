"""How it went: a score from 1 to 5 once a case has ended, and whether a reply was clear."""

from collections.abc import Mapping
from secrets import token_hex

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.store import Loaded
from charterdesk.engine import events as ev
from charterdesk.portal.asking import Visit
from charterdesk.portal.closing.forms import ScoreForm
from charterdesk.portal.closing.values import Judged, Scoring
from charterdesk.portal.panels import Panel


def scoring_panel(visit: Visit, loaded: Loaded) -> Panel | None:
    """On the page of a case that is closed."""
    if loaded.state.closed_at is None:
        return None
    return Panel("portal/_scoring.html", scoring_of(loaded))


def scoring_of(loaded: Loaded, form: ScoreForm | None = None) -> Scoring:
    """The question, with what was said before, or typed and not taken."""
    before = loaded.state.ratings.get("")
    wrong = " ".join(str(one) for one in form.errors.get("score", [])) if form else ""
    typed = str(form.data.get("says", "")) if form else ""
    return Scoring(
        action=reverse("portal:score", args=[loaded.row.number]),
        key=token_hex(16),
        score=before.score if before else 0,
        says=typed or (before.says if before else ""),
        wrong=wrong,
    )


def judged_of(loaded: Loaded) -> Mapping[str, Judged]:
    """For each reply of a person of ours, where to say whether it was clear (R-BIC-8)."""
    return {ref: _judged(loaded, ref) for ref in _replies(loaded)}


def _replies(loaded: Loaded) -> list[str]:
    sent = [one for one in loaded.state.history if isinstance(one, ev.ReplySent | ev.Resolved)]
    void = loaded.state.void
    return [one.message for one in sent
            if one.message and not one.automatic and one.message not in void]  # fmt: skip


def _judged(loaded: Loaded, ref: str) -> Judged:
    said = loaded.state.ratings.get(ref)
    words = ""
    if said is not None:
        words = _("You found this clear.") if said.score else _("You found this not clear.")
    action = reverse("portal:clear", args=[loaded.row.number, ref])
    return Judged(action, token_hex(16), words, said.score if said else -1)
