from django.db import migrations, models

# What stays of a request: a digest of the password changed when the same one was put under a better hash,
# and then the link opened nothing. When a password was chosen says what was meant.
STAYS = """
CREATE OR REPLACE FUNCTION accounts_recovery_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step text;
  kept boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state = 'asked' AND NEW.until <= NEW.asked_at + interval '24 hours' THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'recovery begins with asking' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
  step := OLD.state || ' ' || NEW.state;
  IF (OLD.id, OLD.user_id, OLD.asked_by_id, OLD.asked_at, OLD.checked)
     IS DISTINCT FROM (NEW.id, NEW.user_id, NEW.asked_by_id, NEW.asked_at, NEW.checked)
  THEN
    RAISE EXCEPTION 'what was asked stays as it was' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF step IN ('asked granted', 'asked refused') THEN
    IF app_can('recovery.decide') AND NEW.decided_by_id = app_user() AND NEW.link_digest = ''
       AND app_user() NOT IN (OLD.asked_by_id, OLD.user_id)
       AND OLD.until > clock_timestamp()
       -- Clocks of machines differ a little.
       AND NEW.until <= clock_timestamp() + interval '24 hours 1 minute'
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'two people let somebody back in, each with an own step'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  kept := (OLD.decided_by_id, OLD.decided_at, OLD.until)
    IS NOT DISTINCT FROM (NEW.decided_by_id, NEW.decided_at, NEW.until);
  IF kept AND step = 'granted granted' THEN
    -- The product makes the link; nobody who is signed in can put one there.
    IF app_kind() = 'operator' AND app_user() IS NULL THEN RETURN NEW; END IF;
  ELSIF kept AND OLD.link_digest = NEW.link_digest THEN
    IF step IN ('asked withdrawn', 'granted withdrawn') AND app_user() IS NOT NULL
       AND app_can('user.manage') THEN RETURN NEW; END IF;
    IF step IN ('asked lapsed', 'granted lapsed') AND OLD.until <= clock_timestamp() + interval '1 minute'
    THEN RETURN NEW; END IF;
    IF step = 'granted used' AND OLD.link_digest = app_token() AND OLD.until > clock_timestamp()
    THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'recovery takes no such step' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION accounts_user_chosen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The owner of the tables, who acts as nobody at all, is as free as the operator.
  IF app_kind() IN ('', 'operator') THEN RETURN NEW; END IF;
  IF (app_kind() = 'nobody' OR app_user() = NEW.id)
     -- Clocks of machines differ a little.
     AND coalesce(NEW.password_chosen_at <= clock_timestamp() + interval '1 minute', true)
  THEN
    IF NEW.password_chosen_at > coalesce(OLD.password_chosen_at, '-infinity') THEN RETURN NEW; END IF;
    IF NEW.password IS DISTINCT FROM OLD.password THEN
      -- Of two that are chosen at once the earlier may be kept last; the later moment stays.
      NEW.password_chosen_at := OLD.password_chosen_at;
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a password was chosen when it was chosen' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER accounts_user_chosen BEFORE UPDATE OF password_chosen_at ON accounts_user
  FOR EACH ROW WHEN (OLD.password_chosen_at IS DISTINCT FROM NEW.password_chosen_at)
  EXECUTE FUNCTION accounts_user_chosen();
"""
DIGEST = """
DROP TRIGGER accounts_user_chosen ON accounts_user;
DROP FUNCTION accounts_user_chosen();
CREATE OR REPLACE FUNCTION accounts_recovery_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step text;
  kept boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state = 'asked' AND NEW.until <= NEW.asked_at + interval '24 hours' THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'recovery begins with asking' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
  step := OLD.state || ' ' || NEW.state;
  IF (OLD.id, OLD.user_id, OLD.asked_by_id, OLD.asked_at, OLD.checked, OLD.password_digest)
     IS DISTINCT FROM (NEW.id, NEW.user_id, NEW.asked_by_id, NEW.asked_at, NEW.checked, NEW.password_digest)
  THEN
    RAISE EXCEPTION 'what was asked stays as it was' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF step IN ('asked granted', 'asked refused') THEN
    IF app_can('recovery.decide') AND NEW.decided_by_id = app_user() AND NEW.link_digest = ''
       AND app_user() NOT IN (OLD.asked_by_id, OLD.user_id)
       AND OLD.until > clock_timestamp()
       -- Clocks of machines differ a little.
       AND NEW.until <= clock_timestamp() + interval '24 hours 1 minute'
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'two people let somebody back in, each with an own step'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  kept := (OLD.decided_by_id, OLD.decided_at, OLD.until)
    IS NOT DISTINCT FROM (NEW.decided_by_id, NEW.decided_at, NEW.until);
  IF kept AND step = 'granted granted' THEN
    -- The product makes the link; nobody who is signed in can put one there.
    IF app_kind() = 'operator' AND app_user() IS NULL THEN RETURN NEW; END IF;
  ELSIF kept AND OLD.link_digest = NEW.link_digest THEN
    IF step IN ('asked withdrawn', 'granted withdrawn') AND app_user() IS NOT NULL
       AND app_can('user.manage') THEN RETURN NEW; END IF;
    IF step IN ('asked lapsed', 'granted lapsed') AND OLD.until <= clock_timestamp() + interval '1 minute'
    THEN RETURN NEW; END IF;
    IF step = 'granted used' AND OLD.link_digest = app_token() AND OLD.until > clock_timestamp()
    THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'recovery takes no such step' USING ERRCODE = 'insufficient_privilege';
END $$;
"""

# Of what was asked before, nobody can tell any more whether another password was chosen since: it is asked again.
# The clockwork marks these as lapsed, and writes that in the trail.
OVER = """
ALTER TABLE accounts_recoveryrequest NO FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts_recoveryrequest DISABLE TRIGGER accounts_recovery_two_people;
UPDATE accounts_recoveryrequest SET until = now() WHERE state IN ('asked', 'granted') AND until > now();
ALTER TABLE accounts_recoveryrequest ENABLE TRIGGER accounts_recovery_two_people;
ALTER TABLE accounts_recoveryrequest FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_opened_by_their_own")]

    operations = [
        migrations.AddField("user", "password_chosen_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(OVER, migrations.RunSQL.noop),
        migrations.RemoveField("recoveryrequest", "password_digest"),
        migrations.RunSQL(STAYS, DIGEST),
    ]
