"""Where chat is offered, and in which words: now, or when somebody is back (R-BIC-22).

Chat is preferable for an emergency that goes on, and where more explanation is needed (R-BIC-23).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.look.files import USUAL_FILES, FileLimits
from charterdesk.look.moments import length_words, moment_words
from charterdesk.portal.asking import Visit
from charterdesk.talk.queries import going_chat_of
from charterdesk.talk.ways import ChatWay, way_of
from charterdesk.visit.chatting import new_key
from charterdesk.visit.uploads import limits_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatOffer:
    """A place from which to chat; `why` says that it is the better way here, `urgent` for now."""

    url: str
    label: str
    words: str
    why: str = ""
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginPage:
    """The page on which a chat begins, or a message is left."""

    words: str
    has_way: bool
    is_open: bool
    case: str
    key: str
    action: str
    limits: FileLimits
    typed: str
    wrong: str


def chat_offer(
    visit: Visit, case: Case | None = None, *, unclear: bool = False
) -> ChatOffer | None:
    """The offer for this page; None where no charter of the guest's has a chat.

    `unclear`: the guest said that a reply was not clear.
    """
    if visit.guest is None or visit.guest.only or not visit.contact.pk:
        return None
    if going := going_chat_of(visit.contact):
        url = reverse("portal:chat", args=[going.ref])
        return ChatOffer(url=url, label=_("Go on with the chat"), words=_("A chat is going on."))
    way = way_of(visit.contact, visit.at, case)
    if way is None:
        return None
    begin = reverse("portal:chat_on", args=[case.number]) if case else reverse("portal:chat_begin")
    is_open = way.is_open(visit.at)
    label = _("Chat now") if is_open else _("Leave a message")
    why = _why(way, case, unclear=unclear) if is_open else ""
    return ChatOffer(url=begin, label=label, words=_words(visit, way), why=why, is_open=is_open)


def urgent_offer(visit: Visit, case: Case) -> ChatOffer | None:
    """The offer after a case was opened, where chat is the better way on (R-BIC-23)."""
    offer = chat_offer(visit, case)
    return offer if offer and offer.why else None


def begin_page(
    visit: Visit, way: ChatWay | None, case: Case | None, typed: str = "", wrong: str = ""
) -> BeginPage:
    """The page before the first word."""
    words = _words(visit, way) if way else _("There is no chat under your charter: open a case.")
    return BeginPage(
        words=words, has_way=way is not None, is_open=bool(way and way.is_open(visit.at)),
        case=case.number if case else "", key=visit.request.POST.get("key", "") or new_key(),
        action=visit.request.path, limits=limits_of(way.charter) if way else USUAL_FILES,
        typed=typed, wrong=wrong,
    )  # fmt: skip


def _words(visit: Visit, way: ChatWay) -> str:
    if way.is_open(visit.at):
        return _("Somebody is there to chat.")
    back = way.back_at(visit.at)
    if back is None:
        return _("Nobody is there to chat: leave a message, it is answered as promised.")
    return _(
        "Nobody is there to chat now. Somebody is back on %(when)s, in %(length)s;"
        " a message that you leave now is answered as promised."
    ) % {
        "when": moment_words(back, visit.at, visit.zone),
        "length": length_words(max(back - visit.at, timedelta(minutes=1))),
    }


def _why(way: ChatWay, case: Case | None, *, unclear: bool) -> str:
    """The two cases in which chat is preferable (R-BIC-23)."""
    if case is None or not case.is_open:
        return ""
    if unclear:
        return _("Our reply was not clear? In a chat we explain it more easily.")
    strictest = min(way.charter.priorities, key=lambda one: one.rank)
    if len(way.charter.priorities) > 1 and case.priority == strictest.name:
        return _("This is urgent and goes on now: a chat is the quickest way to work on it.")
    return ""
