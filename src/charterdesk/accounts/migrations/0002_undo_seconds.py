"""How long a person may take back what they sent."""

from django.core.validators import MaxValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="undo_seconds",
            field=models.PositiveSmallIntegerField(
                db_default=10, default=10, validators=[MaxValueValidator(60)]
            ),
        ),
    ]
