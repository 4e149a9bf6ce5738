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
    digits = _digits(text)
    return digits[-TELLING:] if len(digits) >= SHORTEST else ""


def phone_keys(text: str) -> tuple[str, ...]:
    """Every key under which the number may be kept, its own first.

    Where a national number has eight digits (Stockholm, Oslo), what stands before it is a 0 at home
    and the last digit of the country from abroad.
    """
    key, digits = phone_key(text), _digits(text)
    if len(key) < TELLING:
        return (key,)
    if text.strip().startswith("+") or digits.startswith("00"):
        return (key, f"0{key[1:]}")
    is_short = len(digits) == TELLING and digits.startswith("0")
    return (key, *(f"{first}{key[1:]}" for first in "123456789")) if is_short else (key,)


def _digits(text: str) -> str:
    return "".join(_DIGITS.findall(_LETTERS.split(text.strip(), maxsplit=1)[0]))


def looks_like_number(words: str) -> bool:
    """Whether the words are a telephone number and nothing else."""
    return bool(_NUMBER.fullmatch(words.strip())) and bool(phone_key(words))
