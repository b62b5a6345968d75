"""What the demo shows of recognition: a school recognised from registration to certificate, communes on their way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from phongtrao.documents.issue import issue
from phongtrao.documents.models import Document
from phongtrao.files import Inspected, keep
from phongtrao.organisations.models import Organisation, OrganisationVersion, User
from phongtrao.organisations.names import body_key, body_keys
from phongtrao.recognition.answers import Answered, Value
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.certificate_keys import make_keys
from phongtrao.recognition.certificates import certify
from phongtrao.recognition.council import name_members
from phongtrao.recognition.criteria import Criterion
from phongtrao.recognition.decide import draft_recognition, grounds_for
from phongtrao.recognition.dossier import put_in
from phongtrao.recognition.dossier_letter import asked_paper, preview
from phongtrao.recognition.models import AppraisalMember, Candidacy, Score
from phongtrao.recognition.register import register
from phongtrao.recognition.scores import (
    add_evidence,
    agreed_score,
    answer,
    appraisal_of,
    hand_in_member,
    member_score,
    open_own,
    said,
)
from phongtrao.recognition.trial_authority import make_trial_authority
from phongtrao.work.models import Programme
from phongtrao.work.programmes import load_programme
from vanban.paper import Signer
from vanban.paper.pdf import write_pdf
from vanban.paper.reminder import Letterhead

PROGRAMMES = ("dien-hinh", "an-toan-antt", "phan-loai")
SCHOOL = ("truong.mau", "Trường THPT Mẫu (dữ liệu dùng thử)")
COMMUNES = 3
HEAD = Letterhead(
    "Ủy ban nhân dân tỉnh Nghệ An", "Nghệ An", "QĐ-UBND",
    (Signer("Lê Thị Lan", ("TM. Ủy ban nhân dân", "Chủ tịch")),),
)  # fmt: skip
People = Mapping[str, User]


def show_recognition(people: People, at: datetime) -> None:
    """Load the programmes, recognise a school, put forward communes. Harmless when repeated."""
    administrator = people["quantri.demo"]
    for name in PROGRAMMES:
        load_programme(name, administrator, at)
    make_keys(administrator, at)
    make_trial_authority(settings.HOME, at)
    programme, commune = Programme.objects.get(name=PROGRAMMES[0]), _commune(people["xa.demo"], at)
    if Candidacy.objects.filter(programme=programme).exists():
        return
    _recognised(programme, _school(commune), people, at)
    own, _ = register(programme, commune, at.year, people["xa.demo"], at)
    _taken(own, people["congan.demo"], at, "select")
    _taken(own, people["xa.demo"], at, "start_building")
    open_own(own, people["xa.demo"], at)
    others = (
        Organisation.objects.on(at.date()).filter(versions__kind="ubnd", versions__level="xa").exclude(pk=commune.pk)
    )
    for body in others.order_by("code")[:COMMUNES]:
        register(programme, body, at.year, administrator, at)


def _commune(writer: User, at: datetime) -> Organisation:
    return Organisation.objects.get(pk=min(writer.body_ids(at.date())))


def _school(commune: Organisation) -> Organisation:
    """A school of the commune without accounts of its own: the commune's people act for it."""
    code, name = SCHOOL
    body, is_new = Organisation.objects.get_or_create(code=code, defaults={"area": commune.area})
    if is_new:
        OrganisationVersion.objects.create(
            organisation=body, name=name, folded=body_key(name), keys=body_keys([name]), kind="truong", level="co_so",
            parent=commune, marks={"school": "thpt"}, source="dữ liệu dùng thử", by_hand=True,
        )  # fmt: skip
    return body


@transaction.atomic
def _recognised(programme: Programme, school: Organisation, people: People, at: datetime) -> None:
    """The whole way of one unit."""
    writer, leader, police = people["xa.demo"], people["lanhdaoxa.demo"], people["congan.demo"]
    row, _ = register(programme, school, at.year, leader, at)
    _taken(row, leader, at, "pass_up")
    _taken(row, police, at, "select")
    _taken(row, writer, at, "start_building")
    _answered(open_own(row, writer, at), writer, at)
    _taken(row, writer, at, "self_score")
    for name in ("dang_ky", "bao_cao", "to_trinh"):
        _put_in(row, name, writer, at)
    _taken(row, leader, at, "send_dossier")
    _appraised(row, police, people["giamdoc.demo"], at)
    _put_in(row, "bien_ban", police, at)
    _taken(row, police, at, "propose")
    row.refresh_from_db()
    decision, _ = draft_recognition([row], HEAD, grounds_for([row], at.date()), people["vanthu.demo"], at)
    issue(decision.paper, at.date(), people["vanthu.demo"], at)
    certify(decision, people["vanthu.demo"], at)


def _taken(row: Candidacy, by: User, at: datetime, deed: str) -> None:
    row.state = take(row, deed, by, at).state


def _appraised(row: Candidacy, chair: User, other: User, at: datetime) -> None:
    """Two members score apart, then agree."""
    council = ((chair, AppraisalMember.CHAIR), (other, AppraisalMember.MEMBER))
    name_members([row], council, chair, at)
    appraisal = appraisal_of(row)
    assert appraisal is not None
    for user in (chair, other):
        hand_in_member(_answered(member_score(appraisal, user, at), user, at), user, at)
    _answered(agreed_score(appraisal, chair, at), chair, at)
    _taken(row, chair, at, "appraise")


def _answered(score: Score, by: User, at: datetime) -> Score:
    """Every criterion at its best."""
    for one in said(score.criteria).criteria:
        answer(score, one.name, _best(one), by, at)
        if one.evidence == "required" and score.kind == Score.SELF:
            pointer = f"document:{Document.objects.order_by('pk')[0].pk}"
            add_evidence(score, one.name, by, at, "Kế hoạch đã ban hành", pointer=pointer)
    return score


def _best(one: Criterion) -> Answered:
    reason = "Theo hồ sơ lưu tại đơn vị."
    if one.kind == "choice":
        return Answered(max(one.options, key=lambda option: option.points).name, reason=reason)
    values: dict[str, Value] = {"yes_no": True, "number": 10, "points": one.points, "deduction": 0}
    return Answered(10, 10, reason=reason) if one.kind == "share" else Answered(values[one.kind], reason=reason)


def _put_in(row: Candidacy, name: str, by: User, at: datetime) -> None:
    """The paper as it is drafted, as the file of one signed elsewhere."""
    wanted = asked_paper(row, name, by, at.date())
    assert wanted is not None
    raw = write_pdf(preview(wanted))
    file = keep(Inspected(f"{name}.pdf", raw, hashlib.sha256(raw).hexdigest(), "pdf", None), by, at)
    put_in(row, name, by, at, file=file)
