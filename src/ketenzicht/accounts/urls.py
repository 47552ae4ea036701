"""Addresses about accounts. Of allauth only what is needed has an address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from ketenzicht.accounts import provider, views
from ketenzicht.accounts.recovery import views as recovery
from ketenzicht.accounts.review import views as review
from ketenzicht.common.pages import public_page, signed_in_page

own = (
    [
        path("account/", views.account, name="account"),
        path("beheer/mensen/", views.people, name="people"),
        path("beheer/mensen/nieuw/", views.add, name="add"),
        path("beheer/mensen/<int:user_id>/", views.person, name="person"),
        path("beheer/mensen/<int:user_id>/open-of-dicht/", views.switch, name="switch"),
        path("beheer/mensen/<int:user_id>/sessies/einde/", views.end_sessions, name="end_sessions"),
        path("beheer/mensen/<int:user_id>/wachtwoord/", views.send_password_link, name="send_password_link"),
        path(
            "beheer/mensen/<int:user_id>/rollen/<int:membership_id>/einde/",
            views.end_role,
            name="end_role",
        ),
        path("beheer/mensen/<int:user_id>/herstel/", recovery.ask, name="ask_recovery"),
        path("beheer/herstel/", recovery.recoveries, name="recoveries"),
        path("beheer/herstel/<uuid:request_id>/", recovery.recovery, name="recovery"),
        path(
            "beheer/herstel/<uuid:request_id>/intrekken/",
            recovery.withdraw,
            name="withdraw_recovery",
        ),
        path("account/herstel/<str:token>/", recovery.use, name="use_recovery"),
        path("beheer/rollen/", review.review, name="review"),
        path("toegang/", review.access, name="access"),
        path("aanmelden/als/", views.sign_in_as, name="sign_in_as"),
    ],
    "accounts",
)

# There is one provider, so its addresses need not say which.
ONE = {"provider_id": "organisation"}
signing_in = [
    path(
        "account/organisatie/aanmelden/",
        public_page(provider.sign_in),
        ONE,
        name="openid_connect_login",
    ),
    path(
        "account/organisatie/terug/",
        public_page(provider.come_back),
        ONE,
        name="openid_connect_callback",
    ),
    path("aanmelden/", public_page(views.SignIn.as_view()), name="account_login"),
    path("account/dicht/", public_page(account.account_inactive), name="account_inactive"),
    path("account/nieuw/", public_page(account.signup), name="account_signup"),
    path("account/wachtwoord/vergeten/", public_page(account.password_reset), name="account_reset_password"),
    path(
        "account/wachtwoord/vergeten/verstuurd/",
        public_page(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^account/wachtwoord/kiezen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public_page(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "account/wachtwoord/gekozen/",
        public_page(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("account/tweede-stap/", public_page(mfa.authenticate), name="mfa_authenticate"),
    path("account/sleutel/aanmelden/", public_page(webauthn.login_webauthn), name="mfa_login_webauthn"),
]

signed_in = [
    path("afmelden/", public_page(account.logout), name="account_logout"),
    path("account/opnieuw/", signed_in_page(account.reauthenticate), name="account_reauthenticate"),
    path("account/wachtwoord/", signed_in_page(account.password_change), name="account_change_password"),
    path("account/wachtwoord/instellen/", signed_in_page(account.password_set), name="account_set_password"),
    path("account/beveiliging/", signed_in_page(mfa.index), name="mfa_index"),
    path("account/beveiliging/opnieuw/", signed_in_page(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/app/", signed_in_page(totp.activate_totp), name="mfa_activate_totp"),
    path("account/app/weg/", signed_in_page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/codes/", signed_in_page(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/codes/nieuw/",
        signed_in_page(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/codes/bestand/",
        signed_in_page(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("account/sleutels/", signed_in_page(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("account/sleutels/nieuw/", signed_in_page(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "account/sleutels/opnieuw/",
        signed_in_page(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "account/sleutels/<int:pk>/",
        signed_in_page(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/sleutels/<int:pk>/weg/",
        signed_in_page(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("account/sessies/", signed_in_page(sessions.list_usersessions), name="usersessions_list"),
    path("begin/", views.start, name="start"),
]

urlpatterns = [*signing_in, *signed_in, path("", include(own))]
