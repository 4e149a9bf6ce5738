"""An act that a worker has ended is news to its asker until they have seen its result."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("lists", "0002_bulk")]

    operations = [
        migrations.AddField(
            model_name="bulkact",
            name="news_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="bulkact",
            index=models.Index(fields=["by"], name="bulk_news", condition=Q(news_at__isnull=False)),
        ),
    ]
