"""One achievement is never proposed in two forms: the rule is asked of every list, across bodies and proposals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from phongtrao.awards import nominate
from phongtrao.awards.models import Nominee
from phongtrao.awards.nominate import Told, put_on_list, take_off_list
from phongtrao.awards.nominee_sheet import HEADINGS
from phongtrao.documents.issue import issue
from phongtrao.documents.models import StoredFile
from phongtrao.procedure import Refused
from phongtrao.recognition.models import Recognition
from phongtrao.table_files import as_xlsx
from tests.awards.samples import DAY, NAME, begun, carried, decided, drafted, examiners, listed, programme, sent
from tests.conftest import Cast
from tests.recognition.samples import proposed as proposed_unit
from tests.recognition.samples import recognised
from tests.reports.samples import people_of
from tests.work.conftest import at

LATER = (date(2026, 10, 31), date(2026, 11, 20))
APART = (date(2026, 11, 1), date(2026, 11, 20))


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def test_the_same_unit_is_refused_in_another_form_with_the_words_of_the_rule(cast: Cast) -> None:
    first = begun(cast)
    listed(first, "tap_the")
    with pytest.raises(Refused) as refused:
        listed(begun(cast, "co"), "tap_the")
    assert "«không tặng hai hình thức cho một thành tích» (Quy chế số 12/QC-UBND, Điều 3)" in str(refused.value)
    assert f"hồ sơ số {first.pk}" in str(refused.value) and "Bằng khen" in str(refused.value)


@pytest.mark.parametrize("name", ["CAO XUÂN BÁCH", "Cao  xuân bách ", "cao xuan bach"])
def test_a_person_is_the_same_however_the_name_is_typed(cast: Cast, name: str) -> None:
    listed(begun(cast))
    with pytest.raises(Refused, match="không tặng hai hình thức"):
        listed(begun(cast, "giay_khen"), name=name)


def test_a_proposal_that_one_may_not_see_is_not_named(cast: Cast) -> None:
    commune = cast.body("xa.90001.ubnd")
    listed(begun(cast), body=commune)
    other = begun(cast, body="xa.90003.ubnd")
    with pytest.raises(Refused, match="đã được đề nghị ở một hồ sơ khác") as refused:
        listed(other, body=commune)
    assert "hồ sơ số" not in str(refused.value) and NAME not in str(refused.value)


def test_days_that_touch_are_the_same_achievement_and_days_apart_are_not(cast: Cast) -> None:
    listed(begun(cast))
    with pytest.raises(Refused):
        listed(begun(cast, "giay_khen", span=LATER))
    assert listed(begun(cast, "giay_khen", span=APART)).pk


def test_another_programme_another_body_and_another_person_are_no_second_form(cast: Cast) -> None:
    listed(begun(cast))
    assert listed(begun(cast, row=programme(cast, name="ao-sach"))).pk
    second = begun(cast, "giay_khen")
    assert listed(second, body=cast.body("ha-thanh.cong-an")).pk
    assert listed(second, name="Cao Xuân Bách (B)").pk


def test_the_same_one_stands_once_on_a_list(cast: Cast) -> None:
    case = begun(cast)
    row = listed(case)
    with pytest.raises(Refused, match="đã có trong danh sách"):
        listed(case)
    writer, _ = people_of(case.organisation)
    told = Told("ca_nhan", case.organisation, "Trồng thêm 20 cây.", NAME, "Trưởng thôn")
    assert put_on_list(case, told, writer, at(DAY), row).pk == row.pk
    assert Nominee.objects.get().post_title == "Trưởng thôn"


def test_who_came_to_nothing_may_be_proposed_anew(cast: Cast) -> None:
    case = begun(cast)
    listed(case)
    carried(case, "drop_commendation", people_of(case.organisation)[1], "Chưa đủ căn cứ.")
    again = begun(cast, "giay_khen")
    row = listed(again)
    take_off_list(row, people_of(again.organisation)[0], at(DAY))
    assert listed(begun(cast)).pk


def test_a_decision_keeps_the_achievement_until_it_is_revoked(cast: Cast) -> None:
    case = decided(cast)
    with pytest.raises(Refused):
        listed(begun(cast, "giay_khen"))
    issue(drafted(cast, case, "quyet_dinh_huy"), DAY, cast.user("vy"), at(DAY, 14))
    case.refresh_from_db()
    assert (case.state, case.ended_on) == ("revoked", DAY)
    assert listed(begun(cast, "giay_khen")).pk


def test_the_database_refuses_what_slips_past_the_question(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    listed(begun(cast))
    monkeypatch.setattr(nominate, "same_achievement", lambda *_: Nominee.objects.none())
    with pytest.raises(Refused, match="đã được đề nghị ở một hồ sơ khác"):
        listed(begun(cast, "giay_khen"))
    assert Nominee.objects.count() == 1


def test_a_collective_holds_no_name_of_a_person_whoever_writes_it(cast: Cast) -> None:
    row = listed(begun(cast), "tap_the")
    with pytest.raises(IntegrityError), transaction.atomic():
        Nominee.objects.filter(pk=row.pk).update(full_name=NAME)


def test_a_certificate_of_recognition_is_no_form_of_commendation(cast: Cast) -> None:
    unit = cast.body("xa.90001.ubnd")
    recognised(cast, proposed_unit(cast, unit))
    assert Recognition.objects.exists()
    assert listed(begun(cast), "tap_the", body=unit).pk


def test_the_page_says_the_rule_and_keeps_what_was_typed(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    listed(begun(cast))
    case = begun(cast, "giay_khen")
    client = signed_in("viet-xa-90001-ubnd")
    typed: dict[str, Any] = {
        "kind": "ca_nhan", "body": "xa.90001.ubnd", "full_name": NAME, "post_title": "", "achievement": "Giữ rừng.",
    }  # fmt: skip
    answer = client.post(reverse("nominees", args=[case.pk]), typed)
    assert answer.status_code == 400
    assert "không tặng hai hình thức" in answer.content.decode() and "Giữ rừng." in answer.content.decode()
    assert case.nominees.count() == 0


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"full_name": ""}, "Xin ghi họ và tên"),
        ({"full_name": "Cao Xuân Bách 1985"}, "xin bỏ ngày sinh"),
        ({"post_title": "Tổ trưởng, CCCD 040085001234"}, "xin bỏ ngày sinh"),
        ({"post_title": "Tổ trưởng, 0912 345 678"}, "xin bỏ ngày sinh"),
        ({"post_title": "Tổ trưởng, 1985"}, "xin bỏ ngày sinh"),
        ({"post_title": "Tổ trưởng, sinh năm 2001"}, "xin bỏ ngày sinh"),
        ({"post_title": "Tổ trưởng, sinh 2/9/85"}, "xin bỏ ngày sinh"),
        ({"achievement": "Giữ rừng, điện thoại 0912345678."}, "xin bỏ ngày sinh"),
        ({"achievement": " "}, "Xin ghi tóm tắt thành tích"),
        ({"kind": "tap_the"}, "Với tập thể chỉ ghi tên đơn vị"),
        ({"kind": "ho_gia_dinh", "form": "giay_khen"}, "chỉ dành cho: tập thể, cá nhân"),
        ({"body": "binh-phu.ubnd"}, "không thuộc tỉnh này"),
    ],
)
def test_what_is_wrong_with_one_is_said(cast: Cast, told: dict[str, str], words: str) -> None:
    case = begun(cast, told.get("form", "bang_khen"))
    given = {"kind": "ca_nhan", "full_name": NAME, "post_title": "Tổ trưởng", "achievement": "Giữ rừng.", **told}
    body = cast.body(given.pop("body", "xa.90001.ubnd"))
    given.pop("form", None)
    with pytest.raises(Refused, match=words):
        put_on_list(case, Told(body=body, **given), people_of(case.organisation)[0], at(DAY))


def test_who_examines_is_told_of_the_same_name_at_another_body(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    case = sent(cast)
    examiners(cast)
    asked = "xin kiểm tra có phải một người không"
    address = reverse("examination", args=[case.pk])
    assert asked not in signed_in("khen-thuong").get(address).content.decode()
    listed(begun(cast, "giay_khen", body="xa.90003.ubnd"))
    assert signed_in("khen-thuong").get(address).content.decode().count(asked) == 1


@pytest.mark.parametrize("post", ["Trưởng thôn 3", "Đội trưởng PV05", "Chủ tịch nhiệm kỳ 2021-2026"])
def test_numbers_that_belong_to_a_post_pass(cast: Cast, post: str) -> None:
    case = begun(cast)
    told = Told("ca_nhan", case.organisation, "Quyên góp 1.250.000.000 đồng, 40 hộ.", NAME, post)
    assert put_on_list(case, told, people_of(case.organisation)[0], at(DAY)).post_title == post


def test_only_the_proposing_body_draws_up_the_list_and_only_before_it_is_sent(cast: Cast) -> None:
    case = begun(cast)
    with pytest.raises(Refused, match="do người của đơn vị đề nghị lập"):
        put_on_list(case, Told("tap_the", case.organisation, "Giữ rừng."), examiners(cast), at(DAY))
    carried(case, "drop_commendation", people_of(case.organisation)[1], "Thôi.")
    with pytest.raises(Refused, match="đang lập hoặc bị trả lại"):
        listed(case)


def sheet(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    return SimpleUploadedFile("danh-sach.xlsx", as_xlsx(HEADINGS, rows, "Danh sách"))


def test_a_sheet_is_put_on_the_list_whole(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    case = begun(cast)
    file = sheet(
        ("Tập thể", "", "", "", "Giữ rừng."), ("cá nhân", "Công an xã An Lạc", NAME, "Tổ trưởng", "Trồng cây.")
    )
    client = signed_in("viet-xa-90001-ubnd")
    answer = client.post(reverse("load_nominees", args=[case.pk]), {"file": file, "secret_free": "on"}, follow=True)
    assert "Đã ghi 2 trường hợp vào danh sách" in answer.content.decode()
    assert {row.body.code for row in case.nominees.all()} == {"xa.90001.ubnd", "xa.90001.cong-an"}
    assert "danh-sach" not in str(StoredFile.objects.values_list("name", flat=True))


def test_a_sheet_with_a_fault_writes_nothing_and_says_where(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    listed(begun(cast))
    case = begun(cast, "giay_khen")
    good, own = ("tập thể", "", "", "", "Giữ rừng."), "xa.90001.ubnd"
    address, client = reverse("load_nominees", args=[case.pk]), signed_in("viet-xa-90001-ubnd")
    for rows, words in (
        ((good, ("cá nhân", own, NAME, "", "Trồng cây.")), "Dòng 3, cột «Đối tượng»: Thành tích này đã được đề nghị"),
        ((good, ("con vật", own, "", "", "x")), "Dòng 3, cột «Đối tượng»: xin ghi một trong: tập thể"),
        ((good, ("cá nhân", "Sở Không Có", NAME, "", "x")), "Dòng 3, cột «Đơn vị»: Không tìm thấy"),
        ((good, good), "đã có trong danh sách"),
    ):
        answer = client.post(address, {"file": sheet(*rows), "secret_free": "on"})
        assert answer.status_code == 400 and words in answer.content.decode()
        assert case.nominees.count() == 0
    empty = client.get(reverse("nominees_sheet", args=[case.pk]))
    assert empty["Content-Disposition"].endswith('danh-sach-de-nghi.xlsx"')
