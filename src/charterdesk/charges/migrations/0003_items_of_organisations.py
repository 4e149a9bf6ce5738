"""Lines carry the organisation of their case, which never changes, so that months are gathered
by an index of their own.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def name_them(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give each line the organisation of its case."""
    cases = apps.get_model("cases", "Case").objects.filter(pk=OuterRef("case"))
    items = apps.get_model("charges", "Item").objects
    items.update(organisation_id=Subquery(cases.values("organisation")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_lists_of_guests"),
        ("charges", "0002_prepaid_taken_back"),
        ("customers", "0007_assets_found_by"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.organisation",
            ),
        ),
        migrations.RunPython(name_them, migrations.RunPython.noop),
    ]
