import uuid

import django.db.models.deletion
from django.db import migrations, models

from ketenzicht.common.rls import can, protect

_MANAGE = can("rights.manage")
# Whoever reads the signal, at its desk or behind broken glass, is warned.
_READS = "EXISTS (SELECT 1 FROM signals_signal AS s WHERE s.id = rights_usestop.signal_id)"
# Only for an objection that was granted, and only where the search found whoever objected.
_GRANTED = """EXISTS (SELECT 1 FROM rights_subjectrequest AS r JOIN rights_subjecthit AS h ON h.request_id = r.id
  WHERE r.id = rights_usestop.request_id AND r.kind = 'objection' AND r.state IN ('decided', 'answered')
    AND r.outcome IN ('granted', 'partly')
    AND h.subject_kind = 'signal' AND h.subject = rights_usestop.signal_id::text)"""


class Migration(migrations.Migration):
    dependencies = [("rights", "0002_row_security"), ("signals", "0008_behind_glass")]

    operations = [
        migrations.CreateModel(
            name="UseStop",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("signal_id", models.UUIDField(db_index=True)),
                ("stopped_at", models.DateTimeField()),
                ("stopped_by", models.BigIntegerField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stops",
                        to="rights.subjectrequest",
                    ),
                ),
            ],
            options={
                "ordering": ("stopped_at",),
                "constraints": (
                    models.UniqueConstraint(fields=("request", "signal_id"), name="rights_use_stopped_once"),
                ),
            },
        ),
        protect(
            "rights_usestop",
            select=f"{_MANAGE} OR {_READS}",
            insert=f"{_MANAGE} AND stopped_by = (SELECT app_user()) AND {_GRANTED}",
        ),
    ]
