"""Row-level security as migration operations: the database's own fence, behind the policy layer.

The functions ``app_…`` read what :func:`ketenzicht.common.actor.acting` told PostgreSQL. A setting that is
missing or empty gives no rows. They are called inside ``(SELECT …)`` so that they run once per query.
"""

from django.db.migrations import RunSQL

FUNCTIONS = """
CREATE FUNCTION app_kind() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT coalesce(current_setting('app.kind', true), '') $$;
CREATE FUNCTION app_user() RETURNS bigint LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.user', true), '')::bigint $$;
CREATE FUNCTION app_report() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.report', true), '')::uuid $$;
CREATE FUNCTION app_token() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.token', true), '') $$;
CREATE FUNCTION app_grants() RETURNS jsonb LANGUAGE sql STABLE AS
  $$ SELECT coalesce(nullif(current_setting('app.grants', true), ''), '{}')::jsonb $$;
CREATE FUNCTION app_can(verb text) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT app_grants() ? verb $$;
CREATE FUNCTION app_desks(VARIADIC verbs text[]) RETURNS bigint[] LANGUAGE sql STABLE AS
  $$ SELECT coalesce(array_agg(DISTINCT desk::bigint), '{}')
     FROM unnest(verbs) AS verb, jsonb_array_elements_text(coalesce(app_grants() -> verb, '[]')) AS desk $$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION app_desks(text[]); DROP FUNCTION app_can(text); DROP FUNCTION app_grants();
DROP FUNCTION app_token(); DROP FUNCTION app_report(); DROP FUNCTION app_user(); DROP FUNCTION app_kind();
"""


def at_desk(column: str, *verbs: str) -> str:
    """The condition that ``column`` is a desk where the actor has one of ``verbs``."""
    words = ", ".join(f"'{verb}'" for verb in verbs)
    return f"{column} = ANY ((SELECT app_desks({words}))::bigint[])"


def can(verb: str) -> str:
    """The condition that the actor has ``verb`` at all."""
    return f"(SELECT app_can('{verb}'))"


def through(table: str, own_column: str, also: str = "true") -> str:
    """The condition that the row of ``table`` this row belongs to is visible itself."""
    return f"EXISTS (SELECT 1 FROM {table} AS parent WHERE parent.id = {own_column} AND {also})"


# Never current_date: that is the day where the connection says it is, and it says UTC.
TODAY = "(SELECT local_today())"
THE_REPORTER = "(SELECT app_report())"


def protect(
    table: str,
    *,
    select: str,
    insert: str | None = None,
    update: str | None = None,
    delete: str | None = None,
) -> RunSQL:
    """Switch row security on for ``table``, its owner too; what has no condition is refused."""
    forward = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_select ON {table} FOR SELECT USING ({select})",
    ]
    if insert:
        forward.append(f"CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({insert})")
    if update:
        forward.append(
            f"CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({update}) WITH CHECK ({update})"
        )
    if delete:
        forward.append(f"CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({delete})")
    backward = [
        f"DROP POLICY IF EXISTS {table}_{operation} ON {table}"
        for operation in ("select", "insert", "update", "delete")
    ]
    backward += [
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]
    return RunSQL([*forward], [*backward])


def reference(*tables: str) -> list[RunSQL]:
    """Reference data: everybody reads, whoever may edit reference data writes, nobody deletes."""
    edit = can("reference.edit")
    return [protect(table, select="true", insert=edit, update=edit) for table in tables]


def rewrapped(table: str, column: str, *, stays: bool) -> RunSQL:
    """Let the owner put seals of ``column`` under another key while it says so.

    With ``stays`` nobody changes more than that: row and what was sealed are as they were.
    """
    fence = f"TO CURRENT_USER USING ((SELECT app_rewrapping()) AND octet_length({column}) > 0)"
    forward = [
        f"CREATE POLICY {table}_looked_for ON {table} FOR SELECT {fence}",
        f"CREATE POLICY {table}_rewrapped ON {table} FOR UPDATE {fence}",
    ]
    backward = [f"DROP POLICY {table}_{which} ON {table}" for which in ("looked_for", "rewrapped")]
    if stays:
        forward += [
            f"""CREATE FUNCTION {table}_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              RAISE EXCEPTION 'what was sealed stays' USING ERRCODE = 'insufficient_privilege'; END $$""",
            f"""CREATE TRIGGER {table}_sealed BEFORE UPDATE ON {table} FOR EACH ROW
              WHEN (sealed_body(OLD.{column}) IS DISTINCT FROM sealed_body(NEW.{column})
                OR to_jsonb(OLD) - '{column}' IS DISTINCT FROM to_jsonb(NEW) - '{column}')
              EXECUTE FUNCTION {table}_sealed()""",
        ]
        backward += [f"DROP TRIGGER {table}_sealed ON {table}", f"DROP FUNCTION {table}_sealed()"]
    return RunSQL([*forward], [*backward])
