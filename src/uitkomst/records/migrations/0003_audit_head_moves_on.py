"""The database itself moves the head of the audit log on, and refuses a line that does not follow the one before it."""

from django.db import migrations

_REFUSED = "a line of the audit log must follow the last one"
_FITS = "h.sequence = NEW.sequence - 1 AND h.hash = NEW.previous_hash"

_SQLITE = [
    f"CREATE TRIGGER audit_follows BEFORE INSERT ON records_auditevent WHEN NOT EXISTS (SELECT 1 FROM records_audithead h WHERE {_FITS}) "
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    "CREATE TRIGGER audit_moves_on AFTER INSERT ON records_auditevent "
    "BEGIN UPDATE records_audithead SET sequence = NEW.sequence, hash = NEW.hash; END",
]
_POSTGRES = [
    "CREATE FUNCTION audit_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NOT EXISTS (SELECT 1 FROM records_audithead h WHERE {_FITS}) THEN RAISE EXCEPTION '{_REFUSED}'; END IF; "
    "UPDATE records_audithead SET sequence = NEW.sequence, hash = NEW.hash; RETURN NEW; END $$",
    "CREATE TRIGGER audit_follows BEFORE INSERT ON records_auditevent FOR EACH ROW EXECUTE FUNCTION audit_moves_on()",
]


def forwards(apps, schema_editor):
    for statement in _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("records", "0002_audit_append_only")]
    operations = [migrations.RunPython(forwards)]
