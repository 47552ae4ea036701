from django.db import migrations

from ketenzicht.common.rls import can, protect

_MANAGE = can("user.manage")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("common", "0002_row_security")]

    # Signing in has to find an account before anybody acts, and notes the moment; so accounts are readable
    # and changeable by the application, but only whoever manages users can add one or give a role.
    operations = [
        protect("accounts_user", select="true", insert=_MANAGE, update="true", delete=_MANAGE),
        protect("accounts_membership", select="true", insert=_MANAGE, update=_MANAGE, delete=_MANAGE),
    ]
