"""Which keys may stand where in a runbook, in the manner of the charter's own table."""

from charterdesk.engine.charter.faults import Said
from charterdesk.engine.charter.schema import PlaceRule
from charterdesk.engine.phrase import phrase


def _rule(means: Said, acts: str = "", names: str = "") -> PlaceRule:
    return PlaceRule(means, frozenset(acts.split()), names=names)


_STEP = "step on within expect then else approval again http command script"

DOCUMENT = _rule(
    phrase("a runbook"), "runbook for starts approval hand_over parameters checks remedies"
)
START = _rule(phrase("a start"), "charter channel label subject product type when")
PARAMETERS = _rule("`parameters`", names="parameter")
PARAMETER = _rule(phrase("a parameter"), "from as otherwise")
STEP = _rule(phrase("a step"), _STEP)
HTTP = _rule("`http`", "get head post json")
JSON = _rule("`json`", names="name")
SCRIPT = _rule("`script`", "by text")
EXPECT = _rule("`expect`", "exit status contains lacks")
