"""Plain text: the file's own characters, whatever it was typed in."""

from __future__ import annotations

import codecs

import pytest

from tests.vanban.intake.papers import LETTER, old_bytes, surface, windows_1258
from vanban.intake import Source, Unreadable, open_source


def opened(raw: bytes) -> Source:
    source = open_source("cong-van.txt", raw)
    assert source.kind == "text"
    return source


def codes(source: Source) -> list[str]:
    return [note.code for note in source.notes]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (LETTER.encode(), "utf-8"),
        (codecs.BOM_UTF8 + LETTER.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + LETTER.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + LETTER.encode("utf-32-le"), "utf-32-le"),
        (LETTER.encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_unicode_is_taken_as_it_stands_without_its_byte_order_mark(raw: bytes, name: str) -> None:
    source = opened(raw)
    assert source.text == LETTER
    assert source.extractor.startswith(f"{name} / vanban ")
    assert source.verbatim and not source.notes


def test_line_ends_and_combining_marks_stay_as_they_are() -> None:
    text = "Ủy ban\r\nnhân dân\rtỉnh\n\n  Sơn La \u00a0\t\u200b Uỷ ban nhân dân\n"
    assert opened(text.encode()).text == text


@pytest.mark.parametrize("table", ["tcvn3", "vni"])
def test_old_tables_become_unicode(table: str) -> None:
    letter = LETTER if table == "vni" else LETTER.lower()
    source = opened(old_bytes(letter, table))
    assert source.text == letter
    assert codes(source) == ["legacy-encoding"]
    assert table in source.extractor and not source.verbatim


def test_windows_1258_is_the_codecs_own_characters() -> None:
    raw = windows_1258(LETTER)
    source = opened(raw)
    assert source.text == raw.decode("cp1258")
    assert source.verbatim


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("céng hßa x· héi chñ nghÜa viÖt nam", "cộng hòa xã hội chủ nghĩa việt nam"),
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("ñY BAN NH¢N D¢N TØNH Hµ NAM", "ỦY BAN NHÂN DÂN TỈNH HÀ NAM"),
        ("Sè: 12/Q§-UBND", "Số: 12/QĐ-UBND"),
        ("Bé Néi vô, Së Tµi chÝnh vµ UBND c¸c huyÖn", "Bộ Nội vụ, Sở Tài chính và UBND các huyện"),
    ],
)
def test_tcvn3_capitals_are_drawn_from_small_letters(shown: str, said: str) -> None:
    assert opened(shown.encode("latin-1")).text == said


def test_a_text_pasted_together_from_several_machines_is_told_line_by_line() -> None:
    raw = b"\n".join(
        [
            old_bytes("về việc phòng cháy, chữa cháy rừng mùa khô", "tcvn3"),
            old_bytes("Giao Sở Nông nghiệp chủ trì thực hiện nhiệm vụ", "vni"),
            b"Theo muc 2:",
            "Số: 15/QĐ-UBND ngày mồng một".encode(),
            old_bytes("các huyện, thị xã, thành phố", "tcvn3"),
        ]
    )
    assert opened(raw).text.split("\n") == [
        "về việc phòng cháy, chữa cháy rừng mùa khô",
        "Giao Sở Nông nghiệp chủ trì thực hiện nhiệm vụ",
        "Theo muc 2:",
        "Số: 15/QĐ-UBND ngày mồng một",
        "các huyện, thị xã, thành phố",
    ]


@pytest.mark.parametrize("table", ["tcvn3", "vni"])
def test_an_old_table_saved_as_unicode_is_mended(table: str) -> None:
    line = "nâng cao chất lượng phong trào, báo cáo trước ngày 10/5"
    source = opened(f"Kế hoạch của Ủy ban\n{surface(line, table)}\n".encode())
    assert source.text == f"Kế hoạch của Ủy ban\n{line}\n"
    assert codes(source) == ["legacy-encoding"]


def test_utf8_once_decoded_as_western_is_mended() -> None:
    source = opened(LETTER.encode().decode("latin-1").encode())
    assert source.text == LETTER


@pytest.mark.parametrize(
    "text",
    [
        "Hà Nam, và các xã",
        "Señor Müller – résumé de l'été à Paris, garçon fâché\n",
        "Giá trị: 5 µm ± 3 °C · § 12 « ghi chú » © 2020",
        "Công ty Nestlé Việt Nam; ông Đặng Văn É",
        "số: 12 < 15 và 3 > 2",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    source = opened(text.encode())
    assert source.text == text and not source.notes


def test_utf8_that_was_cut_stays_utf8_and_says_where_it_is_damaged() -> None:
    raw = LETTER.encode()
    source = opened(raw[: raw.rindex("ữ".encode()) + 1])
    assert source.text[:-1] == LETTER[: LETTER.rindex("ữ")]
    (note,) = source.notes
    assert note.code == "damaged-text" and source.text[note.start : note.end] == "\ufffd"


def test_a_zero_byte_is_made_visible_without_moving_anything() -> None:
    text = LETTER.replace("Giao", "Gi\0o")
    source = opened(text.encode())
    assert source.text == text.replace("\0", "\ufffd")
    assert codes(source) == ["damaged-text"]


@pytest.mark.parametrize(
    "raw",
    [
        bytes(range(256)),
        b"\x00\x01\x02\x03" * 10,
        b"\x7fELF\x02\x01\x01" + bytes(64),
        b"\xff\xfe" + bytes(range(200, 256)) * 9,
    ],
)
def test_binary_data_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="không phải văn bản"):
        open_source("x.txt", raw)


@pytest.mark.parametrize(
    "raw",
    [
        "Élève à l'école française où naît l'été, garçon fâché, señor Straße".encode("latin-1"),
        "Приказ губернатора о мерах пожарной безопасности".encode("koi8-r"),
    ],
)
def test_an_encoding_that_no_guess_mends_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="bảng mã"):
        open_source("x.txt", raw)
