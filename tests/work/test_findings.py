"""Where adopted directives contradict each other or themselves: each kind found, its near misses not, and settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.documents.models import Document, Effect
from phongtrao.organisations.models import LogEntry
from phongtrao.procedure import Refused
from phongtrao.work.adopt import adopt
from phongtrao.work.confirm_effect import confirm_effect, drop_effect
from phongtrao.work.findings.finding import Finding
from phongtrao.work.findings.found import adoptions_of, find, settle_finding
from phongtrao.work.models import Duty, Settlement
from tests.conftest import Cast
from tests.work import chain_samples as samples
from tests.work.conftest import adopt_whole, at
from tests.work.test_commands import rows, said

DAY = date(2026, 5, 6)
SignedIn = Callable[[str], Client]
UNITS = "1. UBND các xã, phường báo cáo kết quả tủ sách thôn về Công an tỉnh trước ngày 05/12 hằng năm.\n"
POLICE = "2. Công an tỉnh tổng hợp, báo cáo UBND tỉnh kết quả tủ sách thôn trước ngày {} hằng năm.\n"
TRAINING = "1. Sở Nội vụ tổ chức tập huấn người giữ tủ sách thôn, hoàn thành trước ngày 20/9/2026.\n"


@pytest.fixture(autouse=True)
def _sixth_of_may(on_day: Callable[[date], None], settings: Any, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"
    on_day(DAY)


def adopted(
    cast: Cast, text: str, number: str = "48/KH-UBND", subject: str = "Phát triển tủ sách thôn", **options: Any
) -> Document:
    """A plan of the province of January with this text, adopted whole by lan."""
    document = samples.received(cast, samples.paper(number, date(2026, 1, 12), subject, text), date(2026, 1, 20))
    adopt_whole(cast, document, date(2026, 2, 2), **options)
    return document


def found(cast: Cast, account: str = "lan", least: int = 5) -> list[Finding]:
    return find(adoptions_of(cast.user(account), DAY), DAY, least)


def kinds(cast: Cast) -> list[str]:
    return [finding.kind for finding in found(cast)]


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("08/12", "chậm nhất 04/12/2026, Công an tỉnh Hà Thanh phải gửi tiếp chậm nhất 07/12/2026: chỉ còn 1 ngày"),
        ("05/12", "không còn ngày nào để tổng hợp"),
        ("25/11", "không còn ngày nào để tổng hợp"),
    ],
)
def test_a_second_hop_without_time_after_the_first_is_found_with_both_passages(cast: Cast, day: str, says: str) -> None:
    adopted(cast, UNITS + POLICE.format(day))
    [finding] = found(cast)
    assert finding.kind == "hop" and says in finding.message
    assert [p.words[:14] for p in finding.passages] == ["UBND các xã, p", "Công an tỉnh t"]


@pytest.mark.parametrize("day", ["20/12", "20/6", "15/01"])
def test_a_second_hop_with_time_or_of_another_season_is_left_alone(cast: Cast, day: str) -> None:
    adopted(cast, UNITS + POLICE.format(day))
    assert found(cast) == []


def test_the_least_number_of_working_days_may_be_asked_for(cast: Cast) -> None:
    adopted(cast, UNITS + POLICE.format("20/12"))
    assert [f.kind for f in found(cast, least=20)] == ["hop"]
    assert "chỉ còn 10 ngày làm việc (dưới 20 ngày)" in found(cast, least=20)[0].message
    assert len(rows("findings", "--days", 20)) == 1 and rows("findings") == []


def test_hops_are_followed_from_one_document_to_another_that_carries_it_out(cast: Cast) -> None:
    adopted(cast, POLICE.format("08/12").replace("2. ", "1. "))
    other = adopted(cast, UNITS, "50/KH-UBND", "Đọc sách")
    assert found(cast) == []
    said("link_document", other.pk, "implements", "48/KH-UBND", "--by", "lan")
    assert kinds(cast) == ["hop"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Mốc số liệu tính từ ngày 30/11 năm trước đến ngày 01/12 năm sau.\n", "dài 367 ngày"),
        (
            "Số liệu 6 tháng đầu năm tính từ ngày 15/11 năm trước đến ngày 14/5; 6 tháng cuối năm tính từ ngày 10/5"
            " đến ngày 14/11.\n",
            "trùng nhau 5 ngày",
        ),
        (UNITS + "Số liệu tính từ ngày 31/12 năm trước đến ngày 30/12 năm báo cáo.\n", "chưa đủ số liệu khi đến hạn"),
    ],
)
def test_windows_of_data_that_overlap_or_end_too_late_are_found(cast: Cast, text: str, says: str) -> None:
    adopted(cast, TRAINING + text.replace("1. UBND", "2. UBND"))
    [finding] = found(cast)
    assert finding.kind == "window" and says in finding.message and finding.passages[0].words


@pytest.mark.parametrize(
    "text",
    [
        "Mốc số liệu tính từ ngày 15/12 năm trước đến ngày 14/12 năm báo cáo.\n",
        "Số liệu 6 tháng tính từ ngày 15/11 năm trước đến ngày 14/5; năm tính từ ngày 15/11 năm trước đến 14/11.\n",
        UNITS + "Số liệu tính từ ngày 15/11 năm trước đến ngày 14/11 năm báo cáo.\n",
    ],
)
def test_windows_that_follow_on_or_lie_in_each_other_are_left_alone(cast: Cast, text: str) -> None:
    adopted(cast, TRAINING + text.replace("1. UBND", "2. UBND"))
    assert found(cast) == []


def test_two_directives_that_ask_one_body_the_same_on_different_days_are_found(cast: Cast) -> None:
    adopted(cast, TRAINING)
    adopted(cast, TRAINING.replace("20/9", "20/10").replace("thôn,", "thôn của tỉnh,"), "52/KH-UBND", "Việc khác")
    [finding] = found(cast)
    assert finding.kind == "double" and "19/09/2026 và 19/10/2026" in finding.message
    assert {p.document.number for p in finding.passages} == {"48/KH-UBND", "52/KH-UBND"}
    assert "Sở Nội vụ tỉnh Hà Thanh" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        TRAINING,
        TRAINING.replace("20/9", "20/10").replace("Sở Nội vụ", "Sở Tài chính"),
        TRAINING.replace("20/9", "20/10").replace("người giữ tủ sách thôn", "công chức tiếp công dân"),
        TRAINING.replace("20/9/2026", "20/9/2027"),
    ],
    ids=["the same day", "another body", "another thing", "another year"],
)
def test_what_is_asked_of_others_or_is_another_thing_is_left_alone(cast: Cast, other: str) -> None:
    adopted(cast, TRAINING)
    adopted(cast, other, "52/KH-UBND", "Việc khác")
    assert found(cast) == []


REPORT = "1. UBND các xã, phường báo cáo kết quả thực hiện về UBND tỉnh trước ngày {} hằng năm.\n"


def test_bare_reports_are_the_same_only_where_their_documents_are_on_the_same(cast: Cast) -> None:
    adopted(cast, REPORT.format("10/11"))
    adopted(cast, REPORT.format("20/11"), "52/KH-UBND", "Trồng cây xanh đường phố")
    assert found(cast) == []
    adopted(cast, REPORT.format("30/11"), "53/KH-UBND", "Phát triển tủ sách thôn")
    [finding] = found(cast)
    assert {p.document.number for p in finding.passages} == {"48/KH-UBND", "53/KH-UBND"}


def of_commune(cast: Cast, text: str = "1. Công an xã có trách nhiệm giữ gìn trật tự quanh tủ sách.\n") -> Document:
    """The commune's own plan, adopted for the commune by quản trị."""
    own, an_lac = samples.own_plan(cast, text), cast.body("xa.90001.ubnd")
    reading = own.latest_reading()
    assert reading is not None
    adopt(own, reading, an_lac, cast.user("quan-tri"), at(date(2026, 3, 4)))
    return own


def test_a_ground_that_a_later_document_ended_is_found_until_that_is_dropped(cast: Cast) -> None:
    samples.plan(cast)
    of_commune(cast)
    assert found(cast, "quan-tri") == []
    ending = samples.later(cast, "Bãi bỏ Kế hoạch số 48/KH-UBND ngày 12/01/2026 của UBND tỉnh.")
    [finding] = found(cast, "quan-tri")
    assert finding.kind == "ground" and "Quyết định số 90/QĐ-UBND ngày 04/05/2026 chấm dứt hiệu lực" in finding.message
    assert [p.document.number for p in finding.passages] == ["7/KH-UBND", "90/QĐ-UBND"]
    drop_effect(Effect.objects.get(document=ending), cast.user("quan-tri"), at(DAY))
    assert found(cast, "quan-tri") == []


def test_what_was_amended_before_is_known_and_left_alone(cast: Cast) -> None:
    samples.plan(cast)
    own = of_commune(cast)
    Document.objects.filter(pk=own.pk).update(issued_on=date(2026, 5, 5))
    samples.later(cast, "Sửa đổi khoản 3 Mục I Kế hoạch số 48/KH-UBND ngày 12/01/2026 của UBND tỉnh như sau: “Bỏ.”")
    assert found(cast, "quan-tri") == []
    Document.objects.filter(pk=own.pk).update(issued_on=date(2026, 5, 3))
    assert [f.kind for f in found(cast, "quan-tri")] == ["ground"]


def test_a_ground_whose_period_is_over_while_its_duties_go_on_is_found(cast: Cast) -> None:
    ground = (
        "Thực hiện Kế hoạch số 5/KH-BVH ngày 03/02/2021 của Bộ Văn hóa về phát triển tủ sách, giai đoạn 2021 - {}.\n"
    )
    adopted(cast, ground.format(2025) + TRAINING)
    adopted(cast, ground.format(2030) + "1. Sở Tài chính mua kệ sách.\n", "52/KH-UBND", "Mua kệ")
    [finding] = found(cast)
    assert finding.kind == "ground" and "chỉ đến hết ngày 31/12/2025" in finding.message
    assert "giai đoạn 2021 - 2025" in finding.passages[1].words


ROOMS = "1. UBND các xã, phường bố trí phòng đọc sách cho thiếu nhi tại nhà văn hóa thôn vào dịp hè.\n"


@pytest.mark.parametrize(
    ("own", "left_out"),
    [
        ("1. Công chức tài chính lập danh mục thiết bị cần mua.\n", True),
        ("1. Ban quản lý nhà văn hóa thôn mở phòng đọc cho thiếu nhi trong hè.\n", False),
    ],
)
def test_a_lower_plan_that_leaves_a_duty_out_is_found_once_it_is_confirmed(
    cast: Cast, own: str, left_out: bool
) -> None:
    adopted(cast, ROOMS + TRAINING.replace("1. ", "2. "))
    plan = samples.own_plan(cast, own)
    assert found(cast) == []
    confirm_effect(Effect.objects.get(document=plan), cast.user("quan-tri"), at(DAY))
    assert kinds(cast) == (["omission"] if left_out else [])
    if left_out:
        [finding] = found(cast)
        assert [p.document.number for p in finding.passages] == ["48/KH-UBND", "7/KH-UBND"]


def test_what_was_settled_stays_settled_when_it_is_found_again(cast: Cast, signed_in: SignedIn) -> None:
    plan = adopted(cast, UNITS + POLICE.format("08/12"))
    [finding] = found(cast)
    page = signed_in("lan").get(reverse("document_findings", args=[plan.pk])).content.decode()
    assert "chỉ còn 1 ngày làm việc" in page and "Chờ kết luận" in page
    address = reverse("decide_finding", args=[finding.adoption.pk])
    given = {"key": finding.key, "decision": "kept", "reason": "Báo cáo qua mạng trong ngày."}
    assert "Đã ghi kết luận" in signed_in("lan").post(address, given, follow=True).content.decode()
    [again] = found(cast)
    assert again.settled is not None and (again.settled.decision, again.settled.by.username) == ("kept", "lan")
    page = signed_in("lan").get(reverse("findings")).content.decode()
    assert "Không có điểm nào chờ kết luận" in page and "Báo cáo qua mạng trong ngày" in page
    assert LogEntry.objects.filter(deed="settle_finding").count() == 1


def test_only_who_decides_for_the_adopter_settles_and_a_reason_is_asked(cast: Cast, signed_in: SignedIn) -> None:
    plan = adopted(cast, UNITS + POLICE.format("08/12"))
    [finding] = found(cast)
    with pytest.raises(Refused, match="đơn vị đã giao việc"):
        settle_finding(finding.adoption, finding.key, "kept", "Vì.", cast.user("dung"), at(DAY))
    with pytest.raises(Refused, match="lý do"):
        settle_finding(finding.adoption, finding.key, "kept", " ", cast.user("lan"), at(DAY))
    assert found(cast, "dung") == [] and not Settlement.objects.exists()
    assert "Chờ kết luận" in signed_in("dung").get(reverse("document_findings", args=[plan.pk])).content.decode()


def test_findings_are_printed_and_settled_by_commands(cast: Cast) -> None:
    adopted(cast, UNITS + POLICE.format("08/12"))
    [row] = rows("findings")
    assert (row["kind"], row["settled"], len(row["passages"])) == ("hop", None, 2)
    assert "chỉ còn 1 ngày" in said("findings", "--document", "48/KH-UBND", "--by", "lan")
    given = ("--decision", "none", "--reason", "Gửi qua mạng.", "--by", "lan")
    assert "Đã ghi" in said("settle_finding", row["adoption"], row["key"], *given)
    assert rows("findings")[0]["settled"]["decision"] == "none"
    with pytest.raises(CommandError, match="Không có lần giao việc"):
        said("settle_finding", 999, row["key"], *given)


def test_ended_duties_and_other_provinces_are_left_out(cast: Cast) -> None:
    adopted(cast, UNITS + POLICE.format("08/12"))
    assert found(cast, "binh") == []
    Duty.objects.filter(clause="1").update(ended_at=at(DAY))
    assert found(cast) == []


def test_many_adoptions_are_looked_through_in_a_handful_of_queries(cast: Cast) -> None:
    for n in range(3):
        adopted(cast, UNITS + POLICE.format("20/12"), f"{60 + n}/KH-UBND", f"Việc số {n} của ngành {'abc'[n]}")
    mine = adoptions_of(cast.user("lan"), DAY)
    with CaptureQueriesContext(
        connection,
    ) as few:
        find(mine[:1], DAY)
    with CaptureQueriesContext(connection) as more:
        find(mine, DAY)
    assert len(more) - len(few) <= 4
