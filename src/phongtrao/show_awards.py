"""What the demo shows of commendation: a proposal that was decided, one to be examined, one being drawn up.

Names are made up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from phongtrao.awards.council import ballots, count_votes, name_member
from phongtrao.awards.examine import give_opinions
from phongtrao.awards.machine import MACHINE
from phongtrao.awards.models import Commendation, CouncilMember
from phongtrao.awards.nominate import Told, put_on_list
from phongtrao.awards.propose import Wanted, begin_commendation
from phongtrao.awards.rules import COLLECTIVE, PERSON
from phongtrao.documents.issue import issue
from phongtrao.files import Inspected, keep
from phongtrao.organisations.models import Organisation, OrganisationVersion, User
from phongtrao.work.case_papers import draft_in, file_in, preview, wanted_paper
from phongtrao.work.cases import move
from phongtrao.work.models import Programme
from phongtrao.work.programmes import load_programme
from vanban.paper import Signer
from vanban.paper.pdf import write_pdf
from vanban.paper.reminder import Letterhead

TITLE = "phong trào toàn dân bảo vệ an ninh Tổ quốc"
HEAD = Letterhead("Công an tỉnh Nghệ An", "Nghệ An", "QĐ-CAT", (Signer("Nguyễn Văn Mẫu", ("Giám đốc",)),))
PEOPLE = (("Nguyễn Thị Thử", "Tổ trưởng tổ tự quản"), ("Trần Văn Nghiệm", "Trưởng thôn"))
People = Mapping[str, User]


def show_awards(people: People, at: datetime) -> None:
    """Load the rules, carry one proposal to its decision, leave two on their way. Harmless when repeated."""
    load_programme("khen-thuong", people["quantri.demo"], at)
    if Commendation.objects.exists():
        return
    commune = Organisation.objects.get(pk=min(people["xa.demo"].body_ids(at.date())))
    police = OrganisationVersion.objects.on(at.date()).get(parent=commune, kind="cong_an").organisation
    with transaction.atomic():
        _decided(_sent("giay_khen_cong_an_tinh", commune, police, 0, people, at), people, at)
        _sent("bang_khen_tinh", commune, commune, 1, people, at)
        _begun("giay_khen_xa", commune, people, at)


def _begun(form: str, commune: Organisation, people: People, at: datetime) -> Commendation:
    programme = Programme.objects.filter(name="dien-hinh").first() or Programme.objects.get(name="khen-thuong")
    wanted = Wanted(programme, commune, form, TITLE, date(at.year, 1, 1), at.date())
    return begin_commendation(wanted, people["xa.demo"], at)


def _sent(form: str, commune: Organisation, body: Organisation, nth: int, people: People, at: datetime) -> Commendation:
    """A collective and a person, their papers as files signed elsewhere."""
    case, writer = _begun(form, commune, people, at), people["xa.demo"]
    name, post = PEOPLE[nth]
    put_on_list(
        case, Told(COLLECTIVE, body, "Giữ vững an ninh, trật tự trên địa bàn, không để xảy ra điểm nóng."), writer, at
    )
    put_on_list(case, Told(PERSON, commune, "Vận động 30 hộ lắp đèn chiếu sáng đường thôn.", name, post), writer, at)
    for paper in ("to_trinh", "bao_cao"):
        _put_in(case, paper, writer, at)
    return _moved(case, "send_proposal", people["lanhdaoxa.demo"], at)


def _decided(case: Commendation, people: People, at: datetime) -> None:
    """Examined, voted on and decided by the provincial police."""
    judge, chair = people["congan.demo"], people["giamdoc.demo"]
    give_opinions(case, {row.pk: (True, "Đủ điều kiện.") for row in case.nominees.all()}, "", judge, at)
    _moved(case, "examine", judge, at)
    for user, part in ((chair, CouncilMember.CHAIR), (people["lanhdao.demo"], CouncilMember.MEMBER)):
        name_member(case, user, part, judge, at)
    count_votes(case, {one.nominee.pk: (len(one.voters), 0) for one in ballots(case, at.date())}, judge, at)
    case.refresh_from_db()
    for paper, deed in (("bien_ban", "conclude_council"), ("to_trinh_khen", "submit_commendation")):
        _put_in(case, paper, judge, at)
        case = _moved(case, deed, judge, at)
    wanted = wanted_paper(MACHINE, case, "quyet_dinh", judge, at.date())
    assert wanted is not None
    issue(draft_in(wanted, HEAD, (), at).outgoing, at.date(), judge, at)


def _moved(case: Commendation, deed: str, by: User, at: datetime) -> Commendation:
    moved: Commendation = move(MACHINE, case, deed, by, at)
    return moved


def _put_in(case: Commendation, name: str, by: User, at: datetime) -> None:
    """The paper as it is drafted, as the file of one signed elsewhere."""
    wanted = wanted_paper(MACHINE, case, name, by, at.date())
    assert wanted is not None
    raw = write_pdf(preview(wanted))
    kept = Inspected(f"{name}.pdf", raw, hashlib.sha256(raw).hexdigest(), "pdf", None)
    file_in(wanted, at, lambda: keep(kept, by, at), "", at.date())
