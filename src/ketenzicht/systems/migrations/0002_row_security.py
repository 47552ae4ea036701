from django.db import migrations

from ketenzicht.common.rls import at_desk, can, protect, through

_OWN = at_desk("desk_id", "model.edit")
_ANALYSED = at_desk("desk_id", "model.analyse")
_SHIPPED = f"(desk_id IS NULL AND {can('reference.edit')})"
_SIGNED_IN = f"((SELECT app_user()) IS NOT NULL OR {can('model.analyse')})"
# Without an actor there are no rows, not even of what everybody may read.
_OPEN = (
    "(published IS NOT NULL AND (SELECT app_kind()) <> ''"
    f" AND (visibility = 'public' OR (visibility = 'signed_in' AND {_SIGNED_IN})))"
)
_KEEPS = (
    f"({at_desk('parent.desk_id', 'model.edit')} OR (parent.desk_id IS NULL AND {can('reference.edit')}))"
)
_MODEL = through("systems_causalmodel", "model_id", f"(state = 'published' OR {_KEEPS})")
_KEEPER = through("systems_causalmodel", "model_id", _KEEPS)
_SENDER = at_desk("from_desk_id", "model.edit")
_PARTY = f"({_SENDER} OR {at_desk('to_desk_id', 'model.edit')})"
_DRAFT = through("systems_modeldraft", "draft_id")
# Whoever knows the code of a session sees it as long as it is open, and nothing else of the desk.
_IN_ROOM = "(code_hash = (SELECT app_token()) AND closed_at IS NULL AND closes_at > now())"
_SESSION = through("systems_roomsession", "session_id")
_ARROW = through("systems_sessionarrow", "arrow_id")

# A version is what others build on, cite and run again: once written, only whether it is published may change.
FROZEN = """
CREATE FUNCTION systems_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.model_id, NEW.number, NEW.document, NEW.digest, NEW.factors, NEW.relations, NEW.reason,
      NEW.made_at)
     IS DISTINCT FROM
     (OLD.id, OLD.model_id, OLD.number, OLD.document, OLD.digest, OLD.factors, OLD.relations, OLD.reason,
      OLD.made_at) THEN
    RAISE EXCEPTION 'a version never changes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER systems_version_frozen BEFORE UPDATE ON systems_version
  FOR EACH ROW EXECUTE FUNCTION systems_frozen();
"""
THAWED = """
DROP TRIGGER systems_version_frozen ON systems_version;
DROP FUNCTION systems_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("systems", "0001_initial"), ("common", "0002_row_security")]

    operations = [
        protect(
            "systems_causalmodel",
            select=f"{_OPEN} OR {_OWN} OR {_SHIPPED}",
            insert=f"{_OWN} OR {_SHIPPED}",
            update=f"{_OWN} OR {_SHIPPED}",
        ),
        protect("systems_version", select=_MODEL, insert=_KEEPER, update=_KEEPER),
        migrations.RunSQL(FROZEN, THAWED),
        protect(
            "systems_modeldraft",
            select=_OWN,
            insert=f"{_OWN} AND {through('systems_causalmodel', 'model_id')}",
            update=_OWN,
        ),
        protect("systems_edit", select=_DRAFT, insert=_DRAFT, update=_DRAFT),
        protect("systems_proposal", select=_PARTY, insert=_SENDER, update=_PARTY),
        protect(
            "systems_run",
            select=_ANALYSED,
            insert=f"{_ANALYSED} AND {through('systems_version', 'version_id')}",
            update=_ANALYSED,
        ),
        protect("systems_roomsession", select=f"{_OWN} OR {_IN_ROOM}", insert=_OWN, update=_OWN),
        protect("systems_sessionarrow", select=_SESSION, insert=_SESSION, update=_SESSION),
        protect("systems_sessionvote", select=_ARROW, insert=_ARROW, update=_ARROW),
    ]
