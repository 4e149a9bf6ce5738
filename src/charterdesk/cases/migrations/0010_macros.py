"""Texts that are written often, with what is done beside."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_undo_seconds"),
        ("cases", "0009_equipment_by_contact"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Macro",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "mode",
                    models.CharField(
                        choices=[("reply", "Reply to the customer"), ("note", "Internal note")],
                        default="reply",
                        max_length=5,
                    ),
                ),
                ("text", models.TextField()),
                ("waits", models.BooleanField(default=False)),
                ("takes", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                (
                    "label",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="macros",
                        to="cases.label",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="macros",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="macros",
                        to="accounts.team",
                    ),
                ),
            ],
            options={
                "ordering": (django.db.models.functions.text.Lower("name"), "pk"),
            },
        ),
    ]
