from typing import Any

from django.db import migrations, models
from django.db.models import F, Q


def copy_wakes(apps: Any, editor: Any) -> None:
    """Every wake that stands there is taken for right; the walk over all cases tells otherwise."""
    apps.get_model("cases", "Case").objects.update(wake_copy_at=F("next_wake_at"))


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_words")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="wake_copy_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(copy_wakes, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["id"],
                name="case_wake_damaged",
                condition=Q(
                    Q(("next_wake_at__isnull", True), ("wake_copy_at__isnull", False)),
                    Q(("next_wake_at__isnull", False), ("wake_copy_at__isnull", True)),
                    ("next_wake_at__lt", F("wake_copy_at")),
                    ("next_wake_at__gt", F("wake_copy_at")),
                    _connector="OR",
                ),
            ),
        ),
    ]
