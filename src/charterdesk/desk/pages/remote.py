"""Remote views of a case in words; an address is drawn while one runs, and never before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.access.commands.viewing import address_of, runs_until
from charterdesk.access.models import RemoteView
from charterdesk.cases.store import Loaded
from charterdesk.desk.access_values import AccessForm, ViewRow, ViewsPage
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.access import ViewForm, WordForm
from charterdesk.desk.pages.access_asking import greeting, language_of
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Action, Refusal
from charterdesk.visit.reader import Reader


@dataclass(frozen=True, slots=True)
class Stage:
    """A case with its views, for one reader."""

    loaded: Loaded
    views: Sequence[RemoteView]
    urls: CaseUrls
    reader: Reader


def views_page(
    stage: Stage, form: ViewForm | None, missing: str, bound: forms.Form | None,
    refusal: Refusal | None,
) -> ViewsPage:  # fmt: skip
    """The page; raises MalformedSetting."""
    row = stage.loaded.row
    alone = any(view.ended_at is None for view in stage.views)
    asks = None
    if form is not None and not alone:
        asks = AccessForm("ask", _("Ask to see the customer's screen"), _("Ask the customer"),
                          stage.urls.of("view_ask"), fields_of(form))  # fmt: skip
    return ViewsPage(
        ref=row.number, subject=row.subject or _("(no subject)"), back_url=stage.urls.page(),
        rows=tuple(_row(view, stage, bound) for view in stage.views), form=asks,
        missing=missing, refusal=refusal,
    )  # fmt: skip


def view_text(loaded: Loaded, asker: str, said: dict[str, object]) -> str:
    """The mail that asks for the approval, in the customer's language."""
    with translation.override(language_of(loaded.row)):
        words = {**said, "asker": asker}
        return "\n\n".join((
            greeting(loaded.row),
            _("%(asker)s asks to see your screen with %(tool)s, for: %(purpose)s") % words,
            _("Without your approval we look at nothing. You give it on the page of your case;"
              " it holds for %(minutes)d minutes, and you can take it back there at any time.")
            % words,
        ))  # fmt: skip


def _row(view: RemoteView, stage: Stage, bound: forms.Form | None) -> ViewRow:
    until = runs_until(view, stage.loaded)
    pk, urls, is_open = str(view.pk), stage.urls, view.ended_at is None
    waits = is_open and until is None
    address = address_of(view, stage.loaded, stage.reader.at)
    return ViewRow(
        title=_("With %(tool)s") % {"tool": view.tool}, purpose=view.purpose,
        state=_state(view, until is not None), lines=tuple(_lines(view, stage)),
        address=address, place=_place(view) if _runs(view, stage) and not address else "",
        start=_start(view, urls, approved=until is not None) if is_open else None,
        end=Action(f"end-{pk}", _("End the view") if view.started_at else _("Withdraw it"),
                   urls.of("view_end", pk), method="post") if is_open else None,
        word=_word(view, urls, bound) if waits else None,
    )  # fmt: skip


def _runs(view: RemoteView, stage: Stage) -> bool:
    until = runs_until(view, stage.loaded)
    started = view.started_at is not None and view.ended_at is None
    return started and until is not None and until > stage.reader.at


def _place(view: RemoteView) -> str:
    return f"{view.host} {view.port or ''}".strip()


def _start(view: RemoteView, urls: CaseUrls, *, approved: bool) -> Action | None:
    if view.started_at is not None:
        return None
    why = "" if approved else _("The customer has not approved it yet.")
    return Action(f"start-{view.pk}", _("Start the view"), urls.of("view_start", str(view.pk)),
                  not why, why, method="post", look="primary")  # fmt: skip


def _word(view: RemoteView, urls: CaseUrls, bound: forms.Form | None) -> AccessForm:
    form: forms.Form = WordForm(view.pk)
    refused = bound is not None and bound.prefix == form.prefix
    return AccessForm(
        f"word{view.pk}", _("They said yes on the telephone"), _("Record their word"),
        urls.of("view_word", str(view.pk)), fields_of(bound if refused and bound else form),
        refused,
    )  # fmt: skip


def _state(view: RemoteView, approved: bool) -> str:
    if view.ended_at is not None:
        return str(RemoteView.How(view.ended_how).label)
    if view.started_at is not None:
        return _("under way")
    return _("approved, not begun") if approved else _("waits for the customer's approval")


def _lines(view: RemoteView, stage: Stage) -> Iterator[str]:
    full = stage.reader.full
    yield _("asked by %(who)s, %(when)s, for %(minutes)d minutes") % {
        "who": view.asked_by.name, "when": full(view.asked_at), "minutes": view.minutes,
    }  # fmt: skip
    until = runs_until(view, stage.loaded)
    if until is not None and view.ended_at is None:
        yield _("approved until %(when)s") % {"when": full(until)}
    if view.started_at is not None and view.started_by is not None:
        said = {"who": view.started_by.name, "when": full(view.started_at)}
        yield _("begun by %(who)s, %(when)s") % said
    if view.ended_at is not None:
        who = view.ended_by.name if view.ended_by else _("the desk")
        yield _("ended by %(who)s, %(when)s") % {"who": who, "when": full(view.ended_at)}
