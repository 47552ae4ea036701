from django.db import migrations

# The oldest part of the chain can be removed: a checkpoint says where the chain begins from then on. It is made
# in the transaction that removes, by audit_cut alone, and stands in the trail itself word for word, so that
# changing it breaks the chain. Nothing goes that no checkpoint covers, for the owner of the tables neither.
TOLD = """
CREATE FUNCTION audit_told(made audit_auditcheckpoint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('upto', made.sequence, 'digest', made.digest, 'events', made.events,
    'first_day', to_char(made.first_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD'),
    'last_day', to_char(made.last_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD'),
    'before', to_char(made.before AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD'),
    'number', made.proposal, 'proposed_by', made.proposed_by, 'approved_by', made.approved_by)
$$;
"""

# One statement, so that it sees one moment of the chain however long it is. Each line names a place and what is
# wrong there. With a place it looks no further than that one.
BREAKS = """
CREATE FUNCTION audit_breaks(upto bigint) RETURNS TABLE (place bigint, reason text) LANGUAGE sql STABLE AS $$
  WITH origin AS (
    SELECT coalesce(max(k.sequence), 0) AS sequence, max(k.last_at) AS last_at,
      coalesce((array_agg(k.digest ORDER BY k.sequence DESC))[1], repeat('0', 64)) AS digest
    FROM audit_auditcheckpoint AS k
  ), chain AS (
    SELECT l.sequence, l.previous_digest, l.digest, lag(l.digest) OVER walk AS digest_before,
           row_number() OVER walk AS nth, e.id AS event_id,
           CASE WHEN e.id IS NOT NULL THEN audit_digest(e, l.sequence, l.previous_digest) END AS recomputed
    FROM audit_auditlink l LEFT JOIN audit_auditevent e ON e.id = l.event
    -- As a bound, so that a piece is found along the index.
    WHERE l.sequence <= coalesce(upto, 9223372036854775807)
    WINDOW walk AS (ORDER BY l.sequence)
  ), breaks AS (
    SELECT c.sequence AS place, CASE
      WHEN c.sequence <= origin.sequence THEN 'removed_is_back'
      WHEN c.sequence <> c.nth + origin.sequence THEN 'link_missing'
      WHEN c.event_id IS NULL THEN 'event_missing'
      WHEN c.previous_digest <> coalesce(c.digest_before, origin.digest) THEN 'out_of_order'
      WHEN c.digest <> c.recomputed THEN 'event_changed' END AS reason
    FROM chain AS c, origin
    UNION ALL
    SELECT coalesce(last.sequence, origin.sequence) + 1, 'end_missing'
    FROM audit_audithead h CROSS JOIN origin
    LEFT JOIN (SELECT * FROM audit_auditlink ORDER BY sequence DESC LIMIT 1) AS last ON true
    WHERE upto IS NULL AND (h.sequence <> coalesce(last.sequence, origin.sequence)
      OR h.digest <> coalesce(last.digest, origin.digest))
    UNION ALL
    SELECT (SELECT coalesce(max(sequence), 0) FROM audit_auditlink) + 1, 'event_without_link'
    FROM audit_auditevent e
    WHERE upto IS NULL AND NOT EXISTS (SELECT 1 FROM audit_auditlink l WHERE l.event = e.id)
    UNION ALL
    -- What the trail says of an earlier checkpoint can have been removed itself since.
    SELECT k.sequence + 1, 'checkpoint_changed' FROM audit_auditcheckpoint AS k, origin
    WHERE upto IS NULL AND (k.sequence = origin.sequence OR k.made_at > origin.last_at)
      AND NOT EXISTS (SELECT 1 FROM audit_auditevent AS e WHERE e.kind = 'audit.trail.cut'
        AND e.at = k.made_at AND e.detail = audit_told(k))
  )
  SELECT b.place, b.reason FROM breaks AS b WHERE b.reason IS NOT NULL ORDER BY b.place, b.reason LIMIT 1
$$;
"""

# Who may ask for this is said by what calls it: a function of the owner, or the owner after a restore.
CUT = """
CREATE FUNCTION audit_cut(upto bigint, before timestamptz, at timestamptz, proposal bigint, proposed_by bigint,
  approved_by bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE made audit_auditcheckpoint;
BEGIN
  -- One at a time. Adding to the end goes on meanwhile.
  PERFORM pg_advisory_xact_lock(hashtext('audit_cut'));
  IF EXISTS (SELECT 1 FROM audit_breaks(upto)) THEN
    RAISE EXCEPTION 'the audit trail is broken here, and what shows it stays' USING ERRCODE = 'data_corrupted';
  END IF;
  INSERT INTO audit_auditcheckpoint AS k (sequence, digest, events, first_at, last_at, before, made_at, proposal,
      proposed_by, approved_by)
    SELECT upto, (SELECT l.digest FROM audit_auditlink AS l WHERE l.sequence = upto), count(*), min(e.at),
      max(e.at), audit_cut.before, audit_cut.at, audit_cut.proposal, audit_cut.proposed_by,
      audit_cut.approved_by
    FROM audit_auditlink AS l JOIN audit_auditevent AS e ON e.id = l.event WHERE l.sequence <= upto
    RETURNING k.* INTO made;
  DELETE FROM audit_auditevent AS e USING audit_auditlink AS l WHERE l.event = e.id AND l.sequence <= upto;
  DELETE FROM audit_auditlink AS l WHERE l.sequence <= upto;
  INSERT INTO audit_auditevent (id, at, kind, is_read, actor_kind, actor_user_id, target_kind, target_id, detail)
    VALUES (gen_random_uuid(), made.made_at, 'audit.trail.cut', false, app_kind(), app_user(), 'audit', 'trail',
      audit_told(made));
  RETURN made.events;
END $$;
REVOKE ALL ON FUNCTION audit_cut(bigint, timestamptz, timestamptz, bigint, bigint, bigint) FROM PUBLIC;
"""
FUNCTIONS_NOT = """
DROP FUNCTION audit_cut(bigint, timestamptz, timestamptz, bigint, bigint, bigint);
DROP FUNCTION audit_breaks(bigint);
DROP FUNCTION audit_told(audit_auditcheckpoint);
"""

# A checkpoint itself goes only after a later one removed what the trail said of it.
KEEP = """
CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE covered boolean;
BEGIN
  IF TG_TABLE_NAME = 'audit_auditevent' THEN
    covered := EXISTS (SELECT 1 FROM audit_auditlink AS l, audit_auditcheckpoint AS k
      WHERE l.event = OLD.id AND k.sequence >= l.sequence);
  ELSIF TG_TABLE_NAME = 'audit_auditlink' THEN
    covered := EXISTS (SELECT 1 FROM audit_auditcheckpoint AS k WHERE k.sequence >= OLD.sequence);
  ELSE
    covered := EXISTS (SELECT 1 FROM audit_auditcheckpoint AS k
      WHERE k.sequence > OLD.sequence AND k.last_at > OLD.made_at);
  END IF;
  IF covered THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
"""
_TABLES = ("event", "link", "checkpoint")
_TRIGGERS = [
    statement
    for name in _TABLES
    for statement in (
        f"CREATE TRIGGER audit_{name}_append_only BEFORE UPDATE OR TRUNCATE ON audit_audit{name}"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
        f"CREATE TRIGGER audit_{name}_keep BEFORE DELETE ON audit_audit{name}"
        " FOR EACH ROW EXECUTE FUNCTION audit_keep()",
    )
]
_TRIGGERS_NOT = [
    f"DROP TRIGGER audit_{name}_{which} ON audit_audit{name}"
    for name in _TABLES
    for which in ("append_only", "keep")
]
_BEFORE = [f"DROP TRIGGER audit_{name}_append_only ON audit_audit{name}" for name in ("event", "link")]
_BEFORE_NOT = [
    f"CREATE TRIGGER audit_{name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_audit{name}"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
    for name in ("event", "link")
]

# Row security holds the owner for events. The owner's function writes checkpoints, so it is not forced there.
_MANAGE = "(SELECT app_can('retention.manage'))"
FENCES = f"""
ALTER TABLE audit_auditcheckpoint ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_auditcheckpoint_select ON audit_auditcheckpoint FOR SELECT
  USING ((SELECT app_can('audit.read')) OR {_MANAGE} OR (SELECT app_can('retention.approve')));
CREATE POLICY audit_auditevent_weighed ON audit_auditevent FOR SELECT TO CURRENT_USER USING ({_MANAGE});
CREATE POLICY audit_auditevent_outlived ON audit_auditevent FOR DELETE TO CURRENT_USER USING ({_MANAGE});
"""
FENCES_NOT = """
DROP POLICY audit_auditevent_outlived ON audit_auditevent;
DROP POLICY audit_auditevent_weighed ON audit_auditevent;
DROP POLICY audit_auditcheckpoint_select ON audit_auditcheckpoint;
ALTER TABLE audit_auditcheckpoint DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_checkpoints")]

    operations = [
        migrations.RunSQL([TOLD, BREAKS, CUT], FUNCTIONS_NOT),
        migrations.RunSQL(
            [*_BEFORE, KEEP, *_TRIGGERS], [*_TRIGGERS_NOT, "DROP FUNCTION audit_keep()", *_BEFORE_NOT]
        ),
        migrations.RunSQL(FENCES, FENCES_NOT),
    ]
