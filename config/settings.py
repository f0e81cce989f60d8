"""The site's settings. Every value that differs between sites comes from the environment.

    CRUX_URL            the address people use, such as https://crux.example; https says that one
                        proxy stands in front, which sets X-Forwarded-Proto and X-Forwarded-For
    CRUX_HOSTS          further host names, divided by commas
    CRUX_SECRET_KEY     otherwise made on the first start and kept in var/secret-key
    CRUX_VAR            where the site keeps its files; by default var/ beside the code
    CRUX_MAIL           such as smtp://user:password@host:587; by default mail goes to the console
    CRUX_MAIL_FROM      the sender of mail
    CRUX_DEBUG          1 shows the details of errors to everybody: never on a public site
    CRUX_TIME_LIMIT     seconds the database may spend on one statement (5)
    DATABASE_URL        a PostgreSQL of your own (15 or later); by default an embedded one

Importing this module starts nothing. The one thing it may write is the secret key.
"""

import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import database

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = database.VAR


def kept_secret(path: Path) -> str:
    """Read the secret in a file only its owner may read; make it if there is none.

    Several processes may start at once: the first file to take the name is everybody's.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(number, "w") as unfinished:
                unfinished.write(secrets.token_urlsafe(64))
            try:
                path.hardlink_to(name)
            except FileExistsError:
                pass
            finally:
                Path(name).unlink()
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key cannot be kept in {path} ({error.strerror}). Let this user write"
            " there, or set CRUX_VAR to another folder or CRUX_SECRET_KEY to a long secret."
        ) from error


# The site

SITE_URL = os.environ.get("CRUX_URL", "").rstrip("/")
SITE_ADDRESS = urlsplit(SITE_URL)
BEHIND_HTTPS = SITE_ADDRESS.scheme == "https"
DEBUG = os.environ.get("CRUX_DEBUG") == "1"
SECRET_KEY = os.environ.get("CRUX_SECRET_KEY") or kept_secret(VAR / "secret-key")
ALLOWED_HOSTS = [
    *filter(None, [SITE_ADDRESS.hostname, *os.environ.get("CRUX_HOSTS", "").split(",")]),
    "localhost",
    "127.0.0.1",
    "[::1]",
]

INSTALLED_APPS = [
    "config",
    "reviews",
    "arguments",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "template_partials",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.caching.private_when_signed_in",
    "config.keeping.told_when_taken",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

# Data

TIME_LIMIT = float(os.environ.get("CRUX_TIME_LIMIT", "5"))
DATABASES = {"default": database.settings()}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool keeps connections, and caps them
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["OPTIONS"] |= {
    "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
    "options": f"-c statement_timeout={TIME_LIMIT:g}s -c lock_timeout=2s"
    f" -c idle_in_transaction_session_timeout={TIME_LIMIT * 2:g}s"
    f" {DATABASES['default']['OPTIONS'].get('options', '')}",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all server processes, or each would count attempts to log in for itself.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"] if (BASE_DIR / "static").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Compressed already, or, like the maps, only ever asked for by a programmer's tools.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "ico", "webp", "woff2"]

# Security

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_HTTPS
CSRF_COOKIE_SECURE = BEHIND_HTTPS
if BEHIND_HTTPS:
    CSRF_TRUSTED_ORIGINS = [f"{SITE_ADDRESS.scheme}://{SITE_ADDRESS.netloc}"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
# Whether the neighbours of this host name speak HTTPS is their owner's promise, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Accounts

AUTH_USER_MODEL = "arguments.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "config.accounts.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Crux: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_HTTPS else "http"

# Mail

MAIL = urlsplit(os.environ.get("CRUX_MAIL", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL.hostname else 'console'}.EmailBackend"
EMAIL_HOST = MAIL.hostname or "localhost"
EMAIL_PORT = MAIL.port or 587
EMAIL_HOST_USER = unquote(MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(MAIL.password or "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("CRUX_MAIL_FROM", "Crux <crux@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# API

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "arguments.api.authentication.ApiTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["arguments.api.authentication.ReadFreelyWriteSignedIn"],
    "DEFAULT_PARSER_CLASSES": ["config.parsing.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["config.parsing.OrjsonRenderer"],
    "DEFAULT_SCHEMA_CLASS": "config.schema.CruxSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "config.api.answer_error",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Crux",
    "VERSION": "1",
    "DESCRIPTION": "Debates, the claims and links in them, and their reviews. See docs/api.md.",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": ["config.schema.say_exactly", "config.schema.add_problems"],
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATIONS": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# Log: to standard error, where the terminal, systemd or a container picks it up

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # A wrong Host header is a scanner's doing, and answered with 400.
        "django.security.DisallowedHost": {"handlers": ["stderr"], "level": "CRITICAL"},
    },
}
