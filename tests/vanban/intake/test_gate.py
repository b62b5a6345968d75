"""Any bytes become a text or one line that says what to do."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.vanban.intake.papers import LETTER, old_bytes, pdf, repacked, windows_1258, word_of
from vanban.intake import MAX_BYTES, Source, Unreadable, open_source

FILES = {
    "text": LETTER.encode(),
    "utf-16": LETTER.encode("utf-16"),
    "vni": old_bytes(LETTER, "vni"),
    "windows-1258": windows_1258(LETTER),
    "html": f"<html><body><table><tr><td>{LETTER}</td></tr></table></body></html>".encode(),
    "docx": word_of(*LETTER.splitlines()),
    "pdf": pdf(LETTER.strip()),
}


def told(raw: bytes, name: str = "a") -> Source | str:
    """The source of some bytes, or the message; anything else that is raised fails the test."""
    try:
        source = open_source(name, raw)
    except Unreadable as refusal:
        message = str(refusal)
        assert message and "\n" not in message and message[-1] == "."
        return message
    assert source.text.strip() and "\0" not in source.text
    source.text.encode("utf-8")
    assert all(0 <= note.start <= note.end <= len(source.text) for note in source.notes)
    return source


@pytest.mark.parametrize(
    "raw", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf \n", "\x85\xa0\u3000".encode()]
)
def test_an_empty_file_is_called_empty(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="rỗng"):
        open_source("a.txt", raw)


def test_a_file_over_the_limit_is_refused_with_both_sizes_where_they_differ() -> None:
    with pytest.raises(Unreadable, match=r"^Tệp vượt mức 20 MB"):
        open_source("a.txt", b"a" * (MAX_BYTES + 1))
    with pytest.raises(Unreadable, match=r"lớn 1,5 MB, vượt mức 1 MB"):
        open_source("a.txt", b"a" * 1_500_000, max_bytes=1_000_000)


def test_every_kind_of_file_is_read() -> None:
    for kind, raw in FILES.items():
        source = told(raw)
        assert isinstance(source, Source), kind
        assert "nạo vét cống rãnh" in source.text or kind == "windows-1258"


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.5\n", b"<html>", b"\xff\xfe", b"\xd0\xcf\x11\xe0"]),
)
@example(b"", b"RIFF")
def test_any_bytes_give_a_text_or_one_clear_line(tail: bytes, head: bytes) -> None:
    told(head + tail)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_files_that_are_cut_and_noised_give_a_text_or_one_clear_line(kind: str, data: st.DataObject) -> None:
    raw = bytearray(FILES[kind])
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=30)):
        raw[place] = data.draw(st.integers(0, 255))
    told(bytes(raw[: data.draw(st.integers(0, len(raw)))]))


PARTS = [
    "word/document.xml",
    "word/numbering.xml",
    "word/styles.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PARTS), st.data())
def test_a_word_file_with_noise_in_a_part_gives_a_text_or_one_clear_line(part: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(BytesIO(FILES["docx"])) as archive:
        content = bytearray(archive.read(part))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[place] = data.draw(st.sampled_from(b"<>/\"' &09az"))
    told(repacked(FILES["docx"], **{part: bytes(content)}))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_text_in_utf8_is_never_changed_without_a_note(text: str) -> None:
    source = told(text.encode("utf-8", errors="replace"))
    if isinstance(source, Source) and source.kind == "text" and not source.notes:
        assert source.text == text.encode("utf-8", errors="replace").decode().removeprefix("\ufeff")
