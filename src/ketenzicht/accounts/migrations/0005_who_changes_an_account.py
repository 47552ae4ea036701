from django.db import migrations

from ketenzicht.common.rls import can

# Signing in, and choosing a password with the link from a mail, happen before anybody acts: they need the
# moment of the last sign-in and the password of any account, and nothing else.
_MANAGE = can("user.manage")
_SELF = "id = (SELECT app_user())"
_BEFORE = "(SELECT app_kind()) = 'nobody'"
_WHO = f"{_MANAGE} OR {_SELF} OR {_BEFORE}"

TIGHTEN = f"""
DROP POLICY accounts_user_update ON accounts_user;
CREATE POLICY accounts_user_update ON accounts_user FOR UPDATE USING ({_WHO}) WITH CHECK ({_WHO});
CREATE FUNCTION accounts_user_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.id, OLD.created_at, OLD.is_demonstration)
     IS DISTINCT FROM (NEW.id, NEW.created_at, NEW.is_demonstration)
     AND app_kind() <> 'operator' THEN
    RAISE EXCEPTION 'this of an account never changes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (OLD.email, OLD.name, OLD.is_active) IS DISTINCT FROM (NEW.email, NEW.name, NEW.is_active)
     AND NOT app_can('user.manage') THEN
    RAISE EXCEPTION 'only whoever manages accounts changes this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.password IS DISTINCT FROM NEW.password
     AND NOT (app_kind() IN ('nobody', 'operator') OR app_user() = NEW.id) THEN
    RAISE EXCEPTION 'nobody chooses the password of another' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (OLD.language, OLD.shortcuts) IS DISTINCT FROM (NEW.language, NEW.shortcuts)
     AND app_kind() = 'nobody' THEN
    RAISE EXCEPTION 'preferences are of whoever is signed in' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER accounts_user_keep BEFORE UPDATE ON accounts_user
  FOR EACH ROW EXECUTE FUNCTION accounts_user_keep();
"""
LOOSEN = """
DROP TRIGGER accounts_user_keep ON accounts_user;
DROP FUNCTION accounts_user_keep();
DROP POLICY accounts_user_update ON accounts_user;
CREATE POLICY accounts_user_update ON accounts_user FOR UPDATE USING (true) WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_policy_adviser")]

    operations = [migrations.RunSQL(TIGHTEN, LOOSEN)]
