from django.db import migrations

# The runtime role can delete nothing of casework. These functions run as the owner of the tables, whom row
# security holds too (it is forced): as owner one sees casework only with the right to retention, and deletes
# only what has a tombstone. A tombstone is made by retention_destroy alone, which asks for two people.
_SEEN = "(SELECT app_can('retention.manage'))"
# Whatever a login says of who acts: one that may not read these tables, as of a public side, gets nothing.
_INSIDE = "has_table_privilege(session_user, 'retention_tombstone', 'SELECT')"


def _tomb(kind: str, column: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM retention_tombstone AS t WHERE t.subject_id = {column} AND t.kind = '{kind}')"
    )


_OF_EVENT = "(SELECT e.handover_id FROM handover_handoverevent AS e WHERE e.id = event_id)"
_SIGNAL, _REPORT, _HANDOVER = (_tomb(kind, f"{kind}_id") for kind in ("signal", "report", "handover"))

# table -> which rows may go
CASEWORK = {
    "handover_eventauthor": _tomb("handover", _OF_EVENT),
    "handover_handoverevent": _HANDOVER,
    "handover_packageitem": _HANDOVER,
    "handover_packagefile": _HANDOVER,
    "handover_handoverorigin": _HANDOVER,
    "handover_handover": _tomb("handover", "id"),
    "signals_note": _SIGNAL,
    "signals_task": _SIGNAL,
    "signals_assessment": _SIGNAL,
    "signals_routedecision": _SIGNAL,
    "signals_signalevent": _SIGNAL,
    "signals_signalreport": f"({_SIGNAL} OR {_REPORT})",
    "signals_signal": _tomb("signal", "id"),
    "reporting_attachmentoriginal": _REPORT,
    "reporting_attachment": _REPORT,
    "reporting_addition": _REPORT,
    "reporting_reply": _REPORT,
    "reporting_receipt": _REPORT,
    "reporting_authorship": _REPORT,
    "reporting_reporteridentity": _REPORT,
    "reporting_detail": _REPORT,
    "reporting_indicatoranswer": _REPORT,
    "reporting_statement": _REPORT,
    "reporting_report": _tomb("report", "id"),
    "common_clock": f"({_tomb('signal', 'subject_id')} OR {_tomb('handover', 'subject_id')})",
    "retention_keeping": _SIGNAL,
    "retention_legalhold": _SIGNAL,
}
_OPEN = {"retention_keeping", "retention_legalhold"}

FENCES = [
    statement
    for table, gone in CASEWORK.items()
    if table not in _OPEN
    for statement in (
        f"CREATE POLICY {table}_counted ON {table} FOR SELECT TO CURRENT_USER USING ({_SEEN})",
        f"CREATE POLICY {table}_destroyed ON {table} FOR DELETE TO CURRENT_USER USING ({_SEEN} AND {gone})",
    )
]
FENCES_NOT = [
    f"DROP POLICY {table}_{which} ON {table}"
    for table in CASEWORK
    if table not in _OPEN
    for which in ("counted", "destroyed")
]

_DELETES = {
    "handover_eventauthor": "event_id IN (SELECT id FROM handover_handoverevent"
    " WHERE handover_id = ANY (handovers))",
    "handover_handover": "id = ANY (handovers)",
    "signals_signalreport": "signal_id = ANY (signals) OR report_id = ANY (reports)",
    "signals_signal": "id = ANY (signals)",
    "reporting_report": "id = ANY (reports)",
    "common_clock": "subject_id = ANY (signals) OR subject_id = ANY (handovers)",
}


def _delete(table: str) -> str:
    by = {"handover": "handover_id = ANY (handovers)", "reporting": "report_id = ANY (reports)"}
    where = _DELETES.get(table) or by.get(table.split("_", maxsplit=1)[0], "signal_id = ANY (signals)")
    # Row security does not hold the owner in these, so the statement itself asks for the tombstone.
    also = f" AND {CASEWORK[table]}" if table in _OPEN else ""
    return f"  DELETE FROM {table} WHERE {where}{also};"


ERASE = f"""
CREATE FUNCTION retention_erase(signals uuid[], reports uuid[], handovers uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
{chr(10).join(_delete(table) for table in CASEWORK)}
END $$;
REVOKE ALL ON FUNCTION retention_erase(uuid[], uuid[], uuid[]) FROM PUBLIC;
"""

# What hangs together: a signal, those merged under it, their reports, and the hand-offs made from them.
PARTS = f"""
CREATE FUNCTION retention_parts(root uuid) RETURNS TABLE (kind text, subject_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH RECURSIVE lying(id) AS (
    SELECT s.id FROM signals_signal AS s WHERE s.id = root AND {_INSIDE}
    UNION
    SELECT s.id FROM signals_signal AS s JOIN lying ON s.merged_into_id = lying.id
  )
  SELECT 'signal', lying.id FROM lying
  UNION ALL
  SELECT DISTINCT 'report', r.report_id FROM signals_signalreport AS r JOIN lying ON r.signal_id = lying.id
    WHERE r.removed_at IS NULL
  UNION ALL
  SELECT 'handover', o.handover_id FROM handover_handoverorigin AS o
    JOIN lying ON o.kind = 'signal' AND o.subject_id = lying.id
$$;
"""

FACTS = f"""
CREATE FUNCTION retention_facts(which uuid[], before timestamptz, most integer) RETURNS TABLE (
  signal_id uuid, number bigint, desk_id bigint, state text, outcome text, received_at timestamptz,
  closed_at timestamptz, changed_at timestamptz, told_at timestamptz, reports bigint, files bigint,
  handovers bigint, shared_until timestamptz, shared_now boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH chosen AS (
    SELECT s.* FROM signals_signal AS s
    WHERE s.merged_into_id IS NULL AND {_INSIDE}
      AND (which IS NULL OR s.id = ANY (which)) AND (before IS NULL OR s.received_at < before)
    ORDER BY s.received_at, s.number LIMIT most
  )
  SELECT c.id, c.number, c.desk_id, c.state, c.outcome, c.received_at, c.closed_at, c.last_activity_at,
    told.at, told.reports, told.files, sent.handovers, sent.shared_until, sent.shared_now
  FROM chosen AS c
  CROSS JOIN LATERAL (
    SELECT max(greatest(r.received_at, (SELECT max(a.at) FROM reporting_addition AS a
             WHERE a.report_id = r.id))) AS at, count(*) AS reports,
           coalesce(sum((SELECT count(*) FROM reporting_attachment AS f WHERE f.report_id = r.id)), 0)::bigint
             AS files
    FROM retention_parts(c.id) AS p JOIN reporting_report AS r ON r.id = p.subject_id WHERE p.kind = 'report'
  ) AS told
  CROSS JOIN LATERAL (
    SELECT count(*) AS handovers,
      max(h.access_until) FILTER (WHERE h.state IN ('accepted', 'accepted_partly', 'in_hand', 'finished')
        AND h.ended_at IS NULL) AS shared_until,
      coalesce(bool_or(h.state NOT IN ('returned', 'expired', 'revoked', 'finished')), false) AS shared_now
    FROM retention_parts(c.id) AS p JOIN handover_handover AS h ON h.id = p.subject_id
    WHERE p.kind = 'handover'
  ) AS sent
$$;
"""

DESTROY = f"""
CREATE FUNCTION retention_destroy(one uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE item retention_destructionitem;
DECLARE facts record;
DECLARE signals uuid[];
DECLARE reports uuid[];
DECLARE handovers uuid[];
BEGIN
  SELECT i.* INTO item FROM retention_destructionitem AS i
    JOIN retention_destructionproposal AS p ON p.id = i.proposal_id
    WHERE i.id = one AND i.state = 'waiting' AND p.state = 'approved' AND p.decided_by <> p.made_by
    FOR UPDATE OF i;
  IF NOT FOUND OR NOT app_can('retention.manage') OR NOT {_INSIDE} THEN
    RAISE EXCEPTION 'two people decide about destruction' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF EXISTS (SELECT 1 FROM retention_legalhold AS h
      WHERE h.signal_id = item.signal_id AND h.ended_at IS NULL) THEN
    RAISE EXCEPTION 'a hold keeps this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO facts FROM retention_facts(ARRAY[item.signal_id], NULL, 1);
  IF NOT FOUND OR facts.state <> 'closed' THEN
    RAISE EXCEPTION 'this is worked on' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT array_agg(p.subject_id) FILTER (WHERE p.kind = 'signal'),
         coalesce(array_agg(p.subject_id) FILTER (WHERE p.kind = 'report'), '{{}}'),
         coalesce(array_agg(p.subject_id) FILTER (WHERE p.kind = 'handover'), '{{}}')
    INTO signals, reports, handovers FROM retention_parts(item.signal_id) AS p;
  INSERT INTO retention_residue (signal_id, number, desk_id, municipality_id, subject, main_form, forms,
      age_band, urgency, outcome, received_on, closed_on, reports, files, handovers, regime_id, ended_on,
      proposal_id, destroyed_at, is_demonstration)
    SELECT s.id, s.number, s.desk_id, s.municipality_id, s.subject, s.main_form, s.forms, s.age_band,
      s.urgency, s.outcome, s.received_at::date, s.closed_at::date, facts.reports, facts.files,
      facts.handovers, item.regime_id, item.ended_on, item.proposal_id, at, s.is_demonstration
    FROM signals_signal AS s WHERE s.id = item.signal_id;
  INSERT INTO retention_tombstone (subject_id, kind, destroyed_at)
    SELECT unnest(signals), 'signal', at UNION ALL SELECT unnest(reports), 'report', at
    UNION ALL SELECT unnest(handovers), 'handover', at;
  PERFORM retention_erase(signals, reports, handovers);
  IF EXISTS (SELECT 1 FROM retention_parts(item.signal_id)) THEN
    RAISE EXCEPTION 'this changed meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  UPDATE retention_destructionitem SET state = 'destroyed', done_at = at WHERE id = one;
END $$;
"""
FUNCTIONS_NOT = """
DROP FUNCTION retention_destroy(uuid, timestamptz);
DROP FUNCTION retention_facts(uuid[], timestamptz, integer);
DROP FUNCTION retention_parts(uuid);
DROP FUNCTION retention_erase(uuid[], uuid[], uuid[]);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0002_row_security"),
        ("signals", "0004_titles_from_codes"),
        ("reporting", "0005_what_was_said_stays"),
        ("handover", "0005_steps_of_the_own_desk"),
    ]

    operations = [
        migrations.RunSQL([*FENCES], [*FENCES_NOT]),
        migrations.RunSQL([ERASE, PARTS, FACTS, DESTROY], FUNCTIONS_NOT),
    ]
