import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0002_lists_of_open_cases"),
        ("customers", "0001_organisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Chat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=32, unique=True)),
                ("key", models.CharField(max_length=100, unique=True)),
                ("charter", models.CharField(max_length=100)),
                ("channel", models.CharField(max_length=100)),
                ("subject", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("open", "Open"), ("ended", "Ended")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("customer_seen_at", models.DateTimeField()),
                ("agent_seen_at", models.DateTimeField(blank=True, null=True)),
                ("customer_typing_at", models.DateTimeField(blank=True, null=True)),
                ("agent_typing_at", models.DateTimeField(blank=True, null=True)),
                ("customer_read", models.PositiveIntegerField(default=0)),
                ("agent_read", models.PositiveIntegerField(default=0)),
                ("newest", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "agent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "block",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.message",
                    ),
                ),
                (
                    "block_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chats",
                        to="cases.case",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chats",
                        to="customers.contact",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChatLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("key", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("said", "Said"),
                            ("file", "File"),
                            ("note", "Note"),
                            ("joined", "Joined"),
                            ("handed", "Handed"),
                            ("returned", "Returned"),
                            ("case", "Case"),
                            ("ended", "Ended"),
                        ],
                        default="said",
                        max_length=8,
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("customer", "Customer"), ("desk", "Desk"), ("nobody", "Nobody")],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("stored", models.CharField(blank=True, max_length=64)),
                ("content_type", models.CharField(blank=True, max_length=255)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("at", models.DateTimeField()),
                (
                    "chat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="talk.chat",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="chat",
            index=models.Index(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=["state", "begun_at"],
                name="chat_going_on",
            ),
        ),
        migrations.AddIndex(
            model_name="chat",
            index=models.Index(fields=["case", "begun_at"], name="chat_of_case"),
        ),
        migrations.AddConstraint(
            model_name="chat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=("contact",),
                name="chat_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="chatline",
            constraint=models.UniqueConstraint(fields=("chat", "seq"), name="chat_line_in_order"),
        ),
        migrations.AddConstraint(
            model_name="chatline",
            constraint=models.UniqueConstraint(fields=("chat", "key"), name="chat_line_once"),
        ),
    ]
