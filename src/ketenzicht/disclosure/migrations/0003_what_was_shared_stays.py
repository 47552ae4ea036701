from django.db import migrations

# The register answers for what was shared: sharing can end, and nothing else of it changes.
KEEP = """
CREATE FUNCTION disclosure_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the register keeps what was shared' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER disclosure_keep BEFORE UPDATE ON disclosure_disclosure FOR EACH ROW
  WHEN ((OLD.id, OLD.subject_kind, OLD.subject_id, OLD.from_desk_id, OLD.to_desk_id, OLD.basis_id,
         OLD.purpose_id, OLD.fields, OLD.made_at, OLD.until)
    IS DISTINCT FROM
        (NEW.id, NEW.subject_kind, NEW.subject_id, NEW.from_desk_id, NEW.to_desk_id, NEW.basis_id,
         NEW.purpose_id, NEW.fields, NEW.made_at, NEW.until))
  EXECUTE FUNCTION disclosure_keep();
"""
KEEP_NOT = """
DROP TRIGGER disclosure_keep ON disclosure_disclosure;
DROP FUNCTION disclosure_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0002_row_security")]

    operations = [migrations.RunSQL(KEEP, KEEP_NOT)]
