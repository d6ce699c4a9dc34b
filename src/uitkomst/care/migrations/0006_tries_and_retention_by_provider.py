import django.db.models.deletion
from django.db import migrations, models


def give_to_the_only_provider(apps, schema_editor):
    """Runs from before providers were told apart belong to the only one that is there. With more of them nobody can say whose."""
    runs = apps.get_model("care", "RetentionRun").objects
    providers = {*apps.get_model("care", "Client").objects.order_by().values_list("provider_id", flat=True).distinct()}
    if len(providers) == 1:
        runs.update(provider_id=providers.pop())


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0005_news"),
        ("organisations", "0002_invited_from_the_command_line"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tries",
            fields=[
                ("place", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("until", models.PositiveBigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["until"], name="tries_over")],
            },
        ),
        migrations.AddField(
            model_name="retentionrun",
            name="provider",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
            ),
        ),
        migrations.AddField(model_name="retentionrun", name="run_on", field=models.DateField(null=True)),
        migrations.RunPython(give_to_the_only_provider, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="retentionrun",
            constraint=models.UniqueConstraint(fields=["provider", "run_on"], name="retention_run_once_a_day"),
        ),
    ]
