from django.db import migrations

from ketenzicht.common.rls import THE_REPORTER, at_desk, can, through

# Whoever broke the glass reads the signal and what hangs on it, and nothing more: every policy for writing asks
# for the right to signals at the desk that holds it, where being able to read used to be enough.
_PARENT = through("signals_signal", "signal_id")
_HELD = through("signals_signal", "signal_id", at_desk("parent.desk_id", "signal.read"))
_WRITTEN = {
    "signals_signalreport": ("insert", "update"),
    "signals_signalevent": ("insert",),
    "signals_note": ("insert",),
    "signals_task": ("insert", "update"),
    "signals_assessment": ("insert",),
    "signals_routedecision": ("insert", "update"),
}


def _writing(condition: str) -> list[str]:
    how = {"insert": f"WITH CHECK ({condition})", "update": f"USING ({condition}) WITH CHECK ({condition})"}
    return [
        f"ALTER POLICY {table}_{kind} ON {table} {how[kind]}"
        for table, kinds in _WRITTEN.items()
        for kind in kinds
    ]


_MINE = "by_user_id = (SELECT app_user())"
_SEES = f"{_MINE} OR {can('glass.review')} OR {at_desk('desk_id', 'signal.read')}"
_MOVES = f"({_MINE} AND {at_desk('by_desk_id', 'glass.break')}) OR {can('glass.review')}"

# Only the owner of the tables adds a row, in signals_break_glass. Without the right nothing is looked up, so
# that a role that may not read these tables at all, as of a public side, is not stopped by them either.
TABLE = f"""
ALTER TABLE signals_glassbreak ENABLE ROW LEVEL SECURITY;
ALTER TABLE signals_glassbreak FORCE ROW LEVEL SECURITY;
CREATE POLICY signals_glassbreak_select ON signals_glassbreak FOR SELECT USING ({_SEES});
CREATE POLICY signals_glassbreak_update ON signals_glassbreak FOR UPDATE USING ({_MOVES}) WITH CHECK ({_MOVES});
CREATE POLICY signals_glassbreak_broken ON signals_glassbreak FOR INSERT TO CURRENT_USER
  WITH CHECK ({_MINE} AND {at_desk("by_desk_id", "glass.break")});
CREATE POLICY signals_signal_numbered ON signals_signal FOR SELECT TO CURRENT_USER
  USING ({can("glass.break")});
CREATE FUNCTION signals_behind_glass() RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(g.signal_id), '{{}}') FROM signals_glassbreak AS g
  WHERE g.by_user_id = app_user() AND g.state = 'open' AND g.open_until > now()
    AND g.by_desk_id = ANY (app_desks('glass.break'))
$$;
CREATE FUNCTION signals_reports_behind_glass() RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(r.report_id), '{{}}') FROM signals_signalreport AS r
  WHERE r.removed_at IS NULL AND r.signal_id = ANY (signals_behind_glass())
$$;
"""
TABLE_NOT = """
DROP FUNCTION signals_reports_behind_glass();
DROP FUNCTION signals_behind_glass();
DROP POLICY signals_signal_numbered ON signals_signal;
DROP POLICY signals_glassbreak_broken ON signals_glassbreak;
DROP POLICY signals_glassbreak_update ON signals_glassbreak;
DROP POLICY signals_glassbreak_select ON signals_glassbreak;
ALTER TABLE signals_glassbreak NO FORCE ROW LEVEL SECURITY;
ALTER TABLE signals_glassbreak DISABLE ROW LEVEL SECURITY;
"""


def _behind(table: str, what: str) -> str:
    return (
        f"CREATE POLICY {table}_behind_glass ON {table} FOR SELECT USING (id = ANY ((SELECT CASE"
        f" WHEN app_can('glass.break') THEN {what}() ELSE '{{}}'::uuid[] END)::uuid[]))"
    )


READING = [
    _behind("signals_signal", "signals_behind_glass"),
    _behind("reporting_report", "signals_reports_behind_glass"),
]
READING_NOT = [
    f"DROP POLICY {table}_behind_glass ON {table}" for table in ("reporting_report", "signals_signal")
]

# Files stay closed behind glass: they go with the right to reports at the desk, and to whoever sent them.
_REPORT = through("reporting_report", "report_id")
_FILES = through(
    "reporting_report",
    "report_id",
    f"({at_desk('parent.desk_id', 'report.read')} OR parent.id = {THE_REPORTER}"
    " OR EXISTS (SELECT 1 FROM reporting_authorship AS a WHERE a.report_id = parent.id))",
)
CLOSED = f"ALTER POLICY reporting_attachment_select ON reporting_attachment USING ({_FILES})"
CLOSED_NOT = f"ALTER POLICY reporting_attachment_select ON reporting_attachment USING ({_REPORT})"

# Row security says who reaches a broken glass; this says what each of the two may do with it.
KEEP = """
CREATE FUNCTION signals_glass_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine boolean := OLD.by_user_id IS NOT DISTINCT FROM app_user();
  judges boolean := app_user() IS NOT NULL AND NOT mine AND app_can('glass.review');
  over boolean := OLD.state = 'closed' OR (OLD.state = 'open' AND OLD.open_until <= clock_timestamp());
BEGIN
  IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
  IF (OLD.id, OLD.signal_id, OLD.number, OLD.desk_id, OLD.by_user_id, OLD.by_desk_id, OLD.reason,
      OLD.broken_at, OLD.open_until, OLD.review_due_at)
     IS DISTINCT FROM (NEW.id, NEW.signal_id, NEW.number, NEW.desk_id, NEW.by_user_id, NEW.by_desk_id,
      NEW.reason, NEW.broken_at, NEW.open_until, NEW.review_due_at) THEN
    RAISE EXCEPTION 'what was broken stays as it was' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.state = 'open' AND NEW.state = 'closed' AND (mine OR judges) THEN RETURN NEW; END IF;
  IF over AND judges AND NEW.state IN ('justified', 'not_justified') AND NEW.judged_by_id = app_user() THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'somebody else judges, afterwards' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER signals_glass_two_people BEFORE UPDATE ON signals_glassbreak
  FOR EACH ROW EXECUTE FUNCTION signals_glass_two_people();
"""
KEEP_NOT = """
DROP TRIGGER signals_glass_two_people ON signals_glassbreak;
DROP FUNCTION signals_glass_two_people();
"""

# Runs as the owner of the tables, because whoever breaks the glass sees no signal yet. A number that is none and
# one of another organisation give the same nothing; what is open already is given again.
BREAK = """
CREATE FUNCTION signals_break_glass(wanted bigint, why text, at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE one record;
DECLARE own bigint;
DECLARE made uuid;
BEGIN
  IF app_kind() <> 'user' OR app_user() IS NULL OR NOT app_can('glass.break') OR length(btrim(why)) < 20
     OR at > clock_timestamp() + interval '1 minute'
     OR NOT has_table_privilege(session_user, 'signals_glassbreak', 'SELECT') THEN
    RAISE EXCEPTION 'the glass is broken by a person, with a reason' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT s.* INTO one FROM signals_signal AS s WHERE s.number = wanted;
  -- What lies under another signal is read there.
  WHILE FOUND AND one.merged_into_id IS NOT NULL LOOP
    SELECT s.* INTO one FROM signals_signal AS s WHERE s.id = one.merged_into_id;
  END LOOP;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT mine.id INTO own FROM partners_desk AS mine JOIN partners_desk AS holds
    ON holds.id = one.desk_id AND holds.organisation_id = mine.organisation_id
    WHERE mine.id = ANY (app_desks('glass.break')) AND NOT one.desk_id = ANY (app_desks('signal.read'))
    ORDER BY mine.id LIMIT 1;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT g.id INTO made FROM signals_glassbreak AS g
    WHERE g.signal_id = one.id AND g.by_user_id = app_user() AND g.state = 'open' AND g.open_until > at;
  IF FOUND THEN RETURN made; END IF;
  made := gen_random_uuid();
  INSERT INTO signals_glassbreak (id, signal_id, number, desk_id, by_user_id, by_desk_id, reason, broken_at,
      open_until, state, review_due_at, judgement, follow_up)
    VALUES (made, one.id, one.number, one.desk_id, app_user(), own, btrim(why), at, at + interval '3 hours',
      'open', at + interval '7 days', '', '');
  RETURN made;
END $$;
"""
BREAK_NOT = "DROP FUNCTION signals_break_glass(bigint, text, timestamptz)"


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0007_glass_breaks"),
        ("reporting", "0008_two_people_open_an_identity"),
    ]

    operations = [
        migrations.RunSQL(_writing(_HELD), _writing(_PARENT)),
        migrations.RunSQL(TABLE, TABLE_NOT),
        migrations.RunSQL(READING, READING_NOT),
        migrations.RunSQL(CLOSED, CLOSED_NOT),
        migrations.RunSQL(KEEP, KEEP_NOT),
        migrations.RunSQL(BREAK, BREAK_NOT),
    ]
