from django.db import migrations

from ketenzicht.common.rls import can, protect

# The chain is made at commit, by a deferred trigger: the lock on its end is held for the length of the
# commit and not for the length of the request. The function runs as the tables' owner, so the runtime
# role can add events and can touch neither the chain nor what is already in it.
CHAIN = """
CREATE FUNCTION audit_digest(e audit_auditevent, sequence bigint, previous text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    previous, sequence, e.id, (extract(epoch FROM e.at) * 1000000)::bigint, e.kind, e.is_read,
    e.actor_kind, e.actor_user_id, e.actor_desk_id, e.target_kind, e.target_id, e.desk_id, e.detail
  )::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION audit_append() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE head audit_audithead;
DECLARE next_digest text;
BEGIN
  SELECT * INTO STRICT head FROM audit_audithead WHERE id = 1 FOR UPDATE;
  next_digest := audit_digest(NEW, head.sequence + 1, head.digest);
  INSERT INTO audit_auditlink (sequence, event, previous_digest, digest)
    VALUES (head.sequence + 1, NEW.id, head.digest, next_digest);
  UPDATE audit_audithead SET sequence = head.sequence + 1, digest = next_digest WHERE id = 1;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER audit_append AFTER INSERT ON audit_auditevent
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_append();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_auditevent
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_auditlink
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

INSERT INTO audit_audithead (id, sequence, digest) VALUES (1, 0, repeat('0', 64));
"""
UNCHAIN = """
DELETE FROM audit_audithead;
DROP TRIGGER audit_link_append_only ON audit_auditlink;
DROP TRIGGER audit_event_append_only ON audit_auditevent;
DROP FUNCTION audit_refuse();
DROP TRIGGER audit_append ON audit_auditevent;
DROP FUNCTION audit_append();
DROP FUNCTION audit_digest(audit_auditevent, bigint, text);
"""

# The owner's function writes these two, so row security is not forced on the owner here.
OWNER_WRITES = """
ALTER TABLE audit_auditlink ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_auditlink_select ON audit_auditlink FOR SELECT USING ((SELECT app_can('audit.read')));
ALTER TABLE audit_audithead ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_audithead_select ON audit_audithead FOR SELECT USING ((SELECT app_can('audit.read')));
"""
OWNER_WRITES_NOT = """
DROP POLICY audit_audithead_select ON audit_audithead;
ALTER TABLE audit_audithead DISABLE ROW LEVEL SECURITY;
DROP POLICY audit_auditlink_select ON audit_auditlink;
ALTER TABLE audit_auditlink DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("common", "0002_row_security")]

    operations = [
        migrations.RunSQL(CHAIN, UNCHAIN),
        migrations.RunSQL(OWNER_WRITES, OWNER_WRITES_NOT),
        protect("audit_auditevent", select=can("audit.read"), insert="true"),
    ]
