"""Rules and a criteria set of our own, and candidacies that went some of the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from phongtrao.documents.issue import draft, issue
from phongtrao.documents.letterhead import LetterheadForm
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import Function, Organisation, OrganisationVersion, User
from phongtrao.organisations.names import body_key, body_keys
from phongtrao.recognition.answers import Answered
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.criteria import CriteriaSet, Criterion, Group
from phongtrao.recognition.decide import draft_recognition
from phongtrao.recognition.dossier import put_in
from phongtrao.recognition.issue import issue as issue_statement
from phongtrao.recognition.load_rules import load_criteria, load_rules
from phongtrao.recognition.models import AppraisalMember, Candidacy, Decision, Recognition, Score
from phongtrao.recognition.register import register
from phongtrao.recognition.rules import (
    Authority,
    DossierPaper,
    Exclusion,
    Passage,
    RecognitionRules,
    Registration,
    Subject,
    Target,
)
from phongtrao.recognition.scores import (
    agreed_score,
    answer,
    appraisal_of,
    hand_in_member,
    member_score,
    open_own,
)
from phongtrao.work.models import Programme
from phongtrao.year_days import YearDay
from tests.cast import SOURCE
from tests.conftest import Cast
from tests.reports.samples import people_of, person
from tests.vanban.paper.samples import LETTER
from tests.work.conftest import at

DAY = date(2026, 11, 20)
CRITERIA = CriteriaSet(
    name="vuon-xanh",
    title="Bộ tiêu chí vườn xanh",
    version=1,
    valid_from=date(2026, 1, 1),
    source="Hướng dẫn số 05/HD-UBND ngày 10/01/2026 của UBND tỉnh Hà Thanh",
    subjects=("xa_phuong", "co_quan", "doanh_nghiep", "co_so_giao_duc"),
    scoring="points",
    groups=(Group("ke_hoach", "Kế hoạch"), Group("ket_qua", "Kết quả")),
    criteria=(
        Criterion("co_ke_hoach", "Có kế hoạch trồng cây", "ke_hoach", "yes_no", "mục 1", Decimal(40), veto="fails"),
        Criterion(
            "cay_song", "Tỷ lệ cây sống", "ket_qua", "share", "mục 2", Decimal(60), at_least=Decimal(70),
            base="tổng số cây", evidence="asked", may_be_not_applicable=True,
        ),
    ),
    at_least=Decimal(80),
)  # fmt: skip
RULES = RecognitionRules(
    name="cong-nhan-vuon-xanh",
    title="vườn xanh kiểu mẫu",
    version=1,
    valid_from=date(2025, 1, 15),
    source="Kế hoạch số 35/KH-UBND ngày 15/01/2026 của UBND tỉnh Hà Thanh",
    subjects=(
        Subject("xa_phuong", ("xa.ubnd",), "vuon-xanh", 4, "Nghị quyết thử nghiệm"),
        Subject("co_quan", ("so", "cong_an"), "vuon-xanh"),
        Subject("doanh_nghiep", ("doanh_nghiep",), "vuon-xanh"),
        Subject("co_so_giao_duc", ("truong",), "vuon-xanh"),
    ),
    registration=Registration(YearDay(30, 11)),
    window_from=YearDay(30, 11, -1),
    window_until=YearDay(1, 12),
    dossier_due=YearDay(4, 12),
    exclusions=(
        Exclusion("armed_force", "trừ đơn vị lực lượng vũ trang", "Kế hoạch 35, mục II"),
        Exclusion("size", "trừ doanh nghiệp nhỏ", "Kế hoạch 35, mục II", ("nho", "sieu_nho")),
        Exclusion("school", "trừ trường tiểu học", "Kế hoạch 35, mục II", ("tieu_hoc", "mam_non")),
    ),
    papers=(
        DossierPaper("bao_cao", "Báo cáo kết quả và tự chấm điểm", "bao_cao", "body", "mục IV"),
        DossierPaper("to_trinh", "Tờ trình đề nghị công nhận", "to_trinh", "body", "mục IV"),
        DossierPaper("bien_ban", "Biên bản thẩm định", "bien_ban", "appraiser", "mục IV"),
        DossierPaper("dang_ky", "Bản đăng ký", "bao_cao", "body", "mục IV"),
    ),
    authorities=(Authority(date(2025, 7, 1), "mục V", "tinh.cong_an", "tinh.ubnd"),),
    targets=(Target("xa_phuong", 2026, "mục III", number=1), Target("xa_phuong", 2027, "mục III", percent=30)),
    passages=(Passage("registration", "mục II", "gửi trước ngày 01/12 hằng năm", "cho năm liền sau"),),
)


def programme(cast: Cast, rules: RecognitionRules = RULES, criteria: CriteriaSet | None = CRITERIA) -> Programme:
    """A programme of the first province with its rules and, unless told otherwise, its criteria set."""
    admin = cast.user("quan-tri")
    row, _ = Programme.objects.get_or_create(
        name="vuon-xanh",
        defaults={
            "title": "Phong trào vườn xanh", "root": cast.body("ha-thanh.ubnd"), "starts_on": date(2026, 1, 1),
            "source": rules.source, "sha256": "0" * 64, "loaded_at": at(DAY), "by": admin,
        },
    )  # fmt: skip
    load_rules(rules, row, admin, at(date(2026, 1, 15)))
    if criteria is not None:
        load_criteria(criteria, admin, at(date(2026, 1, 15)), None)
    return row


def unit(cast: Cast, code: str, name: str, kind: str, parent: str = "xa.90001.ubnd", **marks: object) -> Organisation:
    """A school, an enterprise, an agency in a commune."""
    body = Organisation.objects.create(code=code, area=cast.body(parent).area)
    OrganisationVersion.objects.create(
        organisation=body, name=name, folded=body_key(name), keys=body_keys([name]), kind=kind, level="co_so",
        parent=cast.body(parent), marks=marks, source=SOURCE,
    )  # fmt: skip
    return body


def school(cast: Cast) -> Organisation:
    return unit(cast, "truong.an-lac", "Trường THPT An Lạc", "truong", school="thpt")


def registered(cast: Cast, body: Organisation, year: int = 2026, row: Programme | None = None) -> Candidacy:
    """Registered by the unit's own people."""
    writer, _ = people_of(body)
    made, _ = register(row or programme(cast), body, year, writer, at(DAY))
    return made


def carried(cast: Cast, candidacy: Candidacy, *deeds: str, note: str = "") -> Candidacy:
    """The deeds one after another, by who may do each; what a deed needs must be there."""
    writer, leader = people_of(candidacy.organisation)
    who = {
        "pass_up": people_of(cast.body("xa.90001.ubnd"))[1], "start_building": writer, "self_score": writer,
        "score_again": writer, "send_dossier": leader, "cancel_candidacy": leader,
    }  # fmt: skip
    for deed in deeds:
        candidacy = take(candidacy, deed, who.get(deed, cast.user("dung")), at(DAY), note)
    return candidacy


def building(cast: Cast, body: Organisation) -> Candidacy:
    candidacy = registered(cast, body)
    first = ("pass_up",) if candidacy.state == "at_commune" else ()
    return carried(cast, candidacy, *first, "select", "start_building")


def answered(score: Score, by: User, living: int = 8, trees: int = 10, plan: bool = True) -> Score:
    """Every criterion of the sample set answered."""
    assert answer(score, "co_ke_hoach", Answered(plan), by, at(DAY)) == ""
    why = "" if living == 8 else "Đã đếm lại tại vườn."
    assert answer(score, "cay_song", Answered(living, trees, reason=why), by, at(DAY)) == ""
    return score


def papers_in(candidacy: Candidacy, by: User, names: tuple[str, ...] = ("bao_cao", "to_trinh", "dang_ky")) -> None:
    """Files of papers signed elsewhere."""
    from phongtrao.documents.models import StoredFile

    for name in names:
        file = StoredFile.objects.create(
            sha256="0" * 64, name=f"{name}.pdf", size=1, kind="pdf", uploaded_by=by, uploaded_at=at(DAY)
        )
        put_in(candidacy, name, by, at(DAY), file=file)


def dossier_sent(cast: Cast, body: Organisation) -> Candidacy:
    candidacy = building(cast, body)
    writer, _ = people_of(body)
    answered(open_own(candidacy, writer, at(DAY)), writer)
    papers_in(candidacy, writer)
    return carried(cast, candidacy, "self_score", "send_dossier")


def judges(cast: Cast) -> tuple[User, User]:
    """Two officers of the provincial police."""
    police = cast.body("ha-thanh.cong-an")
    return person("tham-dinh-1", police, Function.OFFICER), person("tham-dinh-2", police, Function.OFFICER)


def appraised(cast: Cast, candidacy: Candidacy, living: int = 8) -> Candidacy:
    """Scored by two members, agreed on, concluded by the police's focal point."""
    appraisal = appraisal_of(candidacy)
    assert appraisal is not None
    chair, other = judges(cast)
    for user, part in ((chair, AppraisalMember.CHAIR), (other, AppraisalMember.MEMBER)):
        appraisal.members.create(user=user, part=part, named_by=cast.user("dung"), named_at=at(DAY))
        hand_in_member(answered(member_score(appraisal, user, at(DAY)), user, living), user, at(DAY))
    answered(agreed_score(appraisal, chair, at(DAY)), chair, living)
    return carried(cast, candidacy, "appraise")


def changed(**fields: object) -> RecognitionRules:
    """The sample rules with other fields."""
    return replace(RULES, **fields)  # type: ignore[arg-type]


def registered_beside_a_draft(cast: Cast) -> Candidacy:
    """A commune's candidacy, and a criteria set of the province that is not frozen yet."""
    own = replace(CRITERIA, name="vuon-xanh-tinh")
    load_criteria(own, cast.user("lan"), at(DAY), cast.body("ha-thanh.ubnd"), freeze=False)
    return registered(cast, cast.body("xa.90001.ubnd"))


def scored_by_the_province(cast: Cast, day: date) -> Candidacy:
    """A candidacy of the province's own committee, its score open, a paper of it issued."""
    lan, body = cast.user("lan"), cast.body("ha-thanh.ubnd")
    row = programme(cast)
    candidacy = Candidacy.objects.create(
        programme=row, rules=row.recognition_rules.get(), subject="co_quan", organisation=body, year=2026,
        state="building", root=body, registered_on=day, registered_by=lan,
    )  # fmt: skip
    open_own(candidacy, lan, at(day))
    paper = draft(LETTER, body, lan, at(day), {})
    put_in(candidacy, "bao_cao", lan, at(day), outgoing=issue(paper, day, lan, at(day)))
    return candidacy


HEAD = {
    "agency": "Ủy ban nhân dân tỉnh Hà Thanh", "parent": "", "place": "Hà Thanh", "symbol": "QĐ-UBND",
    "authority": "TM. Ủy ban nhân dân", "office": "Chủ tịch", "signer": "Nguyễn Thị Lan", "recipients": "",
    "kept": "VT",
}  # fmt: skip
"""The letterhead of the province's decisions, as a page sends it."""
GROUND = (
    "Căn cứ Kế hoạch số 35/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Hà Thanh xây dựng vườn xanh "
    "kiểu mẫu"
)


def proposed(cast: Cast, body: Organisation) -> Candidacy:
    """Appraised, its minutes there, proposed to the province."""
    candidacy = appraised(cast, dossier_sent(cast, body))
    papers_in(candidacy, cast.user("dung"), ("bien_ban",))
    return carried(cast, candidacy, "propose")


def drafted(cast: Cast, *candidacies: Candidacy) -> Decision:
    """A draft of the decision that recognises these, by the province's clerk."""
    form = LetterheadForm(HEAD)
    assert form.is_valid()
    made, _ = draft_recognition(candidacies, form.head(), (GROUND,), cast.user("vy"), at(DAY))
    return made


def front_of_the_province(cast: Cast) -> User:
    """Account `mat-tran`."""
    return person("mat-tran", cast.body("ha-thanh.mttq"), Function.OFFICER)


def decided_on(candidacy: Candidacy, paper: Outgoing) -> None:
    """Rows of an appraisal, a decision, a recognition and its certificate beside a candidacy, whatever its state."""
    by, programme = paper.made_by, candidacy.programme
    candidacy.appraisals.create(nth=1, opened_by=by, opened_at=at(DAY))
    made = Decision.objects.create(
        kind=Decision.RECOGNISE, programme=programme, year=candidacy.year, organisation=candidacy.root, paper=paper,
        by=by, at=at(DAY),
    )  # fmt: skip
    made.candidacies.add(candidacy)
    row = Recognition.objects.create(candidacy=candidacy, decision=made, recognised_on=DAY)
    statement, text = issue_statement(
        Ed25519PrivateKey.generate(), at(DAY), serial="HA-THANH-2026-0001", unit_code="don-vi", unit="Đơn vị",
        area="tỉnh",
        programme="vườn xanh", subject="Cơ quan", year=2026, decision="1/QĐ-UBND", decided_on=DAY, decided_by="UBND",
        issuer="UBND",
    )  # fmt: skip
    row.certificates.create(
        serial=statement.serial, statement=text, key=statement.key, issued_on=DAY, by=by, at=at(DAY)
    )


def recognised(cast: Cast, *candidacies: Candidacy, day: date = DAY) -> Decision:
    """The decision, issued."""
    made = drafted(cast, *candidacies)
    issue(made.paper, day, cast.user("vy"), at(day))
    return made
