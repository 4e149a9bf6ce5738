from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("charges", "0003_items_of_organisations")]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=Q(statement=None, struck_at=None),
                fields=["organisation", "day"],
                name="cost_item_unbilled",
            ),
        ),
    ]
