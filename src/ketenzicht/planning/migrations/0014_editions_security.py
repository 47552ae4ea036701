from django.db import migrations

from ketenzicht.common.rls import at_desk, protect, through

_SEEN = through("planning_consultation", "consultation_id")
_KEEPER = through("planning_consultation", "consultation_id", at_desk("parent.desk_id", "plan.edit"))
_KEPT_EDITION = (
    "EXISTS (SELECT 1 FROM planning_edition AS held JOIN planning_consultation AS kept"
    f" ON kept.id = held.consultation_id WHERE held.id = edition_id"
    f" AND {at_desk('kept.desk_id', 'plan.edit')}"
)
# What was withdrawn is closed to everybody but the desk that keeps it.
_READ = (
    through(
        "planning_edition", "edition_id", "parent.published_at IS NOT NULL AND parent.withdrawn_at IS NULL"
    )
    + f" OR {_KEPT_EDITION})"
)
# Only while it is being published, so nothing is ever put into an edition afterwards.
_FILL = f"{_KEPT_EDITION} AND held.published_at IS NULL)"

FROZEN = """
CREATE FUNCTION planning_edition_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an edition stays as it was published' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER planning_edition_as_published BEFORE UPDATE ON planning_edition FOR EACH ROW
  WHEN (OLD.published_at IS NOT NULL AND (
    (OLD.id, OLD.consultation_id, OLD.number, OLD.title, OLD.desk_label, OLD.note, OLD.chapters,
     OLD.account, OLD.changes, OLD.pairs, OLD.repeated, OLD.digest, OLD.published_at, OLD.is_demonstration)
    IS DISTINCT FROM
    (NEW.id, NEW.consultation_id, NEW.number, NEW.title, NEW.desk_label, NEW.note, NEW.chapters,
     NEW.account, NEW.changes, NEW.pairs, NEW.repeated, NEW.digest, NEW.published_at, NEW.is_demonstration)
    OR (NEW.published_by_id IS NOT NULL AND NEW.published_by_id IS DISTINCT FROM OLD.published_by_id)))
  EXECUTE FUNCTION planning_edition_frozen();
CREATE TRIGGER planning_edition_as_withdrawn BEFORE UPDATE ON planning_edition FOR EACH ROW
  WHEN (OLD.withdrawn_at IS NOT NULL AND (
    (OLD.withdrawn_at, OLD.withdrawn_reason) IS DISTINCT FROM (NEW.withdrawn_at, NEW.withdrawn_reason)
    OR (NEW.withdrawn_by_id IS NOT NULL AND NEW.withdrawn_by_id IS DISTINCT FROM OLD.withdrawn_by_id)))
  EXECUTE FUNCTION planning_edition_frozen();
CREATE TRIGGER planning_edition_stays BEFORE DELETE ON planning_edition
  FOR EACH ROW EXECUTE FUNCTION planning_edition_frozen();
CREATE TRIGGER planning_editioncluster_frozen BEFORE UPDATE OR DELETE ON planning_editioncluster
  FOR EACH ROW EXECUTE FUNCTION planning_edition_frozen();
CREATE TRIGGER planning_editionstatement_frozen BEFORE UPDATE OR DELETE ON planning_editionstatement
  FOR EACH ROW EXECUTE FUNCTION planning_edition_frozen();
CREATE TRIGGER planning_editionfile_frozen BEFORE UPDATE OR DELETE ON planning_editionfile
  FOR EACH ROW EXECUTE FUNCTION planning_edition_frozen();
"""
THAWED = """
DROP TRIGGER planning_editionfile_frozen ON planning_editionfile;
DROP TRIGGER planning_editionstatement_frozen ON planning_editionstatement;
DROP TRIGGER planning_editioncluster_frozen ON planning_editioncluster;
DROP TRIGGER planning_edition_stays ON planning_edition;
DROP TRIGGER planning_edition_as_withdrawn ON planning_edition;
DROP TRIGGER planning_edition_as_published ON planning_edition;
DROP FUNCTION planning_edition_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0013_editions")]

    operations = [
        protect(
            "planning_edition",
            select=f"({_SEEN} AND published_at IS NOT NULL) OR {_KEEPER}",
            insert=f"{_KEEPER} AND published_at IS NULL",
            update=_KEEPER,
        ),
        *(
            protect(f"planning_{table}", select=_READ, insert=_FILL)
            for table in ("editioncluster", "editionstatement", "editionfile")
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]
