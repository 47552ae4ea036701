-- The chain of the audit trail as the trigger would have made it at each commit, link by link.
DO $$
DECLARE head audit_audithead; e audit_auditevent; before text;
BEGIN
  SELECT * INTO STRICT head FROM audit_audithead WHERE id = 1;
  FOR e IN SELECT * FROM audit_auditevent a
    WHERE NOT EXISTS (SELECT 1 FROM audit_auditlink l WHERE l.event = a.id) ORDER BY a.at, a.id LOOP
    before := head.digest;
    head.sequence := head.sequence + 1;
    head.digest := audit_digest(e, head.sequence, before);
    INSERT INTO audit_auditlink (sequence, event, previous_digest, digest)
      VALUES (head.sequence, e.id, before, head.digest);
  END LOOP;
  UPDATE audit_audithead SET sequence = head.sequence, digest = head.digest WHERE id = 1;
END $$;
SELECT setval('signals_number', (SELECT max(number) FROM signals_signal));
