"""The draft in words, theme by theme, beside its checks and what was changed last."""

from django.urls import reverse

from charterdesk.accounts.rights import may_manage
from charterdesk.charters.models import CharterDraft
from charterdesk.charters.queries import edit_of
from charterdesk.engine.editing import EditError, Source
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.look.phrasing import worded
from charterdesk.look.values import Refusal
from charterdesk.studio.checking import checked
from charterdesk.studio.pages.checks import checks_of
from charterdesk.studio.pages.head import head_of
from charterdesk.studio.pages.rules_ladders import ladder_themes, new_ladder_theme
from charterdesk.studio.pages.rules_promises import promise_tables
from charterdesk.studio.pages.rules_texts import (
    channels_theme,
    charges_theme,
    gates_theme,
    notices_theme,
    people_theme,
    title_theme,
)
from charterdesk.studio.pages.rules_themes import (
    closing_theme,
    hours_theme,
    timing_theme,
    waiting_theme,
)
from charterdesk.studio.pages.rules_values import PromiseTable, RulesPage, Theme
from charterdesk.studio.pages.rules_ways import Ways
from charterdesk.studio.textdiff import text_diff, too_long
from charterdesk.studio.values import DiffLine
from charterdesk.visit.asking import Ask


def rules_page(ask: Ask, draft: CharterDraft, refusal: Refusal | None = None) -> RulesPage:
    """The page; what can't be read shows the reason, and the text is where it is mended."""
    manages = may_manage(ask.person)
    tables, before, after, unreadable = _themes(ask, draft, manages)
    return RulesPage(
        head=head_of(ask, draft.name, "rules"),
        unreadable=unreadable,
        tables=tables,
        before=before,
        after=after,
        checks=checks_of(checked(ask.person, draft.name, draft.text, ask.at), ask.reader),
        lines=_changed(ask, draft),
        write_url=reverse("studio:write", args=[draft.name]),
        publish_url=reverse("studio:publish", args=[draft.name]),
        may_change=manages,
        refusal=refusal,
    )


_Themes = tuple[tuple[PromiseTable, ...], tuple[Theme, ...], tuple[Theme, ...], str]


def _themes(ask: Ask, draft: CharterDraft, manages: bool) -> _Themes:
    try:
        source = Source.read(draft.text)
    except EditError as refused:
        return (), (), (), worded(refused.message, ask.reader.zone)
    rules, ways = source.plain, Ways(draft.name, draft.edition, manages, source)
    after = (
        timing_theme(rules, ways),
        *ladder_themes(rules, ways),
        new_ladder_theme(ways),
        waiting_theme(rules, ways),
        closing_theme(rules, ways),
        notices_theme(rules, ways),
        gates_theme(rules, ways),
        people_theme(rules, ways),
        channels_theme(rules, ways),
        charges_theme(rules, ways),
    )
    shown = tuple(theme for theme in after if theme.rules or theme.acts)
    before = (title_theme(rules, ways), hours_theme(rules, ways))
    return tuple(promise_tables(rules, ways)), before, shown, ""


def _changed(ask: Ask, draft: CharterDraft) -> tuple[DiffLine, ...]:
    """What is different in the text since the edition that the address names."""
    edition = whole_number(ask.request.GET.get("was"), 2**31 - 1) or 0
    before = edit_of(ask.person, draft.name, edition) if edition else None
    if before is None or too_long(before.text, draft.text):
        return ()
    return text_diff(before.text, draft.text)
