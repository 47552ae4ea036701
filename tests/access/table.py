"""What every address answers to everybody. A new address gets a row here: who may come, and to which record.

``door`` is who gets as far as looking for the record; everybody else is refused before, with 403, or sent to
the sign-in page when not signed in. Who may come and does not see the record hears 404, as for one that does
not exist. ``sees`` is who does see it; of these, ``not_theirs`` may not do this to it and hear 403.
"""

from collections.abc import Mapping

from ketenzicht.partners.models import Route
from tests.access.policy_table import PLANS
from tests.access.targets import (
    ADMIN,
    ALL,
    DESKS,
    EDITORS,
    FOCAL,
    HOLDER,
    INSIDE,
    PLANNERS,
    RECEIVER,
    TRAIL,
    TRYERS,
    WRITERS,
    Row,
    attachments,
    by_code,
    calls,
    colleague,
    details,
    drafts,
    factors,
    files,
    handover,
    identities,
    kept_consultations,
    model_draft,
    one,
    one_proposal,
    one_run,
    one_session,
    other_number,
    people,
    roles,
    sent,
    shown_consultations,
    shown_models,
    signal,
    tasks,
    tickets,
    views,
    worked_models,
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
    "account_login": Row(ALL, "GET POST"),
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
    "accounts:send_password_link": Row(ADMIN, "POST", people(post=302)),
    "accounts:end_role": Row(ADMIN, "POST", roles),
    "accounts:access": Row(TRAIL),
    "disclosure:register": Row(frozenset({"privacy"})),
    "disclosure:export": Row(frozenset({"privacy"})),
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
    "signals:worklist": Row(FOCAL),
    "signals:bulk": Row(FOCAL, "POST", one(post=303)),
    "signals:saved_views": Row(FOCAL, "GET POST"),
    "signals:delete_view": Row(FOCAL, "POST", views),
    "signals:overdue": Row(frozenset({"chain"})),
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

RELATION = {"source": "reports", "target": "waiting", "sign": "+"}
INTERVENTION = {
    "label_nl": "Shelter",
    "changes-TOTAL_FORMS": "1",
    "changes-INITIAL_FORMS": "0",
    "changes-0-factor": "waiting",
    "changes-0-kind": "shift",
    "changes-0-amount": "1",
}
CELL = {"field": "sign", "was": "-", "value": "+"}
INDICATOR = {"factor": "reports", "shape": "ramp"}
CLAIM = {
    "text_nl": "Nothing moves.",
    "layer": "stated",
    "checks-TOTAL_FORMS": "1",
    "checks-INITIAL_FORMS": "0",
    "checks-0-test": "equilibrium",
}
_MODELS = {
    "systems:models": Row(ALL),
    "systems:explorer": Row(ALL, "GET", shown_models()),
    "systems:factor": Row(ALL, "GET", factors),
    "systems:question": Row(ALL, "GET", shown_models()),
    "systems:report": Row(ALL, "GET", shown_models(get=302)),
    "systems:what_if": Row(ALL, "GET", shown_models()),
    "systems:loops": Row(ALL, "GET", shown_models()),
    "systems:drawing": Row(ALL, "GET", shown_models(kind="svg")),
    "systems:versions": Row(ALL, "GET", shown_models()),
    "systems:compare": Row(ALL, "GET", shown_models()),
    "systems:export": Row(ALL, "GET", shown_models(number=1)),
    "systems:export_file": Row(ALL, "GET", shown_models(number=1, name="yaml")),
    "systems:begin": Row(EDITORS, "GET POST"),
    "systems:edit": Row(EDITORS, "POST", worked_models(post=303)),
    "systems:fork": Row(EDITORS, "GET POST", worked_models()),
    "systems:runs": Row(EDITORS, "GET POST", worked_models()),
    "systems:publish": Row(
        EDITORS, "GET POST", worked_models(number=1, data={"visibility": "public"}, post=303, only=HOLDER)
    ),
    "systems:withdraw": Row(EDITORS, "POST", worked_models(number=1, post=303, only=HOLDER)),
}
_DRAFTS = {
    "systems:draft": Row(EDITORS, "GET", model_draft()),
    "systems:line": Row(EDITORS, "POST", model_draft(data={"line": "reports > waiting +"})),
    "systems:check": Row(EDITORS, "POST", model_draft(collection="regel", post=200)),
    "systems:undo": Row(EDITORS, "POST", model_draft(data={"revision": 1})),
    "systems:redo": Row(EDITORS, "POST", model_draft(data={"number": 1}, post=409)),
    "systems:keep": Row(EDITORS, "GET POST", model_draft(data={"revision": 1, "reason": "More."})),
    "systems:drop": Row(EDITORS, "GET POST", model_draft(data={"revision": 1})),
    "systems:propose": Row(EDITORS, "GET POST", model_draft(post=200)),
    "systems:import": Row(EDITORS, "GET POST", model_draft(post=200)),
    "systems:settings": Row(EDITORS, "GET POST", model_draft(post=200)),
    "systems:open_session": Row(EDITORS, "GET POST", model_draft(post=200)),
    "systems:add_factor": Row(EDITORS, "GET POST", model_draft(data={"label_nl": "Shelter"})),
    "systems:change_factor": Row(EDITORS, "GET POST", model_draft(key="waiting", post=200)),
    "systems:remove_factor": Row(EDITORS, "GET POST", model_draft(key="waiting", post=409)),
    "systems:add_relation": Row(EDITORS, "GET POST", model_draft(data=RELATION)),
    "systems:change_relation": Row(EDITORS, "GET POST", model_draft(key="arrow-one", post=200)),
    "systems:remove_relation": Row(EDITORS, "GET POST", model_draft(key="arrow-one", post=409)),
    "systems:cell": Row(EDITORS, "POST", model_draft(data=CELL, key="arrow-one", post=200)),
    "systems:add_intervention": Row(EDITORS, "GET POST", model_draft(data=INTERVENTION)),
    "systems:change_intervention": Row(EDITORS, "GET POST", model_draft(key="help", post=200)),
    "systems:remove_intervention": Row(EDITORS, "GET POST", model_draft(key="help", post=409)),
    "systems:add_indicator": Row(EDITORS, "GET POST", model_draft(data=INDICATOR)),
    "systems:change_indicator": Row(EDITORS, "GET POST", model_draft(key="waiting", post=200)),
    "systems:remove_indicator": Row(EDITORS, "GET POST", model_draft(key="waiting", post=409)),
    "systems:add_claim": Row(EDITORS, "GET POST", model_draft(data=CLAIM)),
    "systems:change_claim": Row(EDITORS, "GET POST", model_draft(key="so", post=200)),
    "systems:remove_claim": Row(EDITORS, "GET POST", model_draft(key="so", post=409)),
    "systems:scales": Row(EDITORS, "GET POST", model_draft(post=200)),
}
_TOGETHER = {
    "systems:proposals": Row(EDITORS),
    "systems:proposal": Row(EDITORS, "GET", one_proposal(FOCAL)),
    "systems:merge": Row(EDITORS, "POST", one_proposal(HOLDER, data={"revision": 1})),
    "systems:decline": Row(EDITORS, "POST", one_proposal(HOLDER, data={"answer": "No."})),
    "systems:withdraw_proposal": Row(EDITORS, "POST", one_proposal(FOCAL - HOLDER)),
    "systems:run": Row(EDITORS, "GET", one_run()),
    "systems:run_standing": Row(EDITORS, "GET", one_run()),
    "systems:cancel_run": Row(EDITORS, "POST", one_run()),
    "systems:resume_run": Row(EDITORS, "POST", one_run(post=409)),
    "systems:run_again": Row(EDITORS, "POST", one_run()),
    "systems:run_file": Row(EDITORS, "GET", one_run(get=404)),
    "systems:session": Row(EDITORS, "GET", one_session()),
    "systems:session_standing": Row(EDITORS, "GET", one_session()),
    "systems:session_add": Row(EDITORS, "POST", one_session(data={"line": "a > b +"})),
    "systems:close_session": Row(EDITORS, "GET POST", one_session()),
    "systems:join": Row(ALL, "GET POST"),
    "systems:take_part": Row(ALL, "GET POST", tickets()),
    "systems:counts": Row(ALL, "GET", tickets()),
    "systems:vote": Row(ALL, "POST", tickets(post=303, arrow=True)),
}
_CONSULTATIONS = {
    "planning:consultations": Row(ALL),
    "planning:import": Row(PLANNERS, "GET POST"),
    "planning:consultation": Row(ALL, "GET", shown_consultations()),
    "planning:cluster": Row(ALL, "GET", shown_consultations(number="1.1")),
    "planning:statement": Row(ALL, "GET", shown_consultations(number=1)),
    "planning:repeated": Row(ALL, "GET", shown_consultations()),
    "planning:open": Row(PLANNERS, "POST", kept_consultations(data={"visibility": "desk"})),
    "planning:name_cluster": Row(
        PLANNERS, "GET POST", kept_consultations(number="1.1", data={"title": "Care"})
    ),
    "planning:review": Row(PLANNERS, "GET", kept_consultations(get=303)),
    "planning:look": Row(PLANNERS, "GET", kept_consultations(number=1)),
    "planning:right": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:cut": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:join": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:move": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:leave_out": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:left_out": Row(PLANNERS, "GET POST", kept_consultations(post=200)),
    "planning:undo": Row(PLANNERS, "POST", kept_consultations(number=1, post=409)),
    "planning:sort": Row(PLANNERS, "GET POST", kept_consultations(number="1.1", post=200)),
    "planning:add_cluster": Row(PLANNERS, "GET POST", kept_consultations(post=200)),
    "planning:opposed": Row(ALL, "GET", shown_consultations()),
    "planning:oppose": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:no_longer_oppose": Row(PLANNERS, "POST", kept_consultations(own="opposition")),
    "planning:decided": Row(PLANNERS, "GET", kept_consultations()),
    "planning:rounds": Row(PLANNERS, "GET POST", kept_consultations(post=200)),
    "planning:round": Row(PLANNERS, "GET POST", kept_consultations(own="round_id", post=200)),
    "planning:close_round": Row(PLANNERS, "POST", kept_consultations(own="round_id")),
    "planning:settle": Row(PLANNERS, "POST", kept_consultations(own="round_id", number=1)),
}

ROWS: Mapping[str, Row] = {
    **_PUBLIC,
    **_OWN_ACCOUNT,
    **_OFFICE,
    **_SIGNALS,
    **_REPORTS,
    **_HANDOVERS,
    **_MODELS,
    **_DRAFTS,
    **_TOGETHER,
    **_CONSULTATIONS,
    **PLANS,
}
# Answers that a limit on attempts may give as well.
LIMITED = frozenset({"mfa_login_webauthn", "account_login", "account_reset_password", "account_signup"})
# A sign-in page that somebody who is signed in already does not need.
FOR_GUESTS = frozenset({"account_login", "account_signup"})
