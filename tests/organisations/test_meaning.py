"""What phrases mean in the invented provinces of the cast, on days before and after the reform."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from phongtrao.organisations.issuers import lacks_place, likely_issuers, may_be
from phongtrao.organisations.meaning import Context, meant
from phongtrao.organisations.models import Alias, AreaVersion
from phongtrao.organisations.names import body_key
from phongtrao.words import now
from tests.conftest import Cast

THREE_TIERS = date(2022, 5, 9)
TWO_TIERS = date(2026, 3, 2)
DISTRICTS = ["huyen.901.ubnd", "huyen.902.ubnd"]
COMMUNES = [f"xa.9000{n}.ubnd" for n in (1, 2, 3, 4)]
DEPARTMENTS = ["ha-thanh.cong-an", "ha-thanh.so-noi-vu", "ha-thanh.so-tai-chinh", "ha-thanh.so-tu-phap"]
PLANNING = "ha-thanh.so-ke-hoach-va-dau-tu"


def codes(cast: Cast, phrase: str, day: date, issuer: str = "ha-thanh.ubnd", **context: tuple[str, ...]) -> list[str]:
    meaning = meant(phrase, Context(cast.body(issuer), day, **context))
    return sorted(found.organisation.code for found in meaning.bodies)


@pytest.mark.parametrize(
    ("phrase", "day", "meaning"),
    [
        ("Công an tỉnh", THREE_TIERS, ["ha-thanh.cong-an"]),
        ("Công an tỉnh Hà Thanh", TWO_TIERS, ["ha-thanh.cong-an"]),
        ("Giám đốc Công an tỉnh", TWO_TIERS, ["ha-thanh.cong-an"]),
        ("Sở Tài chính", THREE_TIERS, ["ha-thanh.so-tai-chinh"]),
        ("Đề nghị Giám đốc Sở Tư pháp", TWO_TIERS, ["ha-thanh.so-tu-phap"]),
        ("Sở Kế hoạch & Đầu tư", THREE_TIERS, [PLANNING]),
        ("Báo Hà Thanh", THREE_TIERS, ["ha-thanh.bao"]),
        ("Báo và Phát thanh, Truyền hình Hà Thanh", TWO_TIERS, ["ha-thanh.bao-va-phat-thanh-truyen-hinh"]),
        ("Uỷ ban MTTQ Việt Nam tỉnh", TWO_TIERS, ["ha-thanh.mttq"]),
        ("BCĐ 138 tỉnh", TWO_TIERS, ["ha-thanh.ban-chi-dao-138"]),
        ("Chủ tịch UBND huyện Sơn Nam", THREE_TIERS, ["huyen.901.ubnd"]),
        ("UBND huyện Sơn Nam và Tây Khê", THREE_TIERS, DISTRICTS),
        ("UBND các huyện: Sơn Nam, Tây Khê", THREE_TIERS, DISTRICTS),
        ("02 huyện Sơn Nam và Tây Khê", THREE_TIERS, DISTRICTS),
        ("xã Phú Khê", TWO_TIERS, ["xa.90003.ubnd"]),
        ("các sở: Tài chính, Nội vụ", TWO_TIERS, ["ha-thanh.so-noi-vu", "ha-thanh.so-tai-chinh"]),
        ("Sở Tài chính, Sở Nội vụ và Công an tỉnh", TWO_TIERS, DEPARTMENTS[:3]),
    ],
)
def test_bodies_by_name_by_office_and_in_lists(cast: Cast, phrase: str, day: date, meaning: list[str]) -> None:
    assert codes(cast, phrase, day) == meaning


@pytest.mark.parametrize(
    ("phrase", "day", "meaning"),
    [
        ("UBND các huyện", THREE_TIERS, DISTRICTS),
        ("UBND các huyện, thành phố", THREE_TIERS, DISTRICTS),
        ("UBND các huyện", TWO_TIERS, []),
        ("UBND các xã, phường", TWO_TIERS, COMMUNES),
        ("Ủy ban nhân dân cấp xã", TWO_TIERS, COMMUNES),
        ("UBND các xã", TWO_TIERS, ["xa.90001.ubnd", "xa.90003.ubnd"]),
        ("UBND 4 xã, phường", TWO_TIERS, COMMUNES),
        ("UBND 7 xã, phường", TWO_TIERS, []),
        ("Chủ tịch UBND các xã, phường trên địa bàn tỉnh", TWO_TIERS, COMMUNES),
        ("Công an các xã, phường", TWO_TIERS, [f"xa.9000{n}.cong-an" for n in (1, 2, 3, 4)]),
        ("Trưởng Công an cấp huyện", THREE_TIERS, ["huyen.901.cong-an", "huyen.902.cong-an"]),
        ("Công an các huyện", date(2025, 3, 1), []),
        ("các sở, ban, ngành", TWO_TIERS, DEPARTMENTS),
        ("Thủ trưởng các sở, ban, ngành cấp tỉnh", TWO_TIERS, DEPARTMENTS),
        ("các sở, ngành của tỉnh Hà Thanh", THREE_TIERS, sorted([*DEPARTMENTS, PLANNING])),
        ("các Sở", TWO_TIERS, DEPARTMENTS[1:]),
        ("các địa phương", THREE_TIERS, DISTRICTS),
        ("các địa phương", TWO_TIERS, COMMUNES),
        ("các cấp, các ngành", TWO_TIERS, sorted([*DEPARTMENTS, *COMMUNES])),
        ("các sở, ban, ngành; UBND các xã, phường", TWO_TIERS, sorted([*DEPARTMENTS, *COMMUNES])),
        ("chính quyền", THREE_TIERS, DISTRICTS),
        ("Công an các cấp", TWO_TIERS, ["ha-thanh.cong-an", *(f"xa.9000{n}.cong-an" for n in (1, 2, 3, 4))]),
        ("Báo và Phát thanh, Truyền hình tỉnh", TWO_TIERS, ["ha-thanh.bao-va-phat-thanh-truyen-hinh"]),
        ("Thủ trưởng các cơ quan, doanh nghiệp, cơ sở giáo dục", TWO_TIERS, DEPARTMENTS),
    ],
)
def test_groups_of_a_kind_as_they_were_that_day(cast: Cast, phrase: str, day: date, meaning: list[str]) -> None:
    assert codes(cast, phrase, day) == meaning


@pytest.mark.parametrize(
    "phrase",
    [
        "các cơ quan, đơn vị liên quan",
        "các sở, ngành liên quan",
        "mọi người dân",
        "các doanh nghiệp",
        "Sở Không có thật",
        "UBND huyện Vĩnh Khê",
        "Sở Tài chính và các đơn vị liên quan",
        "UBND các huyện còn lại",
        "Ban Chỉ đạo 138 các cấp",
        "các đơn vị trực thuộc tỉnh",
        "các cơ quan, đơn vị của tỉnh",
        "",
    ],
)
def test_what_cannot_be_told_means_nobody(cast: Cast, phrase: str) -> None:
    assert codes(cast, phrase, THREE_TIERS) == []


def test_enterprises_and_schools_that_the_site_knows_are_meant_with_the_agencies(cast: Cast) -> None:
    for code, kind in (("xa.90001.cong-an", "truong"), ("xa.90002.cong-an", "doanh_nghiep")):
        cast.body(code).versions.update(kind=kind, level="co_so")
    found = codes(cast, "các cơ quan, doanh nghiệp, cơ sở giáo dục", TWO_TIERS)
    assert found == [*DEPARTMENTS, "xa.90001.cong-an", "xa.90002.cong-an"]
    assert codes(cast, "các doanh nghiệp", TWO_TIERS) == ["xa.90002.cong-an"]


def test_units_that_belong_to_the_province_are_not_all_addressees(cast: Cast) -> None:
    recipients = ("Các sở, ban, ngành tỉnh", "UBND các xã, phường")
    assert codes(cast, "các đơn vị trực thuộc tỉnh", TWO_TIERS, recipients=recipients) == []
    assert codes(cast, "các đơn vị trên địa bàn tỉnh", TWO_TIERS, recipients=recipients) != []


def test_some_of_a_group_are_offered_with_the_whole_group(cast: Cast) -> None:
    meaning = meant("các sở, ngành liên quan", Context(cast.body("ha-thanh.ubnd"), TWO_TIERS))
    assert not meaning.bodies
    assert sorted(f.organisation.code for f in meaning.offered) == DEPARTMENTS
    assert not any(f.confirmed for f in meaning.offered)


def test_units_of_the_tier_that_the_words_leave_out_are_offered(cast: Cast) -> None:
    meaning = meant("UBND các xã", Context(cast.body("ha-thanh.ubnd"), TWO_TIERS))
    assert sorted(f.organisation.code for f in meaning.offered) == ["xa.90002.ubnd", "xa.90004.ubnd"]


def test_an_old_name_offers_who_holds_it_that_day(cast: Cast) -> None:
    meaning = meant("Sở Kế hoạch và Đầu tư", Context(cast.body("ha-thanh.ubnd"), TWO_TIERS))
    assert not meaning.bodies
    assert [f.organisation.code for f in meaning.offered] == ["ha-thanh.so-tai-chinh"]


@pytest.mark.parametrize(
    ("phrase", "beside", "meaning"),
    [
        ("UBND các huyện còn lại", ("UBND huyện Sơn Nam",), ["huyen.902.ubnd"]),
        ("UBND các huyện còn lại", ("huyện Tây Khê",), ["huyen.901.ubnd"]),
        ("các sở, ban, ngành khác", ("Công an tỉnh", "Sở Nội vụ", "các đơn vị liên quan"), DEPARTMENTS[2:]),
        ("các sở, ban, ngành khác", ("UBND các huyện", "các sở, ban, ngành"), []),
    ],
)
def test_the_rest_is_all_but_those_named_beside_it(
    cast: Cast, phrase: str, beside: tuple[str, ...], meaning: list[str]
) -> None:
    day = TWO_TIERS if "sở" in phrase else THREE_TIERS
    assert codes(cast, phrase, day, beside=beside) == meaning


def is_whole(cast: Cast, phrase: str, issuer: str = "ha-thanh.ubnd", **context: Any) -> bool:
    return meant(phrase, Context(cast.body(issuer), TWO_TIERS, **context)).is_whole


def test_of_what_is_known_in_part_the_rest_is_asked(cast: Cast) -> None:
    agencies = "các cơ quan, doanh nghiệp, cơ sở giáo dục"
    assert not is_whole(cast, agencies) and is_whole(cast, "các sở, ban, ngành")
    for code, kind in (("xa.90001.cong-an", "truong"), ("xa.90002.cong-an", "doanh_nghiep")):
        cast.body(code).versions.update(kind=kind, level="co_so")
    assert is_whole(cast, agencies)
    # A series whose main word means nobody known is not the few that its other words mean.
    assert not is_whole(cast, "các phòng, ban, ngành", issuer="xa.90001.ubnd")
    assert not is_whole(cast, "Mặt trận và các đoàn thể")
    # Where the paper shows nobody addressed, departments and localities are sure, other units are asked for.
    everybody = "các cơ quan, đơn vị, địa phương"
    assert codes(cast, everybody, THREE_TIERS) == sorted([*DEPARTMENTS, PLANNING, *DISTRICTS])
    assert not is_whole(cast, everybody)
    addressed = ("Sở Tài chính", "Trung tâm Không có thật")
    assert not is_whole(cast, "các đơn vị", recipients=addressed, addressed=True)
    assert is_whole(cast, "các đơn vị", recipients=addressed)


def test_a_name_without_its_place_is_offered_to_a_person(cast: Cast) -> None:
    assert lacks_place("Ủy ban nhân dân huyện") and not lacks_place("UBND huyện Sơn Nam")
    assert not lacks_place("UBND thành phố") and not lacks_place("UBND tỉnh")
    text = "Thực hiện Chỉ thị của Ủy ban nhân dân tỉnh Hà Thanh, UBND 01 xã và UBND 01 phường làm."

    def likely(text: str, *actors: str) -> list[tuple[str, bool]]:
        return [(one.body.code, one.fits) for one in likely_issuers("UBND huyện", text, actors, THREE_TIERS)]

    assert likely(text) == [(code, False) for code in DISTRICTS]
    assert likely(text, "UBND 01 xã") == [(code, True) for code in DISTRICTS]
    AreaVersion.objects.filter(area__code="X90003").update(kind="phuong")
    assert likely(text, "UBND 2 phường") == [("huyen.902.ubnd", True), ("huyen.901.ubnd", False)]
    assert likely("Thực hiện Chỉ thị của cấp trên.") == []
    assert may_be("UBND huyện", cast.body("huyen.901.ubnd"), THREE_TIERS)
    assert not may_be("UBND huyện", cast.body("ha-thanh.ubnd"), THREE_TIERS)


def test_everybody_are_the_addressees_below_the_issuer(cast: Cast) -> None:
    recipients = ("Bộ Công an (để b/c)", "UBND tỉnh", "Các sở, ban, ngành tỉnh", "UBND các xã, phường", "Lưu: VT, NC")
    found = codes(cast, "các cơ quan, đơn vị, địa phương", TWO_TIERS, recipients=recipients)
    assert found == sorted([*DEPARTMENTS, *COMMUNES])


@pytest.mark.parametrize(
    ("issuer", "phrase", "meaning"),
    [
        ("ha-thanh.cong-an", "Công an các xã, phường", [f"xa.9000{n}.cong-an" for n in (1, 2, 3, 4)]),
        ("ha-thanh.so-noi-vu", "UBND cấp xã", COMMUNES),
        ("xa.90001.ubnd", "Công an xã", ["xa.90001.cong-an"]),
        ("xa.90001.ubnd", "UBND tỉnh", ["ha-thanh.ubnd"]),
        ("xa.90001.ubnd", "UBND các xã, phường", []),
        ("binh-phu.ubnd", "UBND các xã, phường", [f"xa.9100{n}.ubnd" for n in (1, 2, 3, 4)]),
        ("binh-phu.ubnd", "Công an tỉnh", ["binh-phu.cong-an"]),
    ],
)
def test_the_same_words_mean_what_lies_within_the_issuers_reach(
    cast: Cast, issuer: str, phrase: str, meaning: list[str]
) -> None:
    assert codes(cast, phrase, TWO_TIERS, issuer=issuer) == meaning


def test_what_a_person_answered_once_is_remembered_for_that_issuer(cast: Cast) -> None:
    issuer = cast.body("ha-thanh.ubnd")
    alias = Alias.objects.create(
        issuer=issuer, phrase="Tổ giúp việc", folded=body_key("Tổ giúp việc"), by=cast.user("lan"), at=now()
    )
    alias.organisations.add(cast.body("ha-thanh.so-noi-vu"))
    assert codes(cast, "tổ giúp việc", TWO_TIERS) == ["ha-thanh.so-noi-vu"]
    assert codes(cast, "tổ giúp việc", TWO_TIERS, issuer="binh-phu.ubnd") == []


def test_an_answer_for_what_is_known_in_part_adds_to_it(cast: Cast) -> None:
    issuer, phrase = cast.body("ha-thanh.ubnd"), "các cơ quan, doanh nghiệp, cơ sở giáo dục"
    alias = Alias.objects.create(issuer=issuer, phrase=phrase, folded=body_key(phrase), by=cast.user("lan"), at=now())
    alias.organisations.add(cast.body("xa.90001.ubnd"), cast.body("ha-thanh.so-noi-vu"))
    assert codes(cast, phrase, TWO_TIERS) == sorted([*DEPARTMENTS, "xa.90001.ubnd"])
    assert is_whole(cast, phrase)


def test_how_a_body_was_found_is_told(cast: Cast) -> None:
    context = Context(cast.body("ha-thanh.ubnd"), TWO_TIERS)
    assert {f.how for f in meant("Công an tỉnh", context).bodies} == {"named"}
    assert {f.how for f in meant("UBND cấp xã", context).bodies} == {"kind"}
