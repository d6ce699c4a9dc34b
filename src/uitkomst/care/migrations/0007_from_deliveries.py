import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0006_tries_and_retention_by_provider"),
        ("organisations", "0002_invited_from_the_command_line"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FromDelivery",
            fields=[
                ("delivery", models.UUIDField(primary_key=True, serialize=False)),
                ("period", models.CharField(max_length=6)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("nothing", "nothing"), ("taken", "taken"), ("left", "left")], max_length=7
                    ),
                ),
                ("found", models.JSONField(default=dict)),
                ("taken", models.JSONField(default=dict)),
                ("found_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"),
                ),
            ],
            options={"ordering": ["-found_at"]},
        ),
    ]
