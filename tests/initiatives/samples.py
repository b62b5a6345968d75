"""A kind of model of our own, and models of it that went some of the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from phongtrao.documents.issue import issue
from phongtrao.documents.models import Outgoing
from phongtrao.initiatives.begin import Begun, begin_initiative, enter_initiative
from phongtrao.initiatives.describe import describe
from phongtrao.initiatives.equipping import count_equipment, owe_repair
from phongtrao.initiatives.kind import (
    Criterion,
    Equipment,
    InitiativeKind,
    PaperRule,
    ReviewRule,
    Target,
)
from phongtrao.initiatives.load_kind import load_kind
from phongtrao.initiatives.models import Initiative, KindVersion, Review
from phongtrao.initiatives.placing import add_place
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.initiatives.reviewing import Given, answer, close_review, open_review
from phongtrao.organisations.models import Organisation, User
from phongtrao.work.case_papers import draft_in, wanted_paper
from phongtrao.work.cases import move
from phongtrao.work.models import Programme
from phongtrao.year_days import YearDay
from tests.conftest import Cast
from tests.reports.samples import people_of
from tests.work.conftest import at
from vanban.paper import Signer
from vanban.paper.reminder import Letterhead

SOURCE = "Kế hoạch số 12/KH-UBND ngày 10/01/2026 của UBND tỉnh Hà Thanh"
FILE = f"""kind = "initiative_kind"
name = "vuon-rau"
title = "Vườn rau trường em"
version = 1
valid_from = 2026-01-10
source = "{SOURCE}"
fits = ["xa.ubnd", "truong"]
place = "vườn"
group = "tổ chăm vườn"


[review]
keep = 60
mend = 30
replicate = 90
years_to_mend = 2
due = "15/12"
sample = false

[[criterion]]
name = "co_rao"
answered = "yes_no"
title = "Vườn có rào"

[[criterion]]
name = "cay"
title = "Cây trồng mới trong năm"
answered = "number"
at_least = 10
required = false
[[criterion]]
name = "cay_song"
title = "Tỷ lệ cây sống"
answered = "share"
percent = 80
base = "số cây"

[[equipment]]
name = "binh_tuoi"
title = "Bình tưới"
unit = "chiếc"

[[target]]
year = 2026
source = "mục 3"
counts = "initiatives"
number = 6
[[target]]
counts = "places"
year = 2030
source = "mục 3"
number = 20

[[paper]]
name = "retire_decision"
title = "Quyết định thôi vườn"

[[paper]]
name = "proposal"
title = "Tờ trình lập vườn"

[[paper]]
name = "survey_plan"
title = "Kế hoạch xem đất"
required = false
"""
GARDEN = InitiativeKind(
    name="vuon-rau",
    title="Vườn rau trường em",
    version=1,
    valid_from=date(2026, 1, 10),
    source=SOURCE,
    fits=("xa.ubnd", "truong"),
    place="vườn",
    group="tổ chăm vườn",
    review=ReviewRule(60, 30, 90, 2, YearDay(15, 12), sample=False),
    criteria=(
        Criterion("co_rao", "Vườn có rào", "yes_no"),
        Criterion("cay", "Cây trồng mới trong năm", "number", False, Decimal(10)),
        Criterion("cay_song", "Tỷ lệ cây sống", "share", percent=80, base="số cây"),
    ),
    equipment=(Equipment("binh_tuoi", "Bình tưới", "chiếc"),),
    targets=(
        Target(2026, "initiatives", "mục 3", 6),
        Target(2030, "places", "mục 3", 20),
    ),
    papers=(
        PaperRule("retire_decision", "Quyết định thôi vườn"),
        PaperRule("proposal", "Tờ trình lập vườn"),
        PaperRule("survey_plan", "Kế hoạch xem đất", False),
    ),
)
DAY = date(2026, 11, 20)
HEAD = Letterhead("Ủy ban nhân dân", "Hà Thanh", "UBND", (Signer("Nguyễn Văn An", ("Chủ tịch",)),))
WORDS = {
    "aim": "Học sinh biết trồng rau.",
    "findings": "Trường có 200 m2 đất trống.",
    "regulation": "Phạm vi\nÁp dụng trong trường.\n\nTổ chức\nMỗi vườn một tổ.",
}


def kind(said: InitiativeKind = GARDEN, root: Organisation | None = None) -> KindVersion:
    """The kind in a programme of its own that every province sees, or of the province `root` alone."""
    admin = User.objects.get(username="quan-tri")
    programme, _ = Programme.objects.get_or_create(
        name=f"vuon-rau-{root.code.replace('.', '-')}" if root else "vuon-rau", root=root, defaults={
            "title": "Phong trào vườn xanh", "starts_on": date(2026, 1, 1), "source": SOURCE, "by": admin,
            "loaded_at": at(DAY), "sha256": "0" * 64,
        },
    )  # fmt: skip
    return load_kind(said, programme, admin, at(DAY))


def kind_of(root: Organisation) -> KindVersion:
    """The kind of one province alone."""
    return kind(root=root)


def commune(cast: Cast, code: str = "xa.90001.ubnd") -> tuple[Organisation, User, User]:
    """A commune's committee, who writes there, and its leader."""
    body = cast.body(code)
    return body, *people_of(body)


def begun(cast: Cast, on: date = DAY, decider: str = "tinh", **said: Any) -> Initiative:
    """A model of the commune, in its survey; the province decides on it."""
    body, writer, _ = commune(cast)
    given = {"kind": kind(), **said} if "kind" not in said else said
    return begin_initiative(Begun(body, decider=decider, **given), writer, at(on))


def entered(
    cast: Cast, launched: date = date(2020, 5, 1), code: str = "xa.90001.ubnd", on: date = DAY, **said: Any
) -> Initiative:
    """A model that has run for years."""
    body, writer, _ = commune(cast, code)
    given: dict[str, Any] = {"decider": "tinh", "launched_on": launched, "decision": "15/QĐ-UBND"}
    given["kind"] = said.pop("kind", None) or kind()
    return enter_initiative(Begun(body, **{**given, **said}), writer, at(on))


def put_in(case: Initiative, name: str, by: User, on: date = DAY) -> Outgoing:
    """The paper drafted, and issued by who writes for the body."""
    wanted = wanted_paper(MACHINE, case, name, by, on)
    assert wanted is not None
    row = draft_in(wanted, HEAD, (), at(on))
    return issue(row.outgoing, on, by, at(on))


def again(case: Initiative) -> Initiative:
    return Initiative.objects.select_related("kind", "organisation", "commune", "decider").get(pk=case.pk)


def surveyed(cast: Cast, on: date = DAY, **said: Any) -> Initiative:
    case = begun(cast, on, **said)
    _, writer, leader = commune(cast)
    describe(case, WORDS, writer, at(on))
    for name in ("survey_plan", "survey_report"):
        put_in(again(case), name, leader, on)
    return move(MACHINE, case, "survey", writer, at(on))


def proposed(cast: Cast, on: date = DAY, **said: Any) -> Initiative:
    case = surveyed(cast, on, **said)
    _, _, leader = commune(cast)
    put_in(again(case), "proposal", leader, on)
    return move(MACHINE, again(case), "propose_initiative", leader, at(on))


def decided(cast: Cast, on: date = DAY, **said: Any) -> Initiative:
    """By the province, whose clerk gives the decision its number."""
    case = proposed(cast, on, **said)
    put_in(again(case), "decision", cast.user("vy"), on)
    return again(case)


def running(cast: Cast, on: date = DAY, **said: Any) -> Initiative:
    """Launched, with one place of three groups."""
    case = decided(cast, on, **said)
    _, writer, leader = commune(cast)
    add_place(case, "Vườn số 1", on, writer, at(on), 3)
    put_in(case, "launch_plan", leader, on)
    move(MACHINE, case, "launch", writer, at(on), day=on)
    return again(case)


def answered(case: Initiative, year: int, by: User, on: date = DAY, **said: Given) -> Review:
    """Every criterion at its best, or as it is said."""
    best = {"co_rao": Given(Decimal(1), None, "Rào lưới quanh vườn."), "cay": Given(Decimal(12))}
    review = open_review(case, year, by, at(on))
    answer(review, {**best, "cay_song": Given(Decimal(9), Decimal(10)), **said}, by, at(on))
    return review


def reviewed(cast: Cast, case: Initiative, year: int = 2026, on: date = DAY, **said: Given) -> Review:
    """Answered, reported and closed."""
    writer, leader = people_of(case.organisation)
    review = answered(again(case), year, writer, on, **said)
    put_in(again(case), "review_report", leader, on)
    return close_review(Review.objects.get(pk=review.pk), leader, at(on))


def whole(cast: Cast, own: KindVersion, on: date) -> Initiative:
    """A model entered as it stands, with a place, equipment, a repair owed and the closed review of the year before."""
    case = entered(cast, kind=own, on=on)
    writer, _ = people_of(case.organisation)
    add_place(case, "Vườn số 1", date(2020, 5, 1), writer, at(on), 3)
    count_equipment(case, "Bình tưới", on, (6, 3, 1), writer, at(on))
    owe_repair(case, "Bình tưới", 1, on, "Thay vòi", writer, at(on))
    reviewed(cast, case, on.year - 1, on)
    return again(case)
