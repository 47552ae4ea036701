-- Signals number first to last of all: ten years, three times as many at the end, most of them closed long ago.
TRUNCATE bench.made;
INSERT INTO bench.made
SELECT n, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), d.id, d.municipality_id,
  d.officers[1 + (random() * 1000000)::int % cardinality(d.officers)], t.at,
  CASE WHEN t.age > interval '90 days' AND t.lot < 0.985 THEN 'closed'
    WHEN t.age > interval '90 days' AND t.lot < 0.995 THEN 'merged'
    WHEN t.age > interval '7 days' AND t.lot < 0.5 THEN 'closed'
    WHEN t.lot < 0.65 THEN 'received' WHEN t.lot < 0.8 THEN 'in_triage' WHEN t.lot < 0.85 THEN 'waiting'
    WHEN t.lot < 0.9 THEN 'handed_over' WHEN t.lot < 0.96 THEN 'in_follow_up' ELSE 'to_reply' END,
  random() < 0.03, t.channel, CASE WHEN random() < 0.4 THEN 'place' ELSE 'person' END,
  (ARRAY['SEX', 'LAB', 'CRI', 'BEG'])[1 + floor(4 * power(random(), 2))::int],
  setting.ids[1 + floor(random() * cardinality(setting.ids))::int],
  'VERZONNEN melding ' || n || ': ' || (
    SELECT string_agg(CASE WHEN word <= 40 THEN common[word] ELSE 'proefwoord' || word END, ' ')
    FROM (SELECT 1 + floor(20000 * power(random(), 4))::int AS word
      FROM generate_series(1, 20 + n % 20)) AS drawn),
  random() < 0.35
FROM generate_series(bench.setting('first'), bench.setting('last')) AS n
CROSS JOIN LATERAL (
  SELECT random() AS lot, random() AS place,
    now() - interval '3652 days' * (1 - (sqrt(1 + 8 * (n - random()) / bench.setting('all')) - 1) / 2) AS at) AS drawn
CROSS JOIN LATERAL (
  SELECT drawn.lot, drawn.at, now() - drawn.at AS age,
    CASE WHEN n % 5 < 2 THEN 'professional' ELSE 'public' END AS channel) AS t
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM reporting_setting) AS setting
CROSS JOIN (SELECT string_to_array(
  'hotel meisje jongen auto woning nacht geld werk man vrouw baas paspoort school klas kamer straat winkel bus'
  || ' loket ziekenhuis wijk telefoon vriend kast tas avond week bouw kas tuin keuken restaurant massage bed'
  || ' sleutel deur raam brief schuld loon', ' ') AS common) AS words
CROSS JOIN LATERAL (
  SELECT * FROM bench.desk WHERE since <= drawn.place ORDER BY since DESC LIMIT 1) AS d;

ANALYZE bench.made;
UPDATE bench.made AS own SET under = (SELECT signal FROM bench.made AS other
  WHERE other.desk = own.desk AND other.n < own.n AND state <> 'merged' ORDER BY n DESC LIMIT 1)
WHERE state = 'merged';
UPDATE bench.made SET state = 'closed' WHERE state = 'merged' AND under IS NULL;

INSERT INTO reporting_report (id, submission, received_at, channel, language, place, subject, acute,
  acute_answers, extra_answers, mode, catalogue_version, is_demonstration, desk_id, municipality_id, setting_id)
SELECT report, 'bench-' || n, at, channel, 'nl', '', subject, acute, '{}', '[]',
  (ARRAY['anonymous', 'confidential', 'named'])[1 + n % 3], 1, true, desk, municipality, setting
FROM bench.made;

INSERT INTO reporting_statement (id, report_id, kind, position, text)
SELECT gen_random_uuid(), report, kind, position, said
FROM bench.made, (VALUES ('fact', 0), ('circumstance', 1)) AS part (kind, position)
WHERE position = 0 OR n % 2 = 0;

INSERT INTO reporting_indicatoranswer (id, report_id, indicator_code, asked_as, answer, shows)
SELECT gen_random_uuid(), report, code, label_nl, CASE WHEN random() < 0.5 THEN 'seen' ELSE 'unknown' END, ''
FROM bench.made, LATERAL (
  SELECT code, label_nl FROM reporting_indicator ORDER BY id OFFSET n % 40 LIMIT n % 4) AS asked;

INSERT INTO reporting_detail (id, report_id, kind, position, as_typed, normalised, problem)
SELECT gen_random_uuid(), report, 'vehicle', 0, jsonb_build_object('plate', '00-XX-' || n % 1000), NULL,
  'unknown_plate' FROM bench.made WHERE n % 5 = 0;

INSERT INTO reporting_receipt (report_id, code_hash, hash_version, confirmed_at, status, look_again_on)
SELECT report, encode(sha256(report::text::bytea), 'hex'), 1, at, 'being_looked_at', at::date + 14
FROM bench.made;

INSERT INTO reporting_authorship (report_id, user_id) SELECT report, officer FROM bench.made WHERE channel = 'professional';

-- Nobody's name, not even an invented one: bytes that no key opens.
INSERT INTO reporting_reporteridentity (id, report_id, given_at, sealed)
SELECT gen_random_uuid(), report, at, sha256(signal::text::bytea) FROM bench.made WHERE n % 3 > 0;

INSERT INTO reporting_addition (id, report_id, submission, at, text)
SELECT gen_random_uuid(), report, 'bench-more-' || n, at + interval '2 days', 'VERZONNEN aanvulling ' || n
FROM bench.made WHERE n % 6 = 0 AND state <> 'received';

INSERT INTO reporting_reply (id, report_id, at, by_desk_id, text_code, text)
SELECT gen_random_uuid(), report, at + interval '4 days', desk, '', 'VERZONNEN antwoord ' || n
FROM bench.made WHERE state IN ('closed', 'waiting');

INSERT INTO signals_signal (id, number, state, state_since, urgency, subject, title, forms, main_form, age_band,
  residence, identifiable, source_hidden, soft, received_at, judged_at, last_activity_at, outcome, no_reply_reason,
  closed_at, is_demonstration, search, assignee_id, desk_id, merged_into_id, municipality_id, waiting_for, setting_id)
SELECT signal, n, state, at + interval '3 days', CASE WHEN acute THEN 'acute' ELSE 'ordinary' END, subject, '',
  CASE WHEN state = 'received' THEN '{}' ELSE ARRAY[form] END, CASE WHEN state = 'received' THEN '' ELSE form END,
  'unknown', 'unknown', NULL, NULL, NULL, at, CASE WHEN state <> 'received' THEN at + interval '2 days' END,
  at + interval '3 days', CASE WHEN state = 'closed' THEN 'no_indication' ELSE '' END, '',
  CASE WHEN state = 'closed' THEN at + interval '20 days' END, true,
  setweight(to_tsvector('dutch', said), 'B'), CASE WHEN state <> 'received' THEN officer END, desk,
  under, municipality, CASE WHEN state = 'waiting' THEN 'information' ELSE '' END,
  setting
FROM bench.made;

INSERT INTO signals_signalreport (id, signal_id, report_id, added_at)
SELECT gen_random_uuid(), signal, report, at FROM bench.made;

INSERT INTO signals_signalevent (id, signal_id, at, event, by_user_id, by_desk_id, text, detail)
SELECT gen_random_uuid(), signal, at + after, event, CASE WHEN event <> 'received' THEN officer END, desk, '', '{}'
FROM bench.made, (VALUES ('received', interval '0'), ('triage_started', interval '1 day'), ('closed', interval '20 days'))
  AS step (event, after)
WHERE event = 'received' OR event = 'triage_started' AND state <> 'received' OR event = 'closed' AND state = 'closed';

INSERT INTO signals_note (id, signal_id, at, by_user_id, text)
SELECT gen_random_uuid(), signal, at + interval '2 days', officer, 'VERZONNEN notitie ' || n
FROM bench.made WHERE n % 2 = 0 AND state <> 'received';

INSERT INTO signals_task (id, signal_id, title, due_on, assignee_id, created_at, created_by_id, done_at)
SELECT gen_random_uuid(), signal, 'VERZONNEN taak ' || n, at::date + 7, officer, at, officer,
  CASE WHEN state = 'closed' THEN at END FROM bench.made WHERE n % 5 = 0;

INSERT INTO common_clock (id, kind, subject_kind, subject_id, desk_id, limit_quantity, limit_unit, started_at, due_at,
  paused_at, pause_reason, stopped_at, fired_at)
SELECT gen_random_uuid(), kind, 'signal', signal, desk, days, 'workdays', at, at + days * interval '1 day',
  CASE WHEN state = 'waiting' THEN at + interval '2 days' END, '',
  CASE WHEN state IN ('closed', 'merged') OR kind = 'signal.assessment' AND state NOT IN ('received', 'in_triage', 'waiting')
    THEN at + interval '2 days' END,
  CASE WHEN at + days * interval '1 day' < now() THEN at + days * interval '1 day' END
FROM bench.made, (VALUES ('signal.assessment', 5), ('signal.reply', 14)) AS due (kind, days);

INSERT INTO handover_handover (id, number, kind, state, urgency, fields, accepted_fields, question, preview_region,
  preview_age_band, preview_forms, access_until, answer_due_at, sent_at, seen_at, decided_at, reason_code, reason,
  spoken_to, started_at, finished_at, outcome, answer, ended_at, basis_id, from_desk_id, purpose_id, to_desk_id,
  answer_unit, may_tell)
SELECT handover, n, 'handoff', step, 'ordinary', '{facts,forms}',
  CASE WHEN step IN ('accepted', 'in_hand', 'finished') THEN '{facts,forms}'::text[]
    WHEN step = 'accepted_partly' THEN '{facts}' ELSE '{}' END,
  'VERZONNEN vraag ' || n, 'Verzonnen', 'unknown', ARRAY[form], at + interval '400 days', at + interval '10 days',
  at + interval '3 days', CASE WHEN step <> 'sent' THEN at + interval '4 days' END,
  CASE WHEN step NOT IN ('sent', 'seen') THEN at + interval '5 days' END,
  CASE WHEN step = 'returned' THEN 'not_our_task' ELSE '' END, '', '',
  CASE WHEN step IN ('in_hand', 'finished') THEN at + interval '6 days' END,
  CASE WHEN step = 'finished' THEN at + interval '9 days' END, '',
  CASE WHEN step = 'finished' THEN 'VERZONNEN antwoord ' || n ELSE '' END,
  CASE WHEN step IN ('returned', 'expired', 'finished', 'revoked') THEN at + interval '9 days' END,
  basis.id, desk, purpose.id, receiver, 'workdays', ''
FROM (SELECT *, CASE WHEN state = 'handed_over' THEN (ARRAY['sent', 'seen'])[1 + n % 2]
    WHEN state = 'in_follow_up' THEN (ARRAY['accepted', 'accepted_partly', 'in_hand'])[1 + n % 3]
    ELSE (ARRAY['finished', 'finished', 'returned', 'expired', 'revoked'])[1 + n % 5] END AS step,
    receivers[1 + n % cardinality(receivers)] AS receiver
  FROM bench.made, (SELECT array_agg(id ORDER BY id) AS receivers FROM partners_desk WHERE kind IN
    ('police_trafficking', 'care_coordination', 'advice_report_centre', 'riec', 'labour_inspectorate')) AS r
  WHERE state IN ('handed_over', 'in_follow_up') OR handed AND state = 'closed') AS sent,
  (SELECT id FROM disclosure_legalbasis ORDER BY code LIMIT 1) AS basis,
  (SELECT id FROM disclosure_purpose ORDER BY code LIMIT 1) AS purpose;

INSERT INTO handover_handoverorigin (handover_id, from_desk_id, kind, subject_id, sent_by, override_reason, proof)
SELECT h.id, desk, 'signal', signal, officer, '', '' FROM bench.made JOIN handover_handover h ON h.id = handover;

INSERT INTO handover_packageitem (id, handover_id, field, content)
SELECT gen_random_uuid(), h.id, field, to_jsonb(said)
FROM bench.made JOIN handover_handover h ON h.id = handover, unnest(h.fields) AS field;

INSERT INTO handover_handoverevent (id, handover_id, at, event, by_desk_id, text)
SELECT gen_random_uuid(), id, sent_at, 'send', from_desk_id, '' FROM bench.made JOIN handover_handover ON id = handover
UNION ALL
SELECT gen_random_uuid(), id, ended_at, 'finish', to_desk_id, ''
FROM bench.made JOIN handover_handover ON id = handover WHERE handover_handover.state = 'finished';

INSERT INTO handover_eventauthor (event_id, by_desk_id, by_user)
SELECT e.id, desk, officer FROM bench.made JOIN handover_handoverevent e ON e.handover_id = handover AND e.by_desk_id = desk;

INSERT INTO disclosure_disclosure (id, subject_kind, subject_id, fields, made_at, until, ended_at, ended_because,
  from_desk_id, to_desk_id, basis_id, purpose_id)
SELECT gen_random_uuid(), 'handover', h.id, h.fields, h.sent_at, h.access_until, h.ended_at, '',
  h.from_desk_id, h.to_desk_id, h.basis_id, h.purpose_id FROM bench.made JOIN handover_handover h ON h.id = handover;

INSERT INTO audit_auditevent (id, at, kind, is_read, actor_kind, actor_user_id, actor_desk_id, target_kind, target_id,
  desk_id, detail)
SELECT gen_random_uuid(), at + after, kind, kind LIKE '%.read', who, CASE WHEN who = 'user' THEN officer END,
  CASE WHEN who = 'public' THEN NULL ELSE desk END, split_part(kind, '.', 2),
  CASE WHEN kind LIKE 'reporting.%' THEN report ELSE signal END::text, desk, jsonb_build_object('state', state)
FROM bench.made, (VALUES ('reporting.report.received', 'public', interval '0'),
  ('signals.signal.received', 'desk', interval '0'), ('signals.signal.read', 'user', interval '1 day'),
  ('signals.signal.read', 'user', interval '2 days'), ('signals.signal.closed', 'user', interval '20 days'))
  AS step (kind, who, after)
WHERE who <> 'user' OR kind = 'signals.signal.read' AND state <> 'received' OR state = 'closed';
