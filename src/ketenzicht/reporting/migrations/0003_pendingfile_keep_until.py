from django.db import migrations, models
from django.db.models.functions import Now

_OWN_FILE = "owner_hash = (SELECT app_token())"
_CLEANER = "(SELECT app_kind()) = 'clockwork'"


def _policies(expired: str) -> list[str]:
    seen = f"{_OWN_FILE} OR {_CLEANER} AND {expired}"
    return [
        "DROP POLICY reporting_pendingfile_select ON reporting_pendingfile",
        "DROP POLICY reporting_pendingfile_delete ON reporting_pendingfile",
        f"CREATE POLICY reporting_pendingfile_select ON reporting_pendingfile FOR SELECT USING ({seen})",
        f"CREATE POLICY reporting_pendingfile_delete ON reporting_pendingfile FOR DELETE USING ({seen})",
    ]


class Migration(migrations.Migration):
    """A file of a draft is kept as long as the draft, a file of the public for a day."""

    dependencies = [("reporting", "0002_row_security")]

    operations = [
        migrations.AddField(
            model_name="pendingfile",
            name="keep_until",
            field=models.DateTimeField(db_default=Now()),
            preserve_default=False,
        ),
        migrations.AlterField(model_name="pendingfile", name="keep_until", field=models.DateTimeField()),
        migrations.RunSQL(
            _policies("keep_until < now()"), _policies("created_at < now() - interval '1 day'")
        ),
    ]
