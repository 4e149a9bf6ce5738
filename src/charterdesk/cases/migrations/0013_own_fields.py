import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_counted_by_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("key", models.CharField(max_length=180, unique=True)),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("text", "text"),
                            ("number", "number"),
                            ("date", "date"),
                            ("choice", "choice from a list"),
                            ("yes-no", "yes or no"),
                        ],
                        max_length=8,
                    ),
                ),
                ("help", models.CharField(blank=True, max_length=200)),
                ("choices", models.JSONField(blank=True, default=list)),
                (
                    "needed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "never"),
                            ("opening", "when a case is opened on a page"),
                            ("closing", "before one of us closes a case"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("is_shown", models.BooleanField(default=False)),
                ("charters", models.JSONField(blank=True, default=list)),
                ("matters", models.JSONField(blank=True, default=list)),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fields_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="OwnValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.CharField(max_length=200)),
                ("folded", models.CharField(max_length=600)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_values",
                        to="cases.case",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held",
                        to="cases.ownfield",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["field", "folded", "case"], name="own_value_found")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "field"), name="own_value_once")
                ],
            },
        ),
    ]
