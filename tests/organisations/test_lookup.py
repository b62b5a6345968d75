from __future__ import annotations

from datetime import date

import pytest

from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body, find_user
from tests.conftest import Cast

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ha-thanh.cong-an", "ha-thanh.cong-an"),
        ("Công an tỉnh Hà Thanh", "ha-thanh.cong-an"),
        ("cong an tinh ha thanh", "ha-thanh.cong-an"),
        ("Ủy ban nhân dân tỉnh Bình Phú", "binh-phu.ubnd"),
        ("Uỷ ban nhân dân xã Phú Khê", "xa.90003.ubnd"),
        ("UBND huyện Sơn Nam", "huyen.901.ubnd"),
        ("Ủy ban MTTQ Việt Nam tỉnh Hà Thanh", "ha-thanh.mttq"),
    ],
)
def test_a_body_is_found_by_code_and_by_name_with_and_without_marks(cast: Cast, text: str, code: str) -> None:
    assert find_body(text, TODAY).code == code


def test_an_ambiguous_name_is_refused_with_the_list(cast: Cast) -> None:
    with pytest.raises(Ambiguous, match=r"2 tổ chức.*binh-phu\.so-tai-chinh \(.*ha-thanh\.so-tai-chinh \("):
        find_body("Sở Tài chính", TODAY)


@pytest.mark.parametrize("text", ["", "  ", "Sở Không có", "|"])
def test_an_unknown_name_says_what_to_do(cast: Cast, text: str) -> None:
    with pytest.raises(Unknown, match="Xin ghi mã"):
        find_body(text, TODAY)


def test_accounts_are_found_while_open(cast: Cast) -> None:
    son = find_user("son")
    assert son.full_name == "Phạm Hồng Sơn"
    son.is_active = False
    son.save()
    with pytest.raises(Unknown, match="đã đóng"):
        find_user("son")
    with pytest.raises(Unknown, match="Không có tài khoản"):
        find_user("khong-co")
