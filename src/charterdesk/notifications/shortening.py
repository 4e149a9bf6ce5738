"""A notice in a few lines: in its reader's language, with the links by which it is answered."""

from charterdesk.channels.short import ShortMessage
from charterdesk.notifications.links import link_to
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import mail_key
from charterdesk.notifications.rendering import (
    bundled_lines,
    can_be_answered,
    is_of_a_night,
    page_of,
    sentence_of,
)
from charterdesk.notifications.routes import VOICE, Way
from charterdesk.notifications.wording import PHRASES, spoken

TITLE_CHARS, TEXT_CHARS = 200, 1000


def short_of(notice: Notice, way: Way, *, again: bool = False) -> ShortMessage:
    """The short message of a notice over one way; `again` marks one that may have gone out."""
    language = spoken(notice.language)
    phrases, words = PHRASES[language], notice.words
    mark = f"[{words['case']}] " if words.get("case") else ""
    lines = [sentence_of(notice, language)]
    if words.get("priority"):
        lines.append(phrases["priority"].format(priority=words["priority"]))
    if is_of_a_night(notice) and way.kind != VOICE:
        lines.append(phrases["night"].format(link=page_of(notice)))
    lines += bundled_lines(notice, language)
    if words.get("roles"):
        lines.append(phrases["roles"].format(roles=", ".join(words["roles"])))
    if again:
        lines.append(phrases["again"])
    return ShortMessage(
        key=mail_key(notice.scope, notice.key), to=way.address, service=way.service,
        title=f"{mark}{lines[0]}"[:TITLE_CHARS], text="\n".join(lines)[:TEXT_CHARS],
        language=language, urgent=notice.urgent,
        link=link_to(notice, "answer") if can_be_answered(notice) else notice.words.get("link", ""),
        callback=link_to(notice, "report"),
    )  # fmt: skip
