import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

# Row security keeps a text search away from an index: an operator that could tell of rows somebody may not see
# is asked last, so that every signal of a desk is read. Here there is nothing to tell: each word is kept as a
# hash of itself and its desk, and looking one up touches what lies at that desk and nothing else. More hashes
# than these do not fit a row.
WORDS = """
CREATE FUNCTION signals_word(desk bigint, word text) RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT left(encode(sha256(convert_to(desk || ':' || word, 'UTF8')), 'hex'), 16) $$;
CREATE FUNCTION signals_words(desk bigint, said tsvector) RETURNS tsvector LANGUAGE sql STABLE AS
  $$ SELECT array_to_tsvector(coalesce(array_agg(DISTINCT signals_word(desk, lexeme)), '{}'))
     FROM (SELECT lexeme FROM unnest(said) LIMIT 60000) AS kept $$;
"""
WORDS_NOT = """
DROP FUNCTION signals_words(bigint, tsvector);
DROP FUNCTION signals_word(bigint, text);
"""

# The reference comes after filling, as one join and not a look for each row, and while every signal is seen.
FILL = """
ALTER TABLE signals_signal NO FORCE ROW LEVEL SECURITY;
INSERT INTO signals_signallookup (signal_id, desk_id, ended, received_at, words)
  SELECT id, desk_id, state IN ('closed', 'merged'), received_at, signals_words(desk_id, search)
  FROM signals_signal;
ALTER TABLE signals_signallookup ADD CONSTRAINT signals_signallookup_signal FOREIGN KEY (signal_id)
  REFERENCES signals_signal ON DELETE CASCADE;
ALTER TABLE signals_signal FORCE ROW LEVEL SECURITY;
"""

# Only the owner of the tables sees this one, through the two functions below.
FENCE = """
ALTER TABLE signals_signallookup ENABLE ROW LEVEL SECURITY;
ALTER TABLE signals_signallookup FORCE ROW LEVEL SECURITY;
CREATE POLICY signals_signallookup_kept ON signals_signallookup TO CURRENT_USER USING (true);
"""
FENCE_NOT = """
DROP POLICY signals_signallookup_kept ON signals_signallookup;
ALTER TABLE signals_signallookup NO FORCE ROW LEVEL SECURITY;
ALTER TABLE signals_signallookup DISABLE ROW LEVEL SECURITY;
"""

KEEP = """
CREATE FUNCTION signals_keep_lookup() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO signals_signallookup (signal_id, desk_id, ended, received_at, words)
    VALUES (NEW.id, NEW.desk_id, NEW.state IN ('closed', 'merged'), NEW.received_at,
      signals_words(NEW.desk_id, NEW.search))
    ON CONFLICT (signal_id) DO UPDATE SET desk_id = EXCLUDED.desk_id, ended = EXCLUDED.ended,
      received_at = EXCLUDED.received_at, words = EXCLUDED.words;
  RETURN NULL;
END $$;
CREATE TRIGGER signals_lookup_made AFTER INSERT ON signals_signal
  FOR EACH ROW EXECUTE FUNCTION signals_keep_lookup();
CREATE TRIGGER signals_lookup_changed AFTER UPDATE ON signals_signal FOR EACH ROW
  WHEN (NEW.search IS DISTINCT FROM OLD.search OR NEW.desk_id <> OLD.desk_id
    OR NEW.received_at <> OLD.received_at
    OR (NEW.state IN ('closed', 'merged')) <> (OLD.state IN ('closed', 'merged')))
  EXECUTE FUNCTION signals_keep_lookup();
"""
KEEP_NOT = """
DROP TRIGGER signals_lookup_changed ON signals_signal;
DROP TRIGGER signals_lookup_made ON signals_signal;
DROP FUNCTION signals_keep_lookup();
"""

# What ended at the desks where the actor reads signals, by when it came, as many as ``most``; with ``wanted`` what
# says so. Words beside each other and words that are left out are in no index: the signal itself is asked.
FIND = """
CREATE FUNCTION signals_ended(wanted tsquery, newest boolean, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  quoted CONSTANT text := $w$'((?:[^']|'')*)'$w$;
  desks CONSTANT bigint[] := app_desks('signal.read');
  asked CONSTANT text := querytree(wanted);
  lexemes text[];
  between text[];
  at_each tsquery[];
  by_word text := '';
  by_signal text := '';
BEGIN
  IF NOT has_table_privilege(session_user, 'signals_signal', 'SELECT') THEN
    RAISE EXCEPTION 'whoever reads no signals looks none up' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF numnode(wanted) = 0 THEN RETURN; END IF;
  IF asked NOT IN ('', 'T') THEN
    lexemes := ARRAY(SELECT replace(replace(m[1], $w$''$w$, $w$'$w$), '\\\\', '\\')
      FROM regexp_matches(asked, quoted, 'g') WITH ORDINALITY AS f (m, nth) ORDER BY nth);
    between := ARRAY(SELECT regexp_replace(part, '<[-0-9]+>', '&', 'g')
      FROM regexp_split_to_table(asked, quoted) WITH ORDINALITY AS f (part, nth) ORDER BY nth);
    at_each := ARRAY(SELECT (
        SELECT string_agg(coalesce(signals_word(d.desk, own.word), '') || own.part, '' ORDER BY nth)
        FROM unnest('{NULL}'::text[] || lexemes, between) WITH ORDINALITY AS own (word, part, nth))::tsquery
      FROM unnest(desks) AS d (desk));
    by_word := 'AND l.words @@ d.asked';
  END IF;
  IF regexp_replace(wanted::text, quoted, '', 'g') ~ '[!<]' THEN
    by_signal := 'AND EXISTS (SELECT FROM signals_signal AS s WHERE s.id = l.signal_id AND s.search @@ $4)';
  END IF;
  RETURN QUERY EXECUTE format($q$
    SELECT own.signal_id FROM unnest($1, $2) AS d (desk, asked), LATERAL (
        SELECT l.signal_id, l.received_at FROM signals_signallookup AS l
        WHERE l.desk_id = d.desk AND l.ended %1$s %2$s ORDER BY l.received_at %3$s, l.signal_id %3$s LIMIT $3)
        AS own
      ORDER BY own.received_at %3$s, own.signal_id %3$s LIMIT $3
    $q$, by_word, by_signal, CASE WHEN newest THEN 'DESC' ELSE 'ASC' END) USING desks, at_each, most, wanted;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0002_row_security"),
        ("signals", "0008_behind_glass"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="signal", name="signals_signal_search"),
        migrations.CreateModel(
            name="SignalLookup",
            fields=[
                (
                    "signal",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="signals.signal",
                    ),
                ),
                ("ended", models.BooleanField()),
                ("received_at", models.DateTimeField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                (
                    "desk",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.desk",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(WORDS, WORDS_NOT),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        # What was filled waits for the check of its references, and that has to be over before an index is made.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="signallookup",
            index=models.Index(
                condition=models.Q(("ended", True)),
                fields=["desk", "received_at", "signal"],
                name="signals_lookup_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="signallookup",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["words"], name="signals_lookup_words"
            ),
        ),
        migrations.RunSQL(FENCE, FENCE_NOT),
        migrations.RunSQL(KEEP, KEEP_NOT),
        migrations.RunSQL(FIND, "DROP FUNCTION signals_ended(tsquery, boolean, integer)"),
    ]
