from django.db import migrations

from ketenzicht.common.rls import THE_REPORTER, at_desk, can, protect, reference, through

_OF_THE_REPORTER = f"report_id = {THE_REPORTER}"
_OWN_ACCOUNT = "user_id = (SELECT app_user())"
_AUTHOR = "EXISTS (SELECT 1 FROM reporting_authorship AS a WHERE a.report_id = {column})"
_HOLDER = "((SELECT app_kind()) = 'receipt_holder' AND code_hash = (SELECT app_token()))"
_OWN_FILE = "owner_hash = (SELECT app_token())"
_CLEANER = "(SELECT app_kind()) = 'clockwork'"
_REPLIER = through("reporting_report", "report_id", at_desk("parent.desk_id", "reply.send"))


def _part_of_a_report(table: str):
    return protect(table, select=through("reporting_report", "report_id"), insert=_OF_THE_REPORTER)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("common", "0002_row_security")]

    operations = [
        *reference(
            "reporting_indicator",
            "reporting_setting",
            "reporting_settingquestion",
            "reporting_acutequestion",
            "reporting_acutetext",
            "reporting_replytext",
        ),
        protect("reporting_authorship", select=_OWN_ACCOUNT, insert=f"{_OF_THE_REPORTER} AND {_OWN_ACCOUNT}"),
        # A report has no condition for changing: nobody changes what was sent.
        protect(
            "reporting_report",
            select=f"id = {THE_REPORTER} OR {at_desk('desk_id', 'report.read')}"
            f" OR {_AUTHOR.format(column='id')}",
            insert=f"id = {THE_REPORTER}",
        ),
        _part_of_a_report("reporting_statement"),
        _part_of_a_report("reporting_indicatoranswer"),
        _part_of_a_report("reporting_detail"),
        _part_of_a_report("reporting_attachment"),
        _part_of_a_report("reporting_addition"),
        protect(
            "reporting_attachmentoriginal",
            select=can("original.read"),
            insert=_OF_THE_REPORTER,
        ),
        protect(
            "reporting_reporteridentity",
            select=through("reporting_report", "report_id", at_desk("parent.desk_id", "identity.read")),
            insert=_OF_THE_REPORTER,
        ),
        protect(
            "reporting_receipt",
            select=f"{_HOLDER} OR {through('reporting_report', 'report_id')}",
            insert=_OF_THE_REPORTER,
            update=f"{_OF_THE_REPORTER} OR {_REPLIER}",
        ),
        protect(
            "reporting_reply",
            select=through("reporting_report", "report_id"),
            insert=_REPLIER,
            update=_OF_THE_REPORTER,
        ),
        # The clockwork sees what is past its time, and only to remove it.
        protect(
            "reporting_draft",
            select=f"{_OWN_ACCOUNT} OR {_CLEANER} AND expires_at < now()",
            insert=_OWN_ACCOUNT,
            update=_OWN_ACCOUNT,
            delete=f"{_OWN_ACCOUNT} OR {_CLEANER} AND expires_at < now()",
        ),
        protect(
            "reporting_pendingfile",
            select=f"{_OWN_FILE} OR {_CLEANER} AND created_at < now() - interval '1 day'",
            insert=_OWN_FILE,
            delete=f"{_OWN_FILE} OR {_CLEANER} AND created_at < now() - interval '1 day'",
        ),
    ]
