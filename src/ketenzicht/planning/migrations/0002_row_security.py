from django.db import migrations

from ketenzicht.common.rls import at_desk, protect, through

_OWN = at_desk("desk_id", "plan.edit")
# Without an actor there are no rows, not even of what everybody may read.
_OPEN = (
    "((SELECT app_kind()) <> '' AND (visibility = 'public'"
    " OR (visibility = 'signed_in' AND (SELECT app_user()) IS NOT NULL)))"
)
_KEPT = at_desk("parent.desk_id", "plan.edit")


def _of_a_consultation(table: str):
    """Seen by whoever sees the consultation, written by the desk that keeps it."""
    seen = through("planning_consultation", "consultation_id")
    kept = through("planning_consultation", "consultation_id", _KEPT)
    return protect(f"planning_{table}", select=seen, insert=kept, update=kept)


def _of_the_desk(table: str):
    kept = through("planning_consultation", "consultation_id", _KEPT)
    return protect(f"planning_{table}", select=kept, insert=kept, update=kept)


_LINE = through("planning_source", "source_id")
_PLACED = through("planning_statement", "statement_id")

# What somebody said stays as it was said.
FROZEN = """
CREATE FUNCTION planning_literal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.consultation_id, NEW.number, NEW.text, NEW.lines, NEW.made_by_id)
     IS DISTINCT FROM
     (OLD.id, OLD.consultation_id, OLD.number, OLD.text, OLD.lines, OLD.made_by_id) THEN
    RAISE EXCEPTION 'a statement never changes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER planning_statement_literal BEFORE UPDATE ON planning_statement
  FOR EACH ROW EXECUTE FUNCTION planning_literal();
"""
THAWED = """
DROP TRIGGER planning_statement_literal ON planning_statement;
DROP FUNCTION planning_literal();
"""

# A statement stands in clusters of its own consultation, placed by a step in it. Asked after row security,
# which alone decides who may write at all.
TOGETHER = """
CREATE FUNCTION planning_one_consultation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(DISTINCT consultation_id) FROM (
        SELECT consultation_id FROM planning_statement WHERE id = NEW.statement_id
        UNION ALL SELECT consultation_id FROM planning_cluster WHERE id = NEW.cluster_id
        UNION ALL SELECT consultation_id FROM planning_change WHERE id IN (NEW.made_by_id, NEW.ended_by_id)
      ) AS held) <> 1 THEN
    RAISE EXCEPTION 'of another consultation' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER planning_placement_together AFTER INSERT OR UPDATE ON planning_placement
  FOR EACH ROW EXECUTE FUNCTION planning_one_consultation();
CREATE FUNCTION planning_own_chapter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM planning_chapter
                 WHERE id = NEW.chapter_id AND consultation_id = NEW.consultation_id) THEN
    RAISE EXCEPTION 'of another consultation' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER planning_cluster_together AFTER INSERT OR UPDATE ON planning_cluster
  FOR EACH ROW EXECUTE FUNCTION planning_own_chapter();
"""
APART = """
DROP TRIGGER planning_cluster_together ON planning_cluster;
DROP FUNCTION planning_own_chapter();
DROP TRIGGER planning_placement_together ON planning_placement;
DROP FUNCTION planning_one_consultation();
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial"), ("common", "0002_row_security")]

    operations = [
        protect("planning_consultation", select=f"{_OPEN} OR {_OWN}", insert=_OWN, update=_OWN),
        _of_the_desk("source"),
        protect("planning_sourceline", select=_LINE, insert=_LINE, update=_LINE),
        _of_a_consultation("chapter"),
        _of_a_consultation("cluster"),
        _of_the_desk("change"),
        _of_a_consultation("statement"),
        protect(
            "planning_placement",
            select=_PLACED,
            insert=f"{_PLACED} AND {through('planning_change', 'made_by_id')}",
            update=f"{_PLACED} AND {through('planning_change', 'made_by_id')}",
        ),
        migrations.RunSQL(FROZEN, THAWED),
        migrations.RunSQL(TOGETHER, APART),
    ]
