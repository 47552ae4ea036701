from django.db import migrations

from ketenzicht.common.rls import TODAY, at_desk, can, protect, rewrapped

_MANAGE = can("rights.manage")
_DECIDES = at_desk("desk_id", "signal.triage")


def _of(condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM rights_subjectrequest AS r WHERE r.id = request_id AND {condition})"


def _hand_out(condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM rights_handout AS h WHERE h.request_id = {condition})"


def _before(table: str) -> str:
    """That a passage of this hand-out lies before a desk of the actor."""
    own = at_desk("p.desk_id", "signal.triage")
    return f"EXISTS (SELECT 1 FROM rights_passage AS p WHERE p.request_id = {table}.request_id AND {own})"


_PAST = f"{_MANAGE} AND " + _of(f"r.state IN ('answered', 'closed') AND r.erase_on < {TODAY}")
_PSEUDONYM = _before("rights_pseudonym")

KEEP = """
CREATE FUNCTION rights_passage_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  anew boolean := (OLD.decision, OLD.told, OLD.marks, OLD.ground_id, OLD.decided_by, OLD.decided_at)
    IS DISTINCT FROM (NEW.decision, NEW.told, NEW.marks, NEW.ground_id, NEW.decided_by, NEW.decided_at);
BEGIN
  IF (OLD.id, OLD.request_id, OLD.desk_id, OLD.place, OLD.row, OLD.subject_kind, OLD.subject, OLD.number,
      OLD.kept_since) IS DISTINCT FROM
     (NEW.id, NEW.request_id, NEW.desk_id, NEW.place, NEW.row, NEW.subject_kind, NEW.subject, NEW.number,
      NEW.kept_since)
    OR OLD.state = 'gone'
    OR NOT EXISTS (SELECT 1 FROM rights_handout AS h
                   WHERE h.request_id = OLD.request_id AND h.state = 'deciding')
    OR NOT (
      (NEW.state = 'decided' AND NEW.decided_by = app_user()
        AND NEW.desk_id = ANY (app_desks('signal.triage')))
      OR (NEW.state = 'gone' AND NEW.decision = '' AND NEW.told = '' AND app_can('rights.manage')
        AND NEW.decided_by IS NOT DISTINCT FROM OLD.decided_by)
      OR (NEW.state = 'returned' AND OLD.state = 'decided' AND NOT anew AND NEW.returned <> ''
        AND app_can('rights.manage')))
  THEN
    RAISE EXCEPTION 'the desk that has a passage decides about it, in the own name, until the document is made'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rights_passage_keep BEFORE UPDATE ON rights_passage FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION rights_passage_keep();

-- The policies of both tables cannot ask each other.
CREATE FUNCTION rights_passage_put_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM rights_handout AS h
                 WHERE h.request_id = NEW.request_id AND h.state = 'deciding') THEN
    RAISE EXCEPTION 'nothing is put before a desk for a document that was made or stopped'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rights_passage_put_before BEFORE INSERT ON rights_passage FOR EACH ROW
  EXECUTE FUNCTION rights_passage_put_before();

CREATE FUNCTION rights_handout_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.request_id, OLD.number, OLD.about, OLD.wanted_by, OLD.started_at, OLD.started_by) IS DISTINCT FROM
     (NEW.request_id, NEW.number, NEW.about, NEW.wanted_by, NEW.started_at, NEW.started_by)
    OR NOT (
      (OLD.state = 'deciding' AND NEW.state = 'stopped')
      OR (OLD.state = 'deciding' AND NEW.state = 'released' AND NEW.released_by = app_user()
        AND NOT EXISTS (SELECT 1 FROM rights_passage AS p WHERE p.request_id = OLD.request_id
          AND (p.state IN ('open', 'returned') OR p.decided_by = app_user())))
      OR (OLD.state = 'released' AND NEW.state = 'handed_over' AND NEW.handed_over_by = app_user()
        AND NEW.released_by = OLD.released_by AND NEW.released_at = OLD.released_at))
  THEN
    RAISE EXCEPTION 'whoever decided about a passage does not release, and what was released stays'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rights_handout_keep BEFORE UPDATE ON rights_handout FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION rights_handout_keep();

CREATE FUNCTION rights_pseudonym_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a label stays with whom it was given to' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER rights_pseudonym_keep BEFORE UPDATE ON rights_pseudonym FOR EACH ROW
  WHEN ((OLD.id, OLD.request_id, OLD.kind, OLD.number) IS DISTINCT FROM
        (NEW.id, NEW.request_id, NEW.kind, NEW.number) OR NOT NEW.prints @> OLD.prints)
  EXECUTE FUNCTION rights_pseudonym_keep();
"""
KEEP_NOT = """
DROP TRIGGER rights_pseudonym_keep ON rights_pseudonym; DROP FUNCTION rights_pseudonym_keep();
DROP TRIGGER rights_handout_keep ON rights_handout; DROP FUNCTION rights_handout_keep();
DROP TRIGGER rights_passage_put_before ON rights_passage; DROP FUNCTION rights_passage_put_before();
DROP TRIGGER rights_passage_keep ON rights_passage; DROP FUNCTION rights_passage_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("rights", "0005_hand_outs"), ("common", "0005_local_day")]

    operations = [
        protect(
            "rights_passage",
            select=f"{_MANAGE} OR {_DECIDES}",
            insert=f"{_MANAGE} AND state = 'open' AND decision = '' AND "
            + _of("r.kind = 'access' AND r.state IN ('searched', 'decided')"),
            update=f"{_MANAGE} OR {_DECIDES}",
            delete=_PAST,
        ),
        protect(
            "rights_handout",
            select=f"{_MANAGE} OR (state = 'deciding' AND {_before('rights_handout')})",
            insert=f"{_MANAGE} AND state = 'deciding' AND started_by = (SELECT app_user()) AND "
            + _of("r.kind = 'access' AND r.state IN ('searched', 'decided')"),
            update=_MANAGE,
            delete=_PAST,
        ),
        protect(
            "rights_pseudonym",
            select=f"{_MANAGE} OR {_PSEUDONYM}",
            insert=_PSEUDONYM,
            update=_PSEUDONYM,
            delete=_PAST,
        ),
        protect(
            "rights_handoutfile",
            select=_MANAGE,
            insert=f"{_MANAGE} AND "
            + _hand_out(
                "rights_handoutfile.request_id AND h.state = 'released' AND h.released_by = (SELECT app_user())"
            ),
            delete=_PAST,
        ),
        rewrapped("rights_handoutfile", "sealed", stays=True),
        migrations.RunSQL(KEEP, KEEP_NOT),
    ]
