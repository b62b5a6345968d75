"""Settings of the site that a browser visits: as it ships, with passwords that cost nothing to check, and no phones.

`DAYS_LATER`: how far the site's clock is ahead, in every process of it.
"""

import os
from datetime import UTC, datetime, timedelta

import time_machine

from phongtrao.settings import *  # noqa: F403

SECOND_FACTOR = "off"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SIGNER, SIGNER_SECRET = f"pkcs12:{HOME / 'test-signer.p12'}", str(HOME / "signer-secret")  # noqa: F405
SIGNER_ROOTS = str(HOME / "test-authority.pem")  # noqa: F405
if ahead := int(os.environ.get("DAYS_LATER", "0")):
    time_machine.travel(datetime.now(UTC) + timedelta(days=ahead), tick=True).start()
