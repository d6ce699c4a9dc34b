from django.db import migrations, models

REASONS = (
    "no_contact", "unsafe_address", "died", "withdrawn", "unsubscribed", "expired", "refused", "not_reached", "cannot_answer", "too_heavy",
    "not_asked", "replaced", "elsewhere",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("care", "0014_text_messages")]

    operations = [
        migrations.AddField(model_name="trajectory", name="together_with", field=models.CharField(blank=True, max_length=200)),
        migrations.AddField(model_name="trajectory", name="outcome_asked_by", field=models.CharField(blank=True, max_length=100)),
        migrations.AlterField(
            model_name="invitation",
            name="stop_reason",
            field=models.CharField(blank=True, choices=[(reason, reason) for reason in REASONS], max_length=14),
        ),
    ]
