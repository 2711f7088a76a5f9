"""Settings that the flawed and the fixed service share."""

import os
import secrets

from service import FOLDER, PUBLIC

SECRET_KEY = secrets.token_urlsafe(50)
ROOT_URLCONF = "urls"
ALLOWED_HOSTS = [os.environ["PUBLIC_HOST"].partition(":")[0], "127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "corsheaders",
    "notes",
]
AUTH_USER_MODEL = "notes.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["hashing.LightArgon2"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": FOLDER / "notes.db",
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
    }
}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
APPEND_SLASH = False
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [PUBLIC]
STATIC_ROOT = FOLDER / "static"
LOGGING = {"version": 1, "disable_existing_loggers": True}
