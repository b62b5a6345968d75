"""The site's settings, with a home of its own that is gone afterwards and passwords that cost nothing to check."""

import atexit
import os
import shutil
import tempfile

os.environ["PHONGTRAO_HOME"] = tempfile.mkdtemp(prefix="phongtrao-tests-")
# WhiteNoise warns of a folder that is not there.
os.mkdir(os.path.join(os.environ["PHONGTRAO_HOME"], "static"))
atexit.register(shutil.rmtree, os.environ["PHONGTRAO_HOME"], ignore_errors=True)

from phongtrao.settings import *  # noqa: E402, F403, RUF100

SECOND_FACTOR = "off"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
