"""Marks of a body that decide for which recognition it may be put forward: a closed list, each with its words.

They stand in the body's version as `{"size": "nho"}`. Which of them a programme leaves out is the programme's affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from phongtrao.words import fold

Marks = dict[str, str | bool]
YES = "có"
ARMED_KINDS = frozenset(
    ("cong_an", "bo_chi_huy_quan_su", "ban_chi_huy_quan_su", "bo_chi_huy_bien_phong", "ban_chi_huy_bien_phong")
)
"""Kinds of body that are armed forces by their nature, their rooms with them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`values`: slug → words; empty for a mark that is there or not. `kinds` that may bear it; empty: all."""

    slug: str
    name: str
    kinds: frozenset[str]
    values: Mapping[str, str]
    why: str

    def read(self, written: str) -> str | bool | None:
        """The value that a person means by a slug or its words, with or without marks; None for none of the list."""
        key = fold(written).replace("_", " ")
        if not self.values:
            return True if key in ("co", "x", "1", "yes", "true") else None
        fitting = [slug for slug, said in self.values.items() if key in (slug.replace("_", " "), fold(said))]
        return fitting[0] if fitting else None

    def spoken(self, value: str | bool) -> str:
        """The value as people read it."""
        return self.values.get(str(value), str(value)) if self.values else YES


MARKS: tuple[Mark, ...] = (
    Mark(
        "size",
        "Quy mô",
        frozenset({"doanh_nghiep", "hop_tac_xa"}),
        {"sieu_nho": "siêu nhỏ", "nho": "nhỏ", "vua": "vừa", "lon": "lớn"},
        "Doanh nghiệp siêu nhỏ, nhỏ không thuộc diện xét (Nghị định số 80/2021/NĐ-CP nêu mức của từng quy mô).",
    ),
    Mark(
        "school",
        "Bậc học",
        frozenset({"truong"}),
        {
            "nha_tre": "nhà trẻ",
            "mau_giao": "mẫu giáo",
            "mam_non": "mầm non",
            "tieu_hoc": "tiểu học",
            "thcs": "trung học cơ sở",
            "thpt": "trung học phổ thông",
            "lien_cap": "nhiều cấp học",
            "gdtx": "giáo dục thường xuyên",
            "gdnn": "giáo dục nghề nghiệp",
            "dai_hoc": "đại học, cao đẳng",
        },
        "Trường tiểu học, mầm non, mẫu giáo, nhà trẻ không thuộc diện xét.",
    ),
    Mark(
        "armed_force",
        "Lực lượng vũ trang",
        frozenset(),
        {},
        "Đơn vị thuộc lực lượng vũ trang không thuộc diện xét.",
    ),
)
BY_SLUG = {mark.slug: mark for mark in MARKS}


def mark_words(marks: Mapping[str, str | bool]) -> list[tuple[str, str]]:
    """Name and value of each mark, in the order of the list: `("Quy mô", "nhỏ")`."""
    return [(mark.name, mark.spoken(marks[mark.slug])) for mark in MARKS if mark.slug in marks]


def faults(kind: str, marks: Mapping[str, str | bool]) -> list[tuple[str, str]]:
    """Marks that do not fit: the mark's name (or what was given for one) and what is wrong, in Vietnamese."""
    found = []
    for slug, value in marks.items():
        mark = BY_SLUG.get(slug)
        if mark is None:
            found.append((slug, f"Không có đặc điểm «{slug}»; các đặc điểm: {_listed(m.slug for m in MARKS)}."))
        elif mark.kinds and kind not in mark.kinds:
            found.append((mark.name, f"«{mark.name}» chỉ ghi cho loại: {_listed(sorted(mark.kinds))}."))
        elif mark.read(str(value) if mark.values else YES) is None:
            found.append((mark.name, f"«{value}» không có trong danh mục; xin ghi: {_listed(mark.values.values())}."))
    return found


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
