from django.db import migrations

from ketenzicht.common.rls import at_desk, through

_SEEN = through("handover_handover", "handover_id")
# A step is of the desk that the actor works for, and of one of the two desks of the hand-off.
_OWN = at_desk("by_desk_id", "handover.send", "handover.read", "handover.answer")
_PARTY = through("handover_handover", "handover_id", "by_desk_id IN (parent.from_desk_id, parent.to_desk_id)")


def _insert(condition: str) -> str:
    return f"""
DROP POLICY handover_handoverevent_insert ON handover_handoverevent;
CREATE POLICY handover_handoverevent_insert ON handover_handoverevent FOR INSERT WITH CHECK ({condition});
"""


class Migration(migrations.Migration):
    dependencies = [("handover", "0004_proof_of_the_ground")]

    operations = [migrations.RunSQL(_insert(f"{_OWN} AND {_PARTY}"), _insert(_SEEN))]
