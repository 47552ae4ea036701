from django.db import migrations

# Functions that run as the owner find our tables, also for a role that may make temporary ones: PostgreSQL
# looks among those first unless they are named, and a role that makes its own proposals decides alone.
LAST = """
DO $$
DECLARE one regprocedure;
BEGIN
  FOR one IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
    AND pg_get_userbyid(proowner) = current_user
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', one);
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("rights", "0009_of_the_text_that_was_read"),
        ("retention", "0010_shortening_the_trail"),
        ("signals", "0009_looking_up"),
        ("audit", "0006_cutting"),
    ]

    operations = [migrations.RunSQL(LAST, migrations.RunSQL.noop)]
