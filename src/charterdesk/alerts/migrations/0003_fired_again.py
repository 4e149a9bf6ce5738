"""Alerts that fired once more, until somebody has looked at them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("alerts", "0002_silence_told"), ("cases", "0008_case_equipment")]

    operations = [
        migrations.CreateModel(
            name="FiredAgain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fired_again",
                        to="cases.case",
                    ),
                ),
            ],
            options={"verbose_name_plural": "fired again"},
        ),
    ]
