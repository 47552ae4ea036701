-- A country of municipalities, their desks and the people at them. All of it is invented but the
-- municipalities of the reference data, which keep their own desks and population.
INSERT INTO partners_municipality (code, label_nl, label_en, source, source_url, certainty, valid_from,
  verified_on, file_digest, upstream_changed, province, population, population_on)
SELECT 'bench-gm' || rank, 'Verzonnen gemeente ' || rank, 'Invented municipality ' || rank, 'benchmark', '',
  'proposal', '2000-01-01', '2000-01-01', '', false, 'Verzonnen', round(880000 / power(rank, 0.75)), '2000-01-01'
FROM generate_series(1, 334) AS rank;

INSERT INTO partners_organisation (code, label_nl, label_en, source, source_url, certainty, valid_from,
  verified_on, file_digest, upstream_changed, level, kind, description_nl, description_en, website)
VALUES ('bench-all', 'Verzonnen organisatie', 'Invented organisation', 'benchmark', '', 'proposal',
  '2000-01-01', '2000-01-01', '', false, 'local', 'municipality', '', '', '');

INSERT INTO partners_desk (code, label_nl, label_en, source, source_url, certainty, valid_from, verified_on,
  file_digest, upstream_changed, kind, forms, subjects, age_groups, urgencies, phone, email, website, opening_nl,
  opening_en, description_nl, description_en, connected, municipality_id, organisation_id)
SELECT replace(m.code, 'gm', 'focal'), 'Loket van ' || m.label_nl, 'Desk of ' || m.label_en, 'benchmark', '',
  'proposal', '2000-01-01', '2000-01-01', '', false, 'focal', '{}', '{}', '{}', '{}', '', '', '', '', '', '', '',
  true, m.id, o.id
FROM partners_municipality m, partners_organisation o
WHERE m.code LIKE 'bench-gm%' AND o.code = 'bench-all';

-- One officer for every forty thousand inhabitants, and at least one.
INSERT INTO accounts_user (password, email, name, is_active, is_demonstration, language, shortcuts)
SELECT '!', 'bench-' || d.id || '-' || nth || '@example.org', 'Verzonnen medewerker ' || d.id || '-' || nth,
  true, false, 'nl', true
FROM partners_desk d JOIN partners_municipality m ON m.id = d.municipality_id,
  generate_series(1, 1 + m.population / 40000) AS nth
WHERE d.kind = 'focal' AND d.connected;

INSERT INTO accounts_user (password, email, name, is_active, is_demonstration, language, shortcuts)
SELECT '!', 'bench-' || word || '@example.org', 'Verzonnen ' || word, true, true, 'nl', true
FROM unnest('{groot,klein,streek,regisseur,toezicht}'::text[]) AS word;

INSERT INTO accounts_membership (role, valid_from, user_id, desk_id)
SELECT 'focal_officer', date '2000-01-01', u.id, split_part(u.email, '-', 2)::bigint
FROM accounts_user u WHERE u.email ~ '^bench-[0-9]+-[0-9]+@'
UNION ALL
SELECT 'focal_officer', date '2000-01-01', u.id, d.id
FROM accounts_user u JOIN partners_desk d ON (u.email, d.code) IN (
  VALUES ('bench-groot@example.org', 'bench-focal1'), ('bench-klein@example.org', 'bench-focal300'))
  OR u.email = 'bench-streek@example.org'
    AND d.code IN (SELECT 'bench-focal' || rank FROM generate_series(20, 39) AS rank)
UNION ALL
SELECT role, date '2000-01-01', u.id, d.id
FROM (VALUES ('bench-regisseur@example.org', 'chain_director', 'chain_direction'),
  ('bench-toezicht@example.org', 'auditor', 'audit')) AS wanted (email, role, kind)
JOIN accounts_user u USING (email) JOIN LATERAL (
  SELECT id FROM partners_desk WHERE partners_desk.kind = wanted.kind ORDER BY id LIMIT 1) AS d ON true;

-- Where a signal falls: the share of all inhabitants up to and including this municipality.
CREATE TABLE bench.desk AS
SELECT d.id, d.municipality_id, sum(m.population) OVER (ORDER BY d.id)::float8 / sum(m.population) OVER () AS upto,
  coalesce(lag_upto.upto, 0) AS since, officers.ids AS officers
FROM partners_desk d JOIN partners_municipality m ON m.id = d.municipality_id
CROSS JOIN LATERAL (
  SELECT sum(b.population)::float8 / (
    SELECT sum(t.population) FROM partners_desk s JOIN partners_municipality t ON t.id = s.municipality_id
    WHERE s.kind = 'focal' AND s.connected) AS upto
  FROM partners_desk a JOIN partners_municipality b ON b.id = a.municipality_id
  WHERE a.kind = 'focal' AND a.connected AND a.id < d.id) AS lag_upto
CROSS JOIN LATERAL (
  SELECT array_agg(u.user_id) AS ids FROM accounts_membership u
  WHERE u.desk_id = d.id AND u.role = 'focal_officer') AS officers
WHERE d.kind = 'focal' AND d.connected;
CREATE INDEX ON bench.desk (since);
