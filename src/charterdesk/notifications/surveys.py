"""The mail that asks how it went, and how its reader gets no more of them (M6, RFC 8058).

The link is sealed like that of a case, which it does not open, and never ends: who wants no more
must always be able to say so. It only ever stops these mails.
"""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from charterdesk.notifications.case_links import Purpose, case_token, one_address, sealed_notice
from charterdesk.notifications.models import Notice, Unsubscribed

SURVEY = "score"
PURPOSE: Purpose = "no surveys"
SAID: Mapping[str, str] = {
    "en": "To get no more of these questions, open this address and press the button: {link}",
    "ru": "Чтобы больше не получать таких вопросов, откройте адрес и нажмите кнопку: {link}",
}


def unsubscribe_link(notice: Notice) -> str:
    """The whole address for a mail that asks how it went; "" for every other one."""
    if notice.about != SURVEY or notice.person_id is not None or not one_address(notice):
        return ""
    return f"{settings.SITE}/u/{case_token(notice, PURPOSE)}/"


def unsubscribe_lines(notice: Notice, language: str) -> list[str]:
    """What such a mail says about it; nothing in other mails."""
    link = unsubscribe_link(notice)
    return ["", SAID[language].format(link=link)] if link else []


def survey_address(token: str) -> str:
    """Whose link it is; "" for any other text, and for the link of another mail."""
    notice = sealed_notice(token, PURPOSE)
    return one_address(notice) if notice is not None and notice.about == SURVEY else ""


def unsubscribe(*, address: str, at: datetime) -> None:
    """From now on nobody is asked there how it went; saying so twice is no fault."""
    Unsubscribed.objects.get_or_create(address=address, defaults={"at": at})


def is_unsubscribed(address: str) -> bool:
    """Whether the owner of the address wants no such mails."""
    return Unsubscribed.objects.filter(address=address.strip().casefold()).exists()
