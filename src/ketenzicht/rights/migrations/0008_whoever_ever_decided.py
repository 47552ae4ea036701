import django.contrib.postgres.fields
from django.db import migrations, models

# Nobody else writes the list: not the product, and not whoever is signed in.
KEEP = """
ALTER TABLE rights_passage NO FORCE ROW LEVEL SECURITY;
ALTER TABLE rights_passage DISABLE TRIGGER rights_passage_keep;
UPDATE rights_passage SET deciders = ARRAY[decided_by] WHERE decided_by IS NOT NULL;
ALTER TABLE rights_passage ENABLE TRIGGER rights_passage_keep;
ALTER TABLE rights_passage FORCE ROW LEVEL SECURITY;
CREATE FUNCTION rights_passage_deciders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.deciders := '{}';
  IF TG_OP = 'UPDATE' THEN NEW.deciders := OLD.deciders; END IF;
  IF NEW.decided_by IS NOT NULL AND NOT NEW.decided_by = ANY (NEW.deciders) THEN
    NEW.deciders := NEW.deciders || NEW.decided_by;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rights_passage_deciders BEFORE INSERT OR UPDATE ON rights_passage FOR EACH ROW
  EXECUTE FUNCTION rights_passage_deciders();
"""
KEEP_NOT = """
DROP TRIGGER rights_passage_deciders ON rights_passage; DROP FUNCTION rights_passage_deciders();
"""


def _release(theirs: str) -> str:
    """The same as it was, but for which passages keep somebody from releasing."""
    return f"""
CREATE OR REPLACE FUNCTION rights_handout_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.request_id, OLD.number, OLD.about, OLD.wanted_by, OLD.started_at, OLD.started_by) IS DISTINCT FROM
     (NEW.request_id, NEW.number, NEW.about, NEW.wanted_by, NEW.started_at, NEW.started_by)
    OR NOT (
      (OLD.state = 'deciding' AND NEW.state = 'stopped')
      OR (OLD.state = 'deciding' AND NEW.state = 'released' AND NEW.released_by = app_user()
        AND NOT EXISTS (SELECT 1 FROM rights_passage AS p WHERE p.request_id = OLD.request_id
          AND (p.state IN ('open', 'returned') OR {theirs})))
      OR (OLD.state = 'released' AND NEW.state = 'handed_over' AND NEW.handed_over_by = app_user()
        AND NEW.released_by = OLD.released_by AND NEW.released_at = OLD.released_at))
  THEN
    RAISE EXCEPTION 'whoever decided about a passage does not release, and what was released stays'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("rights", "0007_with_the_trail")]

    operations = [
        migrations.AddField(
            "passage",
            "deciders",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.RunSQL(KEEP, KEEP_NOT),
        migrations.RunSQL(_release("app_user() = ANY (p.deciders)"), _release("p.decided_by = app_user()")),
    ]
