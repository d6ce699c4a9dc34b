from datetime import datetime

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def find_trajectories(apps, schema_editor):
    """Whose help a change of a score belongs to, where that is certain; of what is not, nobody reads it any more."""
    changes, scores = apps.get_model("care", "Change").objects, apps.get_model("care", "Score").objects
    trajectories = apps.get_model("care", "Trajectory").objects
    for change in changes.filter(about="score").iterator():
        day = datetime.strptime(change.old[:10], "%d-%m-%Y").date()
        held = scores.filter(informant_id=int(change.about_id), taken_on=day)
        found = {one.trajectory_id for one in held if f"{one.instrument} {one.scale}"[:30] == change.field}
        if not found:
            running = trajectories.filter(Q(end_date=None) | Q(end_date__gte=day), client_id=change.client_id, start_date__lte=day)
            found = set(running.values_list("pk", flat=True))
        if len(found) == 1:
            changes.filter(pk=change.pk).update(trajectory_id=found.pop())


class Migration(migrations.Migration):
    dependencies = [("care", "0010_scores")]

    operations = [
        migrations.AddField(
            model_name="change",
            name="trajectory",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="care.trajectory"
            ),
        ),
        migrations.RunPython(find_trajectories, migrations.RunPython.noop),
    ]
