"""The site as a WSGI application, for any web server; refuses to be one while a system check fails."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.settings")
application = get_wsgi_application()

from phongtrao.checks import must_hold  # noqa: E402  the checks need the apps that the line above has loaded

must_hold()
