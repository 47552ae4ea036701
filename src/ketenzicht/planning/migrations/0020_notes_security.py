from django.db import migrations

from ketenzicht.common.rls import at_desk, can, protect, through

_SEEN = through("planning_consultation", "consultation_id")
_KEEPER = through("planning_consultation", "consultation_id", at_desk("parent.desk_id", "plan.edit"))
_TALK = through("planning_talk", "talk_id")
_NOTE = through("planning_talknote", "note_id")
_OWN = at_desk("desk_id", "plan.edit")
# The clockwork sees what has to be removed, and only then.
_DUE = "((SELECT app_kind()) = 'clockwork' AND remove_on <= current_date)"
_OF_KEEPER = (
    "EXISTS (SELECT 1 FROM planning_statement AS parent JOIN planning_consultation AS held"
    " ON held.id = parent.consultation_id"
    f" WHERE parent.id = statement_id AND {at_desk('held.desk_id', 'plan.edit')})"
)
# What was said in a talk reaches readers only after somebody looked whether it could point to someone.
HELD_BACK = f"""
ALTER POLICY planning_statement_select ON planning_statement
  USING ({_SEEN} AND (NOT held_back OR {_KEEPER}));
"""
SHOWN = f"ALTER POLICY planning_statement_select ON planning_statement USING ({_SEEN})"


class Migration(migrations.Migration):
    dependencies = [("planning", "0019_notes")]

    operations = [
        protect("planning_talknote", select=f"{_TALK} OR {_DUE}", insert=_TALK, update=f"{_TALK} OR {_DUE}"),
        protect("planning_redaction", select=_NOTE, insert=_NOTE, update=_NOTE, delete=_NOTE),
        # Whoever seals an original does not open it again: that is a right of somebody else.
        protect(
            "planning_noteoriginal", select=f"{can('original.read')} OR {_DUE}", insert=_OWN, delete=_DUE
        ),
        protect("planning_clearedpoint", select=_OF_KEEPER, insert=_OF_KEEPER, update=_OF_KEEPER),
        migrations.RunSQL(HELD_BACK, SHOWN),
    ]
