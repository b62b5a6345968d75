"""The script that makes the shipped areas: how rows by hand and made rows share a span, how notes are read."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return import_module("build_units")


@pytest.fixture
def sources(script: ModuleType) -> ModuleType:
    return sys.modules["unit_sources"]


@pytest.mark.parametrize(
    ("made", "by_hand", "left"),
    [
        (("", "2025-06-30"), [], ("", "2025-06-30")),
        (("", "2025-06-30"), [("", "2020-01-31")], ("2020-02-01", "2025-06-30")),
        (("", "2025-06-30"), [("", "2020-01-31"), ("2020-02-01", "2025-06-30")], None),
        (("", "2025-06-30"), [("2020-02-01", "2025-06-30")], None),
        (("2025-07-01", ""), [("2026-04-30", "")], ("2025-07-01", "2026-04-29")),
        (("2025-07-01", ""), [("", "2025-06-30")], ("2025-07-01", "")),
    ],
)
def test_a_made_row_leaves_to_the_rows_by_hand_what_they_know(
    script: ModuleType, made: tuple[str, str], by_hand: list[tuple[str, str]], left: tuple[str, str] | None
) -> None:
    row = script.Area("X1", "1", "xa", "xã A", "H1", *made, "", "", "s")
    kept = script.trimmed(row, [{"valid_from": start, "valid_until": end} for start, end in by_hand])
    assert (kept and (kept.valid_from, kept.valid_until)) == left


@pytest.mark.parametrize(
    ("kind", "short", "name"),
    [
        ("Xã", "Hòa An", "xã Hòa An"),
        ("Phường", "5", "Phường 5"),
        ("Thành phố", "Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Thành phố", "Vinh", "thành phố Vinh"),
    ],
)
def test_a_name_is_written_as_officials_write_it(script: ModuleType, kind: str, short: str, name: str) -> None:
    assert script.full_name(kind, short) == name


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Hợp nhất xã Hòa An, xã Tân Thịnh và xã Nhân Lý", {"hoaan": False, "tanthinh": False, "nhanly": False}),
        ("Đổi tên, hợp nhất phường Ngọc Hà, 1 phần phường Quang Trung", {"ngocha": False, "quangtrung": True}),
        ("Hợp nhất xã Quảng Ngần và phần còn lại của xã Việt Lâm", {"quangngan": False, "vietlam": True}),
    ],
)
def test_a_note_names_the_parts_a_unit_is_made_of(sources: ModuleType, note: str, told: dict[str, bool]) -> None:
    assert sources.told_parts(note) == told
