from django.db import migrations

from ketenzicht.common.rls import at_desk, can, protect, reference

_PARTY = at_desk("from_desk_id", "handover.send") + " OR " + at_desk("to_desk_id", "handover.answer")


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial"), ("common", "0002_row_security")]

    operations = [
        *reference(
            "disclosure_legalbasis",
            "disclosure_purpose",
            "disclosure_shareablefield",
            "disclosure_gaterule",
        ),
        protect(
            "disclosure_disclosure",
            select=f"{can('disclosure.read')} OR {_PARTY}",
            insert=_PARTY,
            update=_PARTY,
        ),
    ]
