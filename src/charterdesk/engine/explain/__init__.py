"""Why? For a case in thought, a promise, a notice, a refusal: the answer and every step to it.

One code behind every "why?": the command, the desk's pages, the studio and the customer's page.
"""

from charterdesk.engine.explain.gates import explain_gate, explain_refusal
from charterdesk.engine.explain.history import explain_case
from charterdesk.engine.explain.notices import Turn, Turns, explain_notice
from charterdesk.engine.explain.opening import WhatIf, explain_what_if, what_if
from charterdesk.engine.explain.past import as_of
from charterdesk.engine.explain.promises import explain_promise
from charterdesk.engine.explain.values import Audience, Explanation, Step, Verdict

__all__ = [
    "Audience",
    "Explanation",
    "Step",
    "Turn",
    "Turns",
    "Verdict",
    "WhatIf",
    "as_of",
    "explain_case",
    "explain_gate",
    "explain_notice",
    "explain_promise",
    "explain_refusal",
    "explain_what_if",
    "what_if",
]
