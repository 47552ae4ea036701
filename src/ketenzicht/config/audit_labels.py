"""What the audit trail calls each kind of event. Hand-offs and disclosures bring their own words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACCOUNTS: Mapping[str, Promise] = {
    "accounts.user.added": _("Added an account"),
    "accounts.user.switched_off": _("Closed an account"),
    "accounts.user.switched_on": _("Opened an account again"),
    "accounts.role.given": _("Gave a role"),
    "accounts.role.ended": _("Took a role away"),
    "accounts.session.began": _("Signed in"),
    "accounts.session.ended": _("Signed out"),
    "accounts.session.refused": _("Was refused at sign-in"),
    "accounts.password.set": _("Set a password from the command line"),
    "accounts.second_factor.reset": _("Took away a second factor from the command line"),
}
REFERENCE: Mapping[str, Promise] = {
    "partners.organisation.added": _("Added an organisation"),
    "partners.desk.added": _("Added a desk"),
    "partners.desk.corrected": _("Corrected a desk"),
    "partners.route.corrected": _("Corrected a route"),
}
MACHINE: Mapping[str, Promise] = {
    "audit.trail.searched": _("Searched the audit trail"),
    "config.demonstration.loaded": _("Loaded the demonstration"),
    "config.demonstration.wiped": _("Wiped a demonstration; the trail begins here"),
}
REPORTS: Mapping[str, Promise] = {
    "reporting.report.received": _("A report came in"),
    "reporting.report.added": _("A reporter added to a report"),
    "reporting.report.read": _("A reporter read the own report"),
    "reporting.attachment.read": _("Opened a file of a report"),
    "reporting.identity.read": _("Looked at who a reporter is"),
    "reporting.receipt.confirmed": _("A reporter kept the receipt code"),
    "reporting.receipt.opened": _("A reporter opened a receipt"),
    "reporting.reply.sent": _("Sent a reporter an answer"),
    "reporting.reply.read": _("A reporter read an answer"),
    "reporting.status.set": _("Changed what a reporter reads about progress"),
}
SIGNALS: Mapping[str, Promise] = {
    "signals.signal.read": _("Opened a signal"),
    "signals.signal.received": _("A signal was made of a report"),
    "signals.signal.information_added": _("A signal got more information from its reporter"),
    "signals.signal.taken": _("Took a signal up"),
    "signals.signal.assigned": _("Assigned a signal"),
    "signals.signal.unassigned": _("Gave a signal back to the desk"),
    "signals.signal.triage_started": _("Started the triage of a signal"),
    "signals.signal.judged": _("Judged a signal"),
    "signals.signal.assessed": _("Kept what the indicators of a signal show"),
    "signals.signal.noted": _("Wrote a note with a signal"),
    "signals.signal.task_added": _("Added a task to a signal"),
    "signals.signal.task_done": _("Finished a task of a signal"),
    "signals.signal.asked_reporter": _("Asked the reporter of a signal something"),
    "signals.signal.replied": _("Answered the reporter of a signal"),
    "signals.signal.waiting": _("Let a signal wait for information"),
    "signals.signal.waited_long_enough": _("A signal had waited long enough"),
    "signals.signal.continued": _("Went on with a signal after waiting"),
    "signals.signal.followed_up": _("Took a signal on at the own desk"),
    "signals.signal.follow_up_finished": _("Finished the follow-up of a signal"),
    "signals.signal.back_to_triage": _("Put a signal back in triage"),
    "signals.signal.handed_over": _("Handed a signal over"),
    "signals.signal.handover_accept": _("A signal followed: its hand-off was accepted"),
    "signals.signal.handover_accept_partly": _("A signal followed: its hand-off was accepted in part"),
    "signals.signal.handover_return": _("A signal followed: its hand-off was given back"),
    "signals.signal.handover_expire": _("A signal followed: its hand-off expired"),
    "signals.signal.handover_revoke": _("A signal followed: its hand-off was taken back"),
    "signals.signal.handover_finish": _("A signal followed: its hand-off was finished"),
    "signals.signal.closed": _("Closed a signal"),
    "signals.signal.reopened": _("Opened a signal again"),
    "signals.signal.merged": _("Put a signal under another one"),
    "signals.signal.took_in": _("A signal took another one in"),
    "signals.signal.taken_apart": _("Took a signal apart again"),
    "signals.signal.gave_back": _("A signal gave another one back"),
    "signals.signal.overdue": _("A signal passed its time"),
    "signals.signal.escalated": _("Nobody acted on a signal in time: the alarm was raised"),
    "signals.savedview.saved": _("Kept a view of the worklist"),
    "signals.savedview.deleted": _("Removed a view of the worklist"),
}
AUDIT_KINDS: Mapping[str, Promise] = {**ACCOUNTS, **REFERENCE, **MACHINE, **REPORTS, **SIGNALS}
