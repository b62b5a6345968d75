"""Deadlines of one duty: what binds it, what belongs together, what is none; as in a letter of 10/03/2025."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.deadlines import RULES, Window, beginnings, deadlines, windows
from vanban.rule import EXAMPLE_SETTING, scan

ISSUED = date(2025, 3, 10)


def read(text, issued=ISSUED, item=None, start=0):
    return [deadline.rule for deadline in deadlines(text, start, len(text), issued, item)]


def on(day):
    return {"on": day}


def span(first, last):
    return {"from": first, "to": last}


def year(last=None, **more):
    return {"every": "year", **({"last": last} if last else {}), **more}


def half(last):
    return {"every": "half-year", "last": last}


def quarter(last):
    return {"every": "quarter", "last": last}


DAYS = [
    ("Sở Y tế báo cáo UBND tỉnh trước ngày 20/4/2025.", [on("2025-04-19")]),
    ("Gửi danh sách trước ngày 01 tháng 3 năm 2028.", [on("2028-02-29")]),
    ("Gửi danh sách trước ngày 01/3/2027.", [on("2027-02-28")]),
    ("Gửi danh sách trước ngày 01/01/2026.", [on("2025-12-31")]),
    ("Chậm nhất đến ngày 30/6/2026 phải hoàn thành sắp xếp.", [on("2026-06-30")]),
    ("Gửi báo cáo chậm nhất là trước ngày 20/12/2025.", [on("2025-12-19")]),
    ("Nộp hồ sơ không muộn hơn ngày 05.5.2025.", [on("2025-05-05")]),
    ("Hoàn thành trước 17 giờ 00 ngày 25/4/2025.", [on("2025-04-25")]),
    ("Gửi trước 14 giờ, ngày 25/4/2025.", [on("2025-04-25")]),
    ("Khẩn trương hoàn thành xong trước ngày 30/4.", [on("2025-04-29")]),
    ("Hoàn thành trước ngày 05/02.", [on("2026-02-04")]),
    ("Báo cáo trước ngày 10/3.", []),
    ("Báo cáo trước ngày 31/01 năm sau.", [on("2026-01-30")]),
    ("Chốt danh sách trước ngày 25/12 năm nay.", [on("2025-12-24")]),
    ("Thời gian: 08 giờ 00, ngày 15/4/2025 (thứ Ba).", [on("2025-04-15")]),
    ("Đến ngày 30/6/2025 đạt 50%; đến 31/12 đạt 100%.", [on("2025-06-30"), on("2025-12-31")]),
    ("Riêng nhiệm vụ 3 hoàn thành trước 30/6/2026.", [on("2026-06-29")]),
    ("Khai mạc hội thi: Ngày 12/5/2025. Riêng cấp xã khai mạc ngày 05/5/2025.", [on("2025-05-12"), on("2025-05-05")]),
]

PERIODS = [
    ("Thời hạn hoàn thành: Tháng 6/2025.", [on("2025-06-30")]),
    ("Thời gian: Hoàn thành trong quý II/2025.", [on("2025-06-30")]),
    ("Đưa vào sử dụng trong Quý 4 năm 2025.", [on("2025-12-31")]),
    ("xong trước Quý III/2025", [on("2025-06-30")]),
    ("Tháng 4 năm 2025 hoàn thành việc rà soát.", [on("2025-04-30")]),
    ("Trong năm 2025, tổ chức ít nhất 02 hội nghị.", [on("2025-12-31")]),
    ("Đến hết năm 2025, số hóa 100% hồ sơ.", [on("2025-12-31")]),
    ("Đến cuối năm, đánh giá kết quả.", [on("2025-12-31")]),
    ("Tổ chức sơ kết vào năm 2027 và tổng kết vào năm 2030.", [on("2027-12-31"), on("2030-12-31")]),
    ("Trước mắt, trong tháng 3/2025 rà soát; hoàn thành trong quý II.", [on("2025-03-31"), on("2025-06-30")]),
    ("Hoàn thành việc cấp đổi trong năm 2025 (trước ngày 30/11/2025).", [on("2025-11-29")]),
    ("Thời gian thực hiện: Quý II, III năm 2025.", [on("2025-09-30")]),
    ("Thời gian hoàn thành: Quý II và Quý IV/2025.", [on("2025-06-30"), on("2025-12-31")]),
    ("Hoàn thành các nhiệm vụ của Đề án trong năm 2026.", [on("2026-12-31")]),
    ("Hoàn thành các chỉ tiêu của Chương trình vào cuối năm 2026.", [on("2026-12-31")]),
    ("| 2 | Tập huấn | Sở Nội vụ | Quý II/2025 |", [on("2025-06-30")]),
    ("| 2 | Tập huấn | Sở Nội vụ | 12/2025 |", [on("2025-12-31")]),
    ("| 2 | Tập huấn | Sở Nội vụ | Năm 2025 | Báo cáo |", [on("2025-12-31")]),
]

SPANS = [
    ("Từ ngày 01/4 đến ngày 30/4/2025 mở đợt cao điểm.", [span("2025-04-01", "2025-04-30")]),
    ("Mở đợt cao điểm từ ngày 15 đến ngày 30/4/2025.", [span("2025-04-15", "2025-04-30")]),
    ("Tổ chức đợt ra quân (từ ngày 20/02 đến ngày 20/3).", [span("2025-02-20", "2025-03-20")]),
    ("Trực từ ngày 25/12 đến ngày 05/01/2026.", [span("2025-12-25", "2026-01-05")]),
    ("Thực hiện từ quý II năm 2025 đến hết năm 2025.", [span("2025-04-01", "2025-12-31")]),
    ("Thời gian thực hiện: Năm 2025 - 2026.", [span("2025-01-01", "2026-12-31")]),
    ("Thời gian thực hiện: Quý IV/2025 đến hết Quý II/2026.", [span("2025-10-01", "2026-06-30")]),
    ("Duy trì thực hiện trong giai đoạn 2025 - 2030.", [span("2025-01-01", "2030-12-31")]),
    ("Thí điểm trong 03 năm (2025 - 2027).", [span("2025-01-01", "2027-12-31")]),
    ("Giai đoạn 1 (từ nay đến 30/6/2025): rà soát.", [on("2025-06-30")]),
    ("Từ nay đến cuối năm 2025 tập trung xử lý.", [on("2025-12-31")]),
    ("| Sở Công Thương | 2025-2027 |", [span("2025-01-01", "2027-12-31")]),
]

RECURRING = [
    ("Thời gian thực hiện: Thường xuyên, hằng năm.", [year()]),
    ("Mỗi năm tổ chức ít nhất 01 lớp tập huấn.", [year()]),
    ("Tổ chức giao ban định kỳ hằng quý với các xã.", [{"every": "quarter"}]),
    ("Trước ngày 10 tháng 12 hằng năm, tổng hợp, báo cáo.", [year("12-09")]),
    ("Hằng năm, các xã rà soát; gửi kết quả trước ngày 30/11 để tổng hợp.", [year("11-29")]),
    ("Định kỳ vào ngày 20 hằng tháng báo cáo.", [{"every": "month", "last": "20"}]),
    ("Định kỳ trước ngày 05 hằng tháng, báo cáo tiến độ.", [{"every": "month", "last": "04"}]),
    ("Quý I hằng năm tổ chức hội nghị.", [year("03-31")]),
    ("Báo cáo trong tháng 6 và tháng 12 hằng năm.", [year("06-30"), year("12-31")]),
    ("Thời gian thực hiện: Năm 2025 và những năm tiếp theo.", [year(**{"from": 2025})]),
    ("báo cáo trước ngày 15/11 hàng năm (bắt đầu từ năm 2026)", [year("11-14", **{"from": 2026})]),
    ("Hằng năm (từ năm 2026 đến năm 2030) tổ chức hội thao.", [year(**{"from": 2026, "until": 2030})]),
    ("Gửi đăng ký trước ngày 15/01 hằng năm (từ năm 2027 trở đi).", [year("01-14", **{"from": 2027})]),
    ("Tổ chức đối thoại 02 lần/năm.", [{"every": "half-year"}]),
    ("Định kỳ hằng năm báo cáo trước ngày 31/01 năm sau liền kề.", [year("01-30")]),
    ("Gửi báo cáo trước ngày 31 tháng 11 hằng năm.", [year()]),
]

PAIRS = [
    (
        "Định kỳ 06 tháng đầu năm (trước ngày 15/6), hằng năm (trước ngày 15/12) báo cáo.",
        [half("06-14"), year("12-14")],
    ),
    ("Định kỳ 6 tháng, hằng năm (trước ngày 15/6 và ngày 15/12) báo cáo.", [half("06-14"), year("12-14")]),
    ("Định kỳ (6 tháng trước ngày 20/6, năm trước ngày 20/12) báo cáo.", [half("06-19"), year("12-19")]),
    (
        "Gửi trước ngày 15 tháng 6 (đối với báo cáo 6 tháng) và trước ngày 15 tháng 12 (đối với báo cáo năm).",
        [half("06-14"), year("12-14")],
    ),
    (
        "Định kỳ hằng quý (trước ngày 15 của tháng cuối quý), 6 tháng (trước ngày 15/6) và năm (trước ngày 15/12).",
        [quarter("14"), half("06-14"), year("12-14")],
    ),
    (
        "Báo cáo quý: trước ngày 20 tháng cuối quý; báo cáo 6 tháng: trước ngày 20/6; báo cáo năm: trước ngày 20/12.",
        [quarter("19"), half("06-19"), year("12-19")],
    ),
    (
        "Báo cáo định kỳ hằng quý trước ngày 25/3, 25/6, 25/9, 25/12 hằng năm.",
        [quarter("03-24"), quarter("06-24"), quarter("09-24"), quarter("12-24")],
    ),
    (
        "Định kỳ hằng quý, 6 tháng và hằng năm báo cáo, chậm nhất ngày 20 của tháng cuối kỳ báo cáo.",
        [quarter("20"), half("20"), year("12-20")],
    ),
    ("trước ngày 20 của tháng cuối quý và trước ngày 10/11 hằng năm", [quarter("19"), year("11-09")]),
    ("trước ngày 10 tháng 7 hằng năm định kỳ 6 tháng báo cáo", [half("07-09")]),
]

COUNTED = [
    (
        "Trong thời hạn 15 ngày làm việc kể từ ngày nhận được văn bản này, gửi danh sách.",
        [{"within": 15, "unit": "working-day", "after": "ngày nhận được văn bản này"}],
    ),
    ("Trong vòng 10 ngày kể từ ngày đủ hồ sơ.", [{"within": 10, "unit": "day", "after": "ngày đủ hồ sơ"}]),
    ("Công khai chậm nhất 05 ngày làm việc trước khi họp.", []),
    ("Báo cáo trong thời hạn 24 giờ.", []),
]

NONE = [
    "Bố trí kinh phí thường xuyên để thực hiện.",
    "Kinh phí thường xuyên hằng năm của đơn vị.",
    "Bố trí trong dự toán ngân sách hằng năm để thực hiện.",
    "Xây dựng kế hoạch kiểm tra hằng năm và đột xuất.",
    "Đưa nội dung vào chương trình công tác hằng năm của cơ quan.",
    "Lồng ghép vào sinh hoạt chi bộ hằng tháng.",
    "Chi trả trợ cấp hằng tháng cho người có công.",
    "Giấy phép có giá trị đến ngày 31/12/2026.",
    "Hoàn thành mục tiêu của Chương trình đến năm 2030.",
    "Thực hiện Đề án phát triển kinh tế đêm giai đoạn 2021 - 2025, tầm nhìn đến năm 2030.",
    "Triển khai Kế hoạch số 25/KH-UBND ngày 15/01/2025 của UBND tỉnh về cải cách hành chính năm 2025.",
    "Thực hiện Nghị quyết số 10-NQ/TU về xây dựng nông thôn mới giai đoạn 2021 - 2025 và những năm tiếp theo.",
    "Tổng kết kết quả thực hiện giai đoạn 2021 - 2025.",
    "Hưởng ứng “Tuần lễ nước sạch 22/3” do Bộ phát động.",
    "Chuẩn bị tổ chức bầu cử ngày 15/3/2026.",
    "Chương trình có hiệu lực từ ngày 01/7/2025.",
    "Thời gian thực hiện: Từ 01/7/2025.",
    "Thời gian thực hiện: Từ ngày 01/7/2025.",
    "Thời gian thực hiện: Từ Quý III/2025.",
    "Thời gian thực hiện: Thường xuyên.",
    "Thời gian thực hiện: Theo kế hoạch công tác năm 2025.",
    "Gửi báo cáo trước ngày 30/02/2026.",
    "Hoàn thành trong tháng 13/2025.",
    "Kịp thời báo cáo khi có vướng mắc; khẩn trương khắc phục.",
    "Theo Công văn số 120/SNV-CCHC, hạn gửi là trước ngày 15/02/2025 nhưng các đơn vị chưa gửi.",
    "Số liệu báo cáo tính đến ngày 31/5/2025.",
    "Hội nghị dự kiến tổ chức vào tháng 8/2025.",
    "Báo cáo định kỳ hằng tuần (trước 15 giờ thứ Sáu).",
    "Phát huy kết quả đạt được trong năm học 2024-2025.",
    "Nghị quyết Đại hội nhiệm kỳ 2025 - 2030.",
    "Các xã đã được công nhận trong năm 2025 tiếp tục giữ vững.",
]


@pytest.mark.parametrize(("text", "rules"), [*DAYS, *PERIODS, *SPANS, *RECURRING, *PAIRS, *COUNTED])
def test_words_of_time_are_read_as_these_rules(text, rules):
    assert read(text) == rules


@pytest.mark.parametrize("text", NONE)
def test_words_that_only_look_like_a_time_bind_nobody(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Truớc ngảy 15/6/2025 gửi báo cáo; hảng năm tổng kết.", [on("2025-06-14"), year()]),
        ("trưóc ngày 20 tháng 5 nãm 2025", [on("2025-05-19")]),
        ("Thời gian hoàn thành: Qúy lV năm 2025", [on("2025-12-31")]),
        ("BÁO CÁO TRƯỚC NGÀY 20/4/2025", [on("2025-04-19")]),
    ],
)
def test_common_slips_of_scanning_are_read_through(text, rules):
    assert read(text) == rules


def test_truoc_keeps_the_day_it_names_beside_the_last_day_in_time():
    (first,) = deadlines("trước ngày 01/12/2025", 0, 21, ISSUED)
    assert (first.rule["on"], first.named) == ("2025-11-30", "2025-12-01")
    text = "trước ngày 01/6 hằng năm"
    (second,) = deadlines(text, 0, len(text), ISSUED)
    assert (second.rule["last"], second.named) == ("05-31", "06-01")
    text = "chậm nhất ngày 01/12/2025"
    assert deadlines(text, 0, len(text), ISSUED)[0].named is None


def test_a_deadline_points_at_its_words_and_names_its_rule():
    text = "Sở Nội vụ tổng hợp, báo cáo trước ngày 05/6/2025 để theo dõi."
    (found,) = deadlines(text, 0, len(text), ISSUED)
    assert text[found.start : found.end] == "trước ngày 05/6/2025"
    assert found.by == "trước ngày ..."


def test_every_example_of_a_rule_begins_where_times_are_looked_for():
    for rule in RULES:
        for text, value in rule.examples:
            found = scan(text, RULES, EXAMPLE_SETTING, places=beginnings(text, 0, len(text)))
            assert (rule.name, value) in [(one.rule.name, one.value) for one in found], text


def test_only_the_asked_words_are_read():
    text = "trước ngày 05/6/2025; trước ngày 05/9/2025"
    assert [d.rule for d in deadlines(text, 22, len(text), ISSUED)] == [on("2025-09-04")]


def test_years_that_open_the_item_bound_what_comes_back_in_a_part_of_it():
    text = "Từ năm 2026 đến năm 2028: mở rộng ra các xã (gửi đăng ký trước ngày 20/01 hằng năm)."
    start = text.index("gửi")
    assert read(text, item=(0, len(text)), start=start) == [year("01-19", **{"from": 2026, "until": 2028})]
    assert read(text, start=start) == [year("01-19")]


def test_without_a_day_of_issue_only_full_dates_and_recurrences_are_read():
    assert read("trước ngày 10/5", None) == []
    assert read("trước ngày 10/5 hằng năm, trước ngày 10/5/2024", None) == [year("05-09"), on("2024-05-09")]


def test_what_was_past_at_issue_is_no_deadline():
    assert read("trước ngày 11/3/2025 và trước ngày 10/3/2025") == [on("2025-03-10")]
    assert read("giai đoạn 2020 - 2024") == []


def test_the_data_a_report_covers_is_a_window_and_no_deadline():
    text = "Số liệu báo cáo: tính từ ngày 15/12 năm trước đến ngày 14/12 của năm báo cáo."
    assert read(text) == []
    (window,) = windows(text, 0, len(text))
    assert (window.first, window.last, window.days, window.odd) == ("12-15", "12-14", 365, False)
    assert text[window.start : window.end] == text[:-1]


def test_a_window_of_more_than_a_year_is_odd():
    text = "Mốc số liệu: từ ngày 15/11 năm trước đến ngày 20/11 năm sau."
    assert [window.odd for window in windows(text, 0, len(text))] == [True]
    assert not Window(None, "05-31", None, 0, 1).odd


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2025, 3, 11), date(2060, 12, 31)), st.sampled_from(["{:%d/%m/%Y}", "{0.day}/{0.month}/{0.year}"]))
def test_the_day_before_any_named_day_is_the_last_in_time(day, form):
    assert read(f"gửi trước ngày {form.format(day)}.") == [on((day - timedelta(days=1)).isoformat())]
    words = f"ngày {day.day:02d} tháng {day.month} năm {day.year}"
    assert read(f"chậm nhất {words};") == [on(day.isoformat())]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from([text for text, _ in [*DAYS, *SPANS, *RECURRING, *PAIRS]] + NONE), max_size=4), st.data()
)
def test_cut_and_joined_texts_never_break_it_and_every_deadline_has_words(texts, data):
    text = "\n".join(texts)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for found in deadlines(text, start, end, ISSUED):
        assert start <= found.start < found.end <= end
        assert text[found.start : found.end].strip() == text[found.start : found.end]
