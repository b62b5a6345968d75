"""Documents as a chain: numbers found in what others say, effects between papers, grounds that were changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from vanban.compiler import compile_directive
from vanban.identity import body, meant_by, number_key, same_body
from vanban.link import Linked, linked
from vanban.shelf import Paper

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "directives" / "seeds"
HEAD = "ỦY BAN NHÂN DÂN\n{area}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
SUBJECT = "Dạy bơi, phòng chống đuối nước cho học sinh trên địa bàn tỉnh"
NAMED = "Kế hoạch số 48/KH-UBND ngày 05/3/2024 của UBND tỉnh về dạy bơi, phòng chống đuối nước cho học sinh"


def unnumbered(
    subject: str = SUBJECT, grounds: str = "ngày 10/01/2024", items: str = "", area: str = "Hà Thành"
) -> str:
    return (
        f"KẾ HOẠCH\n{subject}\nThực hiện Chỉ thị số 12/CT-TTg {grounds} của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh "
        f"{area} ban hành Kế hoạch như sau:\n1. Sở Giáo dục và Đào tạo mở lớp{items}.\n2. Các xã bố trí bể bơi.\n"
        "Nơi nhận:\n- Lưu: VT."
    )


def letter(*says: str, area: str = "Hà Thành", number: str = "312/UBND-KT", day: str = "09 tháng 02 năm 2025") -> str:
    items = "\n".join(f"{n}. {words}." for n, words in enumerate(says, 1))
    return (
        HEAD.format(area=f"TỈNH {area.upper()}")
        + f"Số: {number}\nV/v bảo đảm an toàn mùa hè\n{area}, ngày {day}\nKính gửi: Các sở, ban, ngành.\n"
        f"Ủy ban nhân dân tỉnh yêu cầu:\n{items}\nNơi nhận:\n- Lưu: VT."
    )


def chain(*texts: str) -> list[Linked]:
    return linked([Paper(f"{n}.txt", compile_directive(text, chain=True), text) for n, text in enumerate(texts)])


def proposed(*texts: str) -> tuple[str, str | None] | None:
    found = chain(*texts)[0].proposal
    return (found.number, found.date) if found else None


def asked(*texts: str) -> list[str]:
    found = chain(*texts)[0]
    assert found.proposal is None
    return [question.number for question in found.questions]


class TestProposals:
    def test_a_plan_without_a_number_is_found_where_another_document_names_it(self) -> None:
        text = letter(f"Tiếp tục thực hiện {NAMED}")
        plan, _ = chain(unnumbered(), text)
        assert plan.proposal is not None
        assert (plan.identity.number, plan.identity.date) == ("48/KH-UBND", "2024-03-05")
        (passage,) = plan.proposal.evidence
        assert text[passage.start : passage.end].startswith("48/KH-UBND ngày 05/3/2024 của UBND tỉnh về dạy bơi")
        assert plan.proposal.reasons[:2] == ("cùng loại: kế hoạch", "cùng cơ quan: UBND tỉnh Hà Thành")

    @pytest.mark.parametrize(
        ("plan", "says"),
        [
            (unnumbered(), letter(NAMED.replace("Kế hoạch", "Quyết định"))),
            (unnumbered(), letter(NAMED.replace("48/KH-UBND", "48-KH/TU").replace("UBND tỉnh", "Tỉnh ủy"))),
            (unnumbered(), letter(NAMED.replace("UBND tỉnh", "UBND huyện Đông Phú"))),
            (unnumbered(), letter(NAMED, area="Bắc Hải")),
            (unnumbered(grounds="ngày 10/6/2024"), letter(NAMED)),
            (unnumbered(items=" trước ngày 01/02/2024"), letter(NAMED)),
            (unnumbered(), letter(NAMED, day="01 tháng 3 năm 2024")),
            (unnumbered("Cải cách hành chính trên địa bàn tỉnh"), letter(NAMED)),
            (unnumbered(SUBJECT + " năm 2024"), letter(NAMED + " năm 2025")),
        ],
        ids=["kind", "party", "district", "province", "older than its grounds", "later than its deadline",
             "later than who names it", "subject", "year"],
    )  # fmt: skip
    def test_nothing_is_proposed_against_kind_body_days_or_subject(self, plan: str, says: str) -> None:
        found = chain(plan, says)[0]
        assert found.proposal is None and found.questions == ()

    def test_the_year_of_a_title_tells_two_plans_apart(self) -> None:
        says = letter(NAMED + " năm 2024", NAMED.replace("48/KH-UBND", "9/KH-UBND") + " năm 2025")
        assert proposed(unnumbered(SUBJECT + " năm 2024"), says) == ("48/KH-UBND", "2024-03-05")

    def test_two_that_are_as_likely_are_asked(self) -> None:
        again = NAMED.replace("48/KH-UBND ngày 05/3/2024", "51/KH-UBND ngày 06/4/2024")
        assert asked(unnumbered(), letter(NAMED, again)) == ["48/KH-UBND", "51/KH-UBND"]

    def test_a_body_that_is_not_known_is_asked(self) -> None:
        nobody = letter(NAMED).replace("TỈNH HÀ THÀNH", "SỞ Y TẾ").replace("Hà Thành", "")
        assert asked(unnumbered(), nobody.replace("312/UBND-KT", "312/SYT")) == ["48/KH-UBND"]

    def test_one_number_is_not_given_to_two_different_plans_but_to_copies_of_one(self) -> None:
        other = unnumbered("Phòng chống đuối nước, dạy bơi cho học sinh trên địa bàn")
        assert asked(unnumbered(), other, letter(NAMED)) == ["48/KH-UBND"]
        copies = chain(unnumbered(), unnumbered(), letter(NAMED))
        assert [paper.identity.number for paper in copies[:2]] == ["48/KH-UBND"] * 2

    def test_a_number_that_is_another_papers_own_is_not_given_away(self) -> None:
        owner = (
            letter("Các xã dạy bơi").replace("312/UBND-KT", "48/KH-UBND").replace("09 tháng 02 năm 2025", "05/3/2024")
        )
        owner = owner.replace("Hà Thành, ngày 05/3/2024", "Hà Thành, ngày 05 tháng 3 năm 2024")
        assert proposed(unnumbered(), letter(NAMED), owner) is None

    def test_a_shared_ground_lets_a_short_title_be_enough(self) -> None:
        subject = "Triển khai thực hiện Chỉ thị số 12/CT-TTg của Thủ tướng Chính phủ"
        says = "Kế hoạch số 48/KH-UBND ngày 05/3/2024 của UBND tỉnh triển khai Chỉ thị số 12/CT-TTg"
        assert proposed(unnumbered(subject), letter(says)) == ("48/KH-UBND", "2024-03-05")

    def test_a_day_is_found_by_the_number(self) -> None:
        dayless = letter("Các xã dạy bơi", number="90/UBND-KT").replace("Hà Thành, ngày 09 tháng 02 năm 2025\n", "")
        says = letter("Tiếp tục thực hiện Công văn số 90/UBND-KT ngày 02/01/2025 của UBND tỉnh Hà Thành")
        assert chain(dayless)[0].identity.date is None
        assert proposed(dayless, says) == ("90/UBND-KT", "2025-01-02")

    @pytest.mark.skipif(not SEEDS.is_dir(), reason="no documents beside the project (../shared/directives/seeds)")
    def test_the_plan_among_the_seeds_is_found(self) -> None:
        papers = [
            Paper(path.name, compile_directive(path.read_text(encoding="utf-8"), chain=True), "")
            for path in sorted(SEEDS.iterdir())
        ]
        found = {each.name[:3]: each for each in linked(papers) if each.proposal or each.questions}
        assert {name: (each.identity.number, each.identity.date) for name, each in found.items()} == {
            "003": ("108/KH-UBND", "2019-08-15")
        }
        assert {papers[p.paper].name[:3] for p in found["003"].proposal.evidence} == {"002"}


REPLACING = (
    HEAD.format(area="TỈNH HÀ THÀNH")
    + "Số: 91/QĐ-UBND\nHà Thành, ngày 09 tháng 6 năm 2025\nQUYẾT ĐỊNH\nVề việc ban hành Quy chế quản lý bể bơi\n"
    "QUYẾT ĐỊNH:\nĐiều 1. Ban hành Quy chế.\nĐiều 2. Quyết định này thay thế Quyết định số 15/QĐ-UBND ngày 02/02/2021 "
    "của UBND tỉnh.\nNơi nhận:\n- Lưu: VT."
)
RESTING = unnumbered().replace(
    "Chỉ thị số 12/CT-TTg ngày 10/01/2024 của Thủ tướng Chính phủ", "Quyết định số 15/QĐ-UBND của UBND tỉnh"
)


class TestChain:
    def test_effects_run_between_papers_at_hand_and_to_documents_that_are_not(self) -> None:
        replaced = REPLACING.replace("91/QĐ-UBND", "15/QĐ-UBND").replace("09 tháng 6 năm 2025", "02 tháng 02 năm 2021")
        replaced = replaced.replace(
            "Quyết định số 15/QĐ-UBND ngày 02/02/2021", "Quyết định số 3/QĐ-UBND ngày 04/4/2011"
        )
        later, earlier = chain(REPLACING, replaced)
        assert [(e.kind, e.on_paper, e.on.date) for e in later.effects] == [("replaces", 1, "2021-02-02")]
        assert [(e.kind, e.on_paper, e.on.number) for e in earlier.effects] == [("replaces", None, "3/QĐ-UBND")]

    def test_who_rests_on_what_a_later_document_replaced_is_told_with_both_passages(self) -> None:
        resting, replacing = chain(RESTING, REPLACING)
        assert replacing.doubts == ()
        (doubt,) = resting.doubts
        assert doubt.code == "ended-ground"
        assert "Quyết định số 15/QĐ-UBND ngày 02/02/2021" in doubt.message and "số 91/QĐ-UBND" in doubt.message
        assert [passage.paper for passage in doubt.passages] == [0, 1]
        assert "15/QĐ-UBND" in RESTING[doubt.passages[0].start : doubt.passages[0].end]
        assert "thay thế" in REPLACING[doubt.passages[1].start : doubt.passages[1].end]

    def test_a_decision_of_another_province_replaces_nothing_here(self) -> None:
        elsewhere = REPLACING.replace("HÀ THÀNH", "BẮC HẢI").replace("Hà Thành", "Bắc Hải")
        assert chain(RESTING, elsewhere)[0].doubts == ()

    def test_the_same_number_of_another_year_is_another_document(self) -> None:
        other_year = RESTING.replace("số 15/QĐ-UBND của", "số 15/QĐ-UBND ngày 03/3/2022 của")
        assert chain(other_year, REPLACING)[0].doubts == ()

    def test_who_tells_of_the_change_knows_it(self) -> None:
        knows = RESTING.replace("của UBND tỉnh, Ủy", "(được thay thế bởi Quyết định số 91/QĐ-UBND ngày 09/6/2025), Ủy")
        found = chain(knows)[0]
        assert [(e.kind, e.by.number) for e in found.told if e.by] == [("replaces", "91/QĐ-UBND")]
        assert found.doubts == ()


def test_two_spellings_of_a_number_are_one_and_two_numbers_are_two() -> None:
    assert number_key("09-CT/TW") == number_key("9/CT- TW") == number_key("09/ct–tw")
    assert number_key("09-CT/TW") != number_key("90-CT/TW") != number_key("09-CT/TU")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Chủ tịch UBND tỉnh Hà Thành", "Ủy ban nhân dân tỉnh Hà Thành", True),
        ("UBND tỉnh", "UBND tỉnh Hà Thành", None),
        ("UBND huyện Đông Phú", "UBND tỉnh Hà Thành", False),
        ("UBND tỉnh Bắc Hải", "UBND tỉnh Hà Thành", False),
        ("Ban Bí thư", "Ban Chấp hành Trung ương", True),
        ("Thủ tướng", "Thủ tướng Chính phủ", True),
        ("Ban Thường vụ Tỉnh ủy", "UBND tỉnh", False),
        (None, "UBND tỉnh", None),
    ],
)
def test_bodies_are_one_two_or_not_told_apart(one: str | None, other: str, same: bool | None) -> None:
    assert same_body(body(one), body(other)) is same


def test_a_body_named_without_its_place_is_that_of_who_speaks() -> None:
    province = body("UBND tỉnh Hà Thành")
    assert meant_by("UBND tỉnh", "48/KH-UBND", body("Công an tỉnh Hà Thành")) == province
    assert meant_by(None, "48/KH-UBND", province) == province
    assert meant_by("UBND tỉnh", "48/KH-UBND", body("UBND huyện Đông Phú")) == body("UBND tỉnh")
