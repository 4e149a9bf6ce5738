"""How a case ends for its customer: fixed or not, approvals, was it clear, and how it went."""
