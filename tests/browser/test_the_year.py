"""The year of a commune, a school and an enterprise in a real browser, from registration to a certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, expect

from phongtrao import words
from tests.browser.walk import NARROW, WIDE, Walk, window
from tests.served.running import running

pytestmark = [pytest.mark.browser, pytest.mark.trial]
COMMUNE, SCHOOL, COMPANY = "UBND xã Phú Khê", "Trường THPT Phú Khê", "Công ty Gốm Phú Khê"
UNITS = (("xa", COMMUNE), ("truong", SCHOOL), ("cong-ty", COMPANY))
PROGRAMME = re.compile("điển hình", re.IGNORECASE)
PAPER: FilePayload = {"name": "ban-ky.txt", "mimeType": "text/plain", "buffer": "Bản đã ký.".encode()}
OWN_PAPERS = ("Báo cáo kết quả", "Tờ trình đề nghị", "Bản đăng ký")
REFUSED = (("tieu-hoc", "trừ cơ sở giáo dục tiểu học"), ("cua-hang", "trừ doanh nghiệp nhỏ"))
OPINION = "Đề nghị kiểm tra lại số buổi tuyên truyền."
MISSING = "Thiếu biên bản họp cơ quan."
YEAR = words.now().year + 1


@contextmanager
def signed_in(browser: Browser, site: str, account: str, narrow: bool = False) -> Iterator[Walk]:
    with window(browser, site, NARROW if narrow else WIDE) as walk:
        walk.sign_in(account)
        yield walk


def choose_programme(walk: Walk) -> None:
    chooser = walk.page.get_by_label("Phong trào")
    if chooser.is_visible() and "điển hình" not in chooser.locator("option:checked").inner_text().lower():
        chooser.select_option(label=chooser.locator("option", has_text=PROGRAMME).first.inner_text())
        walk.page.wait_for_load_state()


def to_registration(walk: Walk) -> None:
    walk.go("Công nhận")
    walk.follow(re.compile("^Đăng ký$"))
    choose_programme(walk)


def to_candidacy(walk: Walk, name: str) -> None:
    walk.go("Công nhận")
    walk.follow("Tất cả")
    walk.follow(re.compile(f"{name}, năm {YEAR}"))


def pass_up(walk: Walk, name: str) -> None:
    to_candidacy(walk, name)
    walk.press("Tổng hợp, gửi lên tỉnh")
    walk.sees("Đã ghi: Tổng hợp, gửi lên tỉnh")


def select(walk: Walk) -> None:
    walk.go("Công nhận")
    walk.follow(re.compile(f"Lựa chọn {YEAR}"))
    for _, name in UNITS:
        walk.page.get_by_label(f"Đánh dấu {name}").check()
    walk.page.get_by_label("Chọn xây dựng").check()
    walk.press("Ghi quyết định")
    walk.sees("đã ghi 3 đơn vị")


def build(walk: Walk, name: str) -> None:
    walk.go("Công nhận")
    walk.follow(re.compile(f"{name}, năm {YEAR}"))
    walk.press("Bắt đầu xây dựng")
    walk.sees("Đã ghi: Bắt đầu xây dựng")


def fill_in(walk: Walk, reason: str, modest: bool = False) -> None:
    """Every criterion of the sheet is answered; the bonus asks for too much."""
    for cell in walk.page.locator("[data-cell]").all():
        values = cell.locator("[data-value]")
        if cell.locator("select").count():
            cell.locator("select").select_option("có")
        elif values.count() == 2:
            values.nth(0).fill("8" if modest else "9")
            values.nth(1).fill("9")
        else:
            bonus = "Cách làm mới" in cell.inner_text()
            values.nth(0).fill("0" if bonus else "3")
        words_of_it = cell.locator("textarea")
        if not words_of_it.is_visible():
            cell.locator("summary").first.click()
        words_of_it.fill(reason)


def score(walk: Walk) -> None:
    walk.follow("Tự chấm điểm")
    walk.press("Mở bảng tự chấm")
    fill_in(walk, "Có hồ sơ lưu.")
    for criterion in ("Có bản đăng ký", "Kế hoạch thực hiện đã ban hành"):
        with walk.turning():
            walk.page.get_by_role("button", name=re.compile(f"minh chứng cho {criterion}")).click()
        attach(walk, "Tệp minh chứng")
        walk.follow("Về bảng tự chấm")
    walk.press("Lưu và chốt điểm tự chấm")


def attach(walk: Walk, label: str) -> None:
    walk.page.get_by_label(label).set_input_files([PAPER])
    walk.page.get_by_label("không chứa bí mật nhà nước").check()
    walk.press("Đính kèm")
    walk.sees("ban-ky.txt")


def put_in_papers(walk: Walk) -> None:
    for paper in OWN_PAPERS:
        walk.follow(re.compile(f"Lập, đính kèm.*{paper}"))
        attach(walk, "Tệp đã ký")


def draft_papers(walk: Walk, name: str) -> None:
    """Drafted here, issued from the unit's book."""
    for paper in OWN_PAPERS:
        walk.follow(re.compile(f"Lập, đính kèm.*{paper}"))
        draft_here(walk)
        walk.follow(re.compile("^(Báo cáo|Tờ trình)"), within=walk.page.locator("li.item", has_text=paper))
        issue(walk)
        to_candidacy(walk, name)
        walk.follow("Hồ sơ")


def draft_here(walk: Walk) -> None:
    letterhead(walk)
    walk.press("Lập dự thảo, đưa vào hồ sơ")
    walk.sees("Đã đưa vào hồ sơ")


def issue(walk: Walk) -> None:
    walk.press("Phát hành")
    walk.sees("Đã phát hành")


def send(walk: Walk, name: str) -> None:
    walk.go("Công nhận")
    walk.follow(re.compile(f"{name}, năm {YEAR}"))
    walk.press("Gửi hồ sơ")
    walk.sees("Đã ghi: Gửi hồ sơ")


def unfold(walk: Walk, name: str) -> Locator:
    """A form behind a word, unfolded."""
    box = walk.page.locator("details", has=walk.page.locator("summary", has_text=name)).last
    if box.get_attribute("open") is None:
        box.locator("summary").first.click()
    return box


def opine(walk: Walk) -> None:
    to_candidacy(walk, SCHOOL)
    walk.follow("Ý kiến Mặt trận")
    walk.page.get_by_label("Nội dung").fill(OPINION)
    walk.press("Ghi ý kiến")
    walk.sees(OPINION)


def answer_opinion(walk: Walk) -> None:
    to_candidacy(walk, SCHOOL)
    walk.follow("Ý kiến Mặt trận")
    walk.page.get_by_label("Trả lời").fill("Đã kiểm tra, đúng như hồ sơ.")
    walk.press("Trả lời")
    walk.sees("Đã kiểm tra, đúng như hồ sơ.")


def send_back(walk: Walk) -> None:
    to_candidacy(walk, COMPANY)
    form = unfold(walk, "Trả lại hồ sơ")
    form.get_by_label("Lý do").fill(MISSING)
    walk.press("Trả lại hồ sơ", within=form)
    walk.sees("Đã ghi: Trả lại hồ sơ")


def mend(walk: Walk) -> None:
    walk.go("Công nhận")
    walk.follow(re.compile(f"{COMPANY}, năm {YEAR}"))
    walk.sees("Hồ sơ bị trả lại")
    walk.sees(MISSING)
    walk.follow("Tự chấm điểm")
    walk.press("Mở bảng tự chấm")
    walk.press("Lưu và chốt điểm tự chấm")
    walk.sees("Giấy tờ của đơn vị đã đủ")


def name_members(walk: Walk) -> None:
    to_candidacy(walk, COMMUNE)
    walk.follow("Thẩm định")
    for account, part in (("tham-dinh-1", "chủ trì"), ("tham-dinh-2", "thành viên")):
        walk.page.get_by_label("Tài khoản").fill(account)
        walk.page.get_by_label("Phần việc").select_option(label=part)
        walk.press("Cử")
    form = unfold(walk, "Cử những người này cho hồ sơ khác")
    for name in (SCHOOL, COMPANY):
        form.get_by_label(name).check()
    walk.press("Cử cho các hồ sơ đã chọn")


def to_appraisal(walk: Walk, name: str) -> None:
    to_candidacy(walk, name)
    walk.follow("Thẩm định")


def judge(walk: Walk, name: str, modest: bool) -> None:
    to_appraisal(walk, name)
    walk.follow("Chấm điểm")
    walk.press("Mở bảng chấm")
    fill_in(walk, "Đã đối chiếu hồ sơ.", modest)
    walk.press("Lưu và nộp bảng điểm")
    walk.sees("đã nộp")


def agree(walk: Walk, name: str) -> None:
    to_appraisal(walk, name)
    walk.follow("Thống nhất điểm")
    walk.press("Mở bảng thống nhất")
    fill_in(walk, "Tổ thẩm định thống nhất.")
    walk.press("Ghi bảng điểm thống nhất")


def draw_one(walk: Walk) -> None:
    to_appraisal(walk, COMMUNE)
    walk.follow("Rút mẫu kiểm tra")
    walk.page.get_by_label("Số hồ sơ").fill("1")
    walk.press("Rút mẫu")
    walk.follow(re.compile(f"{COMMUNE}|{SCHOOL}|{COMPANY}"))
    walk.page.get_by_label("đúng với hồ sơ", exact=True).check()
    walk.page.get_by_label("Đã xem gì").fill("Đã xem sổ sách tại đơn vị.")
    walk.press("Ghi kết quả")
    walk.sees("Đã xem sổ sách tại đơn vị.")


def conclude(walk: Walk, name: str) -> None:
    to_appraisal(walk, name)
    walk.follow(re.compile("^(Lập, đính kèm|Mở)"))
    draft_here(walk)
    walk.follow("Biên bản")
    issue(walk)
    to_appraisal(walk, name)
    walk.press("Kết luận thẩm định")
    walk.press("Trình công nhận")
    walk.sees("Đã ghi: Trình công nhận")


def letterhead(walk: Walk) -> None:
    """What the site does not know of the head of a paper is filled in."""
    wanted = {"Địa danh": "Hà Thanh", "Chức vụ người ký": "Lãnh đạo", "Họ và tên người ký": "Trần Văn Ký"}
    for label, text in wanted.items():
        field = walk.page.get_by_label(label, exact=True)
        if not field.input_value():
            field.fill(text)


def name_the_proposal(walk: Walk) -> None:
    """The number of the police's proposal, which the site leaves open among the grounds."""
    grounds = walk.page.get_by_label("Căn cứ", exact=True)
    grounds.fill(grounds.input_value().replace("…", "12/TTr-CAT"))


def decide(walk: Walk) -> None:
    walk.go("Công nhận")
    walk.follow("Quyết định")
    walk.follow(re.compile(f"điển hình.*năm {YEAR}"))
    for _, name in UNITS:
        walk.page.get_by_label(name).check()
    name_the_proposal(walk)
    letterhead(walk)
    walk.press("Lập dự thảo quyết định")
    walk.follow("Phát hành, hoặc bỏ dự thảo")
    issue(walk)


def certify(walk: Walk) -> None:
    walk.go("Công nhận")
    walk.follow("Giấy chứng nhận")
    walk.press("Cấp giấy chứng nhận")
    walk.sees("Đã cấp 3 giấy chứng nhận")


def download(walk: Walk, folder: Path) -> Path:
    walk.go("Công nhận")
    walk.follow("Giấy chứng nhận")
    walk.follow(re.compile(f"HA-THANH|{YEAR}"), within=walk.page.locator("table"))
    with walk.page.expect_download() as coming:
        walk.page.get_by_role("link", name="Tải giấy").click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def check(walk: Walk, file: Path, told: str) -> None:
    walk.open("/xac-minh/")
    expect(walk.page.locator("#ket-qua")).to_be_hidden()
    walk.page.get_by_label("Tệp giấy chứng nhận").set_input_files(file)
    walk.page.get_by_role("button", name="Kiểm tra").click()
    walk.sees(told)
    walk.look()


def look_at_the_public_list(walk: Walk, *names: str) -> None:
    walk.open("/cong-nhan/cong-khai/")
    expect(walk.page.locator("tbody tr")).to_have_count(len(names))
    for name in names:
        walk.sees(name)


def uphold(walk: Walk) -> None:
    walk.go("Công nhận")
    walk.follow("Duy trì")
    for name, deed in ((COMMUNE, "Nhắc nguy cơ"), (COMMUNE, "Xác nhận duy trì"), (SCHOOL, "Xác nhận duy trì")):
        section = walk.page.get_by_role("region", name=name)
        section.locator("summary", has_text="Xác nhận duy trì").click()
        section.get_by_label("Nhận xét").fill(f"Nhận xét với {name}.")
        walk.press(deed, within=section)


def withdraw(walk: Walk) -> None:
    walk.go("Công nhận")
    walk.follow("Quyết định")
    walk.follow(re.compile("điển hình"), within=walk.page.get_by_role("region", name="Thu hồi công nhận"))
    walk.page.get_by_role("checkbox", name=COMPANY).check()
    walk.page.get_by_label(f"Căn cứ thu hồi của {COMPANY}").fill("Để xảy ra cháy nổ.")
    name_the_proposal(walk)
    letterhead(walk)
    walk.press("Lập dự thảo quyết định thu hồi")
    walk.follow("Phát hành, hoặc bỏ dự thảo")
    issue(walk)


def test_a_year_from_registration_to_certificate_and_the_year_after(chromium: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with running(home) as site:
        units_register(chromium, site)
        units_build_and_send(chromium, site)
        offices_appraise(chromium, site)
        file = offices_decide(chromium, site, tmp_path)
    with running(home, days_later=370) as site:
        a_year_later(chromium, site, file)


def units_register(chromium: Browser, site: str) -> None:
    for name, _ in UNITS:
        with signed_in(chromium, site, f"dau-moi-{name}", narrow=True) as walk:
            to_registration(walk)
            walk.press("Đăng ký")
            walk.sees("Đã đăng ký")
    for name, why in REFUSED:
        with signed_in(chromium, site, f"dau-moi-{name}", narrow=True) as walk:
            to_registration(walk)
            walk.press_in_vain("Đăng ký")
            walk.sees(f"Không thuộc diện: {why}")
    with signed_in(chromium, site, "lanh-dao-xa") as walk:
        for name in (SCHOOL, COMPANY):
            pass_up(walk, name)
    with signed_in(chromium, site, "dung") as walk:
        select(walk)


def units_build_and_send(chromium: Browser, site: str) -> None:
    for name, body in UNITS:
        with signed_in(chromium, site, f"dau-moi-{name}", narrow=True) as walk:
            build(walk, body)
            score(walk)
            draft_papers(walk, body) if name == "truong" else put_in_papers(walk)
        with signed_in(chromium, site, f"lanh-dao-{name}", narrow=True) as walk:
            send(walk, body)


def offices_appraise(chromium: Browser, site: str) -> None:
    with signed_in(chromium, site, "mat-tran") as walk:
        opine(walk)
    with signed_in(chromium, site, "dung") as walk:
        answer_opinion(walk)
        send_back(walk)
    with signed_in(chromium, site, "dau-moi-cong-ty", narrow=True) as walk:
        mend(walk)
    with signed_in(chromium, site, "lanh-dao-cong-ty", narrow=True) as walk:
        send(walk, COMPANY)
    with signed_in(chromium, site, "dung") as walk:
        name_members(walk)
    for account in ("tham-dinh-1", "tham-dinh-2"):
        with signed_in(chromium, site, account) as walk:
            for _, name in UNITS:
                judge(walk, name, modest=account == "tham-dinh-2")
    with signed_in(chromium, site, "tham-dinh-1") as walk:
        for _, name in UNITS:
            agree(walk, name)
    with signed_in(chromium, site, "dung") as walk:
        draw_one(walk)
        for _, name in UNITS:
            conclude(walk, name)


def offices_decide(chromium: Browser, site: str, folder: Path) -> Path:
    """The enterprise's certificate."""
    with signed_in(chromium, site, "vy") as walk:
        decide(walk)
        certify(walk)
    with signed_in(chromium, site, "dau-moi-cong-ty", narrow=True) as walk:
        file = download(walk, folder)
    with window(chromium, site, NARROW) as walk:
        check(walk, file, "Giấy chứng nhận thật")
        look_at_the_public_list(walk, COMMUNE, SCHOOL, COMPANY)
    return file


def a_year_later(chromium: Browser, site: str, file: Path) -> None:
    with signed_in(chromium, site, "dung") as walk:
        uphold(walk)
    with signed_in(chromium, site, "dau-moi-xa", narrow=True) as walk:
        to_candidacy(walk, COMMUNE)
        walk.sees(f"Nhận xét với {COMMUNE}.")
    with signed_in(chromium, site, "vy") as walk:
        withdraw(walk)
    with window(chromium, site, NARROW) as walk:
        check(walk, file, "đã bị thu hồi")
        look_at_the_public_list(walk, COMMUNE, SCHOOL)
