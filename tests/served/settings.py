"""Settings of the site that a browser visits: as it ships, with passwords that cost nothing to check, and no phones.

`DAYS_LATER`: how far the site's clock is ahead, in every process of it.
"""

import os
from datetime import UTC, datetime, timedelta

import time_machine

from phongtrao.settings import *  # noqa: F403

SECOND_FACTOR = "off"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if ahead := int(os.environ.get("DAYS_LATER", "0")):
    time_machine.travel(datetime.now(UTC) + timedelta(days=ahead), tick=True).start()
