import django.db.models.deletion
from django.db import migrations, models

_TABLES = ("signals_signal", "signals_signalreport", "reporting_report")

# Names that were made in Dutch become the codes they were made of; what somebody typed stays.
_SETTINGS = """
UPDATE signals_signal AS s SET setting_id = first.setting_id FROM (
  SELECT DISTINCT ON (lies.signal_id) lies.signal_id, r.setting_id
  FROM signals_signalreport AS lies JOIN reporting_report AS r ON r.id = lies.report_id
  ORDER BY lies.signal_id, lies.added_at, lies.id
) AS first WHERE first.signal_id = s.id
"""
_TITLES = """
UPDATE signals_signal AS s SET title = '' WHERE s.title = (
  SELECT what || CASE
    WHEN place.code <> 'other' THEN ': ' || lower(left(place.label_nl, 1)) || substr(place.label_nl, 2)
    WHEN town.label_nl IS NOT NULL THEN ', ' || town.label_nl ELSE '' END
  FROM (SELECT CASE s.subject WHEN 'person' THEN 'Persoon' WHEN 'place' THEN 'Plek'
               ELSE 'Persoon en plek' END AS what) AS said
  LEFT JOIN reporting_setting AS place ON place.id = s.setting_id
  LEFT JOIN partners_municipality AS town ON town.id = s.municipality_id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0003_signal_waiting_for"),
        ("reporting", "0004_waiting_files_are_renewed"),
        ("partners", "0002_row_security"),
    ]

    operations = [
        migrations.AddField(
            model_name="signal",
            name="setting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reporting.setting",
            ),
        ),
        migrations.RunSQL(
            [
                "SET CONSTRAINTS ALL IMMEDIATE",
                *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in _TABLES),
                _SETTINGS,
                _TITLES,
                *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in _TABLES),
            ],
            migrations.RunSQL.noop,
        ),
    ]
