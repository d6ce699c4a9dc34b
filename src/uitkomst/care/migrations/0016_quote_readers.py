import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("care", "0015_together")]

    operations = [
        migrations.CreateModel(
            name="QuoteReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("read_at", models.DateTimeField()),
                (
                    "consent",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="readers", to="care.quoteconsent"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("consent", "person"), name="quote_reader_once")],
            },
        ),
    ]
