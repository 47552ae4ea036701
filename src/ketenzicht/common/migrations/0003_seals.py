from django.db import migrations

# The bytes of a seal behind its header, which holds the wrapped data key; all of one from before there were any.
BODY = """
CREATE FUNCTION sealed_body(seal bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS
  $$ SELECT CASE WHEN substr(seal, 1, 4) = 'kz2.'::bytea THEN substr(seal, 95) ELSE seal END $$;
CREATE FUNCTION app_rewrapping() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT coalesce(current_setting('app.rewrapping', true), '') = 'yes' $$;
"""
BODY_NOT = "DROP FUNCTION app_rewrapping(); DROP FUNCTION sealed_body(bytea);"


class Migration(migrations.Migration):
    dependencies = [("common", "0002_row_security")]

    operations = [migrations.RunSQL(BODY, BODY_NOT)]
