"""`python -m tests.served.serve PORT`: the site as `phongtrao serve` runs it. A new database gets the cast, the sample
of a report form, a commune that builds towards recognition, and the people of a whole year of it."""

from __future__ import annotations

import sys

import django
from django.core.management import call_command
from django.db import transaction


def main(port: int) -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from phongtrao.organisations.models import User

    if not User.objects.exists():
        fill()
    call_command("serve", port=port)


@transaction.atomic
def fill() -> None:
    from django.conf import settings

    from phongtrao import words
    from phongtrao.organisations.models import User
    from phongtrao.recognition.certificate_keys import make_keys
    from phongtrao.recognition.trial_authority import TEST_SECRET, make_trial_authority
    from phongtrao.reports.load_form import load_form
    from tests.cast import build_cast
    from tests.conftest import Cast
    from tests.recognition.samples import building
    from tests.reports.samples import FORM
    from tests.served.year import people_of_a_year

    build_cast()
    administrator = User.objects.get(username="quan-tri")
    load_form(FORM, administrator, words.now())
    make_keys(administrator, words.now())
    make_trial_authority(settings.HOME, words.now())
    (settings.HOME / "signer-secret").write_text(TEST_SECRET)
    building(Cast(), Cast().body("xa.90001.ubnd"))
    people_of_a_year(Cast())


if __name__ == "__main__":
    main(int(sys.argv[1]))
