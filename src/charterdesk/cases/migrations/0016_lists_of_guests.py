"""Indexes for the lists of the customers' side: the newest change first, of a firm and of one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Each list walks its own."""

    dependencies = [("cases", "0015_measures")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["organisation", "is_open", "-updated_at", "-id"], name="case_changed_firm"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["contact", "is_open", "-updated_at", "-id"], name="case_changed_contact"
            ),
        ),
    ]
