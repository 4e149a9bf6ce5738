"""Keep the stems of cases and of messages, beginning with those that are there."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from charterdesk.kit.fulltext.matching import add_index, drop_index
from charterdesk.kit.fulltext.words import stems_of

AT_ONCE = 500


def stems_of_cases(apps: Any, editor: Any) -> None:
    case, kept = apps.get_model("cases", "Case"), apps.get_model("cases", "CaseWords")
    names = ("number", "subject", "asker", "organisation__name", "contact__name")
    rows = []
    for pk, *words in case.objects.order_by("pk").values_list("pk", *names).iterator(AT_ONCE):
        rows.append(kept(case_id=pk, words=stems_of(" ".join(word or "" for word in words))))
        if len(rows) >= AT_ONCE:
            kept.objects.bulk_create(rows)
            rows = []
    kept.objects.bulk_create(rows)


def stems_of_messages(apps: Any, editor: Any) -> None:
    message, kept = apps.get_model("cases", "Message"), apps.get_model("cases", "MessageWords")
    last = 0
    while found := list(message.objects.filter(pk__gt=last).order_by("pk")
                        .prefetch_related("attachments")[:AT_ONCE]):  # fmt: skip
        last = found[-1].pk
        kept.objects.bulk_create(
            kept(message_id=one.pk, words=stems_of(" ".join(
                [one.subject, one.text, *(file.name for file in one.attachments.all())])))
            for one in found
        )  # fmt: skip


def add_indexes(apps: Any, editor: Any) -> None:
    add_index("cases_casewords", "case_id", editor)
    add_index("cases_messagewords", "message_id", editor)


def drop_indexes(apps: Any, editor: Any) -> None:
    drop_index("cases_casewords", editor)
    drop_index("cases_messagewords", editor)


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_lists_of_open_cases")]

    operations = [
        migrations.CreateModel(
            name="CaseWords",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="stems",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("words", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="MessageWords",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="stems",
                        serialize=False,
                        to="cases.message",
                    ),
                ),
                ("words", models.TextField()),
            ],
        ),
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(
                condition=models.Q(("kind__in", ["article_linked", "article_wanted"])),
                fields=["case", "seq"],
                name="case_event_article",
            ),
        ),
        # Before the rows: PostgreSQL makes no index over rows whose keys it still has to check.
        migrations.RunPython(add_indexes, drop_indexes),
        migrations.RunPython(stems_of_cases, migrations.RunPython.noop),
        migrations.RunPython(stems_of_messages, migrations.RunPython.noop),
    ]
