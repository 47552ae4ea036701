from django.db import migrations

from ketenzicht.common.rls import can, protect

_MANAGE = can("user.manage")
_DECIDE = can("recovery.decide")
_MINE = "asked_by_id = (SELECT app_user())"
# Whoever opens the link is nobody yet; the digest of its secret shows the one request it was made for.
_LINK = "(link_digest <> '' AND link_digest = (SELECT app_token()))"
_EITHER = f"{_MANAGE} OR {_DECIDE} OR {_LINK}"
_LONG_OVER = "ended_at < now() - interval '364 days'"

# Row security says who reaches a request; this says what each of them may do with it.
KEEP = """
CREATE FUNCTION accounts_recovery_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER accounts_recovery_two_people BEFORE INSERT OR UPDATE ON accounts_recoveryrequest
  FOR EACH ROW EXECUTE FUNCTION accounts_recovery_two_people();
"""
KEEP_NOT = """
DROP TRIGGER accounts_recovery_two_people ON accounts_recoveryrequest;
DROP FUNCTION accounts_recovery_two_people();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_recovery_requests"), ("common", "0002_row_security")]

    operations = [
        protect(
            "accounts_recoveryrequest",
            select=_EITHER,
            insert=f"{_MANAGE} AND {_MINE}",
            update=_EITHER,
            delete=f"{_MANAGE} AND (SELECT app_kind()) = 'operator' AND {_LONG_OVER}",
        ),
        migrations.RunSQL(KEEP, KEEP_NOT),
    ]
