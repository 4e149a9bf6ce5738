"""The lists beneath the strip: layers in words, who stands in, who is away, what is asked."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.desk.oncall_values import AskedRow, AwayRow, LayerRow
from charterdesk.desk.pages.oncall_strip import Frame
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.spans import Span
from charterdesk.look.moments import time_tag
from charterdesk.look.values import Action, Link
from charterdesk.oncall.models import Absence, CoverOffer, CoverRequest, Override, RotaLayer, Swap
from charterdesk.oncall.schedules import LayerLine


def acts_of(charter: Charter, name: str, may_staff: bool) -> tuple[Action, ...]:
    """What may be done about the rota; what may not stands there with the reason."""
    reason = _("Only an administrator or the lead of a team may change rotas.")

    def act(page: str, label: str, own: bool) -> Action:
        place = [] if page in ("oncall_absence", "oncall_feed", "walls") else [charter.name, name]
        url = reverse(f"desk:{page}", args=place)
        return Action(page, label, url, enabled=own or may_staff, reason=reason)

    return (
        act("oncall_cover", _("Ask for cover"), own=True),
        act("oncall_swap", _("Propose a swap"), own=True),
        act("oncall_absence", _("Away"), own=True),
        act("oncall_override", _("Override"), own=False),
        act("oncall_layer", _("Add a layer"), own=False),
        act("oncall_import", _("From a calendar"), own=False),
        act("oncall_grafana", _("From Grafana OnCall"), own=False),
        act("oncall_feed", _("My calendar"), own=True),
        act("walls", _("Wallboards"), own=False),
    )


def layer_rows(lines: Sequence[LayerLine], may_staff: bool) -> tuple[LayerRow, ...]:
    """The layers, the topmost of a level first."""
    return tuple(
        LayerRow(
            line.layer.name,
            line.layer.level,
            tuple(_layer_words(line)),
            _post("layer", line.layer.pk, _("End")) if may_staff else None,
            _change(line.layer) if may_staff else None,
        )
        for line in lines
    )


def override_rows(
    overrides: Sequence[Override], may_staff: bool, frame: Frame
) -> tuple[AwayRow, ...]:
    """Who stands in for whom."""
    return tuple(
        AwayRow(
            who=one.person.name,
            since=time_tag(one.since, frame.reader.at, frame.zone, "plain"),
            until=time_tag(one.until, frame.reader.at, frame.zone, "plain"),
            why=_stands_in(one),
            act=_post("override", one.pk, _("Take back"))
            if may_staff and one.until > frame.reader.at
            else None,
        )
        for one in overrides
    )


def away_rows(absences: Sequence[Absence], may_staff: bool, frame: Frame) -> tuple[AwayRow, ...]:
    """Who is away, and one's own way back."""
    return tuple(
        AwayRow(
            who=one.person.name,
            since=time_tag(one.since, frame.reader.at, frame.zone, "plain"),
            until=time_tag(one.until, frame.reader.at, frame.zone, "plain"),
            why=one.get_why_display(),
            act=_post("absence", one.pk, _("Back"))
            if may_staff or one.person_id == frame.reader.person.pk
            else None,
        )
        for one in absences
    )


def asked_rows(
    offers: Sequence[CoverOffer],
    requests: Sequence[CoverRequest],
    swaps: Sequence[Swap],
    frame: Frame,
) -> tuple[AskedRow, ...]:
    """What others ask of the reader, then what the reader has asked."""
    return (
        *(_offer(one, frame) for one in offers),
        *(_swap(one, frame) for one in swaps),
        *(_request(one, frame) for one in requests),
    )


def _offer(offer: CoverOffer, frame: Frame) -> AskedRow:
    request = offer.request
    said = {
        "name": request.asker.name,
        "rota": request.rota.name,
        "when": frame.range_words(Span(request.since, request.until)),
    }
    url = reverse("desk:oncall_answer", args=["cover", offer.pk])
    return AskedRow(
        _("%(name)s asks you to cover %(rota)s, %(when)s.") % said,
        request.note,
        (
            Action(f"take-{offer.pk}", _("I take it"), url, method="post", look="primary",
                   data={"answer": "yes"}),
            Action(f"refuse-{offer.pk}", _("I can't"), url, method="post", data={"answer": "no"}),
        ),
    )  # fmt: skip


def _request(request: CoverRequest, frame: Frame) -> AskedRow:
    when = frame.range_words(Span(request.since, request.until))
    if request.taken_by:
        said = {"name": request.taken_by.name, "rota": request.rota.name, "when": when}
        return AskedRow(_("%(name)s covers %(rota)s for you, %(when)s.") % said)
    said = {
        "names": ", ".join(one.person.name for one in request.offers.all() if not one.declined_at),
        "refused": ", ".join(one.person.name for one in request.offers.all() if one.declined_at),
        "rota": request.rota.name,
        "when": when,
    }
    if said["refused"]:
        text = _("You ask for cover of %(rota)s, %(when)s: waiting for %(names)s;"
                 " %(refused)s can't.")  # fmt: skip
    else:
        text = _("You ask for cover of %(rota)s, %(when)s: waiting for %(names)s.")
    url = reverse("desk:oncall_answer", args=["withdraw", request.pk])
    back = Action(f"withdraw-{request.pk}", _("Withdraw"), url, method="post")
    return AskedRow(text % {**said, "names": said["names"] or _("nobody")}, request.note, (back,))


def _swap(swap: Swap, frame: Frame) -> AskedRow:
    mine = frame.reader.person.pk == swap.asker_id
    said = {
        "name": swap.other.name if mine else swap.asker.name,
        "rota": swap.rota.name,
        "given": frame.range_words(Span(swap.since, swap.until)),
        "taken": frame.range_words(Span(swap.other_since, swap.other_until)),
    }
    url = reverse("desk:oncall_answer", args=["swap", swap.pk])
    no = _("Take back") if mine else _("I can't")
    refuse = Action(f"no-swap-{swap.pk}", no, url, method="post", data={"answer": "no"})
    if mine:
        text = _("You offer %(name)s your %(rota)s of %(given)s for theirs of %(taken)s.")
        return AskedRow(text % said, acts=(refuse,))
    accept = Action(
        f"swap-{swap.pk}", _("Swap"), url, method="post", look="primary", data={"answer": "yes"}
    )
    text = _("%(name)s offers you %(rota)s of %(given)s for yours of %(taken)s.")
    return AskedRow(text % said, acts=(accept, refuse))


def _layer_words(line: LayerLine) -> Iterator[str]:
    layer = line.layer
    yield ", ".join(one.name for one in line.people)
    said = {
        "length": _length(layer.each),
        "time": f"{layer.first_at:%H:%M}",
        "zone": layer.zone,
        "day": layer.first_on.isoformat(),
    }
    yield _("%(length)s each, handed over at %(time)s %(zone)s, since %(day)s") % said
    if layer.hours or layer.lines:
        hours = layer.hours or "; ".join(layer.lines.splitlines())
        yield _("only in the hours %(hours)s") % {"hours": hours}
    if layer.away == RotaLayer.Away.GAP:
        yield _("nobody stands for who is away")
    if layer.until:
        yield _("until %(day)s UTC") % {"day": f"{layer.until:%Y-%m-%d %H:%M}"}


def _change(layer: RotaLayer) -> Link:
    rota = layer.rota
    return Link(
        _("Change…"), reverse("desk:oncall_change", args=[rota.charter, rota.name, layer.pk])
    )


def _length(each: timedelta) -> str:
    if not each % timedelta(days=7):
        weeks = each // timedelta(days=7)
        return ngettext("%(count)d week", "%(count)d weeks", weeks) % {"count": weeks}
    if not each % timedelta(days=1):
        return ngettext("%(count)d day", "%(count)d days", each.days) % {"count": each.days}
    hours = each / timedelta(hours=1)
    return _("%(hours)s h") % {"hours": f"{hours:g}"}


def _stands_in(one: Override) -> str:
    if one.instead_of:
        names = {"cover": _("cover for %(name)s"), "swap": _("swap with %(name)s")}
        text = names.get(one.how, _("in place of %(name)s"))
        return text % {"name": one.instead_of.name}
    return _("override of level %(level)d") % {"level": one.level} if one.level else _("override")


def _post(what: str, pk: int, label: str) -> Action:
    url = reverse("desk:oncall_end", args=[what, pk])
    return Action(f"end-{what}-{pk}", label, url, method="post")
