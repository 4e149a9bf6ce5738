"""A notice as a mail: in its reader's language, with moments in its reader's zone (M4, M9)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from charterdesk.channels.mail.values import Address, Attachment
from charterdesk.channels.mail.writing import Kind, Outgoing, write_mail
from charterdesk.engine.ladder import calling_step
from charterdesk.kit.kept_files import path_of
from charterdesk.notifications.admission import follow_lines, held_lines, judge_lines, way_in_lines
from charterdesk.notifications.links import link_to
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import domain_of, mail_key
from charterdesk.notifications.returning import address_for, token_for
from charterdesk.notifications.routes import TEST
from charterdesk.notifications.surveys import unsubscribe_lines, unsubscribe_link
from charterdesk.notifications.wording import (
    KINDS,
    MONTHS,
    PHRASES,
    WEEKDAYS,
    occasion,
    spoken,
)

MAIL_KINDS: Mapping[str, Kind] = {
    Notice.Kind.ACKNOWLEDGEMENT: "acknowledgement",
    Notice.Kind.NOTICE: "notice",
    Notice.Kind.REPLY: "reply",
}

# The engine's sentence says so, and the letter has a line of its own for it.
LATE = " This notice is late."
# How what a ladder tells begins: its calls, and their end.
OF_A_NIGHT = ("step ", "all-clear")
# What is asked of somebody who took a case for some minutes, once these are over.
TAKEN = "taken"
# What is told to whoever is called because somebody else can't take it.
PASSED = "passed"
# Somebody is called again, or because another role has not answered; the word says which.
REPEATS = ("again", "silent")
# What only says something, however urgently: nobody is asked to have it.
SAID_ONLY = frozenset({"all-clear", "update"})


@dataclass(frozen=True, slots=True)
class Letter:
    """What a carrier is handed."""

    envelope_sender: str
    recipients: tuple[str, ...]
    raw: bytes


def letter_of(notice: Notice, *, to: str = "", again: bool = False) -> Letter:
    """The mail of a notice; `again` marks one that may have gone out before.

    `to` is an address of the person's other than the notice's own. Raises ValueError for one that
    nothing can be sent to, OSError for a file that is not there.
    """
    outgoing = _outgoing(notice, to or notice.address, again)
    raw = write_mail(outgoing, domain=domain_of(notice.sender), at=notice.queued_at)
    return Letter(_envelope_sender(notice), tuple(to.email for to in outgoing.to), raw)


def can_be_answered(notice: Notice) -> bool:
    """Whether the person is asked to say that they have it, or that a test has come."""
    if notice.person_id is None or notice.kind != Notice.Kind.NOTICE:
        return False
    if notice.about in SAID_ONLY:
        return False
    return notice.about == TEST or (notice.urgent and notice.case_id is not None)


def moment_in(language: str, at: datetime, zone: str) -> str:
    """A moment as it is read there: `Sat 21 November 2026, 14:05 (Europe/Stockholm)`."""
    local = at.astimezone(ZoneInfo(zone or "UTC"))
    day, month = WEEKDAYS[language][local.weekday()], MONTHS[language][local.month - 1]
    return f"{day} {local.day} {month} {local.year}, {local:%H:%M} ({zone or 'UTC'})"


def _outgoing(notice: Notice, to: str, again: bool) -> Outgoing:
    language = spoken(notice.language)
    return Outgoing(
        key=mail_key(notice.scope, notice.key), kind=MAIL_KINDS[notice.kind],
        language=language, html=None,
        from_=Address(_from_name(notice), notice.sender or f"desk@{domain_of('')}"),
        to=tuple(Address("", one.strip()) for one in to.split(",")), cc=(),
        subject=_subject(notice, language), text=_text(notice, language, again),
        in_reply_to=notice.in_reply_to, references=tuple(notice.references),
        attachments=_attachments(notice), reply_to=_reply_to(notice),
        unsubscribe=unsubscribe_link(notice) or stop_link(notice),
    )  # fmt: skip


def _from_name(notice: Notice) -> str:
    """The person who wrote, the roles that the charter lets speak, else the desk's charter."""
    if notice.reply is not None and notice.reply.person is not None:
        return str(notice.reply.person.name)
    roles = notice.words.get("from_roles") or []
    return ", ".join(roles) or str(notice.words.get("charter", ""))


def _subject(notice: Notice, language: str) -> str:
    number, subject = notice.words.get("case", ""), notice.words.get("subject", "")
    mark = f"[{number}] " if number else ""
    if notice.kind == Notice.Kind.REPLY and notice.reply is not None:
        subject = notice.reply.subject or subject
    elif notice.kind == Notice.Kind.NOTICE:
        return f"{mark}{sentence_of(notice, language)}"
    plain = subject.replace(mark.strip(), "").strip() if mark else subject
    return f"{mark}{plain}" if plain.casefold().startswith("re:") else f"{mark}Re: {plain}"


def _text(notice: Notice, language: str, again: bool) -> str:
    match notice.kind:
        case Notice.Kind.REPLY:
            lines = [notice.text, *follow_lines(notice, language)]
        case Notice.Kind.ACKNOWLEDGEMENT:
            lines = _acknowledgement(notice, language)
        case _:
            lines = _notice(notice, language)
    if again:
        lines += ["", PHRASES[language]["again"]]
    return "\n".join(lines)


def _acknowledgement(notice: Notice, language: str) -> list[str]:
    phrases, words = PHRASES[language], notice.words
    promised = [
        phrases["promised"].format(
            promise=KINDS[language].get(one["kind"], one["kind"]),
            due=_moment(notice, language, one["due"]),
        )
        for one in words.get("promises", [])
    ]
    missing = ", ".join(words.get("missing", []))
    return [
        phrases["received"].format(case=words["case"]), "",
        phrases["priority"].format(priority=words["priority"]),
        *(promised or [phrases["no promise"]]), "",
        *([phrases["missing"].format(what=missing), ""] if missing else []),
        phrases["quote"].format(case=words["case"]), *follow_lines(notice, language),
    ]  # fmt: skip


def _notice(notice: Notice, language: str) -> list[str]:
    phrases, words = PHRASES[language], notice.words
    lines = [sentence_of(notice, language)]
    if words.get("body"):
        lines += ["", words["body"]]
    if words.get("case"):
        said = {"case": words["case"], "subject": words.get("subject", "")}
        lines += ["", phrases["case"].format(**said).rstrip(": ")]
        lines += [phrases["priority"].format(priority=words.get("priority", ""))]
    lines += bundled_lines(notice, language)
    if words.get("roles"):
        lines += [phrases["roles"].format(roles=", ".join(words["roles"]))]
    if notice.late:
        lines += [phrases["late"].format(due=_moment(notice, language, notice.due_at.isoformat()))]
    if notice.person_id is not None and words.get("case"):
        lines += ["", page_of(notice)]
    lines += [*follow_lines(notice, language), *way_in_lines(notice, language)]
    lines += [*held_lines(notice, language), *judge_lines(notice, language)]
    lines += unsubscribe_lines(notice, language)
    if words.get("link"):
        lines += ["", words["link"]]
    if link := stop_link(notice):
        lines += ["", phrases["stop"].format(link=link)]
    if can_be_answered(notice):
        lines += ["", phrases["answer"].format(link=link_to(notice, "answer"))]
        if notice.case_id is not None and notice.sender:
            lines += [phrases["by mail"]]
    return lines


def is_of_a_night(notice: Notice) -> bool:
    """Whether a ladder calls one of the desk by it, or tells them that it is over."""
    return notice.person_id is not None and notice.about.startswith(OF_A_NIGHT)


def stop_link(notice: Notice) -> str:
    """Where one of the desk stops watching the case that this notice has news of; "" for others."""
    followed = notice.person_id is not None and notice.words.get("watched")
    return link_to(notice, "watch") if followed else ""


def page_of(notice: Notice) -> str:
    """The case's page; for what a ladder tells its people, that of the night."""
    night = "incident/" if is_of_a_night(notice) else ""
    return f"{settings.SITE}/desk/c/{notice.words['case']}/{night}"


def bundled_lines(notice: Notice, language: str) -> list[str]:
    """The other cases of the same outage that are told with this one, each in a line (2.10)."""
    others = notice.words.get("bundled", [])
    first = [PHRASES[language]["bundled"].format(count=len(others))] if others else []
    return [*first, *(_bundled(words, notice, language) for words in others)]


def _bundled(words: dict[str, Any], notice: Notice, language: str) -> str:
    about, text = words["about"], words["text"]
    alone = Notice(about=about, text=text, words=words, zone=notice.zone)
    return f"{words['case']} {words.get('subject', '')}: {sentence_of(alone, language)}"


def sentence_of(notice: Notice, language: str) -> str:
    """What it is about, in one sentence; the engine's own where the language has none."""
    form = occasion(language, _about(notice))
    if form:
        return form.format_map(_parts(notice, language)).strip()
    return notice.text.removesuffix(LATE).strip()


def _about(notice: Notice) -> str:
    """What it is about, by the first word that `OCCASIONS` knows."""
    if notice.words.get("minutes"):
        return TAKEN
    if notice.words.get(PASSED):
        return PASSED
    repeat = next((word for word in REPEATS if notice.words.get(word)), "")
    of_step = " step" if calling_step(notice.about) else ""
    return f"{repeat}{of_step}" if repeat else notice.about


def _parts(notice: Notice, language: str) -> Mapping[str, str]:
    words: dict[str, Any] = notice.words
    parts = defaultdict(str, {name: str(value) for name, value in words.items()})
    if words.get("promise"):
        name = KINDS[language].get(words["promise"], words["promise"])
        parts["promise"] = f"{name} {words.get('key', '')}".strip()
    if words.get("due"):
        parts["due"] = _moment(notice, language, words["due"])
    return parts


def _moment(notice: Notice, language: str, iso: str) -> str:
    return moment_in(language, datetime.fromisoformat(iso), notice.zone)


def _reply_to(notice: Notice) -> Address | None:
    """Answers of the asker come home by a token, and so do a person's to an urgent notice."""
    if notice.case is None or not notice.sender:
        return None
    if notice.person_id is not None:
        called = can_be_answered(notice)
        token = token_for(notice.case.number, notice.pk, "answer") if called else ""
    else:
        token = token_for(notice.case.number, notice.case.contact_id or 0, "reply")
    return Address("", address_for(notice.sender, token)) if token else None


def _envelope_sender(notice: Notice) -> str:
    """Nobody for what machines write (M4); for a reply an address that leads a bounce home (M5)."""
    if notice.reply_id is None:
        return ""
    return address_for(notice.sender, token_for(notice.scope, notice.reply_id, "bounce"))


def _attachments(notice: Notice) -> tuple[Attachment, ...]:
    if notice.reply is None:
        return ()
    return tuple(
        Attachment(
            name=one.name, content_type=one.content_type, sha256=one.sha256, inline=False,
            content=path_of(one.stored).read_bytes(), content_id="",
        )
        for one in notice.reply.attachments.order_by("pk")
    )  # fmt: skip
