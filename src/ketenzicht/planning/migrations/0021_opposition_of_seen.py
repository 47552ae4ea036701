from django.db import migrations

from ketenzicht.common.rls import through

_SEEN = through("planning_consultation", "consultation_id")
_BOTH = f"{through('planning_statement', 'one_id')} AND {through('planning_statement', 'other_id')}"
# That something was said against a statement is seen by whoever sees both.
BOTH_SEEN = f"ALTER POLICY planning_opposition_select ON planning_opposition USING ({_SEEN} AND {_BOTH})"
SEEN = f"ALTER POLICY planning_opposition_select ON planning_opposition USING ({_SEEN})"


class Migration(migrations.Migration):
    dependencies = [("planning", "0020_notes_security")]

    operations = [migrations.RunSQL(BOTH_SEEN, SEEN)]
