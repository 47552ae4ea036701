from django.db import migrations

from ketenzicht.common.rls import at_desk, protect, through

_SEEN = through("planning_plan", "plan_id")
_KEPT = through("planning_plan", "plan_id", at_desk("parent.desk_id", "plan.edit"))

# Only the name of whoever made it may go, when that account goes.
FROZEN = """
CREATE FUNCTION planning_report_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a report stays as it was made' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER planning_planreport_as_made BEFORE UPDATE ON planning_planreport FOR EACH ROW
  WHEN (NEW.made_by_id IS NOT NULL OR
    (OLD.id, OLD.plan_id, OLD.number, OLD.title, OLD.addressed_to, OLD.desk_label, OLD.as_of, OLD.facts,
     OLD.pieces, OLD.size, OLD.digest, OLD.content, OLD.made_at)
    IS DISTINCT FROM
    (NEW.id, NEW.plan_id, NEW.number, NEW.title, NEW.addressed_to, NEW.desk_label, NEW.as_of, NEW.facts,
     NEW.pieces, NEW.size, NEW.digest, NEW.content, NEW.made_at))
  EXECUTE FUNCTION planning_report_frozen();
CREATE TRIGGER planning_planreport_stays BEFORE DELETE ON planning_planreport
  FOR EACH ROW EXECUTE FUNCTION planning_report_frozen();
"""
THAWED = """
DROP TRIGGER planning_planreport_stays ON planning_planreport;
DROP TRIGGER planning_planreport_as_made ON planning_planreport;
DROP FUNCTION planning_report_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0015_plan_reports")]

    operations = [
        protect("planning_planreport", select=_SEEN, insert=_KEPT),
        migrations.RunSQL(FROZEN, THAWED),
    ]
