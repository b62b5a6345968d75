"""DOCX: what one sees in the body, with the labels that Word draws itself."""

from __future__ import annotations

import pytest
from docx.document import Document

from tests.vanban.intake.papers import body, item, numbered, pdf, repacked, word, word_of, zipped
from vanban.intake import Source, Unreadable, open_source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def opened(raw: bytes) -> Source:
    source = open_source("cong-van.docx", raw)
    assert source.kind == "docx"
    assert source.extractor.startswith("python-docx ") and "vanban" in source.extractor
    return source


def lines(raw: bytes) -> list[str]:
    return opened(raw).text.split("\n")


def of_xml(xml: str) -> list[str]:
    return lines(word(lambda document: body(document, xml)))


def p(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_paragraph_is_a_line_and_an_empty_one_an_empty_line() -> None:
    assert lines(word_of("KẾ HOẠCH", "", "", "1. Giao Sở A", "")) == ["KẾ HOẠCH", "", "1. Giao Sở A"]


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        (r("Sở ") + "<w:r><w:br/></w:r>" + r("Tài chính"), ["Sở", "Tài chính"]),
        (r("a") + "<w:r><w:tab/></w:r>" + r("b"), ["a\tb"]),
        (r("09") + "<w:r><w:noBreakHyphen/></w:r>" + r("CT/TW"), ["09-CT/TW"]),
        (r("giữ ") + f'<w:ins w:id="1" w:author="a">{r("thêm ")}</w:ins>' + r("lại"), ["giữ thêm lại"]),
        (
            r("giữ ") + '<w:del w:id="1" w:author="a"><w:r><w:delText>bỏ </w:delText></w:r></w:del>' + r("lại"),
            ["giữ lại"],
        ),
        (r("ẩn", "<w:rPr><w:vanish/></w:rPr>") + r("hiện"), ["hiện"]),
        (f"<w:hyperlink>{r('liên kết')}</w:hyperlink>", ["liên kết"]),
        (f"<w:smartTag>{r('thẻ')}</w:smartTag>", ["thẻ"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('ô điền')}</w:sdtContent></w:sdt>", ["ô điền"]),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('nhắc')}</w:sdtContent></w:sdt>" + r("x"),
            ["x"],
        ),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("12"), ["12"]),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>' + r(" việc"), ["• việc"]),
        (r("việc") + '<w:r><w:footnoteReference w:id="2"/></w:r>', ["việc"]),
    ],
)
def test_the_words_of_a_paragraph_are_the_ones_one_sees(inside: str, seen: list[str]) -> None:
    assert of_xml(p(inside)) == seen


def test_a_text_box_follows_the_paragraph_it_hangs_on_and_stands_once() -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'><w:drawing><w:txbxContent>{p(r('MẬT'))}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{p(r('MẬT'))}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert of_xml(p(r("Số: 5/KH") + box) + p(r("sau"))) == ["Số: 5/KH", "MẬT", "sau"]


def test_content_controls_are_opened_and_tables_of_contents_left_out() -> None:
    control = f"<w:sdt><w:sdtContent>{p(r('trong'))}</w:sdtContent></w:sdt>"
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p(r('mục lục'))}</w:sdtContent></w:sdt>"
    assert of_xml(control + contents + p(r("ngoài"))) == ["trong", "ngoài"]


def test_headers_and_footers_are_no_text_but_are_kept_to_look_at() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("KẾ HOẠCH")
        document.sections[0].header.paragraphs[0].text = "TỐI MẬT"

    source = opened(word(build))
    assert source.text == "KẾ HOẠCH" and source.margin == "TỐI MẬT"


class TestNumbering:
    LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"), ("bullet", "\uf0b7"))

    def test_labels_are_written_out_level_by_level(self) -> None:
        def build(document: Document) -> None:
            n = numbered(document, self.LEVELS)
            levels = (0, 1, 1, 2, 2, 3, 4, 1, 0, 1)
            body(document, "".join(item(f"việc {at}", n, level) for at, level in enumerate(levels)))

        labels = " ".join(line.split(" ")[0] for line in lines(word(build)))
        assert labels == "I. 1. 2. a) b) - • 3. II. 1."

    def test_a_label_may_hold_the_labels_above_it(self) -> None:
        def build(document: Document) -> None:
            n = numbered(document, (("upperRoman", "%1."), ("decimal", "%1.%2."), ("decimal", "Điều %3:")))
            body(document, item("a", n) + item("b", n, 1) + item("c", n, 1) + item("d", n, 2))

        assert lines(word(build)) == ["I. a", "I.1. b", "I.2. c", "Điều 1: d"]

    def test_legal_numbering_counts_in_figures_throughout(self) -> None:
        def build(document: Document) -> None:
            n = numbered(document, (("upperRoman", "%1."), ("decimal", "%1.%2.")))
            level = document.part.numbering_part.element.xpath(f'.//w:abstractNum[@w:abstractNumId="{n}"]/w:lvl')[1]
            level.append(level.makeelement(f"{{{W}}}isLgl", {}))
            body(document, item("a", n) + item("b", n, 1))

        assert lines(word(build)) == ["I. a", "1.1. b"]

    def test_a_list_that_begins_anew_begins_anew_and_another_goes_on(self) -> None:
        def build(document: Document) -> None:
            first = numbered(document, (("decimal", "%1."),))
            root = document.part.numbering_part.element
            for name, start in (("980", ""), ("981", '<w:startOverride w:val="1"/>')):
                override = f'<w:lvlOverride w:ilvl="0">{start}</w:lvlOverride>' if start else ""
                num = f'<w:num xmlns:w="{W}" w:numId="{name}"><w:abstractNumId w:val="{first}"/>{override}</w:num>'
                from docx.oxml import parse_xml

                root.append(parse_xml(num))
            body(document, item("a", first) + item("b", "980") + item("c", "981") + item("d", "981"))

        assert lines(word(build)) == ["1. a", "2. b", "1. c", "2. d"]

    def test_a_style_brings_its_numbering_and_a_paragraph_may_refuse_it(self) -> None:
        def build(document: Document) -> None:
            document.add_paragraph("một", style="List Number")
            document.add_paragraph("hai", style="List Number")
            document.add_paragraph("gạch", style="List Bullet")
            body(document, item("trơn", "0"))

        assert lines(word(build)) == ["1. một", "2. hai", "• gạch", "trơn"]

    def test_serial_numbers_of_a_table_are_labels_of_empty_paragraphs(self) -> None:
        def build(document: Document) -> None:
            n = numbered(document, (("decimal", "%1"),))
            rows = "".join(
                f"<w:tr><w:tc>{item('', n)}</w:tc><w:tc>{p(r(task))}</w:tc><w:tc>{p(r('Sở A'))}</w:tc></w:tr>"
                for task in ("Nạo vét", "Tuyên truyền")
            )
            body(document, f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")

        assert lines(word(build)) == ["| 1 | Nạo vét | Sở A |", "| 2 | Tuyên truyền | Sở A |"]

    @pytest.mark.parametrize(
        ("kind", "tenth"),
        [
            ("decimal", "10."),
            ("decimalZero", "10."),
            ("lowerRoman", "x."),
            ("upperRoman", "X."),
            ("lowerLetter", "j."),
            ("upperLetter", "J."),
            ("ordinal", "10."),
            ("none", "."),
        ],
    )
    def test_every_format_counts(self, kind: str, tenth: str) -> None:
        def build(document: Document) -> None:
            n = numbered(document, ((kind, "%1." if kind != "none" else "."),))
            body(document, "".join(item("việc", n) for _ in range(10)))

        assert lines(word(build))[-1] == f"{tenth} việc"


class TestTables:
    def test_a_table_of_tasks_is_rows(self) -> None:
        def build(document: Document) -> None:
            table = document.add_table(rows=2, cols=3)
            for at, text in enumerate(("STT", "Nhiệm vụ", "Chủ trì", "1", "Nạo vét\nkênh", "Sở A")):
                table.cell(at // 3, at % 3).text = text
            table.cell(1, 2).add_paragraph("Sở B")

        assert lines(word(build)) == ["| STT | Nhiệm vụ | Chủ trì |", "| 1 | Nạo vét kênh | Sở A; Sở B |"]

    def test_merged_cells_stand_once_and_empty_rows_not_at_all(self) -> None:
        def build(document: Document) -> None:
            table = document.add_table(rows=3, cols=3)
            table.cell(0, 0).merge(table.cell(0, 2)).text = "NĂM 2021"
            table.cell(1, 0).text, table.cell(1, 1).text = "a", "b"
            table.cell(1, 2).merge(table.cell(2, 2)).text = "chung"
            table.cell(2, 0).text, table.cell(2, 1).text = "c", "d"
            table.add_row()

        assert lines(word(build)) == ["| NĂM 2021 |", "| a | b | chung |", "| c | d | |"]

    def test_a_table_in_a_cell_is_told_within_the_cell(self) -> None:
        def build(document: Document) -> None:
            table = document.add_table(rows=1, cols=3)
            table.cell(0, 0).text, table.cell(0, 2).text = "a", "b"
            inner = table.cell(0, 1).add_table(rows=1, cols=3)
            for at, text in enumerate("xyz"):
                inner.cell(0, at).text = text

        assert lines(word(build)) == ["| a | x; y; z | b |"]

    def test_a_letterhead_is_lines(self) -> None:
        def build(document: Document) -> None:
            table = document.add_table(rows=2, cols=2)
            table.cell(0, 0).text = "UBND TỈNH KON TUM\nSỞ XÂY DỰNG"
            table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
            table.cell(0, 1).add_paragraph("Độc lập - Tự do - Hạnh phúc")
            table.cell(1, 0).text, table.cell(1, 1).text = "Số: 5/KH-SXD", "Kon Tum, ngày 05 tháng 3 năm 2021"

        assert lines(word(build)) == [
            "UBND TỈNH KON TUM",
            "SỞ XÂY DỰNG",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 5/KH-SXD",
            "Kon Tum, ngày 05 tháng 3 năm 2021",
        ]

    def test_rows_that_were_deleted_while_changes_are_tracked_are_out(self) -> None:
        row = f"<w:tr>%s<w:tc>{p(r('a'))}</w:tc><w:tc>{p(r('b'))}</w:tc><w:tc>{p(r('c'))}</w:tc></w:tr>"
        gone = '<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>'
        assert of_xml(f"<w:tbl><w:tblPr/><w:tblGrid/>{row % ''}{row % gone}</w:tbl>") == ["| a | b | c |"]


def test_old_fonts_in_a_word_file_are_mended_paragraph_by_paragraph() -> None:
    source = opened(word_of("Kế hoạch của Ủy ban", "c¸c së, ban, ngµnh b¸o c¸o kÕt qu¶", "UBND các xã"))
    assert source.text == "Kế hoạch của Ủy ban\ncác sở, ban, ngành báo cáo kết quả\nUBND các xã"
    assert "tcvn3" in source.extractor


PLAIN = word_of("Kế hoạch")
BLANKS = b"<a>" + b" " * 3_000_000 + b"</a>"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (word_of(""), "không có chữ"),
        (zipped(a=b"x"), "không phải tài liệu Word"),
        (zipped(), "không phải tài liệu Word"),
        (PLAIN[: len(PLAIN) // 2], "bị hỏng"),
        (repacked(PLAIN, word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"), "macro"),
        (repacked(PLAIN, word__document_xml=b"<a"), "bị hỏng"),
        (repacked(PLAIN, word__document_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "không an toàn"),
        (repacked(PLAIN, word__other_xml=BLANKS), "lớn bất thường"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
        (zipped(**{"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}), "macro"),
        (zipped(**{"[Content_Types].xml": b"...spreadsheetml.sheet.main+xml"}), "Excel"),
        (zipped(**{"[Content_Types].xml": b"...presentationml.presentation"}), "trình chiếu"),
        (zipped(**{"[Content_Types].xml": b"...wordprocessingml.template.main+xml"}), "dotx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le"), r"\.doc\b.*\.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "Workbook".encode("utf-16-le"), "Office đời cũ"),
        (b"{\\rtf1\\ansi Ke hoach}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "ảnh"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "ảnh"),
        (b"Rar!\x1a\x07" + bytes(100), "tệp nén"),
    ],
)
def test_what_is_no_word_file_is_refused_in_one_line_that_says_what_to_do(raw: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=f"(?i){says}") as refusal:
        open_source("a.docx", raw)
    assert "\n" not in str(refusal.value) and "Hãy" in str(refusal.value)


def test_a_part_that_nests_beyond_measure_is_refused() -> None:
    deep = f'<w:document xmlns:w="{W}"><w:body>{"<w:sdt>" * 3000}{"</w:sdt>" * 3000}</w:body></w:document>'
    with pytest.raises(Unreadable, match="bị hỏng"):
        open_source("a.docx", repacked(PLAIN, word__document_xml=deep.encode()))


def test_the_content_decides_and_a_wrong_name_is_noted() -> None:
    source = open_source("a.docx", pdf("Kế hoạch nạo vét kênh mương"))
    assert source.kind == "pdf" and [note.code for note in source.notes] == ["other-format"]
