"""Room for the longest id of a relation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("systems", "0002_row_security"),)

    operations = (
        migrations.AlterField(
            model_name="sessionarrow",
            name="relation",
            field=models.CharField(blank=True, max_length=300),
        ),
    )
