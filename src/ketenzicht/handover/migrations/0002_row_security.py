from django.db import migrations

from ketenzicht.common.rls import at_desk, protect, through

_SENDER = at_desk("from_desk_id", "handover.send")
_PARTY = f"{_SENDER} OR {at_desk('to_desk_id', 'handover.read')}"
_MOVER = f"{_SENDER} OR {at_desk('to_desk_id', 'handover.answer')}"
_PARENT_SENDER = at_desk("parent.from_desk_id", "handover.send")

# What the receiver may open: only after acceptance, only while access lasts, only the accepted fields.
_OPENED = (
    at_desk("parent.to_desk_id", "handover.read")
    + " AND parent.state IN ('accepted', 'accepted_partly', 'in_hand', 'finished')"
    + " AND parent.access_until > now()"
)


class Migration(migrations.Migration):
    dependencies = [("handover", "0001_initial"), ("common", "0002_row_security")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE handover_number", "DROP SEQUENCE handover_number"),
        protect("handover_handover", select=_PARTY, insert=_SENDER, update=_MOVER),
        protect(
            "handover_packageitem",
            select=through(
                "handover_handover",
                "handover_id",
                f"({_PARENT_SENDER} OR ({_OPENED} AND field = ANY (parent.accepted_fields)))",
            ),
            insert=through("handover_handover", "handover_id", _PARENT_SENDER),
        ),
        protect(
            "handover_packagefile",
            select=through(
                "handover_handover",
                "handover_id",
                f"({_PARENT_SENDER} OR ({_OPENED} AND 'attachments' = ANY (parent.accepted_fields)))",
            ),
            insert=through("handover_handover", "handover_id", _PARENT_SENDER),
        ),
        protect(
            "handover_handoverevent",
            select=through("handover_handover", "handover_id"),
            insert=through("handover_handover", "handover_id"),
        ),
    ]
