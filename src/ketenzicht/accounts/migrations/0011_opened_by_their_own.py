from django.db import migrations


def _looked_after(counted: str) -> str:
    """As before, but whose accounts count may differ."""
    return f"""
CREATE OR REPLACE FUNCTION accounts_looked_after() RETURNS bigint[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(desk.id), '{{}}') FROM partners_desk AS desk
  WHERE app_can('user.manage') AND (
    desk.organisation_id IN (
      SELECT own.organisation_id FROM partners_desk AS own
      WHERE own.id = ANY (app_desks('user.manage')))
    OR desk.organisation_id NOT IN (
      SELECT place.organisation_id FROM accounts_membership AS held
      JOIN accounts_user AS person ON person.id = held.user_id {counted}
      JOIN partners_desk AS place ON place.id = held.desk_id
      WHERE held.role = 'administrator' AND held.valid_from <= local_today()
        AND coalesce(held.valid_until >= local_today(), true)
      GROUP BY place.organisation_id HAVING count(DISTINCT held.user_id) > 1)) $$;
"""


# Whoever closes an account may be anybody who looks after accounts; whoever opens it, or says whose mailbox
# it has, is of the own organisation, as whoever gives it roles.
TIGHTEN = f"""
{_looked_after("")}
CREATE FUNCTION accounts_colleague(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT app_kind() = 'operator' OR coalesce((
    SELECT held.desk_id = ANY (accounts_looked_after()) FROM accounts_membership AS held
    WHERE held.user_id = person AND held.valid_from <= local_today()
      AND coalesce(held.valid_until >= local_today(), true)
    ORDER BY held.valid_from, held.id LIMIT 1), true) $$;
CREATE FUNCTION accounts_last_elsewhere(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH managers AS (
    SELECT held.user_id, place.organisation_id FROM accounts_membership AS held
    JOIN accounts_user AS one ON one.id = held.user_id AND one.is_active
    JOIN partners_desk AS place ON place.id = held.desk_id
    WHERE held.role = 'administrator' AND held.valid_from <= local_today()
      AND coalesce(held.valid_until >= local_today(), true))
  SELECT app_kind() <> 'operator' AND EXISTS (
    SELECT 1 FROM managers AS own WHERE own.user_id = person
      AND own.organisation_id NOT IN (
        SELECT mine.organisation_id FROM partners_desk AS mine WHERE mine.id = ANY (app_desks('user.manage')))
      AND NOT EXISTS (
        SELECT 1 FROM managers AS other
        WHERE other.organisation_id = own.organisation_id AND other.user_id <> person)) $$;
CREATE FUNCTION accounts_user_theirs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.email, OLD.name) IS DISTINCT FROM (NEW.email, NEW.name) OR NEW.is_active AND NOT OLD.is_active THEN
    IF NOT accounts_colleague(NEW.id) THEN
      RAISE EXCEPTION 'their own administrators do this' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  IF OLD.is_active AND NOT NEW.is_active AND accounts_last_elsewhere(NEW.id) THEN
    RAISE EXCEPTION 'one of their own administrators stays' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER accounts_user_theirs BEFORE UPDATE OF email, name, is_active ON accounts_user
  FOR EACH ROW EXECUTE FUNCTION accounts_user_theirs();
CREATE FUNCTION accounts_membership_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The owner of the tables, who acts as nobody at all, is as free as the operator.
  IF app_kind() IN ('', 'operator') THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.id, OLD.user_id, OLD.desk_id, OLD.role, OLD.valid_from)
      IS DISTINCT FROM (NEW.id, NEW.user_id, NEW.desk_id, NEW.role, NEW.valid_from)
    THEN
      RAISE EXCEPTION 'this of a role never changes' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.valid_until < local_today() AND NEW.valid_until IS DISTINCT FROM OLD.valid_until THEN
      RAISE EXCEPTION 'a role that is over stays over' USING ERRCODE = 'insufficient_privilege';
    END IF;
  -- A transaction that began before midnight may give a role of the day before.
  ELSIF NEW.valid_from < local_today() - 1 THEN
    RAISE EXCEPTION 'a role begins when it is given' USING ERRCODE = 'insufficient_privilege';
  ELSIF NOT accounts_colleague(NEW.user_id) AND EXISTS (
    SELECT 1 FROM accounts_membership AS held
    WHERE held.user_id = NEW.user_id AND (held.valid_from, held.id) > (NEW.valid_from, NEW.id))
  THEN
    -- Who looks after an account follows from the role held longest: a new one is not made older than that.
    RAISE EXCEPTION 'a role begins after those held elsewhere' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER accounts_membership_keep BEFORE INSERT OR UPDATE ON accounts_membership
  FOR EACH ROW EXECUTE FUNCTION accounts_membership_keep();
"""
LOOSEN = f"""
DROP TRIGGER accounts_membership_keep ON accounts_membership;
DROP FUNCTION accounts_membership_keep();
DROP TRIGGER accounts_user_theirs ON accounts_user;
DROP FUNCTION accounts_user_theirs();
DROP FUNCTION accounts_last_elsewhere(bigint);
DROP FUNCTION accounts_colleague(bigint);
{_looked_after("AND person.is_active")}
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_looked_after_by_their_own")]

    operations = [migrations.RunSQL(TIGHTEN, LOOSEN)]
