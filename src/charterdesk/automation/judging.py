"""How a step ended, from what came of it.

What ended by itself is judged; all else tells nothing about what was checked.
"""

import re
from dataclasses import dataclass

from charterdesk.automation.book import Expected, Http, Step
from charterdesk.automation.moves import Verdict
from charterdesk.kit.masking import masked

LONGEST_OUTPUT = 64 * 1024
LONGEST_FAULT = 500
# What colours a terminal, names its window or moves its cursor.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]{0,30}[ -/]{0,9}[@-~]|\][^\x07\x1b]{0,300}\x07?|[@-Z\\-_])")
# Controls, and marks that turn the direction, so that a line reads otherwise than it is.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a step: an exit code or a status, or why there is none; and what was printed.

    `refused`: it was never begun. `timed_out`: it was ended when its time was over.
    """

    code: int | None = None
    output: str = ""
    fault: str = ""
    refused: bool = False
    timed_out: bool = False

    def kept(self) -> "Result":
        """The same as it may be kept: bounded, readable, without what looks like a secret."""
        return Result(
            self.code, masked(_clean(self.output, LONGEST_OUTPUT)),
            masked(_clean(self.fault, LONGEST_FAULT)), self.refused, self.timed_out,
        )  # fmt: skip


def verdict_of(step: Step, result: Result) -> Verdict:
    """The verdict; of a request also no answer in time tells something."""
    is_request = isinstance(step.way, Http)
    if result.refused:
        return Verdict.FAILED
    if result.timed_out:
        return Verdict.UNMET if is_request else Verdict.TIMED_OUT
    if result.code is None:
        return Verdict.UNMET if is_request else Verdict.FAILED
    expected = step.expected
    good = _status_is(expected, result.code) if is_request else result.code == expected.exit
    there = expected.contains in result.output
    gone = not expected.lacks or expected.lacks not in result.output
    return Verdict.MET if good and there and gone else Verdict.UNMET


def _status_is(expected: Expected, code: int) -> bool:
    return code in expected.status if expected.status else 200 <= code < 300


def _clean(text: str, most: int) -> str:
    """Without what a database can't keep, or a reader can't see; of a long text both ends."""
    good = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
    good = _UNSEEN.sub("", _ESCAPES.sub("", good).replace("\r", "\n"))
    if len(good) <= most:
        return good
    return f"{good[: most // 3]}\n[…]\n{good[-most * 2 // 3 + 20 :]}"
