"""Deployment only: addresses, secrets, paths. What the desk does is written in charters.

Every setting comes from the environment as CHARTERDESK_NAME, or CHARTERDESK_NAME_FILE for
the path of a file that holds it. A malformed one stops the start with one sentence.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from charterdesk.kit.colours import read_colour
from charterdesk.kit.database_url import database_from, sqlite_at
from charterdesk.kit.seal_keys import ensure_keys
from charterdesk.kit.settings_readers import (
    read_directory,
    read_flag,
    read_kept_secret,
    read_list,
    read_picture,
    read_site,
    read_text,
)

PACKAGE = Path(__file__).resolve().parent.parent

# --- where things lie ------------------------------------------------------------------

DATA = read_directory(
    "CHARTERDESK_DATA",
    Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "charterdesk",
)
SECRET_KEY = read_kept_secret("CHARTERDESK_SECRET", DATA / "secret.key")
SEAL_KEYS = ensure_keys(Path(read_text("CHARTERDESK_SEAL_KEYS", str(DATA / "seal.keys"))))
DEBUG = read_flag("CHARTERDESK_DEBUG", False)

_database = read_text("CHARTERDESK_DATABASE", "")
DATABASES: dict[str, Any] = {
    "default": (
        database_from("CHARTERDESK_DATABASE", _database)
        if _database
        else sqlite_at(DATA / "desk.sqlite3")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- the rooms, bottom up --------------------------------------------------------------

ROOMS = [
    "accounts",
    "customers",
    "notifications",
    "charters",
    "oncall",
    "cases",
    "incidents",
    "access",
    "charges",
    "lists",
    "watching",
    "knowledge",
    "talk",
    "trackers",
    "alerts",
    "automation",
    "simulation",
    "intake",
    "worker",
    "look",
    "visit",
    "desk",
    "studio",
    "portal",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *[f"charterdesk.{room}" for room in ROOMS if (PACKAGE / room / "__init__.py").exists()],
]

# --- the site --------------------------------------------------------------------------

SITE = read_site("CHARTERDESK_SITE", "http://localhost:8000")
ALLOWED_HOSTS = [
    urlsplit(SITE).hostname or "",
    *read_list("CHARTERDESK_HOSTS", ("localhost", "127.0.0.1", "[::1]")),
]
CSRF_TRUSTED_ORIGINS = [SITE]
BRAND = read_text("CHARTERDESK_BRAND", "Charterdesk")
BRAND_COLOUR = read_colour("CHARTERDESK_BRAND_COLOUR")
BRAND_LOGO = read_picture("CHARTERDESK_BRAND_LOGO")
ROOT_URLCONF = "charterdesk.project.urls"
WSGI_APPLICATION = "charterdesk.project.wsgi.application"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "charterdesk.project.onward.telling_onward",
    "charterdesk.project.nul.WithoutNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / room / "templates" for room in ROOMS],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "charterdesk.look.jinja.environment",
            "context_processors": ["charterdesk.look.jinja.one_token"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

STATIC_URL = "/static/"
# Static files are served from where they lie in the package: nothing to collect.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# --- who may come in -------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["charterdesk.accounts.sessions.SignedIn"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

_SECURE = SITE.startswith("https:")
SESSION_ENGINE = "charterdesk.accounts.sessions"
SESSION_COOKIE_NAME = "charterdesk"
SESSION_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_SECURE = _SECURE
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}

# --- language and time -----------------------------------------------------------------

USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский")]

# --- bounds ----------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"tokens": {"()": "charterdesk.kit.log_lines.WithoutTokens"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # It tells of each letter that it takes into a PDF.
    "loggers": {"fontTools": {"level": "WARNING"}},
}
