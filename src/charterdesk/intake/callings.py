"""An answer by mail to a notice that called somebody: "ack", "take 15".

The proof is the sealed address that the notice gave as Reply-To, to that person alone; From
proves nothing (trust.md rule 2), and no machine answers for anybody (M3).
"""

import re
from datetime import datetime

from charterdesk.cases.calls import LONGEST_MINUTES, answer_call, called_by
from charterdesk.intake.holding import hold_other
from charterdesk.intake.models import RawMail
from charterdesk.intake.reading import ReadMail
from charterdesk.intake.settling import Result, settle_taken

ANSWER = re.compile(
    r"\s*(?:(?P<have>ack|acknowledged|ok|i have it|беру|взял|взяла)|take|беру)"
    r"(?:\s+(?P<minutes>\d{1,3}))?\s*[.!]?\s*",
    re.IGNORECASE,
)
UNCLEAR = "Its first line is neither “ack” nor “take 15”; the call goes on."
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
    elif minutes is None:
        hold_other(mail, RawMail.Held.STAFF, UNCLEAR, at)
    else:
        answer_call(notice=notice, at=at, minutes=minutes)
        settle_taken(mail.row, Result(notice.case), at)
    return True


def minutes_in(text: str) -> int | None:
    """For how many minutes somebody takes it by the first line; 0: for good; None: says neither."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    found = ANSWER.fullmatch(first)
    if found is None or (found["have"] is None and found["minutes"] is None):
        return None
    return min(int(found["minutes"] or 0), LONGEST_MINUTES)
