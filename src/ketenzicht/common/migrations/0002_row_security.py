from django.db import migrations

from ketenzicht.common.rls import DROP_FUNCTIONS, FUNCTIONS, at_desk, can, protect, reference

_OWN = at_desk("desk_id", "signal.read", "handover.send")
_ENGINE = "(SELECT app_kind()) = 'clockwork'"


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *reference("common_exploitationform", "common_holiday", "common_referencefile"),
        protect(
            "common_clock",
            select=f"{_ENGINE} OR {can('clock.oversee')} OR {_OWN}",
            insert=_OWN,
            update=f"{_ENGINE} OR {_OWN}",
        ),
    ]
