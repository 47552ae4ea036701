from django.db import migrations

from ketenzicht.common.rls import at_desk, protect, through

_HELD = at_desk("desk_id", "signal.read")
_PARENT = through("signals_signal", "signal_id")


class Migration(migrations.Migration):
    dependencies = [("signals", "0001_initial"), ("common", "0002_row_security")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE signals_number", "DROP SEQUENCE signals_number"),
        protect("signals_signal", select=_HELD, insert=_HELD, update=_HELD),
        protect("signals_signalreport", select=_PARENT, insert=_PARENT, update=_PARENT),
        protect("signals_signalevent", select=_PARENT, insert=_PARENT),
        protect("signals_note", select=_PARENT, insert=_PARENT),
        protect("signals_task", select=_PARENT, insert=_PARENT, update=_PARENT),
        protect("signals_assessment", select=_PARENT, insert=_PARENT),
        protect("signals_routedecision", select=_PARENT, insert=_PARENT, update=_PARENT),
        protect(
            "signals_savedview",
            select=f"user_id = (SELECT app_user()) OR (shared AND {_HELD})",
            insert=f"user_id = (SELECT app_user()) AND {_HELD}",
            update=f"user_id = (SELECT app_user()) AND {_HELD}",
            delete="user_id = (SELECT app_user())",
        ),
    ]
