"""Two copies of one document: what is the same, what differs, what only one has."""

from __future__ import annotations

from vanban.comparison import Comparison, compared
from vanban.comparison_printing import as_differences, copy_of
from vanban.compiler import compile_directive
from vanban.shelf import Paper

HEAD = "KẾ HOẠCH\nDạy bơi cho học sinh\nỦy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n"
SCHOOLS = "- Tổ chức các lớp dạy bơi cho học sinh lớp 5 trong dịp nghỉ hè; hoàn thành trước ngày 15/8/2025."
POOLS = "- Rà soát, sửa chữa các bể bơi hiện có, bảo đảm an toàn cho học sinh trong suốt quá trình học."
REPORT = "- Báo cáo kết quả thực hiện về Sở Giáo dục và Đào tạo trước ngày 20/9/2025 để tổng hợp."
OLD = f"{HEAD}1. Sở Giáo dục và Đào tạo\n{SCHOOLS}\n{POOLS}\n2. Ủy ban nhân dân các xã\n{REPORT}"


def held(old: str, new: str) -> Comparison:
    return compared(*(copy_of(Paper("bản", compile_directive(text), text)) for text in (old, new)))


def printed(old: str, new: str) -> list[str]:
    copies = [copy_of(Paper("bản", compile_directive(text), text)) for text in (old, new)]
    return as_differences(compared(*copies), *copies).splitlines()


def test_a_copy_of_itself_is_the_same_throughout() -> None:
    found = held(OLD, OLD)
    assert len(found.same) == 3 and not (found.changed or found.only_old or found.only_new)


def test_marks_capitals_and_broken_lines_are_no_difference() -> None:
    scanned = OLD.replace("Rà soát, sửa chữa", "Rà sóat sửa\nchữa").replace("tổng hợp", "TỔNG HỢP")
    found = held(OLD, scanned)
    assert len(found.same) == 3 and found.changed == ()


def test_a_duty_under_a_heading_that_was_found_again_is_the_same_but_moved() -> None:
    found = held(OLD, OLD.replace("1. Sở", "I. NHIỆM VỤ\n1. Sở"))
    assert [pair.moved for pair in found.same] == [True, True, True]


def test_a_changed_deadline_actor_and_wording_are_each_named() -> None:
    found = held(OLD, OLD.replace("15/8/2025", "30/8/2025"))
    assert [(pair.old, pair.new, pair.changed) for pair in found.changed] == [(0, 0, ("words", "deadlines"))]
    found = held(OLD, OLD.replace("2. Ủy ban nhân dân các xã", "2. Ủy ban nhân dân các phường"))
    assert [(pair.old, pair.changed) for pair in found.changed] == [(2, ("actors",))]
    found = held(OLD, OLD.replace("suốt quá trình học", "suốt thời gian học"))
    assert [(pair.old, pair.changed) for pair in found.changed] == [(1, ("words",))]


def test_what_only_one_copy_has_is_told() -> None:
    found = held(OLD, OLD.replace(POOLS, "- Mua sắm áo phao, tuyển thêm giáo viên thể dục có chứng chỉ cứu hộ."))
    assert (len(found.same), found.only_old, found.only_new) == (2, (1,), (1,))


def test_the_same_words_for_two_bodies_are_matched_by_the_body() -> None:
    twice = f"{HEAD}1. Sở Y tế\n{REPORT}\n2. Sở Tài chính\n{REPORT}"
    swapped = f"{HEAD}1. Sở Tài chính\n{REPORT}\n2. Sở Y tế\n{REPORT}"
    found = held(twice, swapped)
    assert [(pair.old, pair.new) for pair in found.same] == [(0, 1), (1, 0)]


def test_people_read_what_was_and_what_would_be() -> None:
    lines = printed(OLD, OLD.replace("15/8/2025", "30/8/2025"))
    assert lines[0] == "Giống nhau: 2; thay đổi: 1; chỉ ở bản cũ: 0; chỉ ở bản mới: 0"
    assert lines[-1] == "  thời hạn: chậm nhất ngày 14/08/2025 → chậm nhất ngày 29/08/2025"
