from django.db import migrations, models

from uitkomst.care.links import hash_of, leave_token


def make_links(apps, schema_editor):
    """From now on a link is made from what was its secret; a link in a letter of before works no more."""
    people = apps.get_model("care", "Informant").objects
    for pk, nonce in people.values_list("pk", "leave_nonce").iterator():
        people.filter(pk=pk).update(leave_hash=hash_of(leave_token(nonce)))


class Migration(migrations.Migration):
    dependencies = [("care", "0008_quotes")]

    operations = [
        migrations.RenameField(model_name="informant", old_name="secret", new_name="leave_nonce"),
        migrations.AlterField(model_name="informant", name="leave_nonce", field=models.CharField(max_length=32)),
        migrations.AddField(model_name="informant", name="leave_hash", field=models.CharField(max_length=64, default="")),
        migrations.RunPython(make_links, migrations.RunPython.noop),
        migrations.AlterField(model_name="informant", name="leave_hash", field=models.CharField(max_length=64, unique=True)),
    ]
