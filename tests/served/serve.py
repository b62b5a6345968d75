"""`python -m tests.served.serve PORT`: the site as `phongtrao serve` runs it, on a new database with the cast."""

from __future__ import annotations

import sys

import django
from django.core.management import call_command
from django.db import transaction


def main(port: int) -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from tests.cast import build_cast

    with transaction.atomic():
        build_cast()
    call_command("serve", port=port)


if __name__ == "__main__":
    main(int(sys.argv[1]))
