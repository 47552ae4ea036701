from django.db import migrations

_DESTROY = "ALTER FUNCTION retention_destroy(uuid, timestamptz)"


class Migration(migrations.Migration):
    dependencies = [("retention", "0007_broken_glass")]

    # What remains says on which day something came in and was closed, as people here count days.
    operations = [
        migrations.RunSQL(f"{_DESTROY} SET timezone TO 'Europe/Amsterdam'", f"{_DESTROY} RESET timezone")
    ]
