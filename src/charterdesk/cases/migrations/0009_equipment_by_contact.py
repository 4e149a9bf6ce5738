"""A contact says which equipment their own case is about."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_case_equipment"),
        ("customers", "0005_equipment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="caseasset",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="caseasset",
            name="by_contact",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseasset",
            constraint=models.CheckConstraint(
                condition=models.Q(by=None, by_contact__isnull=False)
                | models.Q(by__isnull=False, by_contact=None),
                name="case_asset_by_one",
            ),
        ),
    ]
