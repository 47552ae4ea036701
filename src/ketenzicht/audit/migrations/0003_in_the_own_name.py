from django.db import migrations

# Whoever acts writes events of that actor: not of another person, and none at all without an actor.
# An event may leave the account out (a reporter's always does), and never name another.
OWN = "actor_kind = (SELECT app_kind()) AND (actor_user_id IS NULL OR actor_user_id = (SELECT app_user()))"
IN_THE_OWN_NAME = f"""
DROP POLICY audit_auditevent_insert ON audit_auditevent;
CREATE POLICY audit_auditevent_insert ON audit_auditevent FOR INSERT WITH CHECK ({OWN});
"""
IN_ANY_NAME = """
DROP POLICY audit_auditevent_insert ON audit_auditevent;
CREATE POLICY audit_auditevent_insert ON audit_auditevent FOR INSERT WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]

    operations = [migrations.RunSQL(IN_THE_OWN_NAME, IN_ANY_NAME)]
