"""A whole number as an address or a form says it: within bounds, or none.

`str.isdigit` takes ² for a digit, which `int` refuses, as it does a number of thousands of digits.
"""

LONGEST = 18


def whole_number(said: object, most: int = 10**LONGEST - 1) -> int | None:
    """The number from 0 to `most`; None for any other text, and for what is no text.

    >>> whole_number("7"), whole_number("²"), whole_number("-1"), whole_number("900", 100)
    (7, None, None, None)
    """
    if not (isinstance(said, str) and said.isascii() and said.isdigit() and len(said) <= LONGEST):
        return None
    number = int(said)
    return number if number <= most else None
