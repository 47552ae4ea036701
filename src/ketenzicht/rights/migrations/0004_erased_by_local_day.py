from django.db import migrations

from ketenzicht.common.rls import TODAY, can

_MANAGE = can("rights.manage")


def _of(condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM rights_subjectrequest AS r WHERE r.id = request_id AND {condition})"


def _fences(today: str) -> list[str]:
    past = _of(f"r.state IN ('answered', 'closed') AND r.erase_on < {today}")
    searching = _of("r.state = 'searching'")
    return [
        f"ALTER POLICY rights_requestcontent_delete ON rights_requestcontent USING ({_MANAGE} AND {past})",
        f"ALTER POLICY rights_subjecthit_delete ON rights_subjecthit"
        f" USING ({_MANAGE} AND ({searching} OR {past}))",
    ]


class Migration(migrations.Migration):
    dependencies = [("rights", "0003_use_stops"), ("common", "0005_local_day")]

    operations = [migrations.RunSQL([*_fences(TODAY)], [*_fences("current_date")])]
