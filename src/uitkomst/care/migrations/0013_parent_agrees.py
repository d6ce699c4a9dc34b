import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0012_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="quoteconsent",
            name="parent",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="care.informant"
            ),
        ),
    ]
