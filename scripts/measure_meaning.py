"""How many actors of the answer keys become bodies by themselves: `python scripts/measure_meaning.py [--all] [KEYS]`.

KEYS is the folder that holds `gold` and `gold-more` (default: ../shared/directives). Works in a database of its own
that is gone afterwards; loads the province of every issuer. Prints each phrase that was not resolved, and with `--all`
what each resolved one means, for a person to look for wrong ones.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from phongtrao.organisations.meaning import Meaning
    from phongtrao.organisations.models import Organisation

ROLES = ("actors", "with", "to", "via")
DEFAULT_DAY = date(2019, 8, 15)
"""For a key without a date: a day of three tiers and of the departments before 2025."""


@dataclass(frozen=True)
class Asked:
    document: str
    role: str
    phrase: str
    times: int
    meaning: Meaning


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("keys", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared" / "directives")
    parser.add_argument("--all", action="store_true", help="print what every phrase means")
    options = parser.parse_args()
    files = sorted(options.keys.glob("gold*/*.json"))
    if not files:
        print(f"skipped: no answer keys under {options.keys}")
        return 0
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"PHONGTRAO_HOME": home, "DJANGO_SETTINGS_MODULE": "phongtrao.settings"}
        set_up()
        asked = [one for path in files for one in measure(path.name, json.loads(path.read_text(encoding="utf-8")))]
    report(asked, options.all)
    return 0


def set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    from phongtrao.organisations.staff import make_administrator
    from phongtrao.words import now

    call_command("migrate", verbosity=0)
    make_administrator(now())


def measure(name: str, key: dict[str, Any]) -> Iterator[Asked]:
    """Every phrase of one key with its meaning; nothing for a document whose issuer is not to be told."""
    from phongtrao.organisations.meaning import Context, meant

    header = key["header"]
    day = date.fromisoformat(header["date"]) if header["date"] else DEFAULT_DAY
    issuer = issuer_of(header, day)
    if issuer is None:
        print(f"{name}: issuer {header['issuer']!r} is in no province that is known; left out")
        return
    recipients = tuple(header["addressees"] or header["recipients"])
    for (role, phrase, beside), times in phrases(key["duties"]).items():
        context = Context(issuer, day, recipients, beside)
        yield Asked(name[:3], role, phrase, times, meant(phrase, context))


def issuer_of(header: dict[str, Any], day: date) -> Organisation | None:
    from phongtrao.organisations.load_units import load_units
    from phongtrao.organisations.lookup import Unknown, find_body
    from phongtrao.organisations.units import NoProvince

    name = header["issuer"] or ""
    with suppress(NoProvince):
        load_units(name.removeprefix("UBND "))
    try:
        return find_body(name, day)
    except Unknown:
        return None


def phrases(duties: list[dict[str, Any]]) -> Counter[tuple[str, str, tuple[str, ...]]]:
    """Role, phrase and the bodies named beside it, with how often."""
    found: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for duty in duties:
        parent = duty["clause"].rpartition(".")[0]
        kin = [d for d in duties if d["clause"].startswith(parent)]
        for role in ROLES:
            value = duty.get(role) or []
            for phrase in [value] if isinstance(value, str) else value:
                beside = tuple(dict.fromkeys(a for d in kin for a in d["actors"] if a != phrase))
                found[role, phrase, beside] += 1
    return found


def report(asked: list[Asked], everything: bool) -> None:
    for role in ROLES:
        mine = [a for a in asked if a.role == role]
        total = sum(a.times for a in mine)
        done = sum(a.times for a in mine if a.meaning.bodies)
        print(f"\n{role}: {done} of {total} resolved ({done / max(1, total):.1%})")
        for a in mine:
            if everything and a.meaning.bodies:
                print(f"  + {a.document} {a.phrase}: {summary(a.meaning)}")
        for a in mine:
            if not a.meaning.bodies:
                print(f"  - {a.document} {a.times} x {a.phrase} (offered: {len(a.meaning.offered)})")


def summary(meaning: Meaning) -> str:
    codes = [f.organisation.code for f in meaning.bodies]
    shown = ", ".join(codes[:14]) + (f", ... ({len(codes)})" if len(codes) > 14 else "")
    offered = ", ".join(f.organisation.code for f in meaning.offered[:4])
    return f"[{meaning.bodies[0].how}] {shown}" + (f" | offered {len(meaning.offered)}: {offered}" if offered else "")


if __name__ == "__main__":
    sys.exit(main())
