from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("handover", "0003_what_each_desk_keeps"),
    ]

    operations = [
        migrations.AddField(
            model_name="handoverorigin",
            name="proof",
            field=models.TextField(blank=True),
        ),
    ]
