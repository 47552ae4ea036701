from django.db import migrations

from ketenzicht.common.rls import at_desk, protect, through

_KEPT = at_desk("parent.desk_id", "plan.edit")
_SEEN = through("planning_consultation", "consultation_id")
_KEEPER = through("planning_consultation", "consultation_id", _KEPT)
_OWN = "user_id = (SELECT app_user())"
_ROUND = through("planning_round", "round_id")
_OPEN = through("planning_round", "round_id", "parent.closed_at IS NULL")
_CLOSED = through("planning_round", "round_id", "parent.closed_at IS NOT NULL")

# Asked after row security, which alone decides who may write at all.
TOGETHER = """
CREATE FUNCTION planning_opposed_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM planning_statement
      WHERE id IN (NEW.one_id, NEW.other_id) AND consultation_id = NEW.consultation_id) <> 2 THEN
    RAISE EXCEPTION 'of another consultation' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER planning_opposition_together AFTER INSERT OR UPDATE ON planning_opposition
  FOR EACH ROW EXECUTE FUNCTION planning_opposed_together();
CREATE FUNCTION planning_chosen_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM planning_round
      JOIN planning_statement USING (consultation_id) JOIN planning_cluster USING (consultation_id)
      WHERE planning_round.id = NEW.round_id AND planning_statement.id = NEW.statement_id
        AND planning_cluster.id = NEW.cluster_id) THEN
    RAISE EXCEPTION 'of another consultation' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER planning_roundchoice_together AFTER INSERT OR UPDATE ON planning_roundchoice
  FOR EACH ROW EXECUTE FUNCTION planning_chosen_together();
"""
APART = """
DROP TRIGGER planning_roundchoice_together ON planning_roundchoice;
DROP FUNCTION planning_chosen_together();
DROP TRIGGER planning_opposition_together ON planning_opposition;
DROP FUNCTION planning_opposed_together();
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0007_clustering")]

    operations = [
        protect("planning_opposition", select=_SEEN, insert=_KEEPER, update=_KEEPER),
        protect("planning_round", select=_KEEPER, insert=_KEEPER, update=_KEEPER),
        # While a round is open nobody sees where another puts a statement, or the choices were not their own.
        protect(
            "planning_roundchoice",
            select=f"({_OWN} AND {_ROUND}) OR {_CLOSED}",
            insert=f"{_OWN} AND {_OPEN}",
            update=f"{_OWN} AND {_OPEN}",
        ),
        migrations.RunSQL(TOGETHER, APART),
    ]
