"""Loading the provinces that ship: counts that resolutions state, and who holds a district's territory today."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from phongtrao.organisations.holders import holders
from phongtrao.organisations.load_units import Loaded, load_units
from phongtrao.organisations.lookup import find_body
from phongtrao.organisations.models import AreaVersion, LogEntry, Organisation, OrganisationVersion
from tests.conftest import Cast

LETTER = date(2017, 5, 9)
TODAY = date(2026, 3, 2)


def kinds(province: str, day: date) -> Counter[str]:
    """Kinds of the areas directly below a province."""
    return Counter(AreaVersion.objects.on(day).filter(parent__code=province).values_list("kind", flat=True))


def body(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def names(body: str, since: date = LETTER) -> dict[str, bool]:
    """Today's holders by name, with whether they hold others' territory too."""
    found = holders([Organisation.objects.get(code=body)], TODAY, since)
    assert not any(f.confirmed for f in found) and {f.how for f in found} == {"successor"}
    return {f.organisation.name_on(TODAY).split(" ", 1)[1]: f.partly for f in found}


def test_quang_ngai_with_kon_tum_on_both_maps(cast: Cast) -> None:
    loaded = load_units("Kon Tum")
    assert loaded.province == "tỉnh Quảng Ngãi"
    assert kinds("T51", LETTER) == {"thanh_pho": 1, "huyen": 13}
    assert kinds("T51", TODAY) == {"xa": 86, "phuong": 9, "dac_khu": 1}

    assert names("huyen.534.ubnd") == {
        "phường Đức Phổ": False,
        "phường Trà Câu": False,
        "phường Sa Huỳnh": False,
        "xã Nguyễn Nghiêm": False,
        "xã Khánh Cường": False,
    }
    # Of the district as it was in 2017, before another one joined it, xã Tây Trà is no heir.
    assert names("huyen.525.ubnd") == {
        "xã Trà Bồng": False,
        "xã Thanh Bồng": True,
        "xã Đông Trà Bồng": False,
        "xã Cà Đam": False,
        "xã Tây Trà Bồng": True,
    }
    assert "xã Tây Trà" in names("huyen.525.ubnd", since=date(2025, 6, 30))
    # Together with the one that joined it in 2020 it held all that its heirs took in.
    both = Organisation.objects.filter(code__in=("huyen.525.ubnd", "huyen.526.ubnd"))
    assert [f.organisation.code for f in holders(both, TODAY, LETTER) if f.partly] == []

    # Offices of a district go on in those of its communes that answer for the same fields.
    finance = {f.organisation.code: f.partly for f in holders([body("huyen.534.phong-tai-chinh-ke-hoach")], TODAY)}
    assert len(finance) == 5 and {code.split(".")[2] for code in finance} == {"phong-kinh-te"}
    assert not any(finance.values())
    roads = holders([body("huyen.533.phong-kinh-te-va-ha-tang")], TODAY)
    assert {f.organisation.code.split(".")[2]: f.partly for f in roads} == dict.fromkeys(
        ("phong-kinh-te", "phong-van-hoa-xa-hoi"), True
    )
    assert holders([body("huyen.534.thanh-tra")], TODAY) == ()
    town = Organisation.objects.on(LETTER).filter(code__startswith="huyen.522.phong-").values_list("code", flat=True)
    assert "huyen.522.phong-quan-ly-do-thi" in town and "huyen.522.phong-kinh-te-va-ha-tang" not in town
    assert names("huyen.536.ubnd", since=date(2022, 1, 1)) == {"đặc khu Lý Sơn": False}

    labour = holders([Organisation.objects.get(code="kon-tum.so-lao-dong-thuong-binh-va-xa-hoi")], TODAY)
    assert {f.organisation.code for f in labour} >= {"quang-ngai.so-noi-vu", "quang-ngai.so-y-te"}
    assert not any(f.confirmed for f in labour)
    planning = holders([Organisation.objects.get(code="kon-tum.so-ke-hoach-va-dau-tu")], TODAY)
    assert [(f.organisation.code, f.confirmed) for f in planning] == [("quang-ngai.so-tai-chinh", True)]


def test_nghe_an_and_that_loading_twice_writes_nothing(cast: Cast) -> None:
    first = load_units("nghe an")
    assert kinds("T40", TODAY) == {"xa": 119, "phuong": 11}
    assert find_body("Ủy ban nhân dân tỉnh Nghệ An", TODAY).code == "nghe-an.ubnd"
    assert find_body("Công an tỉnh Nghệ An", LETTER).code == "nghe-an.cong-an"
    entries = LogEntry.objects.count()
    again = load_units("tỉnh Nghệ An")
    assert (again.new, again.changed, again.removed) == (0, 0, 0)
    assert (again.areas, again.organisations, again.versions) == (first.areas, first.organisations, first.versions)
    assert LogEntry.objects.count() == entries

    police = OrganisationVersion.objects.filter(kind="cong_an", organisation__code__startswith="huyen.")
    assert police and not police.on(date(2025, 3, 1)).exists() and police.on(date(2025, 2, 28)).exists()
    OrganisationVersion.objects.filter(organisation__code="nghe-an.ubnd").update(name="UBND tỉnh khác")
    mended = load_units("Nghệ An")
    assert (mended.new, mended.changed) == (0, 1)
    assert Organisation.objects.get(code="nghe-an.ubnd").name == "UBND tỉnh Nghệ An"


def test_the_command_says_what_it_loaded(cast: Cast) -> None:
    out = StringIO()
    call_command("load_units", "Quảng Ngãi", "--json", stdout=out)
    loaded = Loaded(**json.loads(out.getvalue()))
    assert loaded.province == "tỉnh Quảng Ngãi" and loaded.new > 4000


@pytest.mark.parametrize(("name", "said"), [("Nghệ Am", "Có phải: Nghệ An"), ("xyz", "Xin ghi tên như")])
def test_an_unknown_province_is_refused_with_the_nearest_names(cast: Cast, name: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("load_units", name)
