"""The history of a charter: its versions, and who wrote, proposed and decided what when."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charterdesk.accounts.rights import may_manage
from charterdesk.charters.models import (
    CharterDraft,
    CharterEdit,
    CharterProposal,
    CharterVersion,
    ServedCharter,
)
from charterdesk.charters.queries import (
    decisions_on,
    draft_of,
    edits_of,
    served_charter,
    version_in_force,
    versions_of,
)
from charterdesk.look.values import Action, Link, Refusal
from charterdesk.studio.pages.head import head_of
from charterdesk.studio.pages.readers import readers_of
from charterdesk.studio.values import EditRow, HistoryPage, VersionRow
from charterdesk.visit.asking import Ask

MOST_EDITS = 100


def history_page(ask: Ask, name: str, refusal: Refusal | None = None) -> HistoryPage:
    """The page; 404 is the view's affair."""
    versions = list(versions_of(ask.person, name).select_related("published_by", "approved_by"))
    edits = list(edits_of(ask.person, name)[: MOST_EDITS + 1])
    draft, manages = draft_of(ask.person, name), may_manage(ask.person)
    served = served_charter(ask.person, name)
    return HistoryPage(
        head=head_of(ask, name, "history"),
        versions=tuple(_versions(ask, name, versions)),
        edits=_edits(ask, edits[:MOST_EDITS], list(decisions_on(ask.person, name)[:MOST_EDITS])),
        more=_("Only the newest %(count)d are shown.") % {"count": MOST_EDITS}
        if len(edits) > MOST_EDITS
        else "",
        begin=_beginnings(name, versions, draft) if manages else (),
        second=_second_words(served),
        second_act=_second_act(ask, served) if manages else None,
        service=_service_words(served),
        service_act=_service_act(served) if manages else None,
        readers=readers_of(ask, name),
        refusal=refusal,
    )


def _versions(ask: Ask, name: str, rows: Sequence[CharterVersion]) -> Iterator[VersionRow]:
    current = version_in_force(ask.person, name, ask.at)
    for row in rows:
        now = row == current
        back = None
        if may_manage(ask.person) and row.in_force_from <= ask.at and not now:
            back = _back(row)
        yield VersionRow(
            label=_("Version %(number)s") % {"number": str(row.version)},
            state=_state(row, current, ask),
            now=now,
            since=row.in_force_from,
            published=_by(row),
            published_at=row.published_at,
            links=_links(name, f"v{row.version}", "" if now or not current else current.version),
            back=back,
        )


def _state(row: CharterVersion, current: CharterVersion | None, ask: Ask) -> str:
    if row == current:
        return _("in force")
    return _("to come") if row.in_force_from > ask.at else pgettext("version", "former")


def _by(row: CharterVersion) -> str:
    who = row.published_by.name if row.published_by else _("the desk")
    if row.approved_by is None:
        return who
    return _("%(who)s, approved by %(second)s") % {"who": who, "second": row.approved_by.name}


def _back(row: CharterVersion) -> Action:
    url = reverse("studio:return", args=[row.name, row.version])
    label = _("Return to version %(number)s") % {"number": str(row.version)}
    return Action("return", label, url, method="post")


def _links(name: str, key: str, current: int | str) -> tuple[Link, ...]:
    read = Link(pgettext("act", "Read"), reverse("studio:text", args=[name, key]))
    if current == "":
        return (read,)
    url = reverse("studio:diff", args=[name])
    return (read, Link(_("Compare with what is in force"), f"{url}?old={key}&new=v{current}"))


def _edits(
    ask: Ask, edits: Sequence[CharterEdit], decisions: Sequence[CharterProposal]
) -> tuple[EditRow, ...]:
    """Both in one list, the newest first."""
    rows = [_edit(row, index + 1 < len(edits)) for index, row in enumerate(edits)]
    for one in decisions:
        rows += [_asked(one), _decided(one)]
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _edit(row: CharterEdit, has_former: bool) -> EditRow:
    words = {
        "started": _("began a draft"),
        "saved": _("saved the draft"),
        "dropped": _("gave the draft up"),
        "published": _("published the draft"),
    }
    links = [
        Link(pgettext("act", "Read"), reverse("studio:text", args=[row.name, f"e{row.edition}"]))
    ]
    if has_former and row.what == "saved":
        url = reverse("studio:diff", args=[row.name])
        keys = f"?old=e{row.edition - 1}&new=e{row.edition}"
        links.append(Link(_("What changed"), url + keys))
    who = row.made_by.name if row.made_by else _("The desk")
    return EditRow(row.made_at, who, words.get(row.what, row.what), tuple(links))


def _asked(row: CharterProposal) -> EditRow:
    return EditRow(row.asked_at, row.asked_by.name, _("asked a second person to approve"), ())


def _decided(row: CharterProposal) -> EditRow:
    words = {
        "approved": _("approved what was asked"),
        "declined": _("declined: %(reason)s") % {"reason": row.reason},
        "withdrawn": _("took the request back"),
    }
    who = row.decided_by.name if row.decided_by else ""
    return EditRow(row.decided_at or row.asked_at, who, words.get(row.outcome, ""), ())


def _beginnings(
    name: str, versions: Sequence[CharterVersion], draft: CharterDraft | None
) -> tuple[Action, ...]:
    if draft is not None:
        url = reverse("studio:write", args=[name])
        return (Action("write", _("Go on writing"), url, look="primary"),)
    if not versions:
        return ()
    url, newest = reverse("studio:begin", args=[name]), versions[0]
    label = _("Write a new version, beginning with version %(number)s")
    return (
        Action(
            "begin", label % {"number": str(newest.version)}, url,
            method="post", look="primary", data={"of": f"v{newest.version}"},
        ),
    )  # fmt: skip


def _service_words(served: ServedCharter | None) -> str:
    if served is None:
        return ""
    if served.is_live:
        return _("Its channels take in new cases.")
    return _("Its channels take in no new cases; those that are open go on under it.")


def _service_act(served: ServedCharter | None) -> Action | None:
    if served is None:
        return None
    label, then = (
        (_("Take in no more cases"), "off") if served.is_live else (_("Take in cases again"), "on")
    )
    url = reverse("studio:serve", args=[served.name])
    return Action("serve", label, url, method="post", data={"live": then})


def _second_words(served: ServedCharter | None) -> str:
    if served is None:
        return ""
    if not served.needs_second:
        return _("One administrator alone may publish a version of this charter.")
    if served.lift_asked_by:
        said = {"who": served.lift_asked_by.name}
        return _("A second person must approve each version. %(who)s asks to end this rule.") % said
    return _("A second person must approve each version before it comes into force.")


def _second_act(ask: Ask, served: ServedCharter | None) -> Action | None:
    if served is None:
        return None
    url = reverse("studio:second", args=[served.name])
    if not served.needs_second:
        label = _("Ask for a second person from now on")
        return Action("second", label, url, method="post", data={"want": "on"})
    own = served.lift_asked_by_id == ask.person.pk
    label = _("Agree to end this rule") if served.lift_asked_by_id else _("Ask to end this rule")
    reason = _("You asked for it: a second administrator must agree.") if own else ""
    return Action(
        "second", label, url, enabled=not own, reason=reason, method="post", data={"want": "off"}
    )
