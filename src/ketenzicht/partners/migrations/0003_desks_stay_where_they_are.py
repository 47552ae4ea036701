from django.db import migrations

# Who looks after the accounts and roles at a desk follows from its organisation, so nobody who is signed in
# moves one to another. Files of reference data are loaded by an operator.
TIGHTEN = """
CREATE FUNCTION partners_desk_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF app_kind() <> 'operator' THEN
    RAISE EXCEPTION 'a desk stays with its organisation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER partners_desk_stays BEFORE UPDATE OF organisation_id ON partners_desk
  FOR EACH ROW WHEN (OLD.organisation_id IS DISTINCT FROM NEW.organisation_id)
  EXECUTE FUNCTION partners_desk_stays();
"""
LOOSEN = "DROP TRIGGER partners_desk_stays ON partners_desk; DROP FUNCTION partners_desk_stays();"


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_row_security"), ("common", "0002_row_security")]

    operations = [migrations.RunSQL(TIGHTEN, LOOSEN)]
