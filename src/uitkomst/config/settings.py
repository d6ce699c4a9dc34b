"""Django's settings, read from the environment (``environment.VARIABLES``) and checked at the start (``checks``)."""

from __future__ import annotations

from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from uitkomst.config.environment import is_on, number, read
from uitkomst.config.mail import mail_settings
from uitkomst.config.oidc import oidc_settings, origin

DEMO = is_on("UITKOMST_DEMO")
DEBUG = False
SECRET_KEY = read("UITKOMST_SECRET_KEY") or "not set"
ALLOWED_HOSTS = [host.strip() for host in read("UITKOMST_HOSTS").split(",") if host.strip()]
DATA_FOLDER = Path(read("UITKOMST_DATA")).absolute()
BSN_FILES = read("UITKOMST_BSN_FILES")
PROVIDER_FIRST_DAYS = number("UITKOMST_PROVIDER_FIRST_DAYS")
KEEP_CLIENT_YEARS = number("UITKOMST_KEEP_CLIENT_YEARS")
LARGEST_UPLOAD_BYTES = number("UITKOMST_LARGEST_UPLOAD_MB") * 1_000_000
OIDC_URL = read("UITKOMST_OIDC_URL")
OIDC_NAME = read("UITKOMST_OIDC_NAME")
METRICS_TOKEN = read("UITKOMST_METRICS_TOKEN")
THEME = read("UITKOMST_THEME")
LOOK_FIRST = is_on("UITKOMST_LOOK_FIRST") and not DEMO
BEHIND_PROXY = is_on("UITKOMST_BEHIND_PROXY")
HTTPS = is_on("UITKOMST_HTTPS") and not DEMO

INSTALLED_APPS = [
    "uitkomst.config",
    "uitkomst.organisations",
    "uitkomst.care",
    "uitkomst.records",
    "uitkomst.conversation",
    "uitkomst.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "uitkomst.config.middleware.NotKept",
    "uitkomst.config.middleware.StillHere",
    "uitkomst.config.middleware.OnlyDemoPeopleInDemo",
    "uitkomst.config.middleware.SecondFactorFirst",
    "uitkomst.config.middleware.NothingTypedIsLost",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "uitkomst.config.urls"
WSGI_APPLICATION = "uitkomst.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ]
        },
    }
]

# Data. SQLite: readers do not wait for the writer (WAL), and a transaction that will write says so at its start (IMMEDIATE).
_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_FOLDER / "uitkomst.sqlite3",
    # Closing the last connection writes the whole log of changes into the database: not after every page.
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    },
}
_URL = read("DATABASE_URL")
DATABASES = {"default": {**dj_database_url.parse(_URL), "OPTIONS": {"pool": True}} if _URL else _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILE_UPLOAD_HANDLERS = ["uitkomst.config.uploads.Measured"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 300  # messages come in many at once; the page says so before this is reached

# People and log-in.
AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "uitkomst.organisations.backends.PasswordBackend",
    "uitkomst.organisations.backends.DemoBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "uitkomst.organisations.log_in.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# The organisation's own identity provider: an account that is there is found by its verified address; nobody gets one this way.
SOCIALACCOUNT_PROVIDERS = oidc_settings(OIDC_URL, read("UITKOMST_OIDC_CLIENT"), read("UITKOMST_OIDC_SECRET"), OIDC_NAME)
SOCIALACCOUNT_ADAPTER = "uitkomst.organisations.own_provider.OwnProvider"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_STORE_TOKENS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Uitkomst"
MFA_ALLOW_UNVERIFIED_EMAIL = True
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_USERNAME_FORM_FIELD = "login"
AXES_SENSITIVE_PARAMETERS = ["login", "password", "code"]
AXES_IPWARE_PROXY_COUNT = 1 if BEHIND_PROXY else 0
AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if BEHIND_PROXY else ["REMOTE_ADDR"]
AXES_VERBOSE = False
SESSION_COOKIE_AGE = number("UITKOMST_SESSION_MINUTES") * 60
SESSION_SAVE_EVERY_REQUEST = False  # once a minute: middleware.StillHere
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "uitkomst_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"

# What browsers may do with our pages.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^metrics/$"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "uitkomst.web.errors.no_csrf"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *filter(None, [origin(OIDC_URL)])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Language and time.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "uitkomst_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Letters, and what is written down about the running program: never a body, an address with a question mark, or a person.
# Sets EMAIL_BACKEND, EMAIL_HOST and the rest of EMAIL_….
globals().update(mail_settings(read("UITKOMST_MAIL_URL")))
DEFAULT_FROM_EMAIL = read("UITKOMST_MAIL_FROM")
# No other sender takes its place: a letter to a client must not show that it is care. Without one these letters wait.
CLIENT_FROM_EMAIL = read("UITKOMST_CLIENT_MAIL_FROM")
# Text messages to clients, through a gateway: off unless all four are said. The sender shows no care either.
SMS, SMS_URL = read("UITKOMST_SMS"), read("UITKOMST_SMS_URL")
SMS_TOKEN, SMS_FROM = read("UITKOMST_SMS_TOKEN"), read("UITKOMST_SMS_FROM")
# Where the site is, for links in letters that no page asked for.
SITE_ADDRESS = read("UITKOMST_ADDRESS").rstrip("/") or f"http{'s' if HTTPS else ''}://{(ALLOWED_HOSTS or ['localhost'])[0]}"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "uitkomst.config.logs.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "uitkomst": {"level": "INFO", "handlers": ["out"], "propagate": False},
        "django": {"level": "WARNING", "handlers": ["out"], "propagate": False},
        # These two name people in their lines.
        "axes": {"level": "CRITICAL"},
        "allauth": {"level": "CRITICAL"},
    },
}
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
