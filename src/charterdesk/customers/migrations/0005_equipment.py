"""Equipment, its types and relations, and licence keys."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_telephone_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="AssetType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
                ("own_fields", models.JSONField(blank=True, default=list)),
            ],
        ),
        migrations.CreateModel(
            name="LicenceKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(max_length=80, unique=True, verbose_name="licence key"),
                ),
                ("product", models.CharField(blank=True, max_length=80)),
                ("valid_until", models.DateField(blank=True, null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licence_keys",
                        to="customers.contract",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Asset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tag",
                    models.CharField(
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\w[\\w.-]*\\Z",
                                "A tag is letters, digits, dots and dashes, and begins with a letter or digit.",
                            )
                        ],
                        verbose_name="tag",
                    ),
                ),
                ("product", models.CharField(blank=True, max_length=80)),
                ("version", models.CharField(blank=True, max_length=40)),
                ("serial", models.CharField(blank=True, max_length=80)),
                ("warranty_until", models.DateField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("own_values", models.JSONField(blank=True, default=dict)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assets",
                        to="customers.organisation",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assets",
                        to="customers.assettype",
                    ),
                ),
                (
                    "licence_key",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assets",
                        to="customers.licencekey",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AssetRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("part of", "Part Of"),
                            ("connected to", "Connected"),
                            ("replaces", "Replaces"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations",
                        to="customers.asset",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_back",
                        to="customers.asset",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("asset", "other"), name="asset_relation_once"),
                    models.CheckConstraint(
                        condition=models.Q(("asset", models.F("other")), _negated=True),
                        name="asset_relation_to_another",
                        violation_error_message="Equipment has no relation to itself.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["serial"], name="asset_by_serial"),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["organisation", "tag"], name="asset_of_organisation"),
        ),
    ]
