"""One spelling for a telephone number, so that a caller is found however the number was typed."""

import re

# The national part: with it a number is found with 8, +7, 0, 0046 or nothing before it.
TELLING = 9
SHORTEST = 6
# What follows is an extension: "ext. 12", "x12", "доб. 12".
_LETTERS = re.compile(r"[^\W\d_]|[#;,]")
_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(r"[\d\s()+./\-]+")


def phone_key(text: str) -> str:
    """The last nine digits before an extension; "" where there are too few to tell anybody by."""
    before = _LETTERS.split(text.strip(), maxsplit=1)[0]
    digits = "".join(_DIGITS.findall(before))
    return digits[-TELLING:] if len(digits) >= SHORTEST else ""


def looks_like_number(words: str) -> bool:
    """Whether the words are a telephone number and nothing else."""
    return bool(_NUMBER.fullmatch(words.strip())) and bool(phone_key(words))
