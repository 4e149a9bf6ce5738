from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import migrations, models

from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.codec import from_stored
from charterdesk.engine.folding import fold
from charterdesk.engine.measures import call_of, first_contact_of

TOGETHER = 500


def measure(apps: Any, editor: Any) -> None:
    """Measure every case that is there, from its events, under its charter's text."""
    cases, events = apps.get_model("cases", "Case"), apps.get_model("cases", "CaseEvent")
    charters = _charters(apps.get_model("charters", "CharterVersion"))
    last = 0
    while rows := list(cases.objects.filter(pk__gt=last).order_by("pk")[:TOGETHER]):
        last = rows[-1].pk
        known = events.objects.filter(case__gte=rows[0].pk, case__lte=last).order_by("seq")
        measured = list(_measured(rows, known, charters))
        cases.objects.bulk_update(measured, ["call", "first_contact"])


def _charters(versions: Any) -> dict[tuple[str, int], Charter]:
    found = {}
    for one in versions.objects.all():
        try:
            found[one.name, one.version] = read_charter(one.text, str(one.name))
        except CharterErrors:
            # Its cases can't be measured: no page opens them either.
            continue
    return found


def _measured(
    rows: Iterable[Any], known: Iterable[Any], charters: Mapping[tuple[str, int], Charter]
) -> Iterator[Any]:
    told: dict[int, list[Any]] = {row.pk: [] for row in rows}
    for one in known:
        told[one.case_id].append(
            from_stored(one.kind, one.data, at=one.at, recorded_at=one.recorded_at, by=one.by)
        )
    for row in rows:
        charter = charters.get((row.charter, row.charter_version))
        if charter is not None and told[row.pk]:
            state = fold(charter, told[row.pk])
            row.call, row.first_contact = call_of(charter, state), first_contact_of(charter, state)
            yield row


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_watchers"),
        ("charters", "0003_helpful_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="call",
            field=models.CharField(blank=True, default="", max_length=6),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="case",
            name="first_contact",
            field=models.CharField(blank=True, default="", max_length=7),
            preserve_default=False,
        ),
        migrations.RunPython(measure, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["charter", "opened_at", "channel", "call", "first_contact"],
                name="case_measured",
            ),
        ),
    ]
