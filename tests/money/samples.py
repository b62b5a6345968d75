"""Sources of money of our own, and estimates that went some of the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from phongtrao.documents.issue import issue
from phongtrao.money.funding import Amendment, Clause, Funding, Gap, Party
from phongtrao.money.line_entry import Typed
from phongtrao.money.line_figures import Figure, Given, save_figures
from phongtrao.money.lines import add_line
from phongtrao.money.load_funding import load_funding
from phongtrao.money.machine import MACHINE
from phongtrao.money.models import Estimate
from phongtrao.money.open_estimate import Asked, open_estimate
from phongtrao.organisations.models import Function, Organisation, User
from phongtrao.work.case_papers import draft_in, wanted_paper
from phongtrao.work.cases import move
from phongtrao.work.models import Programme
from tests.conftest import Cast
from tests.reports.samples import people_of, person
from tests.work.conftest import at
from vanban.paper import Signer
from vanban.paper.reminder import Letterhead

DAY = date(2026, 11, 20)
PLAN = "Quyết định số 21/QĐ-UBND"
FUNDING = Funding(
    name="kinh-phi-vuon-xanh",
    title="Nguồn kinh phí phong trào vườn xanh",
    version=1,
    valid_from=date(2026, 1, 1),
    source="Công văn số 88/UBND-TH ngày 10/02/2026",
    clauses=(
        Clause(
            "khoan_1", "khoản 1, mục IV", PLAN, "việc của địa phương", date(2026, 1, 1), "Công văn số 88/UBND-TH",
            ("xa.ubnd",), date(2026, 1, 5), words="Các xã tự bảo đảm.",
        ),
        Clause(
            "khoan_2", "khoản 2, mục IV", PLAN, "việc của cơ quan cấp tỉnh", date(2026, 1, 1),
            "Công văn số 88/UBND-TH", ("tinh.so", "tinh.cong_an"), date(2026, 1, 5), "Kế hoạch vườn xanh",
        ),
        Clause(
            "khoan_3", "khoản 3, mục IV", PLAN, "tuyên truyền chung", date(2026, 1, 1), "Công văn số 88/UBND-TH",
            (), date(2026, 1, 5), words="Ngân sách tỉnh chi.",
        ),
    ),
    amendments=(
        Amendment(
            "khoan_2", "Điều 1", "Quyết định số 77/QĐ-UBND", date(2026, 6, 1), "Công văn số 88/UBND-TH",
            date(2026, 5, 20),
        ),
    ),
    parties=(
        Party(("tinh.cong_an",), "Sở Tài chính", date(2026, 1, 1), "Công văn số 88/UBND-TH, mục 2", "Sở thẩm định"),
    ),
    gaps=(Gap("Lời của khoản 2", "Quyết định số 77 chưa có ở đây.", "khoan_2"), Gap("Ai phê duyệt", "Không nêu.")),
)  # fmt: skip
SYMBOLS = {"to_trinh": "TTr-CAT", "bao_cao_tham_dinh": "BC-STC", "quyet_dinh": "QĐ-UBND"}
HEAD = Letterhead("Công an tỉnh Hà Thanh", "Hà Thanh", "TTr-CAT", (Signer("Lê Tiến Dũng", ("Giám đốc",)),))
PAMPHLETS = Typed("Tuyên truyền", "In tài liệu", "bộ", "1.000", "25.000")
CAMERAS = Typed("Trang thiết bị", "Camera an ninh", "bộ", "2,5", "4.000.000", remark="thay máy hỏng")


def programme(cast: Cast, funding: Funding = FUNDING) -> Programme:
    """A programme of the first province with its sources of money."""
    admin = cast.user("quan-tri")
    row, _ = Programme.objects.get_or_create(
        name="vuon-xanh",
        defaults={
            "title": "Phong trào vườn xanh", "root": cast.body("ha-thanh.ubnd"), "starts_on": date(2026, 1, 1),
            "source": funding.source, "sha256": "0" * 64, "loaded_at": at(DAY), "by": admin,
        },
    )  # fmt: skip
    load_funding(funding, row, admin, at(DAY))
    return row


def people(cast: Cast) -> dict[str, User]:
    """Who draws up and signs for the police, who appraises for finance, who decides and numbers for the province."""
    police, finance = cast.body("ha-thanh.cong-an"), cast.body("ha-thanh.so-tai-chinh")
    writer, leader = people_of(police)
    return {
        "writer": writer,
        "leader": leader,
        "finance": person("dau-moi-tai-chinh", finance, Function.FOCAL_POINT),
        "decider": cast.user("lan"),
        "clerk": cast.user("vy"),
    }


def begun(cast: Cast, title: str = "trồng cây năm nay", **asked: Any) -> Estimate:
    """An estimate of the provincial police without lines."""
    given = Asked(
        programme(cast), cast.body("ha-thanh.cong-an"), 2026, title, "khoan_2", cast.body("ha-thanh.so-tai-chinh"),
        cast.body("ha-thanh.ubnd"),
    )  # fmt: skip
    return open_estimate(replace(given, **asked), people(cast)["writer"], at(DAY))


def drawn_up(cast: Cast, *lines: Typed, title: str = "trồng cây năm nay") -> Estimate:
    """With lines: 25.000.000 and 10.000.000 đồng where none are given."""
    case = begun(cast, title)
    for typed in lines or (PAMPHLETS, CAMERAS):
        assert add_line(case, typed, people(cast)["writer"], at(DAY)).is_done
    return fresh(case)


def drawn_up_by(cast: Cast, body: Organisation, clause: str) -> Estimate:
    """With one line, by an officer of the body, appraised by finance and decided by the province; for pages."""
    asked = Asked(
        programme(cast), body, DAY.year, "việc của mình", clause, cast.body("ha-thanh.so-tai-chinh"),
        cast.body("ha-thanh.ubnd"),
    )  # fmt: skip
    writer, _ = people_of(body)
    case = open_estimate(asked, writer, at(DAY))
    assert add_line(case, PAMPHLETS, writer, at(DAY)).is_done
    return case


def papered(cast: Cast, case: Estimate, name: str, by: str, day: date = DAY) -> None:
    """The paper drafted here and issued by the body's leader."""
    user = people(cast)[by]
    wanted = wanted_paper(MACHINE, case, name, user, day)
    assert wanted is not None
    row = draft_in(wanted, replace(HEAD, symbol=SYMBOLS[name]), (), at(day))
    issue(row.outgoing, day, user, at(day))


def sent(cast: Cast, *lines: Typed) -> Estimate:
    case = drawn_up(cast, *lines)
    papered(cast, case, "to_trinh", "leader")
    return move(MACHINE, case, "send_estimate", people(cast)["leader"], at(DAY))


def appraised(cast: Cast, case: Estimate | None = None, **cuts: tuple[str, str]) -> Estimate:
    """As asked, but for `cuts`: `line1=("20.000.000", "giá thị trường")`."""
    case = case or sent(cast)
    finance = people(cast)["finance"]
    figures = {line.number: Figure(str(line.amount)) for line in case.said_lines()}
    figures |= {int(name.removeprefix("line")): Figure(*cut) for name, cut in cuts.items()}
    done = save_figures(case, {n: Given(figure) for n, figure in figures.items()}, finance, at(DAY))
    assert not done.wrong
    papered(cast, case, "bao_cao_tham_dinh", "finance")
    return move(MACHINE, case, "appraise_estimate", finance, at(DAY))


def approved(cast: Cast, case: Estimate | None = None) -> Estimate:
    """By the issuing of its decision."""
    case = case or appraised(cast)
    papered(cast, case, "quyet_dinh", "clerk")
    return fresh(case)


def fresh(case: Estimate) -> Estimate:
    return Estimate.objects.get(pk=case.pk)
