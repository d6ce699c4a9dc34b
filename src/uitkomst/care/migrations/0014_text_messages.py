import re

from django.db import migrations, models

CHANNELS = [(one, one) for one in ("email", "sms", "letter", "tablet", "paper", "none")]
FIELDS = {"informant": {"default": "email"}, "invitation": {}, "newsmessage": {}}


def _kept(number):
    """0612345678 as +31612345678; what is written otherwise stays."""
    return f"+31{number[1:]}" if re.fullmatch(r"0[1-9]\d{8}", number) else number


def write_numbers(apps, schema_editor):
    """Numbers from a caseload as they are kept from now on; also in the history, by which a number put right by hand is known."""
    for model, fields, found in (
        ("Informant", ("phone",), {}),
        ("Change", ("old", "new"), {"field": "phone"}),
    ):
        records = apps.get_model("care", model).objects
        for pk, *values in records.filter(**found).values_list("pk", *fields).iterator():
            kept = [_kept(value) for value in values]
            if kept != values:
                records.filter(pk=pk).update(**dict(zip(fields, kept, strict=True)))


class Migration(migrations.Migration):
    dependencies = [("care", "0013_parent_agrees")]

    operations = [
        *(
            migrations.AlterField(model_name=model, name="channel", field=models.CharField(max_length=6, choices=CHANNELS, **more))
            for model, more in FIELDS.items()
        ),
        migrations.RunPython(write_numbers, migrations.RunPython.noop),
    ]
