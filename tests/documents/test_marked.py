from __future__ import annotations

import html
import random
import re

import pytest

from phongtrao.documents.find_words import find_words
from phongtrao.documents.marked import MarginNote, Mark, Section, marked, sections
from phongtrao.files import Refusal


def drawn(text: str, *marks: Mark, notes: tuple[MarginNote, ...] = ()) -> str:
    return marked(text, Section(0, len(text)), marks, notes)


def plain(drawn_text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r'<span class="note.*?</span>', "", drawn_text)))


def test_words_are_marked_and_everything_is_escaped() -> None:
    text = "<b>Giao</b> Sở & Công an"
    assert drawn(text, Mark(3, 7, "0", "w-0", 1)) == (
        '&lt;b&gt;<mark class="words" id="w-0" data-words="0">'
        '<a class="words__to" href="#d-0" data-number="1" aria-label="Nhiệm vụ 1"></a>Giao</mark>'
        "&lt;/b&gt; Sở &amp; Công an"
    )


def test_keys_and_notes_of_a_reading_are_escaped_too() -> None:
    out = drawn("abc", Mark(0, 1, '"><script>', '"x'), notes=(MarginNote(1, "<i>", "n-0"),))
    assert "<script>" not in out and "<i>" not in out
    assert plain(out) == "abc"


def test_marks_nest() -> None:
    out = drawn("abcdef", Mark(0, 6, "0", "w-0"), Mark(2, 4, "0", "h-0"))
    assert out == (
        '<mark class="words" id="w-0" data-words="0">ab<mark class="words" id="h-0" data-words="0">cd</mark>ef</mark>'
    )


def test_a_mark_that_overlaps_another_goes_on_after_it_under_the_same_key() -> None:
    out = drawn("abcdef", Mark(0, 4, "0"), Mark(2, 6, "1", "w-1"))
    assert out == (
        '<mark class="words" data-words="0">ab<mark class="words" id="w-1" data-words="1">cd</mark></mark>'
        '<mark class="words" data-words="1">ef</mark>'
    )


def test_a_note_stands_at_its_words() -> None:
    out = drawn("abc", Mark(0, 2, "0"), notes=(MarginNote(1, "Xem lại", "n-0"), MarginNote(3, "Cuối", "n-1")))
    assert out.index("Xem lại") < out.index("b</mark>") < out.index("Cuối")


def test_any_marks_give_back_the_text_and_well_formed_html() -> None:
    chance = random.Random(4)
    text = "".join(chance.choice("ab <>&\n") for _ in range(400))
    for _ in range(200):
        marks = [
            Mark(a, a + chance.randrange(0, 80), str(n), f"w-{n}")
            for n, a in enumerate(chance.sample(range(420), chance.randrange(30)))
        ]
        notes = tuple(MarginNote(chance.randrange(401), "!", f"n-{n}") for n in range(3))
        out = drawn(text, *marks, notes=notes)
        assert plain(out) == text
        assert out.count("<mark") == out.count("</mark>")
        assert out.count('<span class="note') == 3
        ids = re.findall(r'id="(w-\d+)"', out)
        assert sorted(ids) == sorted(m.anchor for m in marks if m.start < min(m.end, len(text)))


def test_a_long_text_is_cut_between_paragraphs() -> None:
    text = ("Một đoạn văn. " * 20 + "\n\n") * 50
    found = sections(text, 1000)
    assert "".join(text[s.start : s.end] for s in found) == text
    assert all(text[s.start : s.end].endswith("\n\n") for s in found[:-1])
    assert max(s.end - s.start for s in found) <= 1000
    assert sections("", 10) == [Section(0, 0)]
    assert len(sections("a" * 95, 10)) == 10


def test_a_mark_over_two_sections_is_drawn_in_both_with_its_anchor_in_the_first() -> None:
    text = "abcdefgh"
    first = marked(text, Section(0, 4), [Mark(2, 6, "0", "w-0")])
    second = marked(text, Section(4, 8), [Mark(2, 6, "0", "w-0")])
    assert first == 'ab<mark class="words" id="w-0" data-words="0">cd</mark>'
    assert second == '<mark class="words" data-words="0">ef</mark>gh'


@pytest.mark.parametrize(
    ("words", "near", "nth", "place"),
    [
        ("Sở Tài chính", None, 1, [5, 17]),
        ("Sở  Tài\r\nchính", None, 1, [5, 17]),
        ("báo cáo", None, 2, [37, 44]),
        ("báo cáo", 40, 1, [37, 44]),
        ("báo cáo", 0, 1, [18, 25]),
        ("cáo UBND", None, 1, [22, 30]),
    ],
)
def test_words_are_found_whatever_their_blanks(words: str, near: int | None, nth: int, place: list[int]) -> None:
    text = "Giao Sở Tài chính báo cáo\nUBND tỉnh; báo cáo Bộ."
    assert find_words(text, words, near, nth) == place


@pytest.mark.parametrize(("words", "nth"), [("", 1), ("không có", 1), ("a", 3), ("x" * 20_001, 1)])
def test_words_that_are_not_there_are_refused(words: str, nth: int) -> None:
    with pytest.raises(Refusal):
        find_words("a b a", words, None, nth)
