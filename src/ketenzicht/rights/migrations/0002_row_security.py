from django.db import migrations

from ketenzicht.common.rls import can, protect, reference

_MANAGE = can("rights.manage")


def _of(condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM rights_subjectrequest AS r WHERE r.id = request_id AND {condition})"


_SEARCHING = _of("r.state = 'searching'")
# What is free of a request goes when its term is over, and not before.
_PAST = _of("r.state IN ('answered', 'closed') AND r.erase_on < current_date")

# What came in never changes, who asks is established once, and everybody acts in the own name.
KEEP = """
CREATE FUNCTION rights_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a request stays as it came in, and is dealt with in the own name'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER rights_request_keep BEFORE UPDATE ON rights_subjectrequest FOR EACH ROW
  WHEN ((OLD.id, OLD.number, OLD.kind, OLD.term_id, OLD.channel, OLD.arrived_on, OLD.registered_at,
         OLD.registered_by) IS DISTINCT FROM
        (NEW.id, NEW.number, NEW.kind, NEW.term_id, NEW.channel, NEW.arrived_on, NEW.registered_at,
         NEW.registered_by)
    OR (OLD.verified_by IS DISTINCT FROM NEW.verified_by AND
        (OLD.verified_by IS NOT NULL OR NEW.verified_by IS DISTINCT FROM app_user()))
    OR (OLD.decided_by IS DISTINCT FROM NEW.decided_by AND
        (OLD.decided_by IS NOT NULL OR NEW.decided_by IS DISTINCT FROM app_user()))
    OR (OLD.state IN ('answered', 'closed') AND OLD.state <> NEW.state))
  EXECUTE FUNCTION rights_keep();
"""
KEEP_NOT = "DROP TRIGGER rights_request_keep ON rights_subjectrequest; DROP FUNCTION rights_keep();"


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial"), ("common", "0002_row_security")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE rights_request_number", "DROP SEQUENCE rights_request_number"),
        *reference("rights_answerterm", "rights_refusalground"),
        protect(
            "rights_subjectrequest",
            select=_MANAGE,
            insert=f"{_MANAGE} AND state = 'received' AND registered_by = (SELECT app_user())",
            update=_MANAGE,
        ),
        protect(
            "rights_requestcontent",
            select=_MANAGE,
            insert=f"{_MANAGE} AND {_of('r.state = ' + repr('received'))}",
            update=_MANAGE,
            delete=f"{_MANAGE} AND {_PAST}",
        ),
        protect(
            "rights_subjecthit",
            select=_MANAGE,
            insert=f"{_MANAGE} AND {_SEARCHING}",
            delete=f"{_MANAGE} AND ({_SEARCHING} OR {_PAST})",
        ),
        migrations.RunSQL(KEEP, KEEP_NOT),
    ]
