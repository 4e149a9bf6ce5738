"""When the people of a silent source were told of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_alerts")]

    operations = [
        migrations.AddField(
            model_name="alertsource",
            name="silence_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
