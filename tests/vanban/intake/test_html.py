"""HTML: what a browser shows, line by line."""

from __future__ import annotations

import pytest

from vanban.intake import Source, Unreadable, open_source


def opened(markup: str, name: str = "trang.html") -> Source:
    source = open_source(name, markup.encode())
    assert source.kind == "html"
    return source


PAGE = """<!DOCTYPE html>
<html><head><title>Cổng thông tin</title><style>p { color: red }</style><script>if (1 < 2) alert("x")</script></head>
<body><nav>Trang chủ &gt; Văn bản</nav>
<table width="100%"><tr><td>UBND TỈNH<br><b>KON TUM</b></td>
<td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<p>Độc lập - Tự do - Hạnh phúc</td></tr></table>
<p>1. Giao <b>Sở
   Xây dựng</b> nạo&nbsp;v&eacute;t cống &lt; 2 m.</p><div>2. Các phường<p>tuyên truyền</p>rộng rãi</div>
<!-- ghi chú --><p hidden>ẩn</p><p style="display: none">ẩn</p></body></html>"""


def test_blocks_are_lines_and_everything_unseen_is_out() -> None:
    assert opened(PAGE).text.split("\n") == [
        "UBND TỈNH",
        "KON TUM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "1. Giao Sở Xây dựng nạo\u00a0vét cống < 2 m.",
        "2. Các phường",
        "tuyên truyền",
        "rộng rãi",
    ]


def test_a_note_says_that_offsets_point_into_the_extracted_text() -> None:
    source = opened(PAGE)
    assert [note.code for note in source.notes] == ["html-source"]
    assert source.extractor.startswith("lxml ") and not source.verbatim


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        (
            "<html><table border=1><tr><th>STT<th>Nhiệm vụ<th>Thời gian<tr><td>1<td>Nạo vét<td>Quý I</table>",
            ["| STT | Nhiệm vụ | Thời gian |", "| 1 | Nạo vét | Quý I |"],
        ),
        ("<html><table border=1><tr><td>a<td>b|c</table>", ["| a | b/c |"]),
        ("<html><table border=1><tr><td>a<td><p>Sở A<p>Sở B</table>", ["| a | Sở A; Sở B |"]),
        ("<html><table border=1><tr><td>a<td><p>Sở A,<p>Sở B</table>", ["| a | Sở A, Sở B |"]),
        ("<html><table border=1><tr><td>a<td><table><tr><td>x<td>y</table><td>b</table>", ["| a | x; y | b |"]),
        ("<html><ul><li>một<li>hai</ul>", ["• một", "• hai"]),
        ("<html><ul><li>- một</ul>", ["- một"]),
        ("<html><ol><li>một<li>hai<ol type=a><li>ba</ol><li>bốn</ol>", ["1. một", "2. hai", "a. ba", "3. bốn"]),
        ("<html><ol type=I start=3><li>ba<li><p>bốn</ol>", ["III. ba", "IV. bốn"]),
        ("<html><pre>một\n  hai</pre>", ["một", "hai"]),
        ("<html><p>một<br>hai<br/>ba", ["một", "hai", "ba"]),
        ('<?xml version="1.0" encoding="utf-8"?>\n<html><p>một', ["một"]),
        ("<p>Kính gửi: Sở A</p>", ["Kính gửi: Sở A"]),
        ("<div class='x'><span>một</span></div>", ["một"]),
    ],
)
def test_tables_lists_and_breaks(markup: str, lines: list[str]) -> None:
    assert opened(markup).text.split("\n") == lines


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch <số 12> của Sở",
        "nhiệt độ < 25 và > 10 <b>",
        "| a<br>b | c |\n1. Giao Sở <b>A</b> làm",
        "<Ghi chú> văn bản này",
        "Kính gửi: <table> là bảng",
    ],
)
def test_plain_text_that_holds_a_bracket_is_text(text: str) -> None:
    source = open_source("x.html", text.encode())
    assert source.kind == "text" and source.text == text
    assert [note.code for note in source.notes] == ["other-format"]


def test_the_name_decides_nothing() -> None:
    source = opened(PAGE, "van-ban.txt")
    assert source.text.startswith("UBND TỈNH\n")


@pytest.mark.parametrize("markup", ["<html><body><script>x()</script></body></html>", "<!doctype html><img src=a.png>"])
def test_a_page_without_words_is_refused(markup: str) -> None:
    with pytest.raises(Unreadable, match="không có chữ"):
        open_source("a.html", markup.encode())


def test_sloppy_pages_that_never_close_a_tag_are_read_and_knots_are_refused() -> None:
    assert opened("<html>" + "<font color=red><b>chữ " * 5000).text.startswith("chữ chữ")
    with pytest.raises(Unreadable, match="quá sâu"):
        open_source("a.html", ("<html>" + "<div>" * 5000 + "chữ").encode())


def test_nothing_is_fetched_and_no_entity_is_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><html><p>chữ &b; <img src="file:///etc/passwd">'
    assert "aaaaaaaaaaaaaaaaaaaa" not in opened(bomb).text
