import django.db.models.deletion
from django.db import migrations, models

from ketenzicht.common.rls import at_desk, protect, through

_PARENT_SENDER = at_desk("parent.from_desk_id", "handover.send")
_OWN_ORIGIN = at_desk("from_desk_id", "handover.send")
_OWN_HAND = at_desk("by_desk_id", "handover.send", "handover.read")

# What was sent stays as it was sent: neither desk can widen, stretch or redirect it afterwards.
KEEP = """
CREATE FUNCTION handover_keep_as_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a hand-off stays as it was sent' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER handover_keep_as_sent BEFORE UPDATE ON handover_handover FOR EACH ROW
  WHEN ((OLD.id, OLD.number, OLD.kind, OLD.from_desk_id, OLD.to_desk_id, OLD.urgency, OLD.basis_id,
         OLD.purpose_id, OLD.fields, OLD.question, OLD.preview_region, OLD.preview_age_band,
         OLD.preview_forms, OLD.access_until, OLD.answer_due_at, OLD.sent_at)
    IS DISTINCT FROM
        (NEW.id, NEW.number, NEW.kind, NEW.from_desk_id, NEW.to_desk_id, NEW.urgency, NEW.basis_id,
         NEW.purpose_id, NEW.fields, NEW.question, NEW.preview_region, NEW.preview_age_band,
         NEW.preview_forms, NEW.access_until, NEW.answer_due_at, NEW.sent_at))
  EXECUTE FUNCTION handover_keep_as_sent();
CREATE TRIGGER handover_keep_as_ended BEFORE UPDATE ON handover_handover FOR EACH ROW
  WHEN ((OLD.state IN ('returned', 'expired', 'revoked', 'finished') AND NEW.state <> OLD.state)
    OR NOT NEW.accepted_fields <@ NEW.fields
    OR (cardinality(OLD.accepted_fields) > 0 AND NOT NEW.accepted_fields <@ OLD.accepted_fields))
  EXECUTE FUNCTION handover_keep_as_sent();
"""
KEEP_NOT = """
DROP TRIGGER handover_keep_as_ended ON handover_handover;
DROP TRIGGER handover_keep_as_sent ON handover_handover;
DROP FUNCTION handover_keep_as_sent();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0002_row_security"),
        ("handover", "0002_row_security"),
        ("partners", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="EventAuthor",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="author",
                        serialize=False,
                        to="handover.handoverevent",
                    ),
                ),
                ("by_user", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="HandoverOrigin",
            fields=[
                (
                    "handover",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="origin",
                        serialize=False,
                        to="handover.handover",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("sent_by", models.BigIntegerField(null=True)),
                ("override_reason", models.TextField(blank=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="handover",
            name="handover_handover_asks_something",
        ),
        migrations.RemoveIndex(
            model_name="handover",
            name="handover_origin",
        ),
        migrations.RemoveField(
            model_name="handover",
            name="decided_by",
        ),
        migrations.RemoveField(
            model_name="handover",
            name="origin_id",
        ),
        migrations.RemoveField(
            model_name="handover",
            name="origin_kind",
        ),
        migrations.RemoveField(
            model_name="handover",
            name="override_reason",
        ),
        migrations.RemoveField(
            model_name="handover",
            name="sent_by",
        ),
        migrations.RemoveField(
            model_name="handoverevent",
            name="by_user",
        ),
        migrations.AddField(
            model_name="handover",
            name="answer_unit",
            field=models.CharField(default="workdays", max_length=20),
        ),
        migrations.AddField(
            model_name="handover",
            name="may_tell",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("question__regex", "\\S")), name="handover_handover_asks_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("fields__contains", models.F("accepted_fields"))),
                name="handover_handover_accepts_what_was_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ("accepted", "accepted_partly", "in_hand", "finished")), _negated=True
                    ),
                    ("accepted_fields__len__gt", 0),
                    _connector="OR",
                ),
                name="handover_handover_accepted_names_fields",
            ),
        ),
        migrations.AddField(
            model_name="eventauthor",
            name="by_desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.desk"
            ),
        ),
        migrations.AddField(
            model_name="handoverorigin",
            name="from_desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.desk"
            ),
        ),
        migrations.AddIndex(
            model_name="handoverorigin",
            index=models.Index(fields=["kind", "subject_id"], name="handover_origin_subject"),
        ),
        migrations.RunSQL(KEEP, KEEP_NOT),
        protect(
            "handover_handoverorigin",
            select=_OWN_ORIGIN,
            insert=f"{_OWN_ORIGIN} AND " + through("handover_handover", "handover_id", _PARENT_SENDER),
        ),
        protect(
            "handover_eventauthor",
            select=_OWN_HAND,
            insert=f"{_OWN_HAND} AND " + through("handover_handoverevent", "event_id"),
        ),
    ]
