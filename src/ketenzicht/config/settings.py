"""Settings, all from the environment. Unsafe values do not start.

Every KETENZICHT_… and DATABASE_… can also be given as NAME_FILE, the path of a file that holds the value.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from ketenzicht.common import keyring, logs
from ketenzicht.config import oidc
from ketenzicht.config.environment import (
    connection_parameters,
    contacts,
    env,
    env_file,
    env_list,
    newest_version,
    smtp_parameters,
)

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent.parent

MODE = env("KETENZICHT_MODE", "production")
if MODE not in ("production", "demonstration", "test"):
    raise ImproperlyConfigured(f"KETENZICHT_MODE is {MODE!r}; use production or demonstration")
# Demonstration sign-in without a password exists in this mode only. Nothing else can switch it on.
DEMONSTRATION = MODE == "demonstration"
PRODUCTION = MODE == "production"
TESTING = MODE == "test"

_UNSAFE_TEST_KEY = "dGVzdC1vbmx5LWtleS10ZXN0LW9ubHkta2V5LTAwMDA=" if TESTING else None
DATA = Path(env("KETENZICHT_DATA", str(PROJECT / "data")))
SECRET_KEY, *SECRET_KEY_FALLBACKS = (
    key.value for key in keyring.parse(env_list("KETENZICHT_SECRET_KEY", _UNSAFE_TEST_KEY))
)
SEALING_KEYS = env_list("KETENZICHT_SEALING_KEYS", _UNSAFE_TEST_KEY)
# Where they are read again when they change; keys of the environment itself stay until a restart.
SEALING_KEYS_FILE = env_file("KETENZICHT_SEALING_KEYS")
RECEIPT_PEPPER = env("KETENZICHT_RECEIPT_PEPPER", _UNSAFE_TEST_KEY)
VERSION = newest_version(PROJECT / "CHANGELOG.md")

# The pages of reporters and those of casework can be served apart, each by a process and a role of its own.
ONLY = env("KETENZICHT_ONLY", "")
if ONLY not in ("", "public", "casework"):
    raise ImproperlyConfigured(f"KETENZICHT_ONLY is {ONLY!r}; use public or casework")
REPORTERS_URL = env("KETENZICHT_REPORTERS_URL", "").rstrip("/")
if ONLY == "casework" and not REPORTERS_URL:
    raise ImproperlyConfigured("Casework alone sends reporters on: set KETENZICHT_REPORTERS_URL.")

SECURITY_CONTACTS = contacts("KETENZICHT_SECURITY_CONTACT")

DEBUG = False
PUBLIC_URL = env("KETENZICHT_PUBLIC_URL", "http://localhost:8000")
TLS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env_list("KETENZICHT_HOSTS", "localhost,127.0.0.1,[::1]")
if DEMONSTRATION and not set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]", "testserver"}:
    raise ImproperlyConfigured("The demonstration signs people in without a password: localhost only.")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "ketenzicht.config.apps.ConfigConfig",
    "ketenzicht.rights.apps.RightsConfig",
    "ketenzicht.planning.apps.PlanningConfig",
    "ketenzicht.systems.apps.SystemsConfig",
    "ketenzicht.retention.apps.RetentionConfig",
    "ketenzicht.signals.apps.SignalsConfig",
    "ketenzicht.reporting.apps.ReportingConfig",
    "ketenzicht.handover.apps.HandoverConfig",
    "ketenzicht.disclosure.apps.DisclosureConfig",
    "ketenzicht.accounts.apps.AccountsConfig",
    "ketenzicht.partners.apps.PartnersConfig",
    "ketenzicht.audit.apps.AuditConfig",
    "ketenzicht.common.apps.CommonConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "procrastinate.contrib.django",
]

# Where the metrics process listens, given by the supervisor; without it nothing is told.
METRICS_SOCKET = env("KETENZICHT_METRICS_SOCKET", "")
MIDDLEWARE = [
    "ketenzicht.config.metrics.telling.TellingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ketenzicht.common.middleware.HeadersMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ketenzicht.accounts.middleware.SeenMiddleware",
    "ketenzicht.common.middleware.ReadableMiddleware",
    "ketenzicht.accounts.middleware.ActorMiddleware",
    "ketenzicht.accounts.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = f"ketenzicht.config.urls_{ONLY}" if ONLY else "ketenzicht.config.urls"
WSGI_APPLICATION = "ketenzicht.config.wsgi.application"
FORM_RENDERER = "ketenzicht.common.forms.Renderer"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "ketenzicht.config.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "ketenzicht.common.templatetags.ketenzicht"],
        },
    },
]

DATABASES = {"default": connection_parameters("DATABASE_URL", pooled=not TESTING)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
# Wrong passwords are counted by axes; this counts wrong codes of a second factor as well, per account.
ACCOUNT_RATE_LIMITS = False if TESTING else {"login_failed": "5/5m/key"}
ACCOUNT_ADAPTER = "ketenzicht.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "reporting:start"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# An administrator gives each account its address, and the link that was mailed there opened it. Without
# this nobody who was invited could add the second step that we ask for.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "ketenzicht.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "ketenzicht.accounts.second_factor.CodeForm",
    "reauthenticate": "ketenzicht.accounts.second_factor.CodeAgainForm",
    "activate_totp": "ketenzicht.accounts.second_factor.AddAppForm",
    "authenticate_webauthn": "ketenzicht.accounts.second_factor.PasskeyForm",
    "login_webauthn": "ketenzicht.accounts.second_factor.PasskeyAloneForm",
    "reauthenticate_webauthn": "ketenzicht.accounts.second_factor.PasskeyAgainForm",
    "add_webauthn": "ketenzicht.accounts.second_factor.AddPasskeyForm",
    "edit_webauthn": "ketenzicht.accounts.second_factor.NamePasskeyForm",
}
# Signing in at the identity provider of an organisation, when there is one.
OIDC = oidc.provider()
SOCIALACCOUNT_ADAPTER = "ketenzicht.accounts.provider.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC.apps()}}
# A form that leads elsewhere is refused by our own rule on forms; the way back is kept by state and PKCE.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
ACCOUNT_FORMS = {
    "reauthenticate": "ketenzicht.accounts.second_factor.PasswordAgainForm",
    "reset_password": "ketenzicht.accounts.forms.ForgottenPasswordForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Ketenzicht"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS
USERSESSIONS_TRACK_ACTIVITY = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "ketenzicht.accounts.lockout.account_meant"
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
# W006 wants the address on the network to count as well. Whoever guesses changes it and one office shares it,
# so an account alone is locked. What axes notes of a failed attempt, address included, goes after a day.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_ENABLE_ADMIN = False
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# The audit trail says who came in; a second list with addresses and browsers would only be more to lose.
AXES_DISABLE_ACCESS_LOG = True

if ONLY == "public":
    # Nobody signs in there, and its role reads no sessions.
    SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
IDLE_SECONDS = 30 * 60
# Somebody who was here a minute ago is still here: no session ends before its half hour, or a minute after.
SESSION_RENEWED_AFTER = 60
SESSION_COOKIE_AGE = IDLE_SECONDS + SESSION_RENEWED_AFTER
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ketenzicht.common.views.csrf_failure"

SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 63072000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
# With "no-referrer" browsers send "Origin: null" along with a form, which the check on forms refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env("KETENZICHT_BEHIND_PROXY", "") == "yes" else None
)
# Otherwise everybody behind the proxy is one visitor, whom anybody could make wait.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# No page of anybody else uses our files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Else every client of a test reads through what was collected here, if anything was.
WHITENOISE_AUTOREFRESH = TESTING
STATIC_URL = "static/"
STATIC_ROOT = Path(env("KETENZICHT_STATIC", str(PROJECT / "build" / "static")))
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("KETENZICHT_MAIL_FROM", "ketenzicht@localhost")
globals().update(smtp_parameters(env("KETENZICHT_MAIL_URL", ""), DATA / "outbox"))

EXIT_URL = env("KETENZICHT_EXIT_URL", "https://www.buienradar.nl/")
# In files and not in memory, so that every process counts attempts together. It holds counts, no casework.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TESTING
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA / "cache"),
        # When it is full a third is thrown away; whoever tries codes should not be able to fill it in time.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
LOGGING = logs.settings(in_lines=PRODUCTION)
