"""Calendars of others are read again by themselves, and say what went wrong."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("oncall", "0003_calendars")]

    operations = [
        migrations.AddField(
            model_name="calendarsource",
            name="every",
            field=models.DurationField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="calendarsource",
            name="next_read_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="calendarsource",
            name="looked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="calendarsource",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="calendarsource",
            name="etag",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="calendarsource",
            name="modified",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="calendarsource",
            name="fault",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="calendarsource",
            name="fault_about",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="calendarsource",
            name="failures",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="calendarsource",
            name="failing_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="calendarsource",
            name="unknown",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddIndex(
            model_name="calendarsource",
            index=models.Index(fields=["next_read_at"], name="calendar_source_by_time"),
        ),
    ]
