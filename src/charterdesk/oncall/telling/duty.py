"""Duty that somebody gains or loses by what others do, and gaps that open.

What has changed is found by comparing the final schedule before with the one after.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.utils.translation import gettext_noop

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import Actor
from charterdesk.engine.rotation import Difference, Gap
from charterdesk.engine.spans import Span
from charterdesk.oncall.models import Absence, Override, Rota, RotaLayer
from charterdesk.oncall.outlooks import Watch
from charterdesk.oncall.telling.errand import Errand, Said, rota_link, staffers_of


@dataclass(frozen=True, slots=True)
class Forms:
    """The sentences for who gains duty, for who loses it, and for whom the act was about."""

    gained: str
    lost: str
    own: str = ""


OVERRIDE = Forms(
    gettext_noop("%(name)s has put you on duty of %(rota)s: %(when)s."),
    gettext_noop("%(name)s has put %(other)s on duty of %(rota)s in your place: %(when)s."),
)
TAKEN_BACK = Forms(
    gettext_noop("%(name)s has ended an override, so you have duty of %(rota)s: %(when)s."),
    gettext_noop("%(name)s has ended your override of %(rota)s: %(when)s."),
)
ABSENCE = Forms(
    gettext_noop("%(other)s is away, so you have duty of %(rota)s: %(when)s."),
    gettext_noop(
        "%(name)s has noted that you are away, so you have no duty of %(rota)s: %(when)s."
    ),
)
RETURN = Forms(
    gettext_noop("%(other)s is back, so you have duty of %(rota)s: %(when)s."),
    gettext_noop("%(other)s is back, so you have no duty of %(rota)s any more: %(when)s."),
    gettext_noop("%(name)s has noted that you are back, so you have duty of %(rota)s: %(when)s."),
)
LAYER = Forms(
    gettext_noop("%(name)s has changed %(rota)s, so you have duty: %(when)s."),
    gettext_noop("%(name)s has changed %(rota)s, so you have no duty any more: %(when)s."),
)
GAP = gettext_noop("%(other)s is away, and nobody has duty of %(rota)s: %(when)s.")


def tell_of_override(override: Override, watched: Watch, by: Actor, at: datetime) -> None:
    """Somebody stands in: whoever it is, and those whose duty it was."""
    errand = Errand(f"override/{override.pk}", "override", by, at)
    _tell_shifts(errand, watched, OVERRIDE, override.person)


def tell_of_taking_back(pk: int, watched: Watch, by: Actor, at: datetime) -> None:
    """An override was ended or taken back: who has the duty again, and who has it no more."""
    _tell_shifts(Errand(f"override/{pk}", "override ended", by, at), watched, TAKEN_BACK, None)


def tell_of_absence(absence: Absence, watched: Watch, by: Actor, at: datetime) -> None:
    """Somebody is away: they, where others say so; who stands for them; who fills the gaps."""
    scope = f"absence/{absence.pk}"
    _tell_shifts(Errand(scope, "absence", by, at), watched, ABSENCE, absence.person)
    for rota, changed in watched.changed():
        for gap in changed.opened[:1]:
            spans = [one.span for one in changed.opened if one.level == gap.level]
            errand = Errand(scope, f"absence gap {rota.pk}", by, at)
            said: dict[str, Said] = {"other": absence.person.name, "rota": rota.name, "when": spans}
            for person in staffers_of(absence.person):
                errand.tell(person, GAP, said, _fill(rota, gap))


def tell_of_return(pk: int, person: Person, watched: Watch, by: Actor, at: datetime) -> None:
    """Somebody is back earlier: they, and who need not stand for them any more."""
    _tell_shifts(Errand(f"absence/{pk}", "absence ended", by, at), watched, RETURN, person)


def tell_of_layer(layer: RotaLayer, watched: Watch, by: Actor, at: datetime) -> None:
    """A layer was changed: those whose duty has become another."""
    _tell_shifts(Errand(f"layer/{layer.pk}", "layer", by, at), watched, LAYER, None)


def _tell_shifts(errand: Errand, watched: Watch, forms: Forms, other: Person | None) -> None:
    for rota, changed in watched.changed():
        people = _people(changed)
        about = f"{errand.about} {rota.pk}"
        sides: tuple[tuple[str, str, Mapping[str, tuple[Span, ...]]], ...] = (
            ("gained", forms.gained, changed.gained),
            ("lost", forms.lost, changed.lost),
        )
        for side, form, spans in sides:
            own = Errand(errand.scope, f"{about} {side}", errand.by, errand.at)
            for username in sorted(spans):
                person = people[username]
                said = _said(errand, other, rota, spans[username])
                own_form = forms.own if person == other and forms.own else form
                own.tell(person, own_form, said, rota_link(rota))


def _said(
    errand: Errand, other: Person | None, rota: Rota, when: tuple[Span, ...]
) -> dict[str, Said]:
    return {
        "name": errand.by.name if isinstance(errand.by, Person) else "Charterdesk",
        "other": other.name if other else "",
        "rota": rota.name,
        "when": when,
    }


def _people(changed: Difference) -> dict[str, Person]:
    names = {*changed.gained, *changed.lost}
    return {one.username: one for one in Person.objects.filter(username__in=names)}


def _fill(rota: Rota, gap: Gap) -> str:
    """The override that fills the gap, with its times filled in."""
    since, until = (
        f"{at.astimezone(UTC):%Y-%m-%dT%H:%M}Z" for at in (gap.span.since, gap.span.until)
    )
    query = urlencode({"since": since, "until": until, "level": gap.level})
    return f"{rota_link(rota)}override/?{query}"
