from importlib import import_module

from django.db import migrations

# Who asked to see who a reporter is goes along with the report.
_BEFORE = import_module("ketenzicht.retention.migrations.0003_destroying")
_TABLE = "reporting_identityrequest"
_REPORT = _BEFORE._tomb("report", "report_id")
_LAST = "  DELETE FROM reporting_report WHERE"
_OLD = _BEFORE.ERASE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
_NEW = _OLD.replace(_LAST, f"  DELETE FROM {_TABLE} WHERE report_id = ANY (reports);\n{_LAST}")

FENCES = f"""
CREATE POLICY {_TABLE}_counted ON {_TABLE} FOR SELECT TO CURRENT_USER USING ({_BEFORE._SEEN});
CREATE POLICY {_TABLE}_destroyed ON {_TABLE} FOR DELETE TO CURRENT_USER USING ({_BEFORE._SEEN} AND {_REPORT});
"""
FENCES_NOT = f"DROP POLICY {_TABLE}_destroyed ON {_TABLE}; DROP POLICY {_TABLE}_counted ON {_TABLE};"


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0003_destroying"),
        ("reporting", "0008_two_people_open_an_identity"),
    ]

    operations = [migrations.RunSQL(FENCES, FENCES_NOT), migrations.RunSQL(_NEW, _OLD)]
