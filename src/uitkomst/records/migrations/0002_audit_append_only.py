"""The audit log can only grow: the database itself refuses to change or remove a line."""

from django.db import migrations

_REFUSED = "the audit log can only grow"

_SQLITE = [
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON records_auditevent BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON records_auditevent BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
]
_POSTGRES = [
    f"CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON records_auditevent "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()",
]


def forwards(apps, schema_editor):
    for statement in _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES:
        schema_editor.execute(statement)
    apps.get_model("records", "AuditHead").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(forwards)]
