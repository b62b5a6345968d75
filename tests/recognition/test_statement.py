"""A statement says the same in one way only, fits into a QR code, and nothing hostile gets past its reader."""

from __future__ import annotations

import base64
import contextlib
import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.key_files import public_half
from phongtrao.recognition.statement import CONTEXT, MOST_CHARACTERS, NoStatement, Signed, Statement, read, sign
from tests.recognition import plain_reader
from tests.recognition.certificate_samples import BASE, FIRST, NINE, TOLD, Known, sample


def with_lines(raw: bytes) -> str:
    """A text of these lines with some signature: reading believes nothing and proves nothing."""
    return "PT1" + base64.b32encode(bytes(64) + raw).decode().rstrip("=")


def lines(**changed: Any) -> bytes:
    told = {**TOLD, "issued_at": "2026-11-20T09:00:00", "key": "0" * 8, **changed}
    return "\n".join(str(value) for value in told.values()).encode()


def test_what_was_issued_is_read_again_and_the_text_is_small() -> None:
    statement, text = sample()
    assert read(text).statement == statement and statement.issued_at == NINE
    assert text.startswith(f"{BASE}/xac-minh/#PT1") and len(text) < 800
    assert len(statement.lines()) < 450


def test_the_same_statement_and_key_give_the_same_text() -> None:
    assert sample() == sample()
    assert sample(at=NINE + timedelta(microseconds=7)) == sample()


def test_names_are_composed_and_their_blanks_single() -> None:
    assert sample(unit="Xa\u0303  Vi\u0303nh Thi\u0323nh ")[0] == sample(unit="Xã Vĩnh Thịnh")[0]


def test_another_reader_finds_the_same_words_and_proves_the_signature() -> None:
    statement, text = sample()
    told, said, signature = plain_reader.unpack(text)
    assert told[:3] == [statement.serial, statement.unit_code, statement.unit] and said.startswith(CONTEXT)
    public = bytes.fromhex(public_half(FIRST))
    assert plain_reader.is_signed(said, signature, public)
    assert not plain_reader.is_signed(said + b" ", signature, public)


@pytest.mark.parametrize(
    "changed",
    [
        {"unit": ""},
        {"unit": "Xã\u200bẩn"},
        {"unit": "hai\ndòng"},
        {"unit": "a" * 301},
        {"unit": "Xã \u202eđảo"},
        {"year": 26},
        {"serial": " 1"},
        {"serial": "\ud800"},
        {"programme": "ữ" * 300, "unit": "ữ" * 300},
    ],
)
def test_what_cannot_be_said_is_not_issued(changed: dict[str, Any]) -> None:
    statement = Statement(**{**TOLD, "issued_at": NINE, "key": "0" * 8, **changed})
    with pytest.raises(NoStatement):
        sign(statement, FIRST)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PT1",
        "PT2" + sample()[1].partition("PT1")[2],
        sample()[1].lower(),
        sample()[1] + "A",
        sample()[1][:-1],
        sample()[1] + "=",
        sample()[1].replace("/xac-minh/", "/khac/"),
        "javascript:alert(1)//xac-minh/#PT1AAAA",
        "PT1" + "A" * MOST_CHARACTERS,
        with_lines(b""),
        with_lines(b"\xff\xfe" * 20),
        with_lines(b"\n" * 12),
        with_lines(lines() + b"\n"),
        with_lines(lines(decided_on="2026-02-30")),
        with_lines(lines(decided_on="20261119")),
        with_lines(lines(issued_at="2026-11-20 09:00:00")),
        with_lines(lines(issued_at="2026-11-20T09:00:00+07:00")),
        with_lines(lines(year="٢٠٢٦")),
        with_lines(lines(key="ABCDEF00")),
        with_lines(lines(unit="Xa\u0303")),
        with_lines(lines(unit="a\x00b")),
    ],
    ids=range(22),
)
def test_anything_else_is_refused_in_vietnamese(text: str) -> None:
    with pytest.raises(NoStatement, match="Xin quét hoặc chép lại"):
        read(text)


def test_lines_that_differ_never_say_the_same() -> None:
    assert read(with_lines(lines())).statement.lines() == lines()
    assert isinstance(read(f"  {with_lines(lines())}\n"), Signed)


@given(st.text(max_size=200) | st.binary(max_size=300).map(with_lines))
def test_whatever_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(NoStatement):
        assert isinstance(read(text).statement.issued_at, datetime)


def test_no_changed_letter_goes_unnoticed() -> None:
    _, text = sample()
    begins, choose = text.index("PT1") + 3, random.Random(1)
    for _ in range(200):
        place = choose.randrange(begins, len(text))
        letter = choose.choice([c for c in plain_reader.LETTERS if c != text[place]])
        assert not Known().check(text[:place] + letter + text[place + 1 :]).is_genuine
