from django.db import migrations

from ketenzicht.common.rls import rewrapped

# A waiting file stays as it came; only the key around it may be another.
KEEP = """
DROP TRIGGER reporting_pendingfile_keep ON reporting_pendingfile;
CREATE TRIGGER reporting_pendingfile_keep BEFORE UPDATE ON reporting_pendingfile FOR EACH ROW
  WHEN ((OLD.id, OLD.owner_hash, OLD.created_at, OLD.content_type, OLD.size, sealed_body(OLD.sealed))
    IS DISTINCT FROM
    (NEW.id, NEW.owner_hash, NEW.created_at, NEW.content_type, NEW.size, sealed_body(NEW.sealed))
    OR NEW.keep_until < OLD.keep_until)
  EXECUTE FUNCTION reporting_pendingfile_keep();
"""
KEEP_ALL = """
DROP TRIGGER reporting_pendingfile_keep ON reporting_pendingfile;
CREATE TRIGGER reporting_pendingfile_keep BEFORE UPDATE ON reporting_pendingfile FOR EACH ROW
  WHEN ((OLD.id, OLD.owner_hash, OLD.created_at, OLD.content_type, OLD.size, OLD.sealed)
    IS DISTINCT FROM (NEW.id, NEW.owner_hash, NEW.created_at, NEW.content_type, NEW.size, NEW.sealed)
    OR NEW.keep_until < OLD.keep_until)
  EXECUTE FUNCTION reporting_pendingfile_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0008_two_people_open_an_identity"), ("common", "0003_seals")]

    operations = [
        rewrapped("reporting_reporteridentity", "sealed", stays=True),
        rewrapped("reporting_attachmentoriginal", "sealed", stays=True),
        rewrapped("reporting_draft", "sealed", stays=False),
        rewrapped("reporting_pendingfile", "sealed", stays=False),
        migrations.RunSQL(KEEP, KEEP_ALL),
    ]
