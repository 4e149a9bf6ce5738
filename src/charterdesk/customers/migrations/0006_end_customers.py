"""Contacts who are customers, or users, of the organisation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0005_equipment")]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="is_end_customer",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
