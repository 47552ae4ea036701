from django.db import migrations

# A reporter marks an answer as read, and a desk says how far it is. Neither touches what was said, or which
# code opens the report.
KEEP = """
CREATE FUNCTION reporting_keep_what_was_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was said to a reporter stays as it was' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER reporting_reply_keep BEFORE UPDATE ON reporting_reply FOR EACH ROW
  WHEN ((OLD.id, OLD.report_id, OLD.at, OLD.by_desk_id, OLD.text_code, OLD.text)
    IS DISTINCT FROM (NEW.id, NEW.report_id, NEW.at, NEW.by_desk_id, NEW.text_code, NEW.text))
  EXECUTE FUNCTION reporting_keep_what_was_said();
CREATE TRIGGER reporting_receipt_keep BEFORE UPDATE ON reporting_receipt FOR EACH ROW
  WHEN ((OLD.report_id, OLD.code_hash, OLD.hash_version)
    IS DISTINCT FROM (NEW.report_id, NEW.code_hash, NEW.hash_version))
  EXECUTE FUNCTION reporting_keep_what_was_said();
"""
KEEP_NOT = """
DROP TRIGGER reporting_receipt_keep ON reporting_receipt;
DROP TRIGGER reporting_reply_keep ON reporting_reply;
DROP FUNCTION reporting_keep_what_was_said();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_waiting_files_are_renewed")]

    operations = [migrations.RunSQL(KEEP, KEEP_NOT)]
