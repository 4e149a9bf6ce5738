"""How much of one mail is read: what lies beyond stays in the raw mail and becomes a defect.

Every loop of the reader is bounded by one of these numbers (trust.md R9, rule 1).
"""

RAW_BYTES = 50_000_000
"""A longer mail has only its header read."""

HEADER_BLOCK_BYTES = 1_000_000
HEADER_LINES = 2_000
HEADER_VALUE_CHARS = 60_000
ENCODED_WORDS = 2_000
PARAMETERS = 100
ADDRESSES = 1_000
REFERENCES = 200
ID_CHARS = 900

DEPTH = 30
PARTS = 500
BOUNDARY_BYTES = 300
BOUNDARY_TRIES = 20_000
BASE64_STRETCHES = 1_000
UU_LINES = 800_000

TEXT_BYTES = 2_000_000
"""A longer text part is shown cut, and kept whole as an attachment."""

TEXT_CHARS = 1_000_000
HTML_CHARS = 1_000_000
HTML_COST = 1_500_000
"""Of all HTML parts together, in characters; what costs more is attached."""

HTML_TAG_COST = 15
HTML_DEPTH = 200
HTML_TAGS = 60_000
HTML_ENTITIES = 200_000
HTML_GAPS_IN_TAG = 20_000
GUESSED_BYTES = 20_000
REPORT_BYTES = 200_000
REPORT_RECIPIENTS = 1_000

NAME_CHARS = 200
SUBJECT_CHARS = 998
"""Whole subjects, as far as a single header line goes."""
