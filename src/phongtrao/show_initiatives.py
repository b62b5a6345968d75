"""What the demo shows of models: some entered as they stand, one on its way, one reviewed well and replicated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from phongtrao.documents.issue import issue
from phongtrao.initiatives.begin import Begun, begin_initiative, enter_initiative
from phongtrao.initiatives.describe import describe, sample_regulation
from phongtrao.initiatives.equipping import count_equipment, owe_repair
from phongtrao.initiatives.models import Initiative, KindVersion, Review
from phongtrao.initiatives.placing import add_place
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.initiatives.replicating import choose
from phongtrao.initiatives.reviewing import Given, answer, close_review, judge, open_review
from phongtrao.initiatives.targeting import state_target
from phongtrao.organisations.models import Organisation, User
from phongtrao.words import HANOI
from phongtrao.work.case_papers import draft_in, letterhead, wanted_paper
from phongtrao.work.programmes import load_programme
from vanban.paper import Signer
from vanban.paper.reminder import Letterhead

PROGRAMMES = ("phong-trao-1395", "ket-luan-44")
CAMERA, HOUSES, BORDER = "camera-an-ninh", "ho-an-toan", "diem-sang-vung-bien"
OTHERS = 6
"""Communes at which the demo enters a model."""
People = Mapping[str, User]


@transaction.atomic
def show_initiatives(people: People, at: datetime) -> None:
    """Load the kinds, enter models, begin one, review and replicate one. Harmless when repeated."""
    administrator, day = people["quantri.demo"], at.astimezone(HANOI).date()
    for name in PROGRAMMES:
        load_programme(name, administrator, at)
    if Initiative.objects.exists():
        return
    commune = Organisation.objects.get(pk=min(people["xa.demo"].body_ids(day)))
    _cameras(commune, people, at)
    _houses(commune, people, at)
    for nth, body in enumerate(_communes(commune, day)):
        said = Begun(
            body, _kind(CAMERA if nth % 2 else HOUSES, day), decider="tinh", launched_on=date(2019 + nth, 3, 1)
        )
        enter_initiative(said, people["lanhdao.demo"], at)
    began = begin_initiative(Begun(commune, _kind(BORDER, day), decider="tinh"), people["xa.demo"], at)
    _described(began, people["xa.demo"], at)
    root = commune.version(day)
    assert root is not None and root.parent is not None
    source = "Số liệu dùng thử, không phải chỉ tiêu của tỉnh"
    state_target(root.parent, _kind(HOUSES, day), 2030, "places", 40, source, people["lanhdao.demo"], at)


def _kind(name: str, day: date) -> KindVersion:
    return KindVersion.objects.filter(name=name).current(day)[0]


def _communes(own: Organisation, day: date) -> list[Organisation]:
    found = Organisation.objects.on(day).filter(versions__kind="ubnd", versions__level="xa").exclude(pk=own.pk)
    return list(found.order_by("code").distinct()[:OTHERS])


def _cameras(commune: Organisation, people: People, at: datetime) -> None:
    """Entered as it stands, its cameras run down, its last yearly review not written."""
    writer, day = people["xa.demo"], at.astimezone(HANOI).date()
    said = Begun(commune, _kind(CAMERA, day), "", "tinh", "", "27/QĐ-UBND", date(2022, 4, 12), date(2022, 5, 19))
    made = enter_initiative(said, writer, at)
    for nth in range(1, 4):
        add_place(made, f"Ngã tư xóm {nth}", date(2022, 5, 19), writer, at, nth)
    count_equipment(made, "Camera", day - timedelta(days=400), (22, 2, 0), writer, at)
    count_equipment(made, "Camera", day - timedelta(days=20), (13, 7, 4), writer, at)
    owe_repair(made, "Camera", 4, day - timedelta(days=2), "thay nguồn, chỉnh góc quay", writer, at)


def _houses(commune: Organisation, people: People, at: datetime) -> None:
    """Reviewed well; the province decides to replicate it."""
    writer, day = people["xa.demo"], at.astimezone(HANOI).date()
    said = Begun(commune, _kind(HOUSES, day), "", "tinh", "", "31/QĐ-UBND", date(2021, 6, 1), date(2021, 7, 1))
    made = enter_initiative(said, writer, at)
    for nth in range(1, 7):
        add_place(made, f"Thôn {nth}", date(2021, 7, 1) + timedelta(days=200 * nth), writer, at, 2 + nth)
    _reviewed(made, day.year - 1, people, at)
    review = Review.objects.get(case=made)
    judge(review, "replicate", "Cách làm dễ áp dụng, ít tốn kém.", people["lanhdao.demo"], at)
    choose(_again(made), _communes(commune, day)[-1:], people["lanhdao.demo"], at)
    _issued(_again(made), "replicate_decision", people["vanthu.demo"], at)


def _reviewed(made: Initiative, year: int, people: People, at: datetime) -> None:
    writer, leader = people["xa.demo"], people["lanhdaoxa.demo"]
    review = open_review(made, year, writer, at)
    best = {"yes_no": Given(Decimal(1), None, "Theo sổ theo dõi của xã."), "number": Given(Decimal(10))}
    share = Given(Decimal(95), Decimal(100), "Theo biên bản đánh giá của các thôn.")
    answer(review, {one.name: best.get(one.answered, share) for one in review.said.criteria}, writer, at)
    _issued(_again(made), "review_report", leader, at)
    close_review(Review.objects.get(pk=review.pk), leader, at)


def _described(made: Initiative, by: User, at: datetime) -> None:
    given = {
        "aim": "Vận động nhân dân cùng bảo vệ đường biên, mốc giới, giữ bình yên thôn bản.",
        "regulation": sample_regulation(made.said),
    }
    describe(made, given, by, at)


def _again(made: Initiative) -> Initiative:
    return Initiative.objects.select_related("kind", "organisation", "commune", "decider").get(pk=made.pk)


def _issued(case: Initiative, name: str, by: User, at: datetime) -> None:
    """The paper as the site drafts it, with its number."""
    day = at.astimezone(HANOI).date()
    wanted = wanted_paper(MACHINE, case, name, by, day)
    assert wanted is not None
    had = letterhead(wanted)
    place, signer = ("Quế Phong", "Lô Văn Chung") if wanted.writer == case.organisation else ("Nghệ An", "Lê Thị Lan")
    head = Letterhead(had["agency"], place, had["symbol"], (Signer(signer, ("TM. Ủy ban nhân dân", "Chủ tịch")),))
    issue(draft_in(wanted, head, (), at).outgoing, day, by, at)
