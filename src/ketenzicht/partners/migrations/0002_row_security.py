from django.db import migrations

from ketenzicht.common.rls import can, protect, reference


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial"), ("common", "0002_row_security")]

    operations = [
        *reference(
            "partners_region",
            "partners_municipality",
            "partners_regionmembership",
            "partners_organisation",
            "partners_desk",
            "partners_route",
        ),
        protect(
            "partners_revision",
            select=can("reference.edit"),
            insert=can("reference.edit"),
        ),
    ]
