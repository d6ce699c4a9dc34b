import django.db.models.deletion
from django.db import migrations, models


def find_who_asked(apps, schema_editor):
    """Requests of before were told by a typed name: where that fits one person alone, it is that person's."""
    informants = apps.get_model("care", "Informant").objects
    requests = apps.get_model("care", "ClientRequest").objects
    for request in requests.select_related("client").iterator():
        by = request.asked_by.strip().casefold()
        fits = [one.pk for one in informants.filter(client_id=request.client_id) if by in _names(one, request.client)]
        if len(fits) == 1:
            requests.filter(pk=request.pk).update(informant_id=fits[0])


def _names(informant, client):
    names = {informant.name, *informant.name.split()[:1]}
    if informant.kind == "young_person":
        names |= {client.first_name, client.number}
    return {name.casefold() for name in names if name}


class Migration(migrations.Migration):
    dependencies = [("care", "0011_changes_of_scores")]

    operations = [
        migrations.AddField(
            model_name="clientrequest",
            name="informant",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="requests", to="care.informant"
            ),
        ),
        migrations.RunPython(find_who_asked, migrations.RunPython.noop),
    ]
