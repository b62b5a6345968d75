"""Settings of the site that a browser visits: as it ships, with passwords that cost nothing to check, and no phones."""

from phongtrao.settings import *  # noqa: F403

SECOND_FACTOR = "off"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
