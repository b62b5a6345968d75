"""A form's file: read whole, or refused with every fault, its line, and what to write instead."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.reports.build_form import build_form
from phongtrao.reports.form import REGIME, SECTIONS, Form, as_data, from_data
from phongtrao.reports.form_keys import MOST, TABLES
from phongtrao.reports.read_form import read_form
from phongtrao.toml_tables import LONGEST, BadFile
from phongtrao.year_days import YearDay

REGIME_LINES = "\n".join(f'{name} = "Văn bản không nêu."' for name in REGIME)
GOOD = f'''# Mẫu thử
kind = "report_form"
name = "bao-cao-thu"
title = "Báo cáo thử"
version = 1
valid_from = 2026-01-30
source = "Kế hoạch số 1/KH-UBND ngày 30/01/2026 của UBND tỉnh"
reporters = [
  "xa.ubnd",  # [[indicator]]
  "tinh.cong_an",
]

[regime]
{REGIME_LINES}

[[period]]
every = "half_year"
part = "H1"
due = "09/05"

[[period]]
every = "year"
data_from = "30/11 năm trước"
data_until = "01/12"
due = "19/12"

[[indicator]]
name = "mo_hinh"
title = """
Mô hình = đang hoạt động
[[check]]
"""
section = "ket_qua"
type = "integer"
adds_up = "last"
unit = "mô hình"
same_as_last = true

[[indicator]]
name = "kinh_phi"
title = "Kinh phí"
section = "ket_qua"
type = "money"
adds_up = "sum"

[[indicator]]
name = "ty_le"
title = "Xã đạt"
section = "ket_qua"
type = "share"
adds_up = "share"
base = "tổng số xã"

[[indicator]]
name = "muc"
title = "Mức tự đánh giá"
section = "tinh_hinh"
type = "level"
adds_up = "worst"
levels = ["tốt", "đạt", "chưa đạt"]

[[question]]
name = "han_che"
title = "Còn hạn chế gì?"
section = "ton_tai"

[[check]]
rule = "ty_le <= ty_le.base"
message = "Xin xem lại số xã."
'''


def faults_of(text: str) -> tuple[str, ...]:
    with pytest.raises(BadFile) as refused:
        read_form("mau.toml", text)
    assert str(refused.value) == "\n".join(refused.value.lines)
    return refused.value.lines


def line_with(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def test_a_good_file_is_read_with_what_it_leaves_out() -> None:
    form = read_form("mau.toml", GOOD)
    assert (form.name, form.version, form.valid_from) == ("bao-cao-thu", 1, date(2026, 1, 30))
    assert form.reporters == ("xa.ubnd", "tinh.cong_an")
    assert form.sections == tuple(SECTIONS.items())
    assert form.periods[1].data_from == YearDay(30, 11, -1) and form.periods[0].due == YearDay(9, 5)
    assert form.indicator("mo_hinh").title == "Mô hình = đang hoạt động\n[[check]]"
    assert form.indicator("kinh_phi").unit == "đồng"
    assert form.indicator("muc").levels == ("tốt", "đạt", "chưa đạt") and form.indicator("muc").required
    assert not form.questions[0].required and form.checks[0].hard
    assert from_data(as_data(form)) == form


def test_a_file_of_another_system_is_read_too() -> None:
    assert read_form("mau.toml", "\ufeff" + GOOD.replace("\n", "\r\n")).name == "bao-cao-thu"


def test_a_form_may_bring_sections_of_its_own() -> None:
    own = '[[section]]\nname = "ton_tai"\ntitle = "Hạn chế"\n[[section]]\nname = "ket_qua"\ntitle = "Kết quả"\n'
    text = GOOD.replace('"tinh_hinh"', '"ket_qua"') + own
    assert read_form("mau.toml", text).sections == (("ton_tai", "Hạn chế"), ("ket_qua", "Kết quả"))
    line = line_with(GOOD, 'section = "tinh_hinh"')
    assert faults_of(GOOD + own) == (f"mau.toml:{line}: không có mục «tinh_hinh»; dùng được: ton_tai, ket_qua",)


WRONG = [
    # What stands there, what is written instead, the piece whose line is named, what is said.
    ('kind = "report_form"', 'kind = "report"', 'kind = "report"', "có phải là «report_form»?"),
    ('name = "bao-cao-thu"', 'name = "Báo cáo"', 'name = "Báo cáo"', "xin ghi như «bao_cao»"),
    ('title = "Báo cáo thử"', "", "# Mẫu thử", "thiếu «title» ở đầu tệp (tên báo cáo); xin thêm title ="),
    ('title = "Báo cáo thử"', 'titel = "Báo cáo"', "titel", "không có khóa «titel» ở đầu tệp; có phải là «title»?"),
    ('title = "Báo cáo thử"', 'title = " "', 'title = " "', "«title» còn trống"),
    ('title = "Báo cáo thử"', "title = 7", "title = 7", "«title» phải là chữ; xin ghi title ="),
    ('title = "Báo cáo thử"', 'title = "a\\u0007"', "a\\u0007", "ký tự không in được"),
    ('title = "Báo cáo thử"', f'title = "{"a" * 301}"', "aaa", "dài 301 ký tự, nhiều nhất là 300"),
    ("version = 1", 'version = "1"', "version", "phải là số nguyên từ 1 đến 9999; xin ghi version = 1"),
    ("version = 1", "version = true", "version", "phải là số nguyên"),
    ("version = 1", "version = 0", "version", "phải là số nguyên từ 1"),
    ("valid_from = 2026-01-30", 'valid_from = "30/01/2026"', "valid_from", "xin ghi valid_from = 2026-01-30"),
    ("valid_from = 2026-01-30", "valid_from = 0026-01-30", "valid_from", "xin ghi valid_from = 2026-01-30"),
    ("valid_from = 2026-01-30", "valid_from = 2026-01-30T00:00:00", "valid_from", "xin ghi valid_from = 2026-01-30"),
    ('"xa.ubnd",  #', '"ubnd xa",  #', "reporters", 'phải ghi CẤP.LOẠI; xin ghi như "xa.ubnd"'),
    ('"xa.ubnd",  #', '"xxa.ubnd",  #', "reporters", "không có cấp «xxa»; có phải là «xa»?"),
    ('"xa.ubnd",  #', '"xa.ubdn",  #', "reporters", "không có loại «ubdn»; có phải là «ubnd»?"),
    ('"xa.ubnd",  #', '"tinh.cong_an",  #', "reporters", "ghi «tinh.cong_an» hai lần"),
    ('"xa.ubnd",  #', "7,  #", "reporters", "phải là danh sách"),
    ('cutoff = "Văn bản không nêu."', "", "[regime]", "thiếu «cutoff» ở [regime] (thời gian chốt số liệu báo cáo)"),
    ('cutoff = "Văn bản không nêu."', 'cut_off = "x"', "cut_off", "ở [regime]; có phải là «cutoff»?"),
    ("[regime]", "[[regime]]", "[[regime]]", "phải mở bằng dòng [regime]"),
    ('every = "half_year"', 'every = "halfyear"', 'every = "halfyear"', "có phải là «half_year»?"),
    ('part = "H1"', 'part = "Q1"', 'part = "Q1"', "«part» phải là H1 hoặc H2"),
    ('part = "H1"', "", "[[period]]", "một năm có nhiều kỳ, ngày là của kỳ nào; xin thêm part: H1 hoặc H2"),
    ('every = "year"', 'every = "year"\npart = "H1"', 'part = "H1"\ndata', 'không dùng với every = "year"'),
    ('due = "09/05"', 'due = "31/4"', "31/4", "tháng 4 không có ngày 31; xin ghi từ 01/04 đến 30/04"),
    ('due = "09/05"', 'due = "trước 10/5"', "trước 10/5", 'xin ghi như "09/05" hoặc "30/11 năm trước"'),
    ('due = "09/05"', "due = 2026-05-09", "due = 2026", "«due» phải là ngày/tháng"),
    ('data_until = "01/12"', "", 'every = "year"', "mốc số liệu thiếu «data_until»"),
    ('"30/11 năm trước"', '"30/12"', 'data_until = "01/12"', "ngày cuối của số liệu đứng trước ngày đầu"),
    ('name = "mo_hinh"', 'name = "Mô hình"', 'name = "Mô hình"', "xin ghi như «mo_hinh»"),
    ('name = "mo_hinh"', 'name = "last"', 'name = "last"', "dành riêng cho quy tắc; xin ghi như «last_1»"),
    ('name = "mo_hinh"', 'name = "or"', 'name = "or"', "dành riêng cho quy tắc"),
    ('section = "tinh_hinh"', 'section = "tinhhinh"', "tinhhinh", "không có mục «tinhhinh»; có phải là «tinh_hinh»?"),
    ('type = "integer"', 'type = "interger"', "interger", "«type» không có giá trị «interger»; có phải là «integer»?"),
    ('adds_up = "last"', 'adds_up = "share"', 'adds_up = "share"', 'xin ghi adds_up = "sum" hoặc "last" hoặc "count"'),
    ('unit = "mô hình"', "", 'name = "mo_hinh"', 'kiểu «integer» thiếu «unit»; xin thêm unit = "mô hình"'),
    ('base = "tổng số xã"', "", 'name = "ty_le"', "kiểu «share» thiếu «base»"),
    ('type = "money"', 'type = "money"\nbase = "x"', 'base = "x"', "«base» chỉ dùng với kiểu «share»"),
    ('type = "money"', 'type = "money"\nunit = "triệu đồng"', "triệu", "số tiền luôn tính bằng đồng; xin bỏ dòng này"),
    (
        'type = "money"',
        'type = "money"\nsame_as_last = true',
        "same_as_last = true\nadds",
        "không lấy lại của kỳ trước",
    ),
    ('levels = ["tốt", "đạt", "chưa đạt"]', "", 'name = "muc"', "kiểu «level» thiếu «levels»"),
    ('levels = ["tốt", "đạt", "chưa đạt"]', 'levels = ["đạt"]', 'levels = ["đạt"]', "ít nhất hai mức"),
    ("same_as_last = true", 'same_as_last = "có"', "same_as_last", "phải là true / false"),
    ("same_as_last = true", 'measure = "Số đo"', "measure", "xin ghi như «so_do»"),
    ("[[question]]", "[question]", "[question]", "«question» phải mở bằng dòng [[question]]"),
    ("[[question]]", "[[questions]]", "[[questions]]", "không có khóa «questions» ở đầu tệp; có phải là «question»?"),
    ('rule = "ty_le <= ty_le.base"', 'rule = "ty_le <="', "ty_le <=", "viết chưa đúng"),
    ('rule = "ty_le <= ty_le.base"', 'rule = "tyle <= 1"', "tyle", "nhưng không có chỉ tiêu này; có phải là «ty_le»?"),
    ('rule = "ty_le <= ty_le.base"', 'rule = "muc.base > 1"', "muc.base", "«muc.base» chỉ dùng với kiểu «share»"),
    ('message = "Xin xem lại số xã."', "", "[[check]]\nrule", "thiếu «message» ở [[check]]"),
    ('message = "Xin xem lại', 'at = "tyle"\nmessage = "Xin', 'at = "tyle"', "không có chỉ tiêu «tyle»"),
]


@pytest.mark.parametrize(("right", "wrong", "place", "said"), WRONG)
def test_a_fault_names_its_line_and_what_to_write(right: str, wrong: str, place: str, said: str) -> None:
    text = GOOD.replace(right, wrong, 1)
    assert text != GOOD
    line = line_with(text, place)
    if place.startswith(("name", "every")) and place not in wrong:
        line -= 1  # What is missing is said at the head of its table.
    assert [one for one in faults_of(text) if one.startswith(f"mau.toml:{line}: ") and said in one]


def test_every_fault_of_a_file_is_said_at_once_in_the_order_of_lines() -> None:
    text = (
        GOOD.replace("version = 1", "version = 0").replace('type = "money"', 'type = "mony"').replace("09/05", "9/13")
    )
    lines = [int(fault.split(":")[1]) for fault in faults_of(text)]
    assert lines == [line_with(text, piece) for piece in ("version = 0", "9/13", "mony")]


def test_every_thing_that_a_regime_must_state_is_asked_for() -> None:
    text = GOOD.replace("[regime]\n" + REGIME_LINES, "")
    faults = faults_of(text)
    assert len(faults) == 11
    assert all(any(f"«{name}» ở [regime] ({words})" in fault for fault in faults) for name, words in REGIME.items())


@pytest.mark.parametrize(
    ("again", "said"),
    [
        ('[[question]]\nname = "mo_hinh"\ntitle = "Gì?"\nsection = "ket_qua"\n', "tên «mo_hinh» đã dùng"),
        ('[[period]]\nevery = "year"\n', "kỳ này đã có"),
    ],
)
def test_what_stands_twice_is_named_with_its_first_place(again: str, said: str) -> None:
    first = {"tên": 'name = "mo_hinh"', "kỳ ": 'every = "year"'}[said[:3]]
    line = line_with(GOOD, first) - (said[:3] == "kỳ ")
    (fault,) = faults_of(GOOD + again)
    assert said in fault and fault.endswith(f"(đã có ở dòng {line})")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('levels = ["tốt", "đạt", "chưa đạt"]', 'levels = "tốt"'),
        ('data_until = "01/12"', 'data_until = "31/11"'),
        ("[regime]", "[[regime]]"),
        (GOOD[GOOD.index("[[question]]") : GOOD.index("[[check]]\nrule")], "[question]\n"),
    ],
)
def test_what_is_wrong_is_not_called_missing_too(right: str, wrong: str) -> None:
    assert len(faults_of(GOOD.replace(right, wrong))) == 1


@pytest.mark.parametrize("table", ["period", "question", "indicator", "check"])
def test_a_form_has_no_more_of_a_kind_than_can_be_answered(table: str) -> None:
    faults = faults_of(GOOD + f"[[{table}]]\n" * MOST[table])
    assert any(f"nhiều nhất là {MOST[table]}; xin tách thành hai mẫu" in fault for fault in faults)


def test_a_form_without_periods_or_without_anything_asked_is_refused() -> None:
    head = GOOD[: GOOD.index("[[period]]")]
    assert faults_of(head) == (
        'mau.toml:1: mẫu chưa có kỳ báo cáo nào; xin thêm [[period]] với every = "year"',
        "mau.toml:1: mẫu chưa hỏi gì; xin thêm [[indicator]] hoặc [[question]]",
    )


def test_a_form_of_several_years_knows_no_last_period() -> None:
    periods = GOOD[GOOD.index("[[period]]") : GOOD.index("[[indicator]]\nname")]
    text = GOOD.replace(periods, '[[period]]\nevery = "span"\n').replace("ty_le <= ty", "ty_le <= last.ty")
    (fault,) = faults_of(text)
    assert "mẫu nhiều năm không có kỳ trước; xin bỏ last.ty_le" in fault


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GOOD.replace("version = 1", "version = "), 5),
        (GOOD.replace("version = 1", 'name = "hai"'), 5),
        (GOOD.replace('"Báo cáo thử"', "Báo cáo thử"), 4),
        (GOOD + "[[", GOOD.count("\n") + 1),
        (GOOD + '"""', GOOD.count("\n") + 1),
        ("version = " + "9" * 5000, 1),
        ("a = " + "[" * 20000, 1),
    ],
)
def test_a_file_that_is_no_toml_is_refused_at_the_line_where_reading_stopped(text: str, line: int) -> None:
    (fault,) = faults_of(text)
    assert fault.startswith(f"mau.toml:{line}: không đọc được dòng này; xin xem lại")


def test_a_file_that_is_too_long_is_not_even_read() -> None:
    assert faults_of("#" * (LONGEST + 1)) == (f"mau.toml:1: tệp dài quá {LONGEST} ký tự; xin tách thành nhiều mẫu",)


LINES = GOOD.split("\n")


@settings(max_examples=150)
@given(st.integers(0, len(LINES) - 1), st.one_of(st.text(max_size=20), st.sampled_from([*LINES, "a = 1", "[[a.b]]"])))
def test_any_file_is_read_or_refused_with_lines_that_it_has(place: int, line: str) -> None:
    text = "\n".join([*LINES[:place], line, *LINES[place + 1 :]])
    try:
        assert isinstance(read_form("mau.toml", text), Form)
    except BadFile as refused:
        last = text.count("\n") + 1
        assert refused.lines and all(1 <= int(fault.split(":")[1]) <= last for fault in refused.lines)


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates(), st.datetimes()
)
ANY = st.recursive(
    VALUES, lambda v: st.one_of(st.lists(v, max_size=3), st.dictionaries(st.text(max_size=5), v, max_size=3))
)
TABLE = st.sampled_from([*TABLES, "kind"])


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from([*(key.name for key in TABLES[""]), *TABLES]),
        st.one_of(
            ANY,
            st.lists(
                st.dictionaries(st.sampled_from([k.name for keys in TABLES.values() for k in keys]), ANY), max_size=3
            ),
        ),
    )
)
def test_any_data_of_a_page_is_a_form_or_faults(data: dict[str, object]) -> None:
    form, faults = build_form(data)
    assert (form is None) == bool(faults)
