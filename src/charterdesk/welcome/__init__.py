"""A contract's start: launched once, with the welcome package to the customer's contacts (R-VOX-3).

The charter says what it demands (`needs`) and whom it tells (`when: contract starts`).
"""
