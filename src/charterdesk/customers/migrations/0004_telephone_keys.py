"""Telephone numbers in the one spelling that callers are looked for by."""

import re

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_LETTERS = re.compile(r"[^\W\d_]|[#;,]")


def spell(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Every number that is kept already; the rule is `telephones.phone_key` as it was then."""
    Contact = apps.get_model("customers", "Contact")
    spelled = []
    for contact in Contact.objects.exclude(phone="").iterator(chunk_size=1000):
        before = _LETTERS.split(contact.phone.strip(), maxsplit=1)[0]
        digits = "".join(re.findall(r"\d", before))
        contact.phone_key = digits[-9:] if len(digits) >= 6 else ""
        spelled.append(contact)
    Contact.objects.bulk_update(spelled, ["phone_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_launch"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="phone_key",
            field=models.CharField(blank=True, db_default="", max_length=9),
        ),
        migrations.RunPython(spell, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["phone_key"], name="contact_by_phone"),
        ),
    ]
