"""What every address answers to everybody. A new address gets a row here: who may come, and to which record.

``door`` is who gets as far as looking for the record; everybody else is refused before, with 403, or sent to
the sign-in page when not signed in. Who may come and does not see the record hears 404, as for one that does
not exist. ``sees`` is who does see it; of these, ``not_theirs`` may not do this to it and hear 403.
"""

from collections.abc import Mapping

from ketenzicht.partners.models import Route
from tests.access.casework_targets import (
    attachments,
    by_code,
    calls,
    colleague,
    details,
    drafts,
    files,
    glass_to_close,
    glass_to_judge,
    handover,
    identities,
    identity_requests,
    other_number,
    people,
    roles,
    sent,
    signal,
    tasks,
    through_glass,
    views,
)
from tests.access.consultation_table import CONSULTATIONS
from tests.access.figure_table import FIGURES
from tests.access.model_table import MODELS
from tests.access.policy_table import PLANS
from tests.access.recovery_table import RECOVERY
from tests.access.retention_table import RETENTION
from tests.access.review_world import to_review
from tests.access.rights_table import RIGHTS
from tests.access.targets import (
    ADMIN,
    ALL,
    BREAKERS,
    DESKS,
    FOCAL,
    HOLDER,
    INSIDE,
    OFFICER,
    RECEIVER,
    TRAIL,
    TRYERS,
    WRITERS,
    Row,
    one,
)

JUDGED = {
    "urgency": "ordinary",
    "forms": "LAB",
    "main_form": "LAB",
    "age_band": "adult",
    "residence": "unknown",
}
WHY = {"reason": "Because."}
ANSWERED = {"outcome": "no_exploitation", "text_code": "", "no_reply_reason": "Nobody to tell."}
ASKING = {"fields_wanted": ["statements_fact"], "reason": "Enough."}
FINISH = {"outcome": "investigation", "answer": "We went there.", "may_tell": "nothing"}
SEEN = frozenset(
    {"handover_handover", "handover_handoverevent", "handover_eventauthor", "signals_signalevent"}
)

_PUBLIC = {
    "healthz": Row(ALL, "GET POST", one(get=503, post=503)),
    "security_txt": Row(ALL, "GET POST", one(get=404, post=405)),
    "account_login": Row(ALL, "GET POST"),
    # Without a provider there is no such way in; what one opens is in accounts/tests/test_provider.py.
    "openid_connect_login": Row(ALL, "GET POST", one(get=404, post=404)),
    "openid_connect_callback": Row(ALL, "GET POST", one(get=404, post=404)),
    "account_signup": Row(ALL, "GET POST"),
    "account_inactive": Row(ALL),
    "account_reset_password": Row(ALL, "GET POST"),
    "account_reset_password_done": Row(ALL),
    "account_reset_password_from_key": Row(
        ALL,
        "GET POST",
        one(where={"uidb36": "1", "key": "abc-def"}),
        frozenset({"account_emailaddress"}),
    ),
    "account_reset_password_from_key_done": Row(ALL),
    "mfa_authenticate": Row(ALL, "GET POST", one(get=302, post=302)),
    "mfa_login_webauthn": Row(ALL, "GET POST", one(get=302, post=302)),
    "accounts:sign_in_as": Row(ALL, "POST", one(post=404, data={"person": "1"})),
    "reporting:start": Row(ALL, "GET POST"),
    "reporting:report": Row(ALL, "GET POST"),
    "reporting:receipt": Row(ALL, "GET POST", one(data={"code": "0000"})),
    "reporting:explain": Row(ALL, "GET POST"),
    "reporting:explain_safe": Row(ALL, "GET POST"),
    "reporting:explain_privacy": Row(ALL, "GET POST"),
    "reporting:explain_accessibility": Row(ALL, "GET POST"),
}
_OWN_ACCOUNT = {
    "start": Row(INSIDE, "GET", one(get=302)),
    "account_logout": Row(INSIDE, "GET POST", one(post=302)),
    "account_reauthenticate": Row(INSIDE, "GET POST"),
    "account_change_password": Row(INSIDE, "GET POST"),
    "account_set_password": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_index": Row(INSIDE),
    "mfa_reauthenticate": Row(INSIDE, "GET POST"),
    "mfa_activate_totp": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_deactivate_totp": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_view_recovery_codes": Row(INSIDE, "GET", one(get=404)),
    "mfa_generate_recovery_codes": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_download_recovery_codes": Row(INSIDE, "GET POST", one(get=404, post=404)),
    "mfa_list_webauthn": Row(INSIDE),
    "mfa_add_webauthn": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_reauthenticate_webauthn": Row(INSIDE, "GET POST", one(get=302, post=302)),
    "mfa_edit_webauthn": Row(INSIDE, "GET POST", one(where={"pk": 1}, get=302, post=302)),
    "mfa_remove_webauthn": Row(INSIDE, "GET POST", one(where={"pk": 1}, get=302, post=302)),
    "usersessions_list": Row(INSIDE, "GET POST", one(post=302)),
    "accounts:account": Row(INSIDE, "GET POST", one(data={"language": "nl"}, post=302)),
    "common:gallery": Row(INSIDE, "GET POST"),
    "common:appearance": Row(INSIDE, "POST", one(data={"theme": "dark"}, post=303)),
    "common:still_here": Row(INSIDE, "GET POST", one(get=204, post=204)),
}
_OFFICE = {
    "accounts:people": Row(ADMIN),
    "accounts:add": Row(ADMIN, "GET POST"),
    "accounts:person": Row(ADMIN, "GET POST", people(post=200)),
    "accounts:switch": Row(ADMIN, "POST", people(post=302)),
    "accounts:end_sessions": Row(ADMIN, "POST", people(post=302)),
    "accounts:send_password_link": Row(ADMIN, "POST", people(post=302)),
    "accounts:end_role": Row(ADMIN, "POST", roles),
    "accounts:access": Row(TRAIL),
    "accounts:review": Row(ADMIN, "GET POST", to_review),
    "disclosure:register": Row(frozenset({"privacy"})),
    "disclosure:export": Row(frozenset({"privacy"})),
    "reporting:identity_requests": Row(frozenset({"privacy"})),
    "reporting:identity_decide": Row(frozenset({"privacy"}), "GET POST", identity_requests),
    "audit:trail": Row(TRAIL),
    "audit:check": Row(TRAIL, "POST"),
    "partners:routes": Row(TRYERS),
    "partners:try": Row(TRYERS),
    "partners:desks": Row(TRYERS),
    "partners:edit_desk": Row(ADMIN, "GET POST", by_code(good=lambda: "focal-gm0748")),
    "partners:edit_route": Row(
        ADMIN, "GET POST", by_code(good=lambda: Route.objects.order_by("code")[0].code)
    ),
}
_SIGNALS = {
    # The way back from a signal is the list that was looked at last.
    "signals:worklist": Row(FOCAL, writes=frozenset({"django_session"})),
    "signals:bulk": Row(FOCAL, "POST", one(post=303)),
    "signals:saved_views": Row(FOCAL, "GET POST"),
    "signals:delete_view": Row(FOCAL, "POST", views),
    "signals:overdue": Row(frozenset({"chain"})),
    "signals:break_glass": Row(
        BREAKERS, "GET POST", one(data={"number": "999999999", "reason": "A reason that nobody can judge."})
    ),
    "signals:behind_glass": Row(BREAKERS, "GET", through_glass),
    "signals:close_glass": Row(BREAKERS | OFFICER, "POST", glass_to_close),
    "signals:glass_reviews": Row(OFFICER),
    "signals:judge_glass": Row(OFFICER, "GET POST", glass_to_judge),
    "signals:signal": Row(FOCAL, "GET", signal()),
    "signals:take": Row(FOCAL, "POST", signal(wrong=("under",))),
    "signals:triage": Row(FOCAL, "POST", signal("into", far_post=409, wrong=("own", "under"))),
    "signals:assign": Row(FOCAL, "POST", signal(data={"to": colleague}, wrong=("under",))),
    "signals:move": Row(
        FOCAL,
        "GET POST",
        signal(also=lambda record: {"step": "verder"}, data={"version": ""}, wrong=("into", "under")),
    ),
    "signals:judge": Row(FOCAL, "GET POST", signal(data=JUDGED, wrong=("under",))),
    "signals:assess": Row(FOCAL, "POST", signal(wrong=("under",))),
    "signals:wait": Row(
        FOCAL, "GET POST", signal("returned", data=WHY, far_post=409, wrong=("own", "under"))
    ),
    "signals:note": Row(FOCAL, "GET POST", signal(data={"text": "A note."})),
    "signals:task": Row(FOCAL, "GET POST", signal(data={"title": "A task."})),
    "signals:task_done": Row(FOCAL, "POST", tasks),
    "signals:reply": Row(FOCAL, "GET POST", signal(data={"text_code": "wrong"}, post=200)),
    "signals:ask": Row(
        FOCAL, "GET POST", signal("returned", data={"text": "Who?"}, far_post=409, wrong=("under",))
    ),
    "signals:identity": Row(FOCAL, "GET POST", identities),
    "signals:handover": Row(FOCAL, "GET POST", signal(post=200)),
    "signals:close": Row(FOCAL, "GET POST", signal(data=ANSWERED, wrong=("into", "under"))),
    "signals:reopen": Row(FOCAL, "GET POST", signal(data=WHY, post=409)),
    "signals:merge": Row(
        FOCAL,
        "GET POST",
        signal("returned", data={"number": other_number, "confirmed": "1"}, far_post=200, wrong=("under",)),
    ),
    "signals:unmerge": Row(FOCAL, "GET POST", signal("under", data=WHY, far_post=409, wrong=("own", "into"))),
}
_REPORTS = {
    "reporting:own": Row(WRITERS),
    "reporting:new": Row(WRITERS, "GET POST", one(post=303)),
    "reporting:draft": Row(WRITERS, "GET POST", drafts),
    "reporting:attachment": Row(INSIDE, "GET", attachments),
    "reporting:sent": Row(WRITERS, "GET POST", sent, frozenset({"reporting_reply"})),
}
_HANDOVERS = {
    "handover:inbox": Row(DESKS),
    "handover:detail": Row(DESKS, "GET", details, SEEN),
    "handover:file": Row(DESKS, "GET", files),
    "handover:accept": Row(
        DESKS, "POST", handover("sent", "seen", only=RECEIVER, again=("accepted", "over"))
    ),
    "handover:accept_partly": Row(
        DESKS, "GET POST", handover("sent", "seen", only=RECEIVER, again=("acceptedpartly",), data=ASKING)
    ),
    "handover:return": Row(
        DESKS,
        "GET POST",
        handover(
            *("sent", "seen", "accepted", "acceptedpartly", "inhand", "over"),
            only=RECEIVER,
            again=("returned",),
            data={"reason_code": "not_our_task"},
        ),
    ),
    "handover:start": Row(
        DESKS, "POST", handover("accepted", "acceptedpartly", "over", only=RECEIVER, again=("inhand",))
    ),
    "handover:finish": Row(
        DESKS,
        "GET POST",
        handover(
            *("accepted", "acceptedpartly", "inhand", "over"), only=RECEIVER, again=("finished",), data=FINISH
        ),
    ),
    "handover:revoke": Row(
        FOCAL,
        "GET POST",
        handover(
            *("sent", "seen", "accepted", "acceptedpartly", "inhand", "over"),
            only=HOLDER,
            again=("revoked",),
            data=WHY,
        ),
    ),
    "handover:confirm": Row(FOCAL, "GET POST", calls),
}


ROWS: Mapping[str, Row] = {
    **_PUBLIC,
    **_OWN_ACCOUNT,
    **_OFFICE,
    **_SIGNALS,
    **_REPORTS,
    **_HANDOVERS,
    **MODELS,
    **CONSULTATIONS,
    **PLANS,
    **FIGURES,
    **RETENTION,
    **RECOVERY,
    **RIGHTS,
}
# Answers that a limit on attempts may give as well.
LIMITED = frozenset({"mfa_login_webauthn", "account_login", "account_reset_password", "account_signup"})
# A sign-in page that somebody who is signed in already does not need.
FOR_GUESTS = frozenset({"account_login", "account_signup"})
