"""The top of every page of one charter: its name, what is in force, the ways from here."""

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.rights import may_manage
from charterdesk.charters.queries import draft_of, version_in_force
from charterdesk.charters.queries.published import is_read_by_customers
from charterdesk.look.values import Tab
from charterdesk.studio.values import Head
from charterdesk.visit.asking import Ask


def head_of(ask: Ask, name: str, current: str) -> Head:
    """The head; `current` names the tab that is shown."""
    row = version_in_force(ask.person, name, ask.at)
    draft = draft_of(ask.person, name)
    if row is None:
        sentence = _("No version is in force.")
    else:
        said = {"version": str(row.version), "since": ask.reader.full(row.in_force_from)}
        sentence = _("Version %(version)s is in force since %(since)s.") % said
    if draft is not None:
        sentence += " " + _("A draft is being written.")
    tabs = tuple(
        Tab(label, reverse(f"studio:{page}", args=[name]), page == current)
        for page, label in _pages()
    )
    public = reverse("portal:charter", args=[name]) if is_read_by_customers(name, ask.at) else ""
    return Head(name=name, sentence=sentence, tabs=tabs, reason=reason_of(ask), public_url=public)


def reason_of(ask: Ask) -> str:
    """Why the reader may only read; empty for an administrator."""
    if may_manage(ask.person):
        return ""
    return _("Only an administrator may write and publish charters. You may read them.")


def _pages() -> tuple[tuple[str, str], ...]:
    return (
        ("history", _("History")),
        ("rules", _("Rules")),
        ("write", _("Write")),
        ("explain", _("What if?")),
        ("simulate", _("Simulate")),
        ("diff", _("Compare")),
        ("publish", _("Publish")),
    )
