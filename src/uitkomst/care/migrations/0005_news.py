import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import uitkomst.care.states

_STATES = ("waiting", "sending", "sent", "unsure", "failed", "stopped")
_CHANNELS = ("email", "letter", "tablet", "paper", "none")


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0004_team_talk"),
        ("organisations", "0002_invited_from_the_command_line"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="News",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("about", models.CharField(max_length=36)),
                ("opening", models.TextField(blank=True)),
                ("lines", models.JSONField(default=list)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "provider",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("provider", "about"), name="news_once")]},
        ),
        migrations.CreateModel(
            name="NewsMessage",
            fields=[
                ("key", models.CharField(max_length=80, unique=True)),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[(state, state) for state in _STATES], default=uitkomst.care.states.MessageState["WAITING"], max_length=7
                    ),
                ),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("channel", models.CharField(choices=[(one, one) for one in _CHANNELS], max_length=6)),
                ("nonce", models.CharField(max_length=32)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "informant",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="news", to="care.informant"),
                ),
                ("news", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="care.news")),
            ],
            options={
                "ordering": ["due_at", "pk"],
                "abstract": False,
                "indexes": [models.Index(fields=["state", "due_at"], name="news_message_next")],
            },
        ),
    ]
