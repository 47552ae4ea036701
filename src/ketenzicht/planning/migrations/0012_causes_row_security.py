from django.db import migrations

from ketenzicht.common.rls import at_desk, protect, through

_SEEN = through("planning_consultation", "consultation_id")
_KEEPER = through("planning_consultation", "consultation_id", at_desk("parent.desk_id", "plan.edit"))
_OF_ANALYSIS = through("planning_causeanalysis", "analysis_id")
# The keeper of the consultation; asked through the analysis, which names it.
_KEPT = (
    "EXISTS (SELECT 1 FROM planning_causeanalysis AS analysis"
    " JOIN planning_consultation AS parent ON parent.id = analysis.consultation_id"
    f" WHERE analysis.id = analysis_id AND {at_desk('parent.desk_id', 'plan.edit')})"
)
_ARROW = through("planning_causearrow", "arrow_id")
_ARROW_KEPT = (
    "EXISTS (SELECT 1 FROM planning_causearrow AS arrow"
    " JOIN planning_causeanalysis AS analysis ON analysis.id = arrow.analysis_id"
    " JOIN planning_consultation AS parent ON parent.id = analysis.consultation_id"
    f" WHERE arrow.id = arrow_id AND {at_desk('parent.desk_id', 'plan.edit')})"
)

# Asked after row security, which alone decides who may write at all.
TOGETHER = """
CREATE FUNCTION planning_node_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.cluster_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM planning_cluster JOIN planning_causeanalysis USING (consultation_id)
      WHERE planning_cluster.id = NEW.cluster_id AND planning_causeanalysis.id = NEW.analysis_id) THEN
    RAISE EXCEPTION 'of another consultation' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER planning_causenode_together AFTER INSERT OR UPDATE ON planning_causenode
  FOR EACH ROW EXECUTE FUNCTION planning_node_together();
CREATE FUNCTION planning_arrow_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM planning_causenode
      WHERE id IN (NEW.source_id, NEW.target_id) AND analysis_id = NEW.analysis_id) <> 2 THEN
    RAISE EXCEPTION 'of another analysis' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER planning_causearrow_together AFTER INSERT OR UPDATE ON planning_causearrow
  FOR EACH ROW EXECUTE FUNCTION planning_arrow_together();
CREATE FUNCTION planning_support_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
      SELECT 1 FROM planning_causearrow
      JOIN planning_causeanalysis ON planning_causeanalysis.id = planning_causearrow.analysis_id
      JOIN planning_statement USING (consultation_id)
      WHERE planning_causearrow.id = NEW.arrow_id AND planning_statement.id = NEW.statement_id) THEN
    RAISE EXCEPTION 'of another consultation' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER planning_causesupport_together AFTER INSERT OR UPDATE ON planning_causesupport
  FOR EACH ROW EXECUTE FUNCTION planning_support_together();
"""
APART = """
DROP TRIGGER planning_causesupport_together ON planning_causesupport;
DROP FUNCTION planning_support_together();
DROP TRIGGER planning_causearrow_together ON planning_causearrow;
DROP FUNCTION planning_arrow_together();
DROP TRIGGER planning_causenode_together ON planning_causenode;
DROP FUNCTION planning_node_together();
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0011_causes"), ("common", "0002_row_security")]

    operations = [
        protect("planning_causeanalysis", select=_SEEN, insert=_KEEPER, update=_KEEPER),
        protect("planning_causenode", select=_OF_ANALYSIS, insert=_KEPT, update=_KEPT),
        protect("planning_causearrow", select=_OF_ANALYSIS, insert=_KEPT, update=_KEPT),
        # Who did what is for colleagues, as it is for the rest of a consultation.
        protect("planning_causestep", select=_KEPT, insert=_KEPT, update=_KEPT),
        # A statement is put under an arrow and taken away again.
        protect(
            "planning_causesupport",
            select=_ARROW,
            insert=_ARROW_KEPT,
            update=_ARROW_KEPT,
            delete=_ARROW_KEPT,
        ),
        migrations.RunSQL(TOGETHER, APART),
    ]
