"""The site's settings as the tests want them: quick, and with a database of their own."""

import os

from config import database
from config.settings import *  # noqa: F403
from config.settings import DATABASES, VAR

TEST_DATABASE = "test_crux"
# Without waiting for the disk: whatever stops the machine stops the tests as well.
CLUSTER = database.Cluster(
    VAR / "test-postgres",
    {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"},
)
URL = os.environ.get("TEST_DATABASE_URL") or os.environ.get("DATABASE_URL")
EMBEDDED = not URL
DATABASES["default"] = database.settings_from_url(URL) if URL else CLUSTER.settings()
# Several people may run the tests in one folder at once, each in several processes.
DATABASES["default"]["TEST"] = {"NAME": f"{TEST_DATABASE}_{os.getpid()}"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
