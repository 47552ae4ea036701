from django.db import migrations

from ketenzicht.common.rls import rewrapped


class Migration(migrations.Migration):
    dependencies = [("planning", "0026_measurements_security"), ("common", "0003_seals")]

    operations = [
        rewrapped("planning_talknote", "draft", stays=False),
        rewrapped("planning_noteoriginal", "sealed", stays=True),
    ]
