"""How many actors become bodies by themselves: `python scripts/measure_meaning.py [--all] [FOLDER]`.

FOLDER holds documents (`seeds`, `more`) and their answer keys (`gold`, `gold-more`); default: ../shared/directives. Two
figures: actors as the keys name them, and as our own readings do. Works in a database of its own that is gone
afterwards; loads the province of every issuer. Prints each phrase that was not resolved, and with `--all` what each
resolved one means, for a person to look for wrong ones. A phrase of which some bodies are known, and others asked for,
counts as resolved in part. An issuer that neither head nor foot names is the province that the file's name tells, as a
clerk would enter it; a document without either counts as not resolved. Where its words leave several likely issuers, a
last figure says what would be resolved once a person has named one: the least that any of the likely ones gives.
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
"""For a document without any day: one of three tiers and of the departments before 2025."""


@dataclass(frozen=True)
class Asked:
    document: str
    role: str
    phrase: str
    times: int
    meaning: Meaning | None
    """None where it is not known who issued the document."""
    answered: bool = False
    """Whether it means somebody once a person has named the issuer."""

    @property
    def is_resolved(self) -> bool:
        return self.meaning is not None and bool(self.meaning.bodies)

    @property
    def is_part(self) -> bool:
        return self.is_resolved and self.meaning is not None and not self.meaning.is_whole


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared" / "directives")
    parser.add_argument("--all", action="store_true", help="print what every phrase means")
    options = parser.parse_args()
    keys = sorted(options.folder.glob("gold*/*.json"))
    documents = sorted(path for folder in ("seeds", "more") for path in (options.folder / folder).glob("*.txt"))
    if not keys:
        print(f"skipped: no answer keys under {options.folder}")
        return 0
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"PHONGTRAO_HOME": home, "DJANGO_SETTINGS_MODULE": "phongtrao.settings"}
        set_up()
        texts = {path.stem: text_of(path) for path in documents}
        for title, readings in (("answer keys", map(key_of, keys)), ("our own readings", map(reading_of, documents))):
            print(f"\n== {title} ==")
            report([one for name, reading in readings for one in measure(name, reading, texts[name])], options.all)
    return 0


def key_of(path: Path) -> tuple[str, dict[str, Any]]:
    return path.stem, json.loads(path.read_text(encoding="utf-8"))


def text_of(path: Path) -> str:
    from vanban.intake import open_source

    return open_source(path.name, path.read_bytes()).text


def reading_of(path: Path) -> tuple[str, dict[str, Any]]:
    from vanban.compiler import compile_directive
    from vanban.intake import open_source
    from vanban.printing import as_contract

    source = open_source(path.name, path.read_bytes())
    return path.stem, as_contract(compile_directive(source.text), path.name, source)


def set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    from phongtrao.organisations.staff import make_administrator
    from phongtrao.words import now

    call_command("migrate", verbosity=0)
    make_administrator(now())


def measure(name: str, reading: dict[str, Any], text: str) -> Iterator[Asked]:
    """Every phrase of a key or reading with its meaning."""
    from phongtrao.organisations.meaning import Context, meant
    from phongtrao.work.bind import addressees

    header = reading["header"]
    day = date.fromisoformat(header["date"]) if header["date"] else day_cited(reading)
    issuer = issuer_of(header, name, day)
    likely = [] if issuer else likely_ones(name, reading, text, day)
    addressed = tuple(addressees(header))
    recipients = addressed or tuple(header["recipients"])
    for (role, phrase, beside), times in phrases(reading["duties"]).items():
        contexts = [Context(one, day, recipients, beside, bool(addressed)) for one in ([issuer] if issuer else likely)]
        meanings = [meant(phrase, context) for context in contexts]
        answered = bool(meanings) and all(meaning.bodies for meaning in meanings)
        yield Asked(name[:3], role, phrase, times, meanings[0] if issuer else None, answered)


def likely_ones(name: str, reading: dict[str, Any], text: str, day: date) -> list[Organisation]:
    """Issuers that the words leave possible, those alone that fit where some do; they are printed."""
    from phongtrao.organisations.issuers import likely_issuers
    from phongtrao.organisations.load_units import load_units

    for province in provinces_in(text):
        load_units(province)
    written = reading["header"]["issuer"] or ""
    actors = [actor for duty in reading["duties"] for actor in duty["actors"]]
    found = likely_issuers(written, text, actors, day)
    fitting = [one.body for one in found if one.fits] or [one.body for one in found]
    names = ", ".join(body.name_on(day) for body in fitting) or "nobody"
    print(
        f"{name}: which {written or 'body'} issued it is asked of a person (likely: {names}); counted as not resolved"
    )
    return fitting


def provinces_in(text: str) -> list[str]:
    """Full names of the provinces whose People's Committee the text names."""
    from phongtrao.organisations.names import body_key
    from phongtrao.organisations.units import area_rows

    key = f" {body_key(text)} "
    names = {row.name for row in area_rows() if not row.parent}
    return sorted(name for name in names if f" ubnd {body_key(name)} " in key)


def day_cited(reading: dict[str, Any]) -> date:
    """A document that has lost its day is not older than the latest paper that it cites."""
    cited = [date.fromisoformat(c["date"]) for c in reading["citations"] if c["date"]]
    return max(cited, default=DEFAULT_DAY)


def issuer_of(header: dict[str, Any], name: str, day: date) -> Organisation | None:
    """The body of that name; else the People's Committee of the province that the file's name tells."""
    from phongtrao.organisations.load_units import load_units
    from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
    from phongtrao.organisations.units import NoProvince

    issuer = header["issuer"] or ""
    with suppress(NoProvince):
        load_units(issuer.removeprefix("UBND "))
    with suppress(Unknown, Ambiguous):
        return find_body(issuer, day)
    told = province_told(name)
    if told is None:
        return None
    load_units(told)
    return find_body(f"UBND {told}", day)


def province_told(name: str) -> str | None:
    """The full name of the province that stands in a file's name without marks and blanks."""
    from phongtrao.organisations.units import area_rows
    from phongtrao.words import fold

    provinces = {fold(row.short).replace(" ", ""): row.name for row in area_rows() if not row.parent}
    return next((provinces[part] for part in name.split("_") if part in provinces), None)


def phrases(duties: list[dict[str, Any]]) -> Counter[tuple[str, str, tuple[str, ...]]]:
    """Role, phrase and the bodies named beside it, with how often."""
    from phongtrao.work.bind import beside, listed

    found: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for duty in duties:
        near = beside(duty, duties)
        found.update((role, phrase, near) for role in ROLES for phrase in listed(duty.get(role)))
    return found


def report(asked: list[Asked], everything: bool) -> None:
    for role in ROLES:
        mine = [a for a in asked if a.role == role]
        known = [a for a in mine if a.meaning is not None]
        print(f"{role}: {share(mine)} resolved; of documents whose issuer can be known {share(known)}; {parts(mine)}")
        for a in known:
            if everything and a.meaning and a.is_resolved:
                print(f"  {'~' if a.is_part else '+'} {a.document} {a.phrase}: {summary(a.meaning)}")
        for a in known:
            if a.meaning and not a.is_resolved:
                print(f"  - {a.document} {a.times} x {a.phrase} (offered: {len(a.meaning.offered)})")


def share(asked: list[Asked]) -> str:
    return ratio(sum(a.times for a in asked if a.is_resolved), asked)


def parts(asked: list[Asked]) -> str:
    """How many are resolved in part only, and how many would be once the issuers asked for are named."""
    answered = ratio(sum(a.times for a in asked if a.is_resolved or a.answered), asked)
    return f"in part {sum(a.times for a in asked if a.is_part)}; {answered} once the likely issuers are named"


def ratio(done: int, asked: list[Asked]) -> str:
    total = sum(a.times for a in asked)
    return f"{done} of {total} ({done / max(1, total):.1%})"


def summary(meaning: Meaning) -> str:
    codes = [f.organisation.code for f in meaning.bodies]
    shown = ", ".join(codes[:14]) + (f", ... ({len(codes)})" if len(codes) > 14 else "")
    offered = ", ".join(f.organisation.code for f in meaning.offered[:4])
    return f"[{meaning.bodies[0].how}] {shown}" + (f" | offered {len(meaning.offered)}: {offered}" if offered else "")


if __name__ == "__main__":
    sys.exit(main())
