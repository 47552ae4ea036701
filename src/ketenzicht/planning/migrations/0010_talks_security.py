from django.db import migrations

from ketenzicht.common.rls import at_desk, protect, through

_KEPT = through("planning_consultation", "consultation_id", at_desk("parent.desk_id", "plan.edit"))
_TALK = through("planning_talk", "talk_id")

# Asked after row security, which alone decides who may write at all.
TOGETHER = """
CREATE FUNCTION planning_heard_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM planning_talk JOIN planning_stakeholder USING (consultation_id)
      WHERE planning_talk.id = NEW.talk_id AND planning_stakeholder.id = NEW.stakeholder_id) THEN
    RAISE EXCEPTION 'of another consultation' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER planning_talkparticipant_together AFTER INSERT OR UPDATE ON planning_talkparticipant
  FOR EACH ROW EXECUTE FUNCTION planning_heard_together();
CREATE FUNCTION planning_said_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM planning_talk JOIN planning_statement USING (consultation_id)
      WHERE planning_talk.id = NEW.talk_id AND planning_statement.id = NEW.statement_id) THEN
    RAISE EXCEPTION 'of another consultation' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER planning_talkstatement_together AFTER INSERT OR UPDATE ON planning_talkstatement
  FOR EACH ROW EXECUTE FUNCTION planning_said_together();
"""
APART = """
DROP TRIGGER planning_talkstatement_together ON planning_talkstatement;
DROP FUNCTION planning_said_together();
DROP TRIGGER planning_talkparticipant_together ON planning_talkparticipant;
DROP FUNCTION planning_heard_together();
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0009_talks")]

    operations = [
        protect("planning_stakeholder", select=_KEPT, insert=_KEPT, update=_KEPT),
        protect("planning_talk", select=_KEPT, insert=_KEPT, update=_KEPT),
        protect("planning_talkparticipant", select=_TALK, insert=_TALK, update=_TALK, delete=_TALK),
        protect("planning_talkstatement", select=_TALK, insert=_TALK, update=_TALK),
        migrations.RunSQL(TOGETHER, APART),
    ]
