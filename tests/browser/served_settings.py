"""Settings of the site that a browser visits: as it ships, with passwords that cost nothing to check."""

from phongtrao.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
