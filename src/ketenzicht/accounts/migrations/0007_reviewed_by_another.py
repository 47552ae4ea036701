from django.db import migrations

from ketenzicht.common.rls import can, protect

_MANAGE, _WATCH = can("user.manage"), can("access.review")
_OTHER = "user_id IS DISTINCT FROM (SELECT app_user())"

# An organisation with two administrators looks after its own roles; where there are fewer, every one does.
LOOKED_AFTER = """
CREATE FUNCTION accounts_looked_after() RETURNS bigint[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(desk.id), '{}') FROM partners_desk AS desk
  WHERE app_can('user.manage') AND (
    desk.organisation_id IN (
      SELECT own.organisation_id FROM partners_desk AS own
      WHERE own.id = ANY (app_desks('user.manage')))
    OR desk.organisation_id NOT IN (
      SELECT place.organisation_id FROM accounts_membership AS held
      JOIN accounts_user AS person ON person.id = held.user_id AND person.is_active
      JOIN partners_desk AS place ON place.id = held.desk_id
      WHERE held.role = 'administrator' AND held.valid_from <= local_today()
        AND coalesce(held.valid_until >= local_today(), true)
      GROUP BY place.organisation_id HAVING count(DISTINCT held.user_id) > 1)) $$
"""
_MINE = f"{_MANAGE} AND desk_id = ANY ((SELECT accounts_looked_after())::bigint[])"
# About a role that is held, in the own name, and not for later than now: that would put off the next time.
_REALLY = f"""{_MINE} AND {_OTHER} AND by_user_id = (SELECT app_user()) AND at < now() + interval '1 day'
  AND EXISTS (SELECT 1 FROM accounts_membership AS held WHERE held.id = membership_number
    AND (held.user_id, held.desk_id, held.role)
      = (accounts_accessreview.user_id, accounts_accessreview.desk_id, accounts_accessreview.role))"""


def _memberships(who: str) -> list[str]:
    """Who gives, changes and takes away roles."""
    return [
        f"ALTER POLICY accounts_membership_insert ON accounts_membership WITH CHECK ({who})",
        f"ALTER POLICY accounts_membership_update ON accounts_membership USING ({who}) WITH CHECK ({who})",
        f"ALTER POLICY accounts_membership_delete ON accounts_membership USING ({who})",
    ]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_access_reviews"), ("common", "0005_local_day")]

    operations = [
        migrations.RunSQL([*_memberships(f"{_MANAGE} AND {_OTHER}")], [*_memberships(_MANAGE)]),
        migrations.RunSQL(LOOKED_AFTER, "DROP FUNCTION accounts_looked_after()"),
        protect(
            "accounts_accessreview",
            select=f"{_WATCH} OR user_id = (SELECT app_user()) OR ({_MINE})",
            insert=_REALLY,
        ),
    ]
