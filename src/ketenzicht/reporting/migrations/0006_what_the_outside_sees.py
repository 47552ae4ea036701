from django.db import migrations

from ketenzicht.common.rls import THE_REPORTER

# A role that may not read identities is one of the public side. For such a role naming a report is the only
# way to its rows, whatever it says of who acts: a desk, an account or a right open nothing there.
INSIDE = """
CREATE FUNCTION reporting_inside() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT has_table_privilege('reporting_reporteridentity', 'SELECT') $$;
"""
_OWN = f"report_id = {THE_REPORTER}"
_HOLDS = f"{_OWN} OR code_hash = (SELECT app_token())"
_NARROW = {
    "reporting_report": f"id = {THE_REPORTER}",
    "reporting_statement": _OWN,
    "reporting_indicatoranswer": _OWN,
    "reporting_detail": _OWN,
    "reporting_attachment": _OWN,
    "reporting_attachmentoriginal": _OWN,
    "reporting_addition": _OWN,
    "reporting_reply": _OWN,
    "reporting_reporteridentity": _OWN,
    "reporting_authorship": _OWN,
    "reporting_receipt": _HOLDS,
    "reporting_pendingfile": "owner_hash = (SELECT app_token())",
}


def _narrow(table: str, own: str):
    return migrations.RunSQL(
        f"CREATE POLICY {table}_outside ON {table} AS RESTRICTIVE"
        f" USING ((SELECT reporting_inside()) OR {own})",
        f"DROP POLICY {table}_outside ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_what_was_said_stays")]

    operations = [
        migrations.RunSQL(INSIDE, "DROP FUNCTION reporting_inside()"),
        *(_narrow(table, own) for table, own in _NARROW.items()),
    ]
