"""A province loads its own positions and boundaries: looked at first, kept by version, drawn where they are there."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from phongtrao.files import Refusal
from phongtrao.organisations.models import LogEntry
from phongtrao.overview.drawn import IN_ROWS
from phongtrao.overview.load_map import NOT_YOURS, currents, load_map
from phongtrao.overview.map_files import NO_COLUMNS, NOBODY, OTHER, look_at_map
from phongtrao.overview.models import MapVersion
from phongtrao.procedure import Refused
from tests.conftest import Cast
from tests.overview.samples import COMMUNES, SOURCE, geojson, positions, region, whole
from tests.work.conftest import at

DAY = date(2026, 2, 2)
TWICE = ("xã An Lạc (mã và tên là của hai đơn vị khác nhau)", "xã Không Có")
SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def looked(cast: Cast, raw: bytes, name: str = "ranh-gioi.geojson") -> Any:
    return look_at_map(name, raw, True, cast.body("ha-thanh.ubnd"), DAY)


def test_regions_are_matched_by_name_or_code_and_the_others_told_by_name(cast: Cast) -> None:
    raw = geojson(
        region("AN LẠC", (105.0, 19.0)),
        region("không rõ", (105.2, 19.0), ma="C90002"),
        region("xã An Lạc", (105.2, 19.6), ma="C90004"),
        region("xã Phú Khê", (105.0, 19.2)),
        region("xã Phú Khê", (105.1, 19.4)),
        region("xã Không Có", (105.4, 19.0), TEN_HUYEN="phường Trà Giang"),
    )
    plan = looked(cast, raw)
    assert plan.matched == ("xã An Lạc", "phường Đông Sơn", "xã Phú Khê")
    assert (plan.missing, plan.unmatched, plan.faults) == (("phường Trà Giang",), TWICE, ())
    assert plan.doubtful == ("«không rõ» khớp theo mã với phường Đông Sơn, tên khác", "xã Phú Khê ghép từ 2 vùng")
    assert len(plan.content["shapes"]["C90003"]) == 2 and plan.moved == 30


@pytest.mark.parametrize(
    "name", ["huyện An Lạc", "thị trấn An Lạc", "phường Án Lạc", "xã Án Lạc", "Ân Lạc", "xã An Lạc Tây", "huyen An Lac"]
)
def test_a_region_that_looks_like_a_unit_is_not_the_unit(cast: Cast, name: str) -> None:
    assert looked(cast, geojson(region(name, (105.0, 19.0)))).unmatched == (name,)


@pytest.mark.parametrize("name", ["XÃ AN LẠC", "An  Lạc", "xa an lac", "An Lac", "xã An-Lạc", "xa\u0303 An La\u0323c"])
def test_a_unit_is_known_however_its_name_is_written(cast: Cast, name: str) -> None:
    assert looked(cast, geojson(region(name, (105.0, 19.0)))).matched == ("xã An Lạc",)


def test_a_unit_that_changed_its_kind_is_known_and_told(cast: Cast) -> None:
    plan = looked(cast, geojson(region("Phường An Lạc", (105.0, 19.0))))
    assert plan.matched == ("xã An Lạc",)
    assert plan.doubtful == ("«Phường An Lạc» khớp theo tên với xã An Lạc, khác loại",)


def test_half_a_letter_in_a_name_breaks_no_page(cast: Cast, signed_in: SignedIn) -> None:
    raw = geojson(region("xã An Lạc", (105.0, 19.0)), region("lạ?", (105.0, 19.0))).replace(b"?", b"\\ud800")
    sent = {"file": SimpleUploadedFile("a.geojson", raw), "source": SOURCE, "secret_free": "on"}
    answer = signed_in("lan").post(reverse("maps"), sent)
    assert answer.status_code == 200 and "không được vẽ: lạ." in answer.content.decode()


def test_a_file_of_which_nothing_fits_is_not_taken(cast: Cast) -> None:
    plan = looked(cast, geojson(region("xã Không Có", (105.0, 19.0))))
    assert plan.faults == (NOBODY,)
    with pytest.raises(Refused, match="Không vùng nào"):
        load_map(plan, cast.body("ha-thanh.ubnd"), SOURCE, cast.user("lan"), at(DAY))


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("ranh-gioi.geojson", b"{}", "FeatureCollection"),
        ("ranh-gioi.geojson", b"PK\x03\x04", "hỏng"),
        ("ranh-gioi.kml", whole(), OTHER),
        ("vi-tri.csv", "Mã,x\nC90001,1\n".encode(), NO_COLUMNS),
        ("ranh-gioi.geojson", b"", "rỗng"),
        ("ranh-gioi.geojson", "TỐI MẬT\n{}".encode(), "độ mật"),
    ],
)
def test_what_is_no_map_is_refused(cast: Cast, name: str, raw: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        looked(cast, raw, name)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("C99999,105,19", "không có đơn vị mã «C99999»"),
        ("C90001,19,105", "ngoài phạm vi Việt Nam"),
        ("C90001,đông,19", "ngoài phạm vi Việt Nam"),
        ("C90002,105,19", "đã có ở dòng trên"),
    ],
)
def test_each_wrong_row_of_positions_is_told(cast: Cast, row: str, said: str) -> None:
    plan = looked(cast, positions('C90002,"105,2","19,0"', row), "vi-tri.csv")
    assert said in plan.faults[0] and plan.faults[0].startswith("Dòng 3")


def post(client: Client, raw: bytes, name: str = "ranh-gioi.geojson", code: str = "ha-thanh.ubnd") -> Any:
    data = {"file": SimpleUploadedFile(name, raw), "source": SOURCE, "secret_free": "on"}
    return client.post(f"{reverse('maps')}?tinh={code}", data)


def confirmed(client: Client, raw: bytes, name: str = "ranh-gioi.geojson", code: str = "ha-thanh.ubnd") -> str:
    shown = post(client, raw, name, code).context["packed"]
    answer = client.post(f"{reverse('apply_map')}?tinh={code}", {"noi-dung": shown}, follow=True)
    return str(answer.content.decode())


def test_a_map_is_looked_at_and_then_written(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("lan")
    shown = post(client, whole()).content.decode()
    assert "Khớp 4 đơn vị; ranh giới đơn giản hóa để vẽ, sai lệch không quá 30 m" in shown
    assert "1 vùng trong tệp không khớp đơn vị nào, không được vẽ: xã Không Có." in shown
    assert not MapVersion.objects.exists()
    assert "Đã nạp ranh giới, phiên bản 1." in confirmed(client, whole())
    row = MapVersion.objects.get()
    assert (row.root, row.source, row.areas) == (cast.body("ha-thanh.ubnd"), SOURCE, 4)
    assert LogEntry.objects.get(deed="load_map").content == {"map_version": "ranh giới, phiên bản 1"}


def test_the_same_map_again_changes_nothing_and_another_one_replaces_it_but_is_kept(
    cast: Cast, signed_in: SignedIn
) -> None:
    client, root = signed_in("lan"), cast.body("ha-thanh.ubnd")
    confirmed(client, whole())
    assert "không đổi gì" in confirmed(client, whole())
    page = confirmed(client, geojson(region("xã An Lạc", (105.0, 19.0))))
    assert "Ranh giới, phiên bản 2" in page and "Ranh giới, phiên bản 1" in page
    assert [(row.number, row.areas) for row in MapVersion.objects.all()] == [(2, 1), (1, 4)]
    assert currents(root)[MapVersion.BOUNDARIES].number == 2


def test_what_was_shown_to_one_person_is_not_written_by_another(cast: Cast, signed_in: SignedIn) -> None:
    shown = post(signed_in("lan"), whole()).context["packed"]
    for account, code in (("dung", "ha-thanh.ubnd"), ("quan-tri", "binh-phu.ubnd")):
        address = f"{reverse('apply_map')}?tinh={code}"
        answer = signed_in(account).post(address, {"noi-dung": shown}, follow=True)
        assert "Xin gửi lại tệp" in answer.content.decode()
    assert not MapVersion.objects.exists()


def test_a_province_is_loaded_by_who_decides_for_it_and_the_country_by_who_keeps_the_site(cast: Cast) -> None:
    root = cast.body("ha-thanh.ubnd")
    plan = looked(cast, whole())
    for account in ("xuan", "binh", "kien"):
        with pytest.raises(Refused, match=NOT_YOURS):
            load_map(plan, root, SOURCE, cast.user(account), at(DAY))
    with pytest.raises(Refused, match=NOT_YOURS):
        load_map(plan, None, SOURCE, cast.user("lan"), at(DAY))
    with pytest.raises(Refused, match="nguồn"):
        load_map(plan, root, " ", cast.user("lan"), at(DAY))
    assert load_map(plan, root, SOURCE, cast.user("dung"), at(DAY))[1]


def test_another_provinces_map_is_not_there(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in("lan").get(f"{reverse('maps')}?tinh=binh-phu.ubnd").status_code == 404
    load_map(looked(cast, whole()), cast.body("ha-thanh.ubnd"), SOURCE, cast.user("lan"), at(DAY))
    assert not MapVersion.objects.visible_to(cast.user("binh"), DAY).exists()


def test_positions_take_the_place_of_rows_and_boundaries_are_drawn_when_one_asks_for_them(
    cast: Cast, signed_in: SignedIn
) -> None:
    client, address = signed_in("lan"), reverse("overview")
    assert IN_ROWS in client.get(address).content.decode()
    confirmed(client, positions(), "vi-tri.csv")
    page = client.get(address).content.decode()
    assert f"Vị trí theo: {SOURCE}." in strip_tags(page) and "vietnamadminunits" not in page
    assert IN_ROWS not in page and "đặt gần vị trí thật nhất" in page and "Cách vẽ" not in page
    confirmed(client, whole())
    assert "Cách vẽ" in client.get(address).content.decode()
    drawn = client.get(address, {"cach": "ranh-gioi"}).context["found"].map
    assert drawn.notes == (f"Ranh giới đơn giản hóa để vẽ, sai lệch không quá 30 m. Nguồn: {SOURCE}.",)
    assert drawn.svg.count("<path fill-rule") == 4 and "Nguồn:" in drawn.svg


def test_boundaries_alone_say_where_units_lie(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("lan")
    confirmed(client, geojson(*(region(name, corner) for name, corner in [*COMMUNES.values()][:3])))
    page = client.get(reverse("overview")).content.decode()
    assert "Chưa có vị trí" in page and IN_ROWS not in page


def test_maps_are_loaded_and_listed_by_command(cast: Cast, tmp_path: Path) -> None:
    path, table = tmp_path / "ranh-gioi.geojson", tmp_path / "vi-tri.csv"
    path.write_bytes(whole())
    table.write_bytes(positions())
    out = io.StringIO()
    call_command("boundaries", str(path), "--by", "lan", "--source", SOURCE, "--dry-run", stdout=out)
    assert "Không khớp đơn vị nào (1): xã Không Có." in out.getvalue() and not MapVersion.objects.exists()
    call_command("boundaries", str(path), "--by", "lan", "--source", SOURCE, stdout=out)
    call_command("positions", str(table), "--by", "lan", "--source", SOURCE, stdout=out)
    out = io.StringIO()
    call_command("boundaries", "--by", "lan", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["version"], said["areas"], said["source"]) == (1, 4, SOURCE)
    with pytest.raises(CommandError, match="xin dùng lệnh positions"):
        call_command("boundaries", str(table), "--by", "lan", "--source", SOURCE)
    with pytest.raises(CommandError, match="Không có tỉnh"):
        call_command("positions", "--by", "lan", "--province", "binh-phu.ubnd")
