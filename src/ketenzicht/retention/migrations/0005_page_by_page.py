from importlib import import_module

from django.db import migrations

# Whoever looks for what is past its term reads on, however much before it still stays: by number, in pieces.
_BEFORE = import_module("ketenzicht.retention.migrations.0003_destroying")
_OLD = _BEFORE.FACTS
_NEW = (
    _OLD.replace("most integer)", "most integer, beyond bigint DEFAULT NULL)")
    .replace(
        "(before IS NULL OR s.received_at < before)",
        "(before IS NULL OR s.received_at < before)\n      AND (beyond IS NULL OR s.number > beyond)",
    )
    .replace("ORDER BY s.received_at, s.number LIMIT most", "ORDER BY s.number LIMIT most")
    .replace("  ) AS sent\n", "  ) AS sent\n  ORDER BY c.number\n")
)
_THREE = "DROP FUNCTION retention_facts(uuid[], timestamptz, integer)"
_FOUR = "DROP FUNCTION retention_facts(uuid[], timestamptz, integer, bigint)"


class Migration(migrations.Migration):
    dependencies = [("retention", "0004_requests_for_identities")]

    operations = [migrations.RunSQL([_THREE, _NEW], [_FOUR, _OLD])]
