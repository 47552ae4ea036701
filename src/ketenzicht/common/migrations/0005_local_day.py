from django.db import migrations

TODAY = """
CREATE FUNCTION local_today() RETURNS date LANGUAGE sql STABLE AS
  $$ SELECT (now() AT TIME ZONE 'Europe/Amsterdam')::date $$;
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0004_clocks_that_run")]

    operations = [migrations.RunSQL(TODAY, "DROP FUNCTION local_today()")]
