"""The labels of an alert beside its case, so that no text is read for them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("alerts", "0003_fired_again")]

    operations = [
        migrations.AddField(
            model_name="sourcealert", name="labels",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]  # fmt: skip
