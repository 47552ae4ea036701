from django.db import migrations

# What somebody typed can name a person and does not go with a signal. The owner changes rows of everybody
# here, which row security would hide from it.
_WORDS = """
ALTER TABLE signals_savedview NO FORCE ROW LEVEL SECURITY;
UPDATE signals_savedview SET query = ltrim(regexp_replace(query, '(^|&)q=[^&]*', '', 'g'), '&');
ALTER TABLE signals_savedview FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("signals", "0004_titles_from_codes")]

    operations = [migrations.RunSQL(_WORDS, migrations.RunSQL.noop)]
