"""Data taken from a customer in words: with what consent, until when, what is deleted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.access.commands.taking import consented_at, local_date
from charterdesk.access.models import TakenData, TakenPiece
from charterdesk.cases.models import Attachment
from charterdesk.cases.store import Loaded
from charterdesk.desk.access_values import AccessForm, DataPage, DataRow, DueRow, PieceRow
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.access import DataForm, TakeForm, WordForm
from charterdesk.desk.pages.access_asking import greeting, language_of
from charterdesk.look.fields import fields_of
from charterdesk.look.moments import date_words
from charterdesk.look.sizes import size_words
from charterdesk.look.values import Action, Link, Refusal
from charterdesk.visit.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class DataStage:
    """A case with the data taken on it, for one reader; `bound` is a form that was refused."""

    loaded: Loaded
    taken: Sequence[TakenData]
    files: Sequence[Attachment]
    urls: CaseUrls
    reader: Reader
    bound: forms.Form | None = None

    def form(self, name: str, title: str, submit: str, form: forms.Form, url: str) -> AccessForm:
        """A form as it is drawn, or the one that was refused in its place."""
        refused = self.bound is not None and self.bound.prefix == form.prefix
        shown = self.bound if refused and self.bound else form
        return AccessForm(name, title, submit, url, fields_of(shown), refused)


def data_page(
    stage: DataStage, form: DataForm | None, missing: str, refusal: Refusal | None
) -> DataPage:
    """The page."""
    row = stage.loaded.row
    waits = any(one.taken_at is None and one.ended_at is None for one in stage.taken)
    asks = None
    if form is not None and not waits:
        asks = stage.form("ask", _("Ask the customer for data"), _("Ask the customer"), form,
                          stage.urls.of("data_ask"))  # fmt: skip
    return DataPage(
        ref=row.number, subject=row.subject or _("(no subject)"), back_url=stage.urls.page(),
        rows=tuple(_row(one, stage) for one in stage.taken), form=asks, missing=missing,
        refusal=refusal,
    )  # fmt: skip


def data_text(loaded: Loaded, asker: str, said: dict[str, object]) -> str:
    """The mail that asks for the consent, in the customer's language."""
    with translation.override(language_of(loaded.row)):
        words = {**said, "asker": asker, "on": date_words(said["on"])}  # type: ignore[arg-type]  # a date
        return "\n\n".join((
            greeting(loaded.row),
            _("%(asker)s asks you for data (%(kind)s), for: %(purpose)s") % words,
            _("Without your approval we take nothing. You give it on the page of your case. What we"
              " keep is deleted on %(on)s, and sooner if you take the approval back there.")
            % words,
        ))  # fmt: skip


def file_choices(files: Sequence[Attachment]) -> list[tuple[str, str]]:
    """Files of a case to choose from."""
    return [(str(one.pk), f"{one.name} ({size_words(one.size)})") for one in files]


def due_row(one: TakenData, reader: Reader) -> DueRow:
    """Data that waits for its day, or should be gone and is not."""
    late = ""
    if local_date(one.case, reader.at) >= one.delete_on:
        left = [piece for piece in one.pieces.all() if piece.deleted_at is None]
        late = "; ".join(f"{_name(piece)}: {piece.fault or _('by hand')}" for piece in left)
    url = CaseUrls(one.case.number).of("case_data")
    return DueRow(Link(one.case.number, url), one.kind, date_words(one.delete_on), late)


def _row(one: TakenData, stage: DataStage) -> DataRow:
    consent = consented_at(one, stage.loaded)
    is_open = one.ended_at is None
    pieces = list(one.pieces.all())
    return DataRow(
        title=one.kind, purpose=one.purpose, state=_state(one, pieces, consent is not None),
        lines=tuple(_lines(one, stage)),
        pieces=tuple(_piece(piece, stage.urls) for piece in pieces),
        acts=tuple(_acts(one, stage.urls)) if is_open else (),
        forms=tuple(_forms(one, stage, consent is not None)) if is_open else (),
    )  # fmt: skip


def _state(one: TakenData, pieces: Sequence[TakenPiece], consented: bool) -> str:
    if one.ended_at is not None:
        return str(TakenData.How(one.ended_how).label)
    if one.taken_at is not None:
        left = sum(piece.deleted_at is None for piece in pieces)
        return _("taken, %(count)d not deleted yet") % {"count": left}
    return _("approved, nothing taken yet") if consented else _("waits for the customer's approval")


def _lines(one: TakenData, stage: DataStage) -> Iterator[str]:
    full = stage.reader.full
    yield _("asked by %(who)s, %(when)s") % {"who": one.asked_by.name, "when": full(one.asked_at)}
    consent = consented_at(one, stage.loaded)
    if consent is not None:
        yield _("approved by the customer, %(when)s") % {"when": full(consent)}
    if one.taken_at is not None and one.taken_by is not None:
        said = {"who": one.taken_by.name, "when": full(one.taken_at)}
        yield _("taken by %(who)s, %(when)s") % said
    yield _("to be deleted on %(when)s") % {"when": date_words(one.delete_on)}
    if one.ended_at is not None:
        yield _("closed %(when)s") % {"when": full(one.ended_at)}


def _piece(piece: TakenPiece, urls: CaseUrls) -> PieceRow:
    gone = piece.deleted_at is not None
    if gone:
        return PieceRow(_name(piece), _("deleted"), True)
    if piece.attachment is not None:
        return PieceRow(_name(piece), piece.fault or _("kept here"), False)
    act = Action(f"gone-{piece.pk}", _("it is deleted"), urls.of("data_gone", str(piece.pk)),
                 method="post")  # fmt: skip
    return PieceRow(_name(piece), _("elsewhere: delete it by hand"), False, act)


def _name(piece: TakenPiece) -> str:
    return piece.attachment.name if piece.attachment else piece.elsewhere


def _acts(one: TakenData, urls: CaseUrls) -> Iterator[Action]:
    pk = str(one.pk)
    if one.taken_at is None:
        yield Action(f"withdraw-{pk}", _("Withdraw it"), urls.of("data_withdraw", pk),
                     method="post")  # fmt: skip
    else:
        yield Action(f"now-{pk}", _("Delete it now"), urls.of("data_now", pk), method="post")


def _forms(one: TakenData, stage: DataStage, consented: bool) -> Iterator[AccessForm]:
    pk = str(one.pk)
    if consented:
        form = TakeForm(file_choices(stage.files), one.pk)
        yield stage.form(f"take{pk}", _("Mark what was taken"), _("Mark it"), form,
                         stage.urls.of("data_take", pk))  # fmt: skip
    elif one.taken_at is None:
        yield stage.form(f"word{pk}", _("They said yes on the telephone"), _("Record their word"),
                         WordForm(one.pk), stage.urls.of("data_word", pk))  # fmt: skip
