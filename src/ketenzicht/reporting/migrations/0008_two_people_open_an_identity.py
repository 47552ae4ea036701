from django.db import migrations

from ketenzicht.common.rls import at_desk, can, protect, through

_DECIDES = can("unseal.decide")
_ASKS = at_desk("reporting_identityrequest.desk_id", "identity.read")
_MINE = "asked_by_id = (SELECT app_user())"
_OF_THAT_REPORT = through(
    "reporting_report", "report_id", "parent.desk_id = reporting_identityrequest.desk_id"
)
_AT_DESK = through("reporting_report", "report_id", at_desk("parent.desk_id", "identity.read"))
_GRANTED = (
    "EXISTS (SELECT 1 FROM reporting_identityrequest AS asked"
    " WHERE asked.report_id = reporting_reporteridentity.report_id AND asked.state = 'granted'"
    " AND asked.open_until > now() AND asked.asked_by_id = (SELECT app_user()))"
)

# Row security says who reaches a request; this says what each of the two may do with it, so that nobody who
# holds the right to ask grants it to themselves, and nobody opens a window that is longer than was asked.
KEEP = """
CREATE FUNCTION reporting_identity_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine boolean := NEW.asked_by_id IS NOT DISTINCT FROM app_user();
  decides boolean := app_user() IS NOT NULL AND NOT mine AND app_can('unseal.decide');
  step text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state = 'asked' THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a request begins with asking' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
  step := OLD.state || ' ' || NEW.state;
  IF (OLD.id, OLD.report_id, OLD.desk_id, OLD.mode, OLD.asked_by_id, OLD.asked_at, OLD.purpose, OLD.reason,
      OLD.hours)
     IS DISTINCT FROM (NEW.id, NEW.report_id, NEW.desk_id, NEW.mode, NEW.asked_by_id, NEW.asked_at,
      NEW.purpose, NEW.reason, NEW.hours) THEN
    RAISE EXCEPTION 'what was asked stays as it was' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF step IN ('asked granted', 'asked refused') THEN
    IF decides AND NEW.decided_by_id = app_user()
       AND (NEW.open_until IS NULL OR NEW.open_until <= clock_timestamp() + NEW.hours * interval '1 hour'
         -- Clocks of machines differ a little.
         + interval '1 minute')
    THEN RETURN NEW; END IF;
  ELSIF (OLD.decided_by_id, OLD.decided_at, OLD.open_until)
     IS NOT DISTINCT FROM (NEW.decided_by_id, NEW.decided_at, NEW.open_until) THEN
    IF step = 'granted taken_back' AND decides THEN RETURN NEW; END IF;
    IF step IN ('asked withdrawn', 'granted closed') AND mine THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'two people open an identity, each with an own step'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER reporting_identity_two_people BEFORE INSERT OR UPDATE ON reporting_identityrequest
  FOR EACH ROW EXECUTE FUNCTION reporting_identity_two_people();
"""
KEEP_NOT = """
DROP TRIGGER reporting_identity_two_people ON reporting_identityrequest;
DROP FUNCTION reporting_identity_two_people();
"""
CLOSE = f"""
DROP POLICY reporting_reporteridentity_select ON reporting_reporteridentity;
CREATE POLICY reporting_reporteridentity_select ON reporting_reporteridentity FOR SELECT
  USING ({_AT_DESK} AND {_GRANTED});
"""
OPEN = f"""
DROP POLICY reporting_reporteridentity_select ON reporting_reporteridentity;
CREATE POLICY reporting_reporteridentity_select ON reporting_reporteridentity FOR SELECT USING ({_AT_DESK});
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0007_identity_requests")]

    operations = [
        protect(
            "reporting_identityrequest",
            select=f"{_ASKS} OR {_DECIDES}",
            insert=f"{_ASKS} AND {_MINE} AND {_OF_THAT_REPORT}",
            update=f"({_ASKS} AND {_MINE}) OR {_DECIDES}",
        ),
        migrations.RunSQL(KEEP, KEEP_NOT),
        migrations.RunSQL(CLOSE, OPEN),
    ]
