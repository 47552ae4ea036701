from django.db import migrations

from ketenzicht.common.rls import TODAY, can

_MANAGE = can("user.manage")
_OTHER = "user_id IS DISTINCT FROM (SELECT app_user())"
_DESKS = "(SELECT accounts_looked_after())::bigint[]"
# At the command line somebody acts who looks after the whole installation.
_HERE = f"((SELECT app_kind()) = 'operator' OR desk_id = ANY ({_DESKS}))"
_ASKED = f"{_MANAGE} AND asked_by_id = (SELECT app_user())"
# By the role held longest: one given today does not make somebody a colleague. Who holds none is everybody's.
_COLLEAGUE = f"""coalesce((
    SELECT held.desk_id = ANY ({_DESKS}) FROM accounts_membership AS held
    WHERE held.user_id = accounts_recoveryrequest.user_id AND held.valid_from <= {TODAY}
      AND coalesce(held.valid_until >= {TODAY}, true)
    ORDER BY held.valid_from, held.id LIMIT 1), true)"""


def _policies(who: str, asks: str) -> list[str]:
    """Who gives, changes and takes away roles, and who asks recovery."""
    return [
        f"ALTER POLICY accounts_membership_insert ON accounts_membership WITH CHECK ({who})",
        f"ALTER POLICY accounts_membership_update ON accounts_membership USING ({who}) WITH CHECK ({who})",
        f"ALTER POLICY accounts_membership_delete ON accounts_membership USING ({who})",
        f"ALTER POLICY accounts_recoveryrequest_insert ON accounts_recoveryrequest WITH CHECK ({asks})",
    ]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_two_people_let_back_in"), ("common", "0005_local_day")]

    operations = [
        migrations.RunSQL(
            _policies(f"{_MANAGE} AND {_OTHER} AND {_HERE}", f"{_ASKED} AND {_COLLEAGUE}"),
            _policies(f"{_MANAGE} AND {_OTHER}", _ASKED),
        )
    ]
