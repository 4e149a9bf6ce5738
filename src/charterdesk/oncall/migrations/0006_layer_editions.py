"""A layer that was changed has an edition for each stretch, in the same place of the order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("oncall", "0005_wallboards")]

    operations = [
        migrations.RemoveConstraint(model_name="rotalayer", name="layer_order_once"),
        migrations.AddConstraint(
            model_name="rotalayer",
            constraint=models.UniqueConstraint(
                fields=("rota", "order", "first_on", "first_at"),
                name="layer_edition_once",
                violation_error_message="This layer is changed from that moment on already.",
            ),
        ),
    ]
