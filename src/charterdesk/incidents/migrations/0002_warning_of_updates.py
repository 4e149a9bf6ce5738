from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_incidents")]

    operations = [
        migrations.AddField("nextupdate", "warn_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddIndex(
            "nextupdate",
            models.Index(
                fields=["warn_at", "id"],
                name="next_update_to_warn",
                condition=Q(warn_at__isnull=False),
            ),
        ),
    ]
