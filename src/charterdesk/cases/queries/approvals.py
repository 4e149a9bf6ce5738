"""Which acts a charter lets nobody do without the customer's approval (R-HFN-16, R-HFN-17)."""

from charterdesk.engine.charter.values import Charter

APPROVAL = "approval"


def acts_to_approve(charter: Charter) -> tuple[str, ...]:
    """The acts of the gates that need an approval, in the order of the file."""
    gates = charter.gates.values()
    return tuple(gate.act for gate in gates if any(need.kind == APPROVAL for need in gate.needs))
