"""Writing a charter: one draft for each name, each saved text kept, nobody overwritten unread."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import Actor, demand_management
from charterdesk.charters.models import CharterDraft, CharterEdit, CharterVersion
from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.charter.nodes import LARGEST

_NAME = re.compile(r"\w[\w-]{0,59}")
# The field of a refusal that says: somebody else has saved since you began.
STALE = "edition"


@transaction.atomic
def start_draft(
    *,
    name: str,
    by: Actor,
    at: datetime,
    text: str = "",
    from_version: int | None = None,
    shipped: str = "",
) -> CharterDraft | Refusal:
    """Begin a draft: from a published version, from a shipped charter, or with `text`.

    A shipped charter comes under the new name, as its first version.
    """
    demand_management(by)
    if not _NAME.fullmatch(name):
        return Refusal(_("Name the charter with up to 60 letters, digits and hyphens."), "name")
    if CharterDraft.objects.select_for_update().filter(name=name).exists():
        return Refusal(_("“%(name)s” is being written already: go on there.") % {"name": name})
    if shipped and shipped not in shipped_names():
        said = {"name": shipped, "known": ", ".join(shipped_names())}
        return Refusal(_("No charter “%(name)s” is shipped: take one of %(known)s.") % said)
    if from_version is not None:
        row = CharterVersion.objects.filter(name=name, version=from_version).first()
        if row is None:
            said = {"name": name, "version": str(from_version)}
            return Refusal(_("There is no version %(version)s of “%(name)s”.") % said)
        text = row.text
    if shipped:
        text = _renamed(shipped_text(shipped), name)
    text = _with_plain_ends(text)
    return _unfit(text) or _begun(name, text, from_version, by, at)


def save_draft(
    *, name: str, text: str, seen_edition: int, by: Actor, at: datetime
) -> CharterDraft | Refusal:
    """Keep `text` as the draft. Refused with field `STALE` where another edition came meanwhile.

    Whatever is wrong with the charter, its text is kept; only what no text file could hold, or
    more than the reader takes, is refused. The same text again makes no new edition.
    """
    demand_management(by)
    text = _with_plain_ends(text)
    if refusal := _unfit(text):
        return refusal
    with transaction.atomic():
        draft = CharterDraft.objects.select_for_update().filter(name=name).first()
        if draft is None:
            gone = _("“%(name)s” is no longer being written: it was published or dropped.")
            return Refusal(gone % {"name": name}, STALE)
        if draft.text == text:
            return draft
        if draft.edition != seen_edition:
            return Refusal(stale_words(draft), STALE)
        edit = _edit(draft.name, "saved", text, by, at)
        draft.text, draft.edition = text, edit.edition
        draft.updated_at, draft.updated_by = at, edit.made_by
        draft.save(update_fields=["text", "edition", "updated_at", "updated_by"])
        return draft


@transaction.atomic
def drop_draft(*, name: str, seen_edition: int, by: Actor, at: datetime) -> Refusal | None:
    """Give the draft up; its texts stay in the history."""
    demand_management(by)
    draft = CharterDraft.objects.select_for_update().filter(name=name).first()
    if draft is None:
        return None
    if draft.edition != seen_edition:
        return Refusal(stale_words(draft), STALE)
    end_draft(draft, "dropped", by, at)
    return None


def end_draft(draft: CharterDraft, what: str, by: Actor, at: datetime) -> None:
    """The draft is no more; its last text stays in the history."""
    _edit(draft.name, what, draft.text, by, at)
    draft.delete()


def _begun(name: str, text: str, base: int | None, by: Actor, at: datetime) -> CharterDraft:
    edit = _edit(name, "started", text, by, at)
    return CharterDraft.objects.create(
        name=name,
        text=text,
        base=base,
        edition=edit.edition,
        updated_at=at,
        updated_by=edit.made_by,
    )


def _edit(name: str, what: str, text: str, by: Actor, at: datetime) -> CharterEdit:
    last = CharterEdit.objects.filter(name=name).aggregate(last=Max("edition"))["last"] or 0
    return CharterEdit.objects.create(
        name=name,
        edition=last + 1,
        what=what,
        text=text,
        made_at=at,
        made_by=by if isinstance(by, Person) else None,
    )


def _with_plain_ends(text: str) -> str:
    """Browsers send every line's end as CR LF; a charter's lines end as its author's file's do."""
    return text.replace("\r\n", "\n")


def _unfit(text: str) -> Refusal | None:
    """What can't be stored at all."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        return Refusal(
            _("The text is larger than 1 MB: no charter is. Is it the right one?"), "text"
        )
    place = next((at for at, sign in enumerate(text) if sign == "\0" or _is_half(sign)), None)
    if place is None:
        return None
    line = text.count("\n", 0, place) + 1
    return Refusal(
        _("A character that no text holds (U+%(code)s) stands in line %(line)s: take it out.")
        % {"code": f"{ord(text[place]):04X}", "line": str(line)},
        "text",
    )


def _is_half(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff"


def stale_words(draft: CharterDraft) -> str:
    who = draft.updated_by.name if draft.updated_by else _("The desk")
    return _("%(who)s saved this draft meanwhile: look at what changed, then save again.") % {
        "who": who
    }


def _renamed(text: str, name: str) -> str:
    return re.sub(r"(?m)^charter: *\S+", lambda _match: f"charter: {name}", text, count=1)
