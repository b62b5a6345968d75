"""Giấy chứng nhận of recognised units: signed statements first, files when they are first asked for, kept then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from phongtrao.documents.issue import may_write
from phongtrao.documents.letterhead import last_letterhead
from phongtrao.files import Inspected, keep
from phongtrao.organisations.models import Area, LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.certificate_keys import issuing_key
from phongtrao.recognition.certificate_pdf import SignedBy, certificate_pdf
from phongtrao.recognition.issue import issue
from phongtrao.recognition.models import Certificate, Decision, Recognition
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.recognition.sign_pdf import sign_pdf
from phongtrao.recognition.statement import read
from phongtrao.words import HANOI

CERTIFIED = (
    "candidacy__organisation__area", "candidacy__rules", "candidacy__root", "decision__paper", "decision__organisation",
)  # fmt: skip
NOT_YOURS = "Giấy chứng nhận do người phát hành văn bản của cơ quan quyết định hoặc cơ quan thẩm định cấp."


def may_certify(decision: Decision, user: User, day: date) -> bool:
    """Whether the person issues the certificates of a decision: who writes for the decider or the appraiser."""
    bodies = {decision.organisation, *Organisation.objects.filter(pk__in=decision.candidacies.values("appraiser"))}
    return any(may_write(body, user, day) for body in bodies)


def _uncertified() -> QuerySet[Recognition]:
    """Recognitions in force without a certificate."""
    return Recognition.objects.filter(certificates=None, ended_on=None)


def to_certify() -> QuerySet[Decision]:
    """Decisions with units that have no certificate yet, each once."""
    return Decision.objects.filter(pk__in=_uncertified().values("decision"))


@transaction.atomic
def certify(decision: Decision, by: User, at: datetime) -> list[Certificate]:
    """A certificate for each unit of the decision that has none yet; again does nothing. Raises Refused.

    The provinces' rows are locked meanwhile: serials run on through all decisions of one, and none is given twice.
    """
    if not may_certify(decision, by, at.astimezone(HANOI).date()):
        raise Refused(NOT_YOURS)
    roots = Organisation.objects.filter(pk__in=decision.candidacies.values("root")).order_by("pk")
    list(roots.select_for_update(no_key=True))
    wanted = _uncertified().filter(decision=decision).order_by("pk")
    rows = list(wanted.select_related(*CERTIFIED))
    if not rows:
        return []
    key = issuing_key()
    made = [_certificate(row, serial, key, by, at) for row, serial in zip(rows, _serials(rows), strict=True)]
    for certificate in made:
        take(certificate.recognition.candidacy, "certify", by, at)
    return made


def _serials(rows: list[Recognition]) -> Iterable[str]:
    """`NGHE-AN-2026-0012`: province, year of recognition, and a number that runs on."""
    counted: dict[str, int] = {}
    for row in rows:
        start = f"{row.candidacy.root.code.partition('.')[0].upper()}-{row.candidacy.year}-"
        known = counted.get(start) or Certificate.objects.filter(serial__startswith=start).count()
        counted[start] = known + 1
        yield f"{start}{known + 1:04d}"


def _certificate(row: Recognition, serial: str, key: Ed25519PrivateKey, by: User, at: datetime) -> Certificate:
    candidacy, decision, day = row.candidacy, row.decision, at.astimezone(HANOI).date()
    unit = candidacy.organisation
    statement, text = issue(
        key,
        at,
        _base(),
        serial=serial,
        unit_code=unit.code,
        unit=unit.name_on(day),
        area=_area_of(unit.area, day) or candidacy.root.name_on(day),
        programme=candidacy.rules.said.title,
        subject=SUBJECTS[candidacy.subject],
        year=candidacy.year,
        decision=decision.paper.code,
        decided_on=decision.paper.issued_on,
        decided_by=decision.organisation.name_on(day),
        issuer=decision.organisation.name_on(day),
    )
    certificate = Certificate.objects.create(
        recognition=row, serial=serial, statement=text, key=statement.key, issued_on=day, by=by, at=at
    )
    LogEntry.record(by, "issue_certificate", certificate, at, unit, number=serial)
    return certificate


def _base() -> str:
    """The address in the QR code; none while the site has no address of its own for others to reach."""
    return "" if settings.ADDRESS.startswith("http://127.") else settings.ADDRESS


def _area_of(area: Area | None, day: date) -> str:
    """`xã An Lạc, tỉnh Hà Thanh`."""
    if area is None:
        return ""
    version = area.version(day)
    over = version.parent.name_on(day) if version and version.parent else ""
    return ", ".join(part for part in (area.name_on(day), over) if part)


def certificate_file(certificate: Certificate, by: User, at: datetime) -> bytes:
    """The signed PDF file: made once, when it is first asked for, and kept. Raises Refused where nothing can sign."""
    if certificate.file is None:
        raw = sign_pdf(drawn(certificate))
        with transaction.atomic():
            row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
            if row.file is None:
                name = f"giay-chung-nhan-{row.serial}.pdf"
                row.file = keep(Inspected(name, raw, hashlib.sha256(raw).hexdigest(), "pdf", None), by, at)
                row.save(update_fields=["file"])
        certificate.file = row.file
    return certificate.file.path.read_bytes()


def drawn(certificate: Certificate) -> bytes:
    """The PDF file before it is signed: the signed statement, under the letterhead of the decision."""
    decision = certificate.recognition.decision
    had = last_letterhead(decision.organisation, certificate.issued_on, "quyet_dinh")
    offices = tuple(part for part in (had.get("authority", ""), had.get("office", "")) if part)
    by = SignedBy(had.get("place") or "…", offices, had.get("signer") or "…")
    return certificate_pdf(read(certificate.statement).statement, certificate.statement, by)
