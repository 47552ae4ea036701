from importlib import import_module

from django.db import migrations

# What remains of requests is kept as long as the trail: after what was free of it went, and a mark not to use a
# signal only when that signal is gone.
_TRAIL = import_module("ketenzicht.retention.migrations.0010_shortening_the_trail")
OUTLIVED = {
    "rights_usestop": """stopped_at < %(before)s
      AND NOT EXISTS (SELECT 1 FROM signals_signal AS s WHERE s.id = signal_id)""",
    "rights_subjectrequest": """erased_at IS NOT NULL
      AND greatest(registered_at, decided_at, ended_at) < %(before)s
      AND NOT EXISTS (SELECT 1 FROM rights_usestop AS s WHERE s.request_id = rights_subjectrequest.id
        AND (s.stopped_at >= %(before)s
          OR EXISTS (SELECT 1 FROM signals_signal AS kept WHERE kept.id = s.signal_id)))""",
}
_SINCE = {"rights_usestop": "stopped_at", "rights_subjectrequest": "registered_at"}
_FENCES = [statement for table, since in _SINCE.items() for statement in _TRAIL.fences(table, since)]
_FENCES_NOT = [statement for table in OUTLIVED for statement in _TRAIL.fences_not(table)]


class Migration(migrations.Migration):
    dependencies = [
        ("rights", "0006_hand_outs_security"),
        ("retention", "0010_shortening_the_trail"),
    ]

    operations = [
        migrations.RunSQL(_TRAIL.outlived({**OUTLIVED, **_TRAIL.OUTLIVED}), _TRAIL.outlived(_TRAIL.OUTLIVED)),
        migrations.RunSQL([*_FENCES], [*_FENCES_NOT]),
    ]
