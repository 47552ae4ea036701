from django.db import migrations, models

_REASONS = ("tells_who", "tells_reporter", "too_much_left_out", "other_ground", "text_changed")


class Migration(migrations.Migration):
    """What was decided before this has no print, so that it is decided anew before a document is made."""

    dependencies = [("rights", "0008_whoever_ever_decided")]

    operations = [
        migrations.AddField(
            "passage",
            "text_print",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AlterField(
            "passage",
            "returned",
            models.CharField(blank=True, choices=[(one, one) for one in _REASONS], max_length=20),
        ),
    ]
