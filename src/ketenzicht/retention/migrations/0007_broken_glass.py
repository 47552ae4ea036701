from importlib import import_module

from django.db import migrations

# Who broke the glass for a signal goes along with the signal.
_FIRST = import_module("ketenzicht.retention.migrations.0003_destroying")
_BEFORE = import_module("ketenzicht.retention.migrations.0004_requests_for_identities")
_TABLE = "signals_glassbreak"
_LAST = "  DELETE FROM signals_signal WHERE"
_OLD = _BEFORE._NEW
_NEW = _OLD.replace(_LAST, f"  DELETE FROM {_TABLE} WHERE signal_id = ANY (signals);\n{_LAST}")

FENCES = f"""
CREATE POLICY {_TABLE}_counted ON {_TABLE} FOR SELECT TO CURRENT_USER USING ({_FIRST._SEEN});
CREATE POLICY {_TABLE}_destroyed ON {_TABLE} FOR DELETE TO CURRENT_USER
  USING ({_FIRST._SEEN} AND {_FIRST._SIGNAL});
"""
FENCES_NOT = f"DROP POLICY {_TABLE}_destroyed ON {_TABLE}; DROP POLICY {_TABLE}_counted ON {_TABLE};"


# Breaking the glass lets the owner look up a signal, for whoever has that right. What is counted here asks for
# its own right from now on, and no longer rests on the owner seeing nothing otherwise.
_PAGES = import_module("ketenzicht.retention.migrations.0005_page_by_page")
_BOTH = f"{_FIRST._INSIDE} AND app_can('retention.manage')"


def _again(statement: str) -> str:
    return statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


_LOOSE = [_again(_FIRST.PARTS), _again(_PAGES._NEW)]
_STRICT = [statement.replace(_FIRST._INSIDE, _BOTH) for statement in _LOOSE]


class Migration(migrations.Migration):
    dependencies = [("retention", "0006_asked_to_be_erased"), ("signals", "0008_behind_glass")]

    operations = [
        migrations.RunSQL(FENCES, FENCES_NOT),
        migrations.RunSQL(_NEW, _OLD),
        migrations.RunSQL(_STRICT, _LOOSE),
    ]
