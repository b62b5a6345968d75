"""`python -m tests.served.serve PORT`: the site as `phongtrao serve` runs it, on a new database with the cast and the
sample of a report form, and a commune that builds towards recognition."""

from __future__ import annotations

import sys

import django
from django.core.management import call_command
from django.db import transaction


def main(port: int) -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from phongtrao import words
    from phongtrao.organisations.models import User
    from phongtrao.recognition.certificate_keys import make_keys
    from phongtrao.reports.load_form import load_form
    from tests.cast import build_cast
    from tests.conftest import Cast
    from tests.recognition.samples import building
    from tests.reports.samples import FORM

    with transaction.atomic():
        build_cast()
        administrator = User.objects.get(username="quan-tri")
        load_form(FORM, administrator, words.now())
        make_keys(administrator, words.now())
        building(Cast(), Cast().body("xa.90001.ubnd"))
    call_command("serve", port=port)


if __name__ == "__main__":
    main(int(sys.argv[1]))
