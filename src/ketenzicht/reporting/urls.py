"""Addresses of reporting: public ones without an account, and those of professionals."""

from django.urls import path

from ketenzicht.reporting.views import explain, identity, professional, receipt
from ketenzicht.reporting.views.public import report

app_name = "reporting"
# What the public side has, and nothing else.
public = [
    path("", explain.start, name="start"),
    path("melden/", report, name="report"),
    path("antwoord/", receipt.receipt, name="receipt"),
    path("uitleg/", explain.explain, name="explain"),
    path("uitleg/veilig/", explain.explain_safe, name="explain_safe"),
    path("uitleg/privacy/", explain.explain_privacy, name="explain_privacy"),
    path("uitleg/toegankelijkheid/", explain.explain_accessibility, name="explain_accessibility"),
]
urlpatterns = [
    *public,
    path("wie-is-de-melder/", identity.requests, name="identity_requests"),
    path("wie-is-de-melder/<uuid:request_id>/", identity.decide, name="identity_decide"),
    path("meldingen/", professional.own, name="own"),
    path("meldingen/nieuw/", professional.new, name="new"),
    path("meldingen/concept/<uuid:draft_id>/", professional.draft, name="draft"),
    path("meldingen/bijlage/<uuid:attachment_id>/", professional.attachment, name="attachment"),
    path("meldingen/<uuid:report_id>/", professional.sent, name="sent"),
]
