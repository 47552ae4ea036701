from importlib import import_module

from django.db import migrations

# The oldest part of the trail goes when two people decided so, and with it what is kept as long as the trail.
# Whatever the regime says, nothing goes within three years: reference data can be edited, this cannot.
_INSIDE = import_module("ketenzicht.retention.migrations.0003_destroying")._INSIDE
_SEEN = "(SELECT app_can('retention.manage'))"
LEAST_MONTHS = 36

# Days are counted as people here count them. While a signal is on hold, all since it came in stays.
BEFORE = f"""
CREATE FUNCTION retention_trail_before() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE term integer;
DECLARE first_day date;
DECLARE held timestamptz;
BEGIN
  IF NOT app_can('retention.manage') OR NOT {_INSIDE} THEN RETURN NULL; END IF;
  SELECT greatest(r.months, {LEAST_MONTHS}) INTO term FROM retention_regime AS r
    WHERE r.code = 'audit' AND r.months IS NOT NULL AND r.valid_from <= local_today()
      AND coalesce(r.valid_to >= local_today(), true) ORDER BY r.valid_from DESC LIMIT 1;
  IF term IS NULL THEN RETURN NULL; END IF;
  first_day := local_today() - make_interval(months => term);
  SELECT min(s.received_at) INTO held FROM retention_legalhold AS h
    CROSS JOIN LATERAL retention_parts(h.signal_id) AS p JOIN signals_signal AS s ON s.id = p.subject_id
    WHERE h.ended_at IS NULL;
  RETURN least(first_day::timestamp AT TIME ZONE 'Europe/Amsterdam', held);
END $$;
"""
# The last place that may go: everything up to it is old enough. Looks at no more than so many places.
END = """
CREATE FUNCTION retention_trail_end(most bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE before timestamptz := retention_trail_before();
DECLARE gone bigint;
DECLARE stays bigint;
DECLARE last bigint;
BEGIN
  IF before IS NULL THEN RETURN NULL; END IF;
  SELECT coalesce(max(k.sequence), 0) INTO gone FROM audit_auditcheckpoint AS k;
  SELECT l.sequence INTO stays FROM audit_auditlink AS l LEFT JOIN audit_auditevent AS e ON e.id = l.event
    WHERE l.sequence <= gone + most AND (e.id IS NULL OR e.at >= before) ORDER BY l.sequence LIMIT 1;
  SELECT max(l.sequence) INTO last FROM audit_auditlink AS l WHERE l.sequence <= gone + most;
  RETURN nullif(coalesce(stays - 1, last, gone), gone);
END $$;
"""
KINDS = f"""
CREATE FUNCTION retention_trail_kinds(upto bigint) RETURNS TABLE (
  kind text, events bigint, first_at timestamptz, last_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT e.kind, count(*), min(e.at), max(e.at)
  FROM audit_auditlink AS l JOIN audit_auditevent AS e ON e.id = l.event
  WHERE l.sequence <= upto AND {_INSIDE} AND app_can('retention.manage') GROUP BY e.kind ORDER BY e.kind
$$;
"""

# What two people decided, as far as it may still go. The place that was kept outside is named, so that nothing
# goes beyond it.
CUT = f"""
CREATE FUNCTION retention_decided(one uuid) RETURNS retention_destructionproposal
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE found retention_destructionproposal;
BEGIN
  SELECT p.* INTO found FROM retention_destructionproposal AS p
    WHERE p.id = one AND p.kind = 'trail' AND p.state = 'approved' AND p.decided_by <> p.made_by FOR UPDATE;
  IF found.id IS NULL OR NOT app_can('retention.manage') OR NOT {_INSIDE} THEN
    RAISE EXCEPTION 'two people decide about destruction' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN found;
END $$;
REVOKE ALL ON FUNCTION retention_decided(uuid) FROM PUBLIC;

CREATE FUNCTION retention_cut_trail(one uuid, upto bigint, at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE found retention_destructionproposal := retention_decided(one);
DECLARE gone bigint;
BEGIN
  SELECT coalesce(max(k.sequence), 0) INTO gone FROM audit_auditcheckpoint AS k;
  IF upto > found.upto OR retention_trail_end(upto - gone) IS DISTINCT FROM upto THEN
    RAISE EXCEPTION 'this is kept' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN audit_cut(upto, least(found.before, retention_trail_before()), at, found.number, found.made_by,
    found.decided_by);
END $$;

CREATE FUNCTION retention_cut_rows(one uuid) RETURNS TABLE (what text, gone bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE found retention_destructionproposal := retention_decided(one);
BEGIN
  RETURN QUERY SELECT * FROM retention_outlived(found.before, true);
END $$;

CREATE FUNCTION retention_trail_rows(before timestamptz) RETURNS TABLE (what text, there bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF app_can('retention.manage') AND {_INSIDE} THEN
    RETURN QUERY SELECT * FROM retention_outlived(before, false);
  END IF;
END $$;
"""
FUNCTIONS_NOT = """
DROP FUNCTION retention_trail_rows(timestamptz);
DROP FUNCTION retention_cut_rows(uuid);
DROP FUNCTION retention_cut_trail(uuid, bigint, timestamptz);
DROP FUNCTION retention_decided(uuid);
DROP FUNCTION retention_outlived(timestamptz, boolean);
DROP FUNCTION retention_trail_kinds(bigint);
DROP FUNCTION retention_trail_end(bigint);
DROP FUNCTION retention_trail_before();
"""

# table -> which rows go with the trail of before a moment, in this order. A review stays while it is the last one
# of a role that is held: it says when that role is looked at again. A tombstone stays, or a backup from before it
# would bring back what it names.
OUTLIVED = {
    "disclosure_disclosure": "coalesce(ended_at, until) < %(before)s AND made_at < %(before)s",
    "accounts_accessreview": """at < %(before)s AND (
      NOT EXISTS (SELECT 1 FROM accounts_membership AS m WHERE m.id = membership_number)
      OR EXISTS (SELECT 1 FROM accounts_accessreview AS later
        WHERE later.membership_number = accounts_accessreview.membership_number
          AND later.at > accounts_accessreview.at))""",
    "retention_residue": "destroyed_at < %(before)s",
    "retention_destructionitem": """coalesce(done_at < %(before)s, false) AND EXISTS (
      SELECT 1 FROM retention_destructionproposal AS p WHERE p.id = proposal_id
        AND p.state IN ('done', 'rejected', 'withdrawn')
        AND greatest(p.made_at, p.decided_at, p.finished_at) < %(before)s)
      AND NOT EXISTS (SELECT 1 FROM retention_residue AS r
        WHERE r.proposal_id = retention_destructionitem.proposal_id AND r.destroyed_at >= %(before)s)""",
    "retention_destructionproposal": """state IN ('done', 'rejected', 'withdrawn')
      AND greatest(made_at, decided_at, finished_at) < %(before)s
      AND NOT EXISTS (SELECT 1 FROM retention_destructionitem AS i
        WHERE i.proposal_id = retention_destructionproposal.id
          AND NOT coalesce(i.done_at < %(before)s, false))
      AND NOT EXISTS (SELECT 1 FROM retention_residue AS r
        WHERE r.proposal_id = retention_destructionproposal.id AND r.destroyed_at >= %(before)s)""",
    "audit_auditcheckpoint": """made_at < %(before)s AND EXISTS (SELECT 1 FROM audit_auditcheckpoint AS later
      WHERE later.sequence > audit_auditcheckpoint.sequence
        AND later.last_at > audit_auditcheckpoint.made_at)""",
}
# Of these the owner of the tables is held by row security too: nothing younger goes, whatever is asked.
FORCED = {"disclosure_disclosure": "made_at", "accounts_accessreview": "at"}


def outlived(tables: dict[str, str]) -> str:
    """The function that counts, or removes, what is kept as long as the trail and is from before a moment."""
    pieces = "".join(
        f"""
  IF really THEN DELETE FROM {table} WHERE {which % {"before": "bound"}};
    GET DIAGNOSTICS counted = ROW_COUNT;
  ELSE SELECT count(*) INTO counted FROM {table} WHERE {which % {"before": "bound"}};
  END IF;
  what := '{table}'; there := counted; RETURN NEXT;"""
        for table, which in tables.items()
    )
    return f"""
CREATE OR REPLACE FUNCTION retention_outlived(before timestamptz, really boolean)
RETURNS TABLE (what text, there bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_column
DECLARE bound timestamptz := least(before, retention_trail_before());
DECLARE counted bigint;
BEGIN{pieces}
END $$;
REVOKE ALL ON FUNCTION retention_outlived(timestamptz, boolean) FROM PUBLIC;
"""


def fences(table: str, since: str) -> list[str]:
    """Let the owner of the tables see ``table`` and remove what is from before the trail, with the right to."""
    past = f"{since} < (SELECT retention_trail_before())"
    return [
        f"CREATE POLICY {table}_weighed ON {table} FOR SELECT TO CURRENT_USER USING ({_SEEN})",
        f"CREATE POLICY {table}_outlived ON {table} FOR DELETE TO CURRENT_USER USING ({_SEEN} AND {past})",
    ]


def fences_not(table: str) -> list[str]:
    """Take both away."""
    return [f"DROP POLICY {table}_{which} ON {table}" for which in ("weighed", "outlived")]


_FENCES = [statement for table, since in FORCED.items() for statement in fences(table, since)]
_FENCES_NOT = [statement for table in FORCED for statement in fences_not(table)]

# What a proposal about the trail says stays too.
KEEP = """
DROP TRIGGER retention_proposal_keep ON retention_destructionproposal;
CREATE TRIGGER retention_proposal_keep BEFORE UPDATE ON retention_destructionproposal FOR EACH ROW
  WHEN ((OLD.id, OLD.number, OLD.made_at, OLD.made_by%s) IS DISTINCT FROM
        (NEW.id, NEW.number, NEW.made_at, NEW.made_by%s)
    OR (OLD.state <> NEW.state AND OLD.state NOT IN ('proposed', 'approved'))
    OR (OLD.decided_by IS DISTINCT FROM NEW.decided_by AND
        (OLD.decided_by IS NOT NULL OR NEW.decided_by IS DISTINCT FROM app_user())))
  EXECUTE FUNCTION retention_keep();
"""
_MORE = (", OLD.kind, OLD.upto, OLD.before, OLD.counts", ", NEW.kind, NEW.upto, NEW.before, NEW.counts")


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0009_of_the_trail"),
        ("audit", "0006_cutting"),
        ("accounts", "0007_reviewed_by_another"),
        ("disclosure", "0003_what_was_shared_stays"),
        ("common", "0005_local_day"),
    ]

    operations = [
        migrations.RunSQL([BEFORE, END, KINDS, outlived(OUTLIVED), CUT], FUNCTIONS_NOT),
        migrations.RunSQL([*_FENCES], [*_FENCES_NOT]),
        migrations.RunSQL(KEEP % _MORE, KEEP % ("", "")),
    ]
