"""What mails to customers say of the ways in: the link of a case, and the link and code of a
sign-in, both made when the mail is written and never stored.
"""

from collections.abc import Mapping

from django.conf import settings

from charterdesk.customers.models import WayIn
from charterdesk.customers.ways_in import code_of, token_of
from charterdesk.notifications.case_links import case_link, case_token
from charterdesk.notifications.links import link_to
from charterdesk.notifications.models import Notice

WAY_IN, HELD, NOT_TAKEN = "way in", "held", "not taken"
NOT_AUTHORISED = "not authorised"
SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "held": "Read it, then register the address or refuse it: {link}",
        "judge": "Say yes or no on this page; nothing is asked of you there but that: {link}",
        "follow": "Follow the case, without a password: {link}",
        "open": "Open this address and press the button there:",
        "code": "Or type this code where you asked for it: {code}",
        "lasts": "Both work once, and for {minutes} minutes.",
        "not you": "If you did not ask for this, do nothing: nobody comes in without this mail.",
    },
    "ru": {
        "held": "Прочтите его и зарегистрируйте адрес или откажите: {link}",
        "judge": "Ответьте «да» или «нет» на этой странице, больше там ничего не нужно: {link}",
        "follow": "Следите за обращением, пароль не нужен: {link}",
        "open": "Откройте этот адрес и нажмите там кнопку:",
        "code": "Или введите этот код там, где вы его запросили: {code}",
        "lasts": "И то и другое действует один раз и в течение {minutes} минут.",
        "not you": "Если вы этого не просили, ничего не делайте: без этого письма никто не войдёт.",
    },
}


def follow_lines(notice: Notice, language: str) -> list[str]:
    """Where the asker sees the case; nothing in mails to anybody else."""
    link = case_link(notice)
    return ["", SAID[language]["follow"].format(link=link)] if link else []


def held_lines(notice: Notice, language: str) -> list[str]:
    """Where one of us decides about held mail in one tap; to its sender, why it is refused."""
    if notice.about == NOT_TAKEN and notice.text:
        return ["", notice.text]
    if notice.about != HELD or notice.person_id is None:
        return []
    return ["", SAID[language]["held"].format(link=link_to(notice, "held"))]


def judge_lines(notice: Notice, language: str) -> list[str]:
    """Where an authorised contact says whether somebody may ask (R-TER-6)."""
    link = judge_link(notice)
    return ["", SAID[language]["judge"].format(link=link)] if link else []


def judge_link(notice: Notice) -> str:
    """The address of that page; "" where nothing of the kind is asked."""
    if notice.about != NOT_AUTHORISED or not notice.words.get("judge"):
        return ""
    return f"{settings.SITE}/may/{case_token(notice, 'judge')}/"


def way_in_lines(notice: Notice, language: str) -> list[str]:
    """The link and the code; nothing where the notice is about something else."""
    if notice.about != WAY_IN:
        return []
    way = WayIn.objects.get(pk=notice.words["way_in"])
    code, said = code_of(way), SAID[language]
    minutes = int((way.expires_at - way.made_at).total_seconds() // 60)
    return [
        "", said["open"], f"{settings.SITE}/in/{token_of(way)}/",
        "", said["code"].format(code=f"{code[:4]} {code[4:]}"),
        "", said["lasts"].format(minutes=minutes), said["not you"],
    ]  # fmt: skip
