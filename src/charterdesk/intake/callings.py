"""An answer by mail to a notice that called somebody: "ack", "take 15", "can't".

The proof is the sealed address that the notice gave as Reply-To, to that person alone; From
proves nothing (trust.md rule 2), and no machine answers for anybody (M3).
"""

import re
from datetime import datetime

from charterdesk.cases.answers import Done
from charterdesk.cases.calls import LONGEST_MINUTES, answer_call, called_by, pass_on
from charterdesk.cases.models import Case
from charterdesk.intake.holding import hold_other
from charterdesk.intake.models import RawMail
from charterdesk.intake.reading import ReadMail
from charterdesk.intake.settling import Result, settle_taken
from charterdesk.notifications.models import Notice

ANSWER = re.compile(
    r"\s*(?:(?P<have>ack|acknowledged|ok|i have it|беру|взял|взяла)|take|беру)"
    r"(?:\s+(?P<minutes>\d{1,3}))?\s*[.!]?\s*",
    re.IGNORECASE,
)
PASS = re.compile(
    r"\s*(?:(?:i\s+)?(?:can[’'`]?t|cannot|can not)(?:\s+take\s+it)?|next|pass|"
    r"(?:я\s+)?не\s+могу|следующий|дальше)\s*[.!]?\s*",
    re.IGNORECASE,
)
UNCLEAR = "Its first line is neither “ack”, nor “take 15”, nor “can't”; the call goes on."
NO_CALL = "The notice that it answers called nobody to a case, so that there is nothing to pass on."
TOO_LATE = "The notice that it answers is not there, or it is too old to be answered by mail."
BY_MACHINE = "A machine answered a notice that called somebody; the call goes on."


def took_answer(mail: ReadMail, at: datetime) -> bool:
    """Whether the mail was an answer to a call; then it is settled, or held with the reason."""
    claim = mail.claim("answer")
    if claim is None:
        return False
    notice, minutes = called_by(claim.person, claim.case, at), minutes_in(mail.said.new_text)
    if mail.said.automatic:
        hold_other(mail, RawMail.Held.AUTOMATIC, BY_MACHINE, at)
    elif notice is None or notice.case is None:
        hold_other(mail, RawMail.Held.STAFF, TOO_LATE, at)
    elif passes_in(mail.said.new_text):
        _pass_on(mail, notice, notice.case, at)
    elif minutes is None:
        hold_other(mail, RawMail.Held.STAFF, UNCLEAR, at)
    else:
        answer_call(notice=notice, at=at, minutes=minutes)
        settle_taken(mail.row, Result(notice.case), at)
    return True


def _pass_on(mail: ReadMail, notice: Notice, case: Case, at: datetime) -> None:
    """A refusal is kept with the mail, so that somebody of the desk reads it."""
    answer = pass_on(notice=notice, at=at)
    if isinstance(answer, Done):
        settle_taken(mail.row, Result(case), at)
    else:
        hold_other(mail, RawMail.Held.STAFF, answer.text if answer else NO_CALL, at)


def passes_in(text: str) -> bool:
    """Whether somebody says by the first line that they can't take it."""
    return PASS.fullmatch(_first_line(text)) is not None


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")


def minutes_in(text: str) -> int | None:
    """For how many minutes somebody takes it by the first line; 0: for good; None: says neither."""
    found = ANSWER.fullmatch(_first_line(text))
    if found is None or (found["have"] is None and found["minutes"] is None):
        return None
    return min(int(found["minutes"] or 0), LONGEST_MINUTES)
