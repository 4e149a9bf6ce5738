"""The case that a mail goes on with (M1), if its sender may add to it (trust.md rule 2).

In-Reply-To comes first, then References from the last to the first, then the sealed token in
our address, then a number in the subject, which is no key: its sender must take part.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from charterdesk.cases.models import Case, Message
from charterdesk.intake.reading import ReadMail
from charterdesk.intake.senders import is_of_the_desk, takes_part
from charterdesk.notifications.models import Notice

LOOKED_FOR = 60
NUMBERS = 10
NUMBER = re.compile(r"[^\W\d_]{1,20}-?\d{1,12}(?!\w)")


@dataclass(frozen=True, slots=True)
class Thread:
    """`case` is what the mail may be added to.

    `stranger_to` is a case that it answers though its sender takes no part in it; `unknown`
    means that it answers something that is not here, or not yet.
    """

    case: Case | None = None
    stranger_to: Case | None = None
    unknown: bool = False


def thread_of(mail: ReadMail) -> Thread:
    """Where the mail belongs."""
    named = list(dict.fromkeys((*mail.said.in_reply_to, *reversed(mail.said.references))))
    answered = _cases_of(named[:LOOKED_FOR])
    sealed = _sealed(mail)
    for case in answered:
        if case == sealed or may_add(mail, case):
            return Thread(case)
    if sealed is not None:
        return Thread(sealed)
    for case in _numbered(mail.said.subject):
        if takes_part(mail.sender, case):
            return Thread(case)
    return Thread(
        stranger_to=answered[0] if answered else None, unknown=bool(named) and not answered
    )


def may_add(mail: ReadMail, case: Case) -> bool:
    """Taking part is enough, else the sender must be proven, and never is somebody of the desk."""
    if takes_part(mail.sender, case):
        return True
    return mail.sender.proven and not is_of_the_desk(mail.sender)


def _cases_of(identifiers: list[str]) -> list[Case]:
    """The cases in which these were said or sent, in the order of the identifiers."""
    if not identifiers:
        return []
    messages = Message.objects.filter(message_id__in=identifiers).select_related("case")
    notices = Notice.objects.filter(message_id__in=identifiers, case__isnull=False)
    found = {one.message_id: one.case for one in notices.select_related("case").order_by("pk")}
    found.update({one.message_id: one.case for one in messages.order_by("pk")})
    cases = [case for name in identifiers if (case := found.get(name)) is not None]
    return list(dict.fromkeys(cases))


def _sealed(mail: ReadMail) -> Case | None:
    claim = mail.claim("reply")
    return next(iter(_numbers([claim.case])), None) if claim else None


def _numbered(subject: str) -> list[Case]:
    return _numbers(NUMBER.findall(subject)[:NUMBERS])


def _numbers(names: Iterable[str]) -> list[Case]:
    """The cases of these numbers, whose letters people write small or large."""
    wanted = {form for name in names for form in (name, name.upper(), name.replace("-", ""))}
    return list(Case.objects.filter(number__in=wanted).order_by("pk")) if wanted else []
