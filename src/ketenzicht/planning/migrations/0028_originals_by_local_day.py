from django.db import migrations

from ketenzicht.common.rls import TODAY, can, through

_TALK = through("planning_talk", "talk_id")


def _fences(today: str) -> list[str]:
    due = f"((SELECT app_kind()) = 'clockwork' AND remove_on <= {today})"
    return [
        f"ALTER POLICY planning_talknote_select ON planning_talknote USING ({_TALK} OR {due})",
        f"ALTER POLICY planning_talknote_update ON planning_talknote"
        f" USING ({_TALK} OR {due}) WITH CHECK ({_TALK} OR {due})",
        f"ALTER POLICY planning_noteoriginal_select ON planning_noteoriginal"
        f" USING ({can('original.read')} OR {due})",
        f"ALTER POLICY planning_noteoriginal_delete ON planning_noteoriginal USING ({due})",
    ]


class Migration(migrations.Migration):
    dependencies = [("planning", "0027_seals_are_rewrapped"), ("common", "0005_local_day")]

    operations = [migrations.RunSQL([*_fences(TODAY)], [*_fences("current_date")])]
