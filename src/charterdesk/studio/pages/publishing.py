"""Before a version comes into force: what changes, what stops it, what becomes of open cases."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.rights import may_manage
from charterdesk.charters.models import CharterDraft, CharterProposal
from charterdesk.charters.queries import served_charter
from charterdesk.engine.check import Checked
from charterdesk.engine.diff import OpenCases
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal
from charterdesk.studio.forms.publishing import DeclineForm, PublishForm
from charterdesk.studio.pages.checks import stopping
from charterdesk.studio.pages.differing import differences_of
from charterdesk.studio.pages.head import head_of
from charterdesk.studio.sources import Source, in_force
from charterdesk.studio.values import Differences, ProposalView, PublishPage
from charterdesk.visit.asking import Ask


@dataclass(frozen=True, slots=True)
class Ready:
    """What somebody means to publish, what waits before the draft, with its findings.

    `open_cases` are those that it may move.
    """

    name: str
    draft: CharterDraft | None
    found: Checked | None
    proposal: CharterProposal | None
    open_cases: OpenCases


def publish_page(
    ask: Ask, ready: Ready, form: PublishForm, refusal: Refusal | None = None,
    declining: DeclineForm | None = None,
) -> PublishPage:  # fmt: skip
    """The page, whether something can be published, waits for a second person, or neither."""
    name, waits = ready.name, ready.proposal
    source = _source(ready)
    stops = stopping(ready.found, ask.reader) if ready.found else ()
    may = may_manage(ask.person) and source is not None and not stops and not waits
    return PublishPage(
        head=head_of(ask, name, "publish"),
        sentence=_sentence(ready, bool(stops)),
        stops=stops,
        differences=_differences(ask, name, source, ready.open_cases),
        diff_url=reverse("studio:diff", args=[name]),
        write_url=reverse("studio:write", args=[name]) if ready.draft else "",
        action=reverse("studio:publish", args=[name]),
        fields=fields_of(form) if may else (),
        seen=ready.draft.edition if ready.draft else 0,
        button=_button(ask, name),
        proposal=_proposal(ask, waits, declining or DeclineForm()) if waits else None,
        refusal=refusal,
    )


def _source(ready: Ready) -> Source | None:
    """What would be published: what waits, else the draft."""
    if ready.proposal is not None:
        return Source("proposal", _("the proposed text"), ready.proposal.text)
    return Source("draft", _("the draft"), ready.draft.text) if ready.draft else None


def _differences(
    ask: Ask, name: str, source: Source | None, open_cases: OpenCases
) -> Differences | None:
    former = in_force(ask.person, name, ask.at)
    if source is None or former is None:
        return None
    return differences_of(former, source, open_cases, ask.reader)


def _sentence(ready: Ready, is_stopped: bool) -> str:
    if ready.proposal is not None:
        return _("This text waits for a second person.")
    if ready.draft is None:
        return _("Nothing is being written, so there is nothing to publish.")
    if is_stopped:
        return _("The draft can't be published yet: mend what follows, or accept the warnings.")
    return _("The draft can be published. A version never changes once it is in force.")


def _button(ask: Ask, name: str) -> str:
    served = served_charter(ask.person, name)
    if served is not None and served.needs_second:
        return _("Ask a second person to approve")
    return _("Publish the version")


def _proposal(ask: Ask, row: CharterProposal, form: DeclineForm) -> ProposalView:
    own, manages = row.asked_by_id == ask.person.pk, may_manage(ask.person)
    said = {
        "who": row.asked_by.name,
        "start": ask.reader.full(row.starts_at) if row.starts_at else _("at once"),
        "cases": _("open cases move to it")
        if row.moves_cases
        else _("open cases stay as they are"),
    }
    reason = ""
    if own:
        reason = _("You asked for it yourself: somebody else must approve it.")
    elif not manages:
        reason = _("Only another administrator may approve it.")
    return ProposalView(
        sentence=_("%(who)s asks to put it in force: %(start)s; %(cases)s.") % said,
        at=row.asked_at,
        action=reverse("studio:decide", args=[row.name]),
        may_approve=manages and not own,
        reason=reason,
        own=own and manages,
        fields=fields_of(form) if manages and not own else (),
    )
