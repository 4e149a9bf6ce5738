"""What readers said of a published version."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("charters", "0002_drafts")]

    operations = [
        migrations.CreateModel(
            name="HelpfulAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("version", models.PositiveIntegerField()),
                ("is_helpful", models.BooleanField()),
                ("comment", models.TextField(blank=True)),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name", "version", "said_at"], name="helpful_by_version")
                ],
            },
        ),
    ]
