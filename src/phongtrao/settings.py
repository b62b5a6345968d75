"""One settings file. What differs between sites comes from the environment; unknown values are refused aloud."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF


def env_flag(name: str) -> bool:
    """True for 1, False for 0 or nothing; anything else stops the start."""
    value = os.environ.get(name, "0") or "0"
    if value not in ("0", "1"):
        raise SystemExit(f"{name}: chỉ nhận 0 hoặc 1, không nhận {value!r}.")
    return value == "1"


def one_of(name: str, values: tuple[str, ...], default: str) -> str:
    """One of these values, `default` for nothing; anything else stops the start."""
    value = os.environ.get(name) or default
    if value not in values:
        raise SystemExit(f"{name}: chỉ nhận {', '.join(values)}, không nhận {value!r}.")
    return value


PACKAGE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("PHONGTRAO_HOME") or Path.cwd() / "home").resolve()
"""Where the site keeps its data: the embedded database, files received, the secret key."""
DEMO = env_flag("PHONGTRAO_DEMO")
"""The demo has accounts with known passwords, printed on its login page. Never on a real site."""
DEBUG = env_flag("PHONGTRAO_DEBUG")


def secret_key() -> str:
    """The site's own key, made once and kept beside its data, readable by its account only."""
    path = HOME / "secret-key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass
    return path.read_text().strip()


def database() -> dict[str, object]:
    """SQLite in HOME, or the server of `PHONGTRAO_DATABASE=postgresql://user:password@host:port/name`."""
    url = os.environ.get("PHONGTRAO_DATABASE", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "phongtrao.sqlite3",
            # Writers take the lock at once: two that read first and write later would refuse each other.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise SystemExit("PHONGTRAO_DATABASE: chỉ nhận địa chỉ dạng postgresql://tài-khoản:mật-khẩu@máy:cổng/tên.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        # Pages ask many short questions: compiling a plan takes longer than any of them gains by it. What the site
        # reads most lies in memory, where a page found through an index costs as much as the next one of a table.
        "OPTIONS": {"options": "-c jit=off -c random_page_cost=1.1"},
    }


SECRET_KEY = os.environ.get("PHONGTRAO_SECRET_KEY") or secret_key()
ALLOWED_HOSTS = os.environ.get("PHONGTRAO_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("PHONGTRAO_ORIGINS", "").split(",") if o]
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "phongtrao",
    "phongtrao.organisations",
    "phongtrao.documents",
    "phongtrao.work",
    "phongtrao.reports",
    "phongtrao.recognition",
    "phongtrao.initiatives",
    "phongtrao.money",
    "phongtrao.awards",
    "phongtrao.overview",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "phongtrao.idle.lock",
    "phongtrao.organisations.second_factor.gate",
    "phongtrao.access.gate",
    "phongtrao.pages.last_words",
    # Last, so that it sees the answer of every way in.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "phongtrao.urls"
WSGI_APPLICATION = "phongtrao.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "phongtrao.words.site",
            ],
        },
    }
]

FORM_RENDERER = "phongtrao.look.Drawn"

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "phongtrao.organisations.passwords.LongOfFourKinds"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "phongtrao.organisations.accounts.NoSignup"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_FORMS = {
    "login": "phongtrao.organisations.accounts.SignIn",
    "change_password": "phongtrao.organisations.accounts.ChangePassword",
    "reauthenticate": "phongtrao.organisations.accounts.Confirm",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Locking after five failures is axes' work; two counters would contradict each other in their messages.
# A whole office may sign in from one address at eight in the morning.
ACCOUNT_RATE_LIMITS = {"login_failed": False, "login": "300/m/ip"}
MFA_ADAPTER = "phongtrao.organisations.second_factor.SecondFactor"
MFA_FORMS = {
    "authenticate": "phongtrao.organisations.second_factor.SignInCode",
    "reauthenticate": "phongtrao.organisations.second_factor.ConfirmCode",
    "activate_totp": "phongtrao.organisations.second_factor.FirstCode",
}
# Clocks of phones and servers differ by some seconds.
MFA_TOTP_TOLERANCE = 1
SECOND_FACTOR = one_of("PHONGTRAO_MFA", ("all", "administrators", "off"), "off" if DEMO else "administrators")
"""Who must have a second factor; anyone may."""
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_LOCKOUT_CALLABLE = "phongtrao.organisations.locks.locked_page"
# Tries during a lock do not prolong it: the time that its page names holds.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# An account is locked whatever address the failures came from (security requirement A4).
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "phongtrao.pages.stale"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env_flag("PHONGTRAO_HTTPS"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["phongtrao.formats"]

STATIC_URL = "/tinh/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = DEBUG
FILES = HOME / "files"
"""Files received; named by the digest of their bytes."""
UPLOAD_LIMIT = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The page on which a report form of 200 indicators is built sends 13 fields a row.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_HANDLERS = ["phongtrao.uploads.HeldInMemory"]

ADDRESS = os.environ.get("PHONGTRAO_ADDRESS", "http://127.0.0.1:8000")
"""Where people open the site: links in letters begin so."""
CERTIFICATE_ROOT_KEY = os.environ.get("PHONGTRAO_ROOT_KEY", "")
"""The file of the root that signs the list of keys; nothing: in HOME. It may lie on a medium kept in a safe."""
SIGNER = os.environ.get("PHONGTRAO_SIGNER", "")
"""Who signs PDF files: `pkcs12:FILE`, `pkcs11:LIBRARY?token=...&certificate=...`, or nobody (docs/certificates.md)."""
SIGNER_SECRET = os.environ.get("PHONGTRAO_SIGNER_SECRET", "")
"""A file with the password of that file, or the token's PIN, in its first line."""
SIGNER_ROOTS = os.environ.get("PHONGTRAO_SIGNER_ROOTS", "")
"""A PEM file of the authorities by which signatures of PDF files are believed."""
MAIL = os.environ.get("PHONGTRAO_SMTP", "")
"""`smtp://account:password@host:port`, `smtps://` (TLS at once) or `smtp+tls://` (STARTTLS); nothing: no letters."""


def mail() -> dict[str, object]:
    """Django's settings of the mail server."""
    parts = urlsplit(MAIL)
    if parts.scheme not in ("smtp", "smtps", "smtp+tls") or not parts.hostname:
        raise SystemExit(
            "PHONGTRAO_SMTP: chỉ nhận địa chỉ dạng smtp://tài-khoản:mật-khẩu@máy:cổng, smtps:// hoặc smtp+tls://"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }


if MAIL:
    globals().update(mail())
DEFAULT_FROM_EMAIL = os.environ.get("PHONGTRAO_FROM", "phongtrao@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
