from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signals", "0002_row_security")]

    operations = [
        migrations.AddField(
            model_name="signal",
            name="waiting_for",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
    ]
