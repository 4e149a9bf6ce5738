"""Sentences of contact: opened, messages both ways, the row and the promises of a case."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from charterdesk.desk.pages.engine_words import in_readers_words
from charterdesk.engine import events as ev
from charterdesk.engine.commands_matter import KIND
from charterdesk.look.naming import promise_name
from charterdesk.visit.reader import Reader


def because(sentence: str, reason: str) -> str:
    """A sentence with the reason that was given for it, if any."""
    return f"{sentence}: {reason}" if reason else sentence


def _opened(e: ev.CaseOpened, reader: Reader) -> str:
    said = {"channel": e.channel, "priority": e.priority}
    if e.confirmed_by:
        told = {**said, "name": reader.name(e.confirmed_by)}
        return _("Opened by %(channel)s as %(priority)s, late, as %(name)s confirmed") % told
    if e.split_from:
        return _("Split from %(number)s as %(priority)s") % {**said, "number": e.split_from}
    if e.answered:
        return _("Opened by %(channel)s as %(priority)s, answered live") % said
    return _("Opened by %(channel)s as %(priority)s") % said


def _wrote(e: ev.CustomerWrote, reader: Reader) -> str:
    return _("Automatic mail came in") if e.automatic else _("The customer wrote")


def _reply(e: ev.ReplySent, reader: Reader) -> str:
    if e.automatic:
        return _("An automatic message went to the customer")
    return _("Talked with the customer") if e.live else _("Replied to the customer")


def _priority(e: ev.PrioritySet, reader: Reader) -> str:
    of_the_engine = not e.by or e.reason in ("escalated", "by the matrix")
    reason = in_readers_words(e.reason) if of_the_engine else e.reason
    return because(_("Priority %(name)s") % {"name": e.priority}, reason)


def _classified(e: ev.Classified, reader: Reader) -> str:
    return _("Classified: %(words)s") % {"words": ", ".join(f"{a} {w}" for a, w in e.axes)}


def _matter(e: ev.MatterSet, reader: Reader) -> str:
    was = dict(e.was)
    parts = []
    for what, word in e.words:
        said = {"word": word or _("not said"), "was": was.get(what) or _("not said")}
        if what == KIND:
            parts.append(_("Kind: %(word)s; before it was %(was)s") % said)
        else:
            parts.append(_("Type: %(word)s; before it was %(was)s") % said)
    return because(". ".join(parts), e.reason)


def _warned(e: ev.PromiseWarned, reader: Reader) -> str:
    return _("Due soon: %(promise)s") % {"promise": promise_name(e.promise, e.key)}


def _breached(e: ev.PromiseBreached, reader: Reader) -> str:
    said = {"promise": promise_name(e.promise, e.key), "when": reader.short(e.due_at)}
    return _("Missed: %(promise)s, promised by %(when)s") % said


SENTENCES: Mapping[type[ev.Event], Callable[[Any, Reader], str]] = {
    ev.CaseOpened: _opened,
    ev.MailHeld: lambda e, _r: _("Mail of %(who)s is held") % {"who": e.asker or "?"},
    ev.CustomerWrote: _wrote,
    ev.ReplySent: _reply,
    ev.NoteAdded: lambda _e, _r: _("Added a note"),
    ev.ReplyWithdrawn: lambda _e, _r: _("Took the reply back before it was sent"),
    ev.DeliveryFailed: lambda _e, _r: _("A message to the customer was not delivered"),
    ev.PromiseWarned: _warned,
    ev.PromiseBreached: _breached,
    ev.PrioritySet: _priority,
    ev.Classified: _classified,
    ev.MatterSet: _matter,
    ev.ContractChanged: lambda e, _r: _("Contract %(name)s") % {"name": e.to},
    ev.CharterChanged: lambda e, _r: _("Charter version %(number)d") % {"number": e.version},
}
