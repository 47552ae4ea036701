from django.db import migrations

# A file of a draft waits as long as the draft does. Nothing but the time changes, and never to sooner.
RENEW = """
CREATE POLICY reporting_pendingfile_update ON reporting_pendingfile FOR UPDATE
  USING (owner_hash = (SELECT app_token())) WITH CHECK (owner_hash = (SELECT app_token()));
CREATE FUNCTION reporting_pendingfile_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a waiting file stays as it came' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER reporting_pendingfile_keep BEFORE UPDATE ON reporting_pendingfile FOR EACH ROW
  WHEN ((OLD.id, OLD.owner_hash, OLD.created_at, OLD.content_type, OLD.size, OLD.sealed)
    IS DISTINCT FROM (NEW.id, NEW.owner_hash, NEW.created_at, NEW.content_type, NEW.size, NEW.sealed)
    OR NEW.keep_until < OLD.keep_until)
  EXECUTE FUNCTION reporting_pendingfile_keep();
"""
RENEW_NOT = """
DROP TRIGGER reporting_pendingfile_keep ON reporting_pendingfile;
DROP FUNCTION reporting_pendingfile_keep();
DROP POLICY reporting_pendingfile_update ON reporting_pendingfile;
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_pendingfile_keep_until")]

    operations = [migrations.RunSQL(RENEW, RENEW_NOT)]
