DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
CREATE FUNCTION bench.setting(name text) RETURNS bigint LANGUAGE sql STABLE AS
  $$ SELECT current_setting('bench.' || name)::bigint $$;
CREATE UNLOGGED TABLE bench.made (n bigint, signal uuid, report uuid, handover uuid, desk bigint,
  municipality bigint, officer bigint, at timestamptz, state text, acute boolean, channel text, subject text,
  form text, setting bigint, said text, handed boolean, under uuid);
CREATE INDEX ON bench.made (desk, n);
CREATE INDEX ON bench.made (handover);
SELECT setseed(0.5);
