"""A storm costs the same for each alert; what is kept of its outage is never believed blindly."""

from typing import Any

import pytest
from django.db import transaction

from charterdesk.alerts.models import AlertStorm
from charterdesk.cases import warm
from charterdesk.cases.commands import add_note, set_owner
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.store import load
from charterdesk.cases.verifying import differences
from charterdesk.cases.warm import keep_warm, load_warm
from tests.apps.alerts.scene import alert, body, delivered, minutes, source
from tests.apps.cast import ada, ben

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cold() -> None:
    warm._kept.clear()


@pytest.fixture
def outage() -> Case:
    """The outage of a storm that goes on."""
    probes = source(storm_alerts=2)
    for n in range(4):
        delivered(probes, body(alert(f"shop{n}")), minutes(n / 10))
    return AlertStorm.objects.select_related("parent").get().parent


def as_loaded(case: Case) -> None:
    """What is kept is what the log says."""
    with transaction.atomic():
        kept, cold = load_warm(case.pk), load(case.pk)
    assert (kept.state, kept.last_hash) == (cold.state, cold.last_hash)
    assert kept.row.version == cold.row.version


def test_each_further_alert_of_a_storm_folds_nothing_again(
    outage: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_given: Any) -> None:
        raise AssertionError("the outage's whole log was folded")

    probes = AlertStorm.objects.select_related("source").get().source
    monkeypatch.setattr(warm, "loaded_from", never)
    for n in range(4, 16):
        delivered(probes, body(alert(f"shop{n}")), minutes(n / 10))
    assert Case.objects.filter(parent=outage).count() == 16
    as_loaded(outage)
    assert list(differences()) == []


def test_what_others_wrote_meanwhile_is_folded_onto_it(outage: Case) -> None:
    as_loaded(outage)
    set_owner(case=outage, to=ada(), by=ada(), at=minutes(1))
    add_note(case=outage, written=Written(text="A cable."), by=ben(), at=minutes(2))
    as_loaded(outage)


def test_what_was_rolled_back_is_not_believed(outage: Case) -> None:
    """A kill after the decision, or another worker's event in its place."""
    try:
        with transaction.atomic():
            set_owner(case=outage, to=ada(), by=ada(), at=minutes(1))
            keep_warm(load(outage.pk))
            raise RuntimeError("the power")
    except RuntimeError:
        as_loaded(outage)
        keep_warm(load(outage.pk))
    with transaction.atomic():
        set_owner(case=outage, to=ada(), by=ada(), at=minutes(1))
        keep_warm(load(outage.pk))
        transaction.set_rollback(True)
    set_owner(case=outage, to=ben(), by=ben(), at=minutes(2))
    as_loaded(outage)
    with transaction.atomic():
        assert load_warm(outage.pk).state.owner == "ben"


def test_of_outages_only_the_last_ones_are_kept(outage: Case) -> None:
    warm._kept.update({-n: warm._kept[outage.pk] for n in range(1, warm.KEPT_AT_MOST + 1)})
    keep_warm(load(outage.pk))
    assert outage.pk in warm._kept
    assert len(warm._kept) == warm.KEPT_AT_MOST
