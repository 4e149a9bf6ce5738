"""What words are looked for in, of a piece of equipment: one column, kept by the database."""

from django.db import migrations, models
from django.db.models.functions import Concat, Lower

LINE = models.Value("\n")


class Migration(migrations.Migration):
    """The table is written anew once."""

    dependencies = [("customers", "0006_end_customers")]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="found_by",
            field=models.GeneratedField(
                expression=Lower(Concat("tag", LINE, "product", LINE, "serial", LINE, "place")),
                output_field=models.TextField(),
                db_persist=True,
            ),
        ),
    ]
