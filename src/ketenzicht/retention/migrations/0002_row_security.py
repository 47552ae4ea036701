from django.db import migrations

from ketenzicht.common.rls import can, reference

_MANAGE = can("retention.manage")
_APPROVE = can("retention.approve")
_EITHER = f"{_MANAGE} OR {_APPROVE}"
_PROPOSED = (
    "EXISTS (SELECT 1 FROM retention_destructionproposal AS p"
    " WHERE p.id = proposal_id AND p.state = 'proposed')"
)

# The owner's functions below write these, so row security is not forced on the owner here.
_TABLES = {
    "keeping": {"SELECT": _MANAGE, "INSERT": _MANAGE, "UPDATE": _MANAGE},
    "legalhold": {"SELECT": _MANAGE, "INSERT": _MANAGE, "UPDATE": _MANAGE},
    "destructionproposal": {
        "SELECT": _EITHER,
        "INSERT": f"{_MANAGE} AND state = 'proposed' AND made_by = (SELECT app_user())",
        "UPDATE": _EITHER,
    },
    "destructionitem": {
        "SELECT": _EITHER,
        "INSERT": f"{_MANAGE} AND state = 'waiting' AND {_PROPOSED}",
        "UPDATE": _EITHER,
    },
    "residue": {"SELECT": _EITHER},
    "tombstone": {"SELECT": _MANAGE},
}


def _policies() -> list[str]:
    statements = []
    for name, allowed in _TABLES.items():
        table = f"retention_{name}"
        statements.append(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        for operation, condition in allowed.items():
            using = "" if operation == "INSERT" else f" USING ({condition})"
            check = "" if operation == "SELECT" else f" WITH CHECK ({condition})"
            statements.append(
                f"CREATE POLICY {table}_{operation.lower()} ON {table} FOR {operation}{using}{check}"
            )
    return statements


def _no_policies() -> list[str]:
    return [
        statement
        for name, allowed in _TABLES.items()
        for statement in (
            *(
                f"DROP POLICY retention_{name}_{operation.lower()} ON retention_{name}"
                for operation in allowed
            ),
            f"ALTER TABLE retention_{name} DISABLE ROW LEVEL SECURITY",
        )
    ]


# Who made a proposal and what stands in it never changes, and whoever decides does so in the own name.
KEEP = """
CREATE FUNCTION retention_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was proposed stays, and is decided in the own name'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER retention_proposal_keep BEFORE UPDATE ON retention_destructionproposal FOR EACH ROW
  WHEN ((OLD.id, OLD.number, OLD.made_at, OLD.made_by) IS DISTINCT FROM
        (NEW.id, NEW.number, NEW.made_at, NEW.made_by)
    OR (OLD.state <> NEW.state AND OLD.state NOT IN ('proposed', 'approved'))
    OR (OLD.decided_by IS DISTINCT FROM NEW.decided_by AND
        (OLD.decided_by IS NOT NULL OR NEW.decided_by IS DISTINCT FROM app_user())))
  EXECUTE FUNCTION retention_keep();
CREATE TRIGGER retention_item_keep BEFORE UPDATE ON retention_destructionitem FOR EACH ROW
  WHEN ((OLD.id, OLD.proposal_id, OLD.signal_id, OLD.number, OLD.desk_id, OLD.regime_id, OLD.ended_on)
    IS DISTINCT FROM
        (NEW.id, NEW.proposal_id, NEW.signal_id, NEW.number, NEW.desk_id, NEW.regime_id, NEW.ended_on)
    OR (OLD.state <> 'waiting' AND (OLD.state, OLD.stopped_because, OLD.done_at)
      IS DISTINCT FROM (NEW.state, NEW.stopped_because, NEW.done_at)))
  EXECUTE FUNCTION retention_keep();
"""
KEEP_NOT = """
DROP TRIGGER retention_item_keep ON retention_destructionitem;
DROP TRIGGER retention_proposal_keep ON retention_destructionproposal;
DROP FUNCTION retention_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial"), ("common", "0002_row_security")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE retention_proposal_number", "DROP SEQUENCE retention_proposal_number"
        ),
        *reference("retention_regime"),
        migrations.RunSQL(_policies(), _no_policies()),
        migrations.RunSQL(KEEP, KEEP_NOT),
    ]
