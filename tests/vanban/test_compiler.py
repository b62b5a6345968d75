"""The whole pipeline: it never refuses, never invents, and every value points at its words."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.compiler import compile_directive
from vanban.directive import Directive, Party

SAMPLES = Path(__file__).resolve().parents[2] / "src" / "phongtrao" / "samples"
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))}
REAL = Path(__file__).resolve().parents[3] / "shared" / "directives"
KINDS_OF_DEADLINE = {"on", "every", "from", "within"}


def letters(text: str) -> str:
    """Letters without marks: what a name and the words it was read from have in common whatever was mended."""
    bare = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in bare if c.isalnum() and not unicodedata.combining(c)).replace("đ", "d")


def figures(number: str) -> str:
    """A number's letters with those that copying takes for digits as the digits: "2O25" and "2025" are one."""
    return letters(number.translate(str.maketrans("OoIl|", "00111")))


def spans_of(read: Directive) -> list[tuple[int, int]]:
    found = [(v.start, v.end) for v in (*read.citations, *read.duties, *read.targets, *read.models, *read.notes)]
    for header in (read.header, *read.attached):
        found += header.spans.values()
    for duty in read.duties:
        found += [(d.start, d.end) for d in duty.deadlines]
        found += [(p.start, p.end) for p in (*duty.actors, *duty.support, *duty.to, *duty.via)]
    return found


def holds(raw: str, read: Directive) -> None:
    """What must hold of every reading of every text."""
    for start, end in spans_of(read):
        assert 0 <= start <= end <= len(raw)
    for duty in read.duties:
        assert raw[duty.start : duty.end].strip()
        assert duty.kind in ("act", "report") and duty.nth >= 1
        for party in (*duty.actors, *duty.support, *duty.to, *duty.via):
            said(raw, party)
        for deadline in duty.deadlines:
            assert KINDS_OF_DEADLINE & deadline.rule.keys() and raw[deadline.start : deadline.end].strip()
    for citation in read.citations:
        assert figures(citation.number) in figures(raw[citation.start : citation.end])
    for initiative in read.models:
        assert letters(initiative.name) == letters(raw[initiative.start : initiative.end])


def said(raw: str, party: Party) -> None:
    """A body's name is made of the words it points at."""
    words = letters(raw[party.start : party.end])
    assert party.name and all(letters(word) in words for word in party.name.split()), (
        party,
        raw[party.start : party.end],
    )


@pytest.mark.parametrize("name", TEXTS)
def test_every_value_of_a_sample_points_at_its_words(name: str) -> None:
    read = compile_directive(TEXTS[name])
    assert read.duties and read.header.number
    holds(TEXTS[name], read)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_stands_twice_is_read_once(name: str) -> None:
    once, twice = compile_directive(TEXTS[name]), compile_directive(TEXTS[name] + "\n\n" + TEXTS[name])
    assert [(d.clause, d.kind) for d in twice.duties] == [(d.clause, d.kind) for d in once.duties]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_as_they_stand_do_not_change_what_is_read(ends: str) -> None:
    text = TEXTS["cong-van-bao-cao-dinh-ky"]
    raw = text.replace("\n", ends)
    read = compile_directive(raw)
    assert [(d.clause, d.kind, len(d.actors)) for d in read.duties] == [
        (d.clause, d.kind, len(d.actors)) for d in compile_directive(text).duties
    ]
    holds(raw, read)


def test_combining_marks_are_read_as_letters_and_offsets_stay_with_the_source() -> None:
    text = TEXTS["ke-hoach-don-vi-dien-hinh"]
    raw = unicodedata.normalize("NFD", text)
    read = compile_directive(raw)
    assert read.header.number == compile_directive(text).header.number
    assert len(read.duties) == len(compile_directive(text).duties)
    holds(raw, read)


@pytest.mark.parametrize(
    "raw", ["", " \n\t\n", "|||\n|", "-\n-\n-", "Điều 1.\nĐiều 2.", "1.\n1.1.\n1.1.1.", "\x00\ufffd\u200b"]
)
def test_a_text_with_nothing_in_it_gives_an_empty_reading(raw: str) -> None:
    assert compile_directive(raw).duties == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=600))
def test_any_text_is_read_without_an_error(raw: str) -> None:
    holds(raw, compile_directive(raw))


def noised(text: str, seed: int) -> str:
    """The text cut, doubled, shuffled by lines or sprinkled with wrong characters."""
    dice = random.Random(seed)
    how = dice.choice(("cut", "double", "shuffle", "noise", "unmark"))
    if how == "cut":
        a, b = sorted(dice.sample(range(len(text)), 2))
        return text[a:b]
    if how == "double":
        at = dice.randrange(len(text))
        return text[:at] + text[dice.randrange(len(text)) :]
    if how == "shuffle":
        lines = text.split("\n")
        dice.shuffle(lines)
        return "\n".join(lines)
    if how == "unmark":
        return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(dice.choice("lI1|0oO .,;:-\n") if dice.random() < 0.03 else c for c in text)


def damaged(texts: dict[str, str], rounds: int) -> None:
    for seed in range(rounds):
        for name, text in texts.items():
            raw = noised(text, seed)
            try:
                holds(raw, compile_directive(raw))
            except Exception as error:
                raise AssertionError(f"{name}, seed {seed}") from error


def test_cut_doubled_shuffled_and_noised_samples_are_read_without_inventing() -> None:
    damaged(TEXTS, 12)


@pytest.mark.trial
def test_a_thousand_damaged_documents_are_read_without_inventing() -> None:
    real = {p.stem: p.read_bytes().decode("utf-8-sig") for p in sorted(REAL.glob("*/*.txt"))} if REAL.is_dir() else {}
    damaged(TEXTS | real, 60)


def test_a_window_of_data_longer_than_a_year_is_noted_and_is_no_deadline() -> None:
    text = TEXTS["cong-van-bao-cao-dinh-ky"].replace(
        "2. Công an tỉnh\n",
        "c) Mốc số liệu báo cáo: từ ngày 30/11 năm trước đến ngày 01/12 năm sau.\n2. Công an tỉnh\n",
    )
    read = compile_directive(text)
    assert [text[n.start : n.end][:6] for n in read.notes if n.code == "odd-period"] == ["Mốc số"]
    assert all("30/11" not in text[d.start : d.end] for d in read.duties)
