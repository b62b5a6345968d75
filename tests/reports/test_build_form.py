"""A form is built on a page, row by row, and given to another province as a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.organisations.models import Function, LogEntry
from phongtrao.reports.build_form import build_form
from phongtrao.reports.drawn_form import on_page
from phongtrao.reports.form import REGIME, Form, as_data
from phongtrao.reports.models import FormVersion, ReportForm
from phongtrao.reports.read_form import read_form
from phongtrao.reports.shipped import shipped_forms
from phongtrao.reports.typed_form import empty_form, held, name_rows, of_form
from phongtrao.reports.write_form import as_toml, form_data
from tests.conftest import Cast
from tests.reports.samples import DAY, FORM, load, person

TYPED = {
    "title": "Báo cáo tổ tự quản",
    "valid_from": "01/01/2026",
    "source": "Kế hoạch số 5/KH-UBND ngày 02/01/2026 của UBND tỉnh Hà Thanh",
    "reporter-0-level": "xa",
    "reporter-0-kind": "ubnd",
    "period-0-every": "year",
    "period-0-due": "14/12",
    "indicator-0-title": "Số tổ tự quản",
    "indicator-0-section": "ket_qua",
    "indicator-0-type": "integer",
    "indicator-0-adds_up": "last",
    "indicator-0-unit": "tổ",
    "indicator-0-required": "on",
    "indicator-1-type": "integer",
    "indicator-2-title": "Số tổ mới",
    "indicator-2-section": "ket_qua",
    "indicator-2-type": "integer",
    "indicator-2-adds_up": "sum",
    "indicator-2-unit": "tổ",
    "question-0-title": "Khó khăn",
    "question-0-section": "ton_tai",
    "check-0-rule": "so_to_moi <= so_to_tu_quan",
    "check-0-message": "Số tổ mới lớn hơn tổng số tổ; xin xem lại.",
    "check-0-hard": "on",
    **{f"regime-{name}": "Kế hoạch không nêu." for name in REGIME},
}


@pytest.fixture
def client(cast: Cast, signed_in: Callable[[str], Client], on_day: Callable[[date], None]) -> Client:
    on_day(DAY)
    return signed_in("lan")


class Fields(HTMLParser):
    """What a browser would send of a page's form, without its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.area = self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {key: value or "" for key, value in attrs}
        name, kind = own.get("name", ""), own.get("type", "text")
        if tag == "input" and (kind == "text" or (kind == "checkbox" and "checked" in own)):
            self.sent[name] = own.get("value", "on" if kind == "checkbox" else "")
        elif tag == "textarea":
            self.area = name
            self.sent[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and ("selected" in own or self.select not in self.sent):
            self.sent[self.select] = own["value"]

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        self.area = "" if tag == "textarea" else self.area


def sent(client: Client, typed: dict[str, Any], deed: str) -> str:
    answer = client.post(reverse("build_form"), {**typed, "do": deed})
    assert answer.status_code in (200, 400), answer.status_code
    return unescape(answer.content.decode())


def saved(client: Client, typed: dict[str, Any]) -> FormVersion:
    answer = client.post(reverse("build_form"), {**typed, "do": "save"})
    assert answer.status_code == 302, re.findall(r'errors"[^>]*>(.*?)</ul>', unescape(answer.content.decode()))
    found = FormVersion.objects.order_by("pk").last()
    assert found is not None
    return found


def test_a_form_is_typed_and_saved_as_its_first_version(client: Client, cast: Cast) -> None:
    version = saved(client, TYPED)
    form = version.said
    assert (form.name, version.number, version.form.root) == ("bao-cao-to-tu-quan", 1, cast.body("ha-thanh.ubnd"))
    assert form.names == ("so_to_tu_quan", "so_to_moi") and form.indicators[0].required
    assert not form.indicators[1].required and form.reporters == ("xa.ubnd",) and form.checks[0].hard
    assert LogEntry.objects.filter(deed="load_form", account="lan").count() == 1


def test_a_page_sends_back_what_a_form_says_whatever_form_it_is(
    client: Client, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    load(cast, replace(FORM, name="mau-goc"))
    client = signed_in("quan-tri")
    page = client.get(reverse("build_form"), {"tu": "mau-goc"}).content.decode()
    answer = client.post(reverse("build_form"), {**Fields(page).sent, "do": "file"})
    form = read_form("a.toml", answer.content.decode())
    assert as_data(form) == as_data(replace(FORM, name="mau-goc", version=2, valid_from=DAY))


@pytest.mark.parametrize(
    "deed", ["add:indicator", "add:check", "remove:indicator:1", "up:question:0", "up:indicator:2"]
)
def test_buttons_beside_rows_keep_what_was_typed(client: Client, deed: str) -> None:
    kept = Fields(sent(client, TYPED, deed)).sent
    rows = [v for k, v in kept.items() if re.fullmatch(r"indicator-\d+-title", k)]
    first, last = "Số tổ tự quản", "Số tổ mới"
    wanted = {"add:indicator": [first, "", last, ""], "remove:indicator:1": [first, last]}
    assert rows == (wanted | {"up:indicator:2": [first, last, ""]}).get(deed, [first, "", last])
    assert kept["source"] == TYPED["source"] and kept["regime-guide"] == "Kế hoạch không nêu."
    assert not ReportForm.objects.exists()


def test_the_preview_shows_what_bodies_will_see_and_saves_nothing(client: Client) -> None:
    page = sent(client, TYPED, "look")
    preview = page[page.index("Đơn vị báo cáo sẽ thấy") :]
    assert preview.index("Kết quả thực hiện") < preview.index("Số tổ tự quản (tổ)") < preview.index("Khó khăn")
    assert not ReportForm.objects.exists() and Fields(page).sent["indicator-0-name"] == "so_to_tu_quan"


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"source": ""}, "source", "«Văn bản quy định» còn trống"),
        ({"valid_from": "31/02/2026"}, "valid_from", "«Áp dụng từ ngày» phải là"),
        ({"indicator-2-unit": ""}, "indicator-2-unit", "thiếu «Đơn vị tính»"),
        ({"indicator-2-adds_up": "share"}, "indicator-2-adds_up", "xin ghi «Cách cộng»: «cộng dồn»"),
        ({"check-0-rule": "so_to_cu <= so_to_moi"}, "check-0-rule", "không có chỉ tiêu này; có phải là"),
        ({"check-0-rule": "1 +"}, "check-0-rule", "viết chưa đúng"),
        ({"period-0-due": "35/12"}, "period-0-due", "không có ngày 35"),
        ({"period-0-every": "half_year"}, "period-0-part", "một năm có nhiều kỳ"),
        ({"regime-guide": ""}, "regime-guide", "quy trình thực hiện báo cáo» còn trống; xin ghi, hoặc"),
        ({"valid_from": "hôm nay"}, "valid_from", "xin ghi như 30/01/2026"),
        ({"indicator-2-name": "so_to_tu_quan", "indicator-0-name": "so_to_tu_quan"}, "indicator-2-name", "đã dùng"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_in_the_words_of_the_page(
    client: Client, changed: dict[str, str], field: str, said: str
) -> None:
    page = sent(client, TYPED | changed, "save")
    told = re.search(rf'id="{field}-loi">(.*?)</ul>', page)
    assert told and said.casefold() in told[1].casefold(), re.findall(r"errors[^>]*>.*?</ul>", page)
    assert not re.search(r'\[\[|\w = "', told[1]) and not ReportForm.objects.exists()


def test_what_a_paper_does_not_say_of_its_regime_is_written_at_one_press(client: Client) -> None:
    page = sent(client, TYPED | {"regime-guide": "", "regime-how": "", "regime-name": "Báo cáo năm"}, "not_said")
    assert page.count("Văn bản không nêu.</textarea>") == 2 and "Báo cáo năm</textarea>" in page
    assert not ReportForm.objects.exists()


def test_a_row_without_anything_to_answer_is_told_at_the_top(client: Client) -> None:
    typed = {k: v for k, v in TYPED.items() if not k.startswith(("indicator", "question", "check", "period"))}
    page = sent(client, typed, "save")
    assert "mẫu chưa có kỳ báo cáo nào" in page.casefold() and "mẫu chưa hỏi gì" in page.casefold()


def test_a_new_version_never_changes_a_loaded_one(client: Client, cast: Cast) -> None:
    first = saved(client, TYPED)
    copied = Fields(client.get(reverse("build_form"), {"tu": first.form.name}).content.decode()).sent
    second = saved(client, copied | {"valid_from": "01/01/2027", "indicator-1-title": "Số tổ lập mới"})
    assert (second.number, second.form, second.said.names) == (2, first.form, first.said.names)
    first.refresh_from_db()
    assert first.said.indicators[1].title == "Số tổ mới"


def test_an_indicator_that_changes_its_type_keeps_its_name_to_itself(client: Client) -> None:
    saved(client, TYPED)
    page = sent(client, TYPED | {"indicator-0-type": "money", "indicator-0-unit": ""}, "save")
    assert "xin đặt tên khác" in page and FormVersion.objects.count() == 1


def test_a_province_copies_what_is_not_its_own_and_cannot_add_to_it(client: Client, cast: Cast) -> None:
    load(cast, replace(FORM, name="mau-chung"))
    copied = Fields(client.get(reverse("build_form"), {"tu": "mau-chung"}).content.decode()).sent
    assert copied["name"] == ""
    assert "không phải của tỉnh mình" in sent(client, copied | {"name": "mau-chung"}, "save")
    assert saved(client, copied | {"name": "mau-rieng"}).form.root == cast.body("ha-thanh.ubnd")
    assert ReportForm.objects.get(name="mau-chung").versions.count() == 1


def test_quan_tri_adds_versions_for_all(cast: Cast, signed_in: Callable[[str], Client], client: Client) -> None:
    load(cast, replace(FORM, name="mau-chung"))
    keeper = signed_in("quan-tri")
    copied = Fields(keeper.get(reverse("build_form"), {"tu": "mau-chung"}).content.decode()).sent
    assert saved(keeper, copied).number == 2


@pytest.mark.parametrize(
    ("account", "status"), [("lan", 200), ("dung", 200), ("quan-tri", 200), ("son", 403), ("kien", 403)]
)
def test_forms_are_built_by_who_decides_at_the_provinces_tier(
    cast: Cast, signed_in: Callable[[str], Client], account: str, status: int
) -> None:
    assert signed_in(account).get(reverse("build_form")).status_code == status


def test_a_communes_leader_builds_none(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    person("xa-truong", cast.body("xa.90001.ubnd"), Function.LEADER)
    assert signed_in("xa-truong").get(reverse("build_form")).status_code == 403


def test_another_own_provincesm_is_neither_copied_nor_handed_out(
    client: Client, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    name = saved(client, TYPED).form.name
    stranger = signed_in("binh")
    assert stranger.get(reverse("build_form"), {"tu": name}).status_code == 404
    assert stranger.get(reverse("report_form_file", args=[name])).status_code == 404


def test_what_one_province_built_another_opens_from_its_file(
    client: Client, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    version = saved(client, TYPED)
    raw = client.get(reverse("report_form_file", args=[version.form.name])).content
    other = signed_in("binh")
    file = SimpleUploadedFile("mau.toml", raw)
    page = other.post(reverse("build_form"), {"do": "open", "file": file, "secret_free": "on"}).content.decode()
    theirs = saved(other, Fields(page).sent | {"name": "to-tu-quan"})
    assert as_data(theirs.said) == as_data(replace(version.said, name="to-tu-quan"))
    assert theirs.form.root == cast.body("binh-phu.ubnd")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'kind = "report_form"\ntitel = "x"\n', "dòng|khóa|thiếu"),
        (b"", "rỗng"),
        (b"\xff\xfe\x00x = 1", "."),
        (None, "chọn tệp"),
    ],
)
def test_a_file_that_is_no_form_keeps_what_was_typed(client: Client, raw: bytes | None, said: str) -> None:
    file = {} if raw is None else {"file": SimpleUploadedFile("mau.toml", raw)}
    page = sent(client, {**TYPED, **file, "secret_free": "on"}, "open")
    assert re.search(said, page) and Fields(page).sent["indicator-0-title"] == "Số tổ tự quản"


@pytest.mark.parametrize("form", [FORM, *shipped_forms()], ids=lambda form: form.name)
def test_a_form_goes_out_as_a_file_and_a_page_and_comes_back_the_same(form: Form) -> None:
    assert as_data(read_form("a.toml", as_toml(form))) == as_data(form)
    again = held(of_form(form), form.version)
    assert again.form is not None and as_data(again.form) == as_data(form), again.faults


texts = st.text(st.characters(exclude_categories=["C"], include_characters="\n\t\"'\\#=[]"), min_size=1, max_size=60)


@given(title=texts, message=texts, levels=st.lists(texts, min_size=2, max_size=4, unique=True))
def test_whatever_words_a_form_has_its_file_says_them(title: str, message: str, levels: list[str]) -> None:
    data = form_data(FORM)
    data["indicator"][5] |= {"title": title, "levels": levels}
    data["check"][0] |= {"message": message}
    form, _ = build_form(data)
    if form is not None:
        assert as_data(read_form("a.toml", as_toml(form))) == as_data(form)


def test_nothing_typed_is_wrong_in_many_places_and_breaks_nothing() -> None:
    typed = empty_form()
    name_rows(typed)
    found = held(typed, 1)
    assert found.form is None and len(found.faults) > 10


def test_short_names_are_made_of_titles_and_stand_once() -> None:
    typed = empty_form()
    typed.head["title"] = "Báo cáo: Đội 3"
    typed.rows["indicator"] = [{"title": "Số tổ"}, {"title": "Số tổ"}, {"title": "3 năm"}, {"title": "!!!"}]
    name_rows(typed)
    assert [row["name"] for row in typed.rows["indicator"]] == ["so_to", "so_to_2", "muc_3_nam", "muc"]
    assert typed.head["name"] == "bao-cao-doi-3"


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ('«title» còn trống (chỉ tiêu hỏi gì); xin ghi title = "…"', "«Tên» còn trống (chỉ tiêu hỏi gì)."),
        ('kiểu «share» thiếu «base»; xin thêm base = "tổng số hộ"', "Kiểu «tỷ lệ (phần trên tổng số)» thiếu"),
        ("«unit» chỉ dùng với kiểu «integer»; xin bỏ dòng này hoặc đổi type", "xin để trống hoặc đổi kiểu giá trị."),
        (
            'mẫu chưa có kỳ báo cáo nào; xin thêm [[period]] với every = "year"',
            "xin thêm «Kỳ báo cáo» với «Loại kỳ»: «hằng năm»",
        ),
    ],
)
def test_words_for_a_file_become_words_for_a_page(said: str, there: str) -> None:
    assert there in on_page(said)
