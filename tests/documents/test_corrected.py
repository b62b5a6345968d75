from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from phongtrao.documents.contract import rule
from phongtrao.documents.correct import add_duty, change_duty, change_header, drop_duty, undo
from phongtrao.documents.corrected import corrected
from phongtrao.documents.models import Correction, Document, Reading
from phongtrao.files import Refusal
from phongtrao.organisations.models import LogEntry
from tests.conftest import Cast
from tests.documents.conftest import AT
from tests.documents.samples import CLOSING, MONEY, content, place


def test_a_reading_without_corrections_says_what_was_read(reading: Reading) -> None:
    found = corrected(reading)
    assert [d["index"] for d in found.duties] == ["0", "1", "2", "3"]
    assert [d["corrected"] for d in found.duties] == [[], [], [], []]
    assert found.header["number"] == "214/UBND-NC"
    assert found.dropped == []


def test_a_correction_stands_over_what_was_read_and_keeps_it_beside(reading: Reading, cast: Cast) -> None:
    change_duty(reading, "3", {"actors": ["Sở Tài chính", "Sở Tư pháp"], "kind": "report"}, cast.user("vy"), AT)
    duty = corrected(reading).duties[3]
    assert duty["actors"] == ["Sở Tài chính", "Sở Tư pháp"]
    assert duty["corrected"] == ["kind", "actors"]
    assert duty["was"] == {"kind": "act", "actors": ["Sở Tài chính"]}
    reading.refresh_from_db()
    assert reading.content == _plain(content())


def test_only_what_differs_becomes_a_correction(reading: Reading, cast: Cast) -> None:
    assert change_duty(reading, "3", {"actors": ["Sở Tài chính"], "clause": "3"}, cast.user("vy"), AT) == []
    assert not Correction.objects.exists()


def test_taking_back_the_last_correction_brings_the_one_before_it_back(reading: Reading, cast: Cast) -> None:
    vy = cast.user("vy")
    change_duty(reading, "0", {"actors": ["Sở Nội vụ"]}, vy, AT)
    [second] = change_duty(reading, "0", {"actors": ["Sở Tư pháp"]}, vy, AT)
    assert undo(second, vy, AT)
    assert corrected(reading).duties[0]["actors"] == ["Sở Nội vụ"]
    assert not undo(second, vy, AT)


def test_a_dropped_duty_is_out_until_the_drop_is_taken_back(reading: Reading, cast: Cast) -> None:
    vy = cast.user("vy")
    dropped = drop_duty(reading, "1", vy, AT)
    assert dropped is not None
    assert [d["index"] for d in corrected(reading).duties] == ["0", "2", "3"]
    assert [d["index"] for d in corrected(reading).dropped] == ["1"]
    assert drop_duty(reading, "1", vy, AT) is None
    undo(dropped, vy, AT)
    assert len(corrected(reading).duties) == 4


def test_a_missed_duty_is_added_at_its_words_and_can_be_corrected_in_turn(reading: Reading, cast: Cast) -> None:
    vy = cast.user("vy")
    added = add_duty(reading, {"kind": "act", "actors": [], "span": list(place(CLOSING))}, vy, AT)
    duty = corrected(reading).duties[-1]
    assert duty["index"] == f"a{added.pk}" and duty["added"]
    assert reading.copy.text[duty["start"] : duty["end"]] == CLOSING
    change_duty(reading, duty["index"], {"actors": ["các cơ quan, đơn vị"]}, vy, AT)
    assert corrected(reading).duties[-1]["actors"] == ["các cơ quan, đơn vị"]
    drop_duty(reading, duty["index"], vy, AT)
    assert len(corrected(reading).duties) == 4
    undo(added, vy, AT)
    assert corrected(reading).dropped == []


def test_words_that_are_a_duty_already_are_not_added_twice(reading: Reading, cast: Cast) -> None:
    with pytest.raises(Refusal, match="đã là một nhiệm vụ"):
        add_duty(reading, {"kind": "act", "span": list(place(MONEY))}, cast.user("vy"), AT)


def test_moving_a_duty_to_other_words_moves_its_place(reading: Reading, cast: Cast) -> None:
    change_duty(reading, "3", {"span": list(place(CLOSING))}, cast.user("vy"), AT)
    duty = corrected(reading).duty("3")
    assert duty is not None
    assert (duty["start"], duty["end"]) == place(CLOSING)
    assert duty["was"]["span"] == list(place(MONEY))


def test_every_deed_stands_in_the_log(reading: Reading, cast: Cast) -> None:
    vy = cast.user("vy")
    [made] = change_duty(reading, "0", {"kind": "report"}, vy, AT)
    undo(made, vy, AT)
    assert list(LogEntry.objects.order_by("sequence").values_list("deed", "account")) == [
        ("correct_reading", "vy"),
        ("undo_correction", "vy"),
    ]


def test_the_documents_own_row_follows_a_corrected_header(reading: Reading, cast: Cast) -> None:
    vy = cast.user("vy")
    made = change_header(reading, {"number": "215 / UBND-NC", "date": "2026-01-13"}, vy, AT)
    document = Document.objects.get()
    assert (document.number, document.issued_on) == ("215/UBND-NC", date(2026, 1, 13))
    assert "215/ubnd-nc" in document.folded
    assert corrected(reading).header_was == {"number": "214/UBND-NC", "date": "2026-01-12"}
    undo(made[0], vy, AT)
    assert Document.objects.get().number == "214/UBND-NC"


def test_a_header_cannot_be_corrected_into_another_document(reading: Reading, cast: Cast) -> None:
    Document.objects.create(
        root=cast.body("ha-thanh.ubnd"),
        number="215/UBND-NC",
        issuer_name="Ủy ban nhân dân tỉnh Hà Thanh",
        issued_on=date(2026, 1, 12),
        received_at=AT,
    )
    with pytest.raises(Refusal, match="đã có"):
        change_header(reading, {"number": "215/UBND-NC"}, cast.user("vy"), AT)
    assert corrected(reading).header["number"] == "214/UBND-NC"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("kind", "order", "việc hoặc báo cáo"),
        ("actors", ["x" * 301], "không quá"),
        ("actors", [3], "tên từng cơ quan"),
        ("span", [5, 5], "Không tìm thấy"),
        ("span", [0, 99_999], "Không tìm thấy"),
        ("deadlines", [{"on": "2026-02-30"}], "Ngày chưa đúng"),
        ("deadlines", [{"every": "week"}], "chọn kỳ"),
    ],
)
def test_a_value_out_of_form_is_refused_and_changes_nothing(
    reading: Reading, cast: Cast, field: str, value: Any, message: str
) -> None:
    with pytest.raises(Refusal, match=message):
        change_duty(reading, "0", {field: value}, cast.user("vy"), AT)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"on": "2026-11-30"},
        {"every": "year"},
        {"every": "year", "last": "11-09", "from": 2027, "until": 2029},
        {"every": "month", "last": "24"},
        {"every": "quarter", "last": "14"},
        {"every": "half-year", "last": "02-29"},
        {"from": "2026-01-01", "to": "2027-12-31"},
        {"within": 30, "unit": "working-day", "after": "ngày ký"},
        {"on": "2026-11-30", "start": 3, "end": 9},
    ],
)
def test_every_form_of_the_contract_passes_unchanged(given: dict[str, Any]) -> None:
    assert rule(given) == given


@pytest.mark.parametrize(
    "given",
    [
        {},
        None,
        {"on": 20261130},
        {"on": "2026-11-30", "every": "year"},
        {"every": "year", "last": "24"},
        {"every": "year", "last": "13-01"},
        {"every": "month", "last": "32"},
        {"every": "year", "from": 2029, "until": 2027},
        {"from": "2027-01-01", "to": "2026-01-01"},
        {"from": "2027-01-01"},
        {"within": 0, "unit": "day", "after": "ngày ký"},
        {"within": 5, "unit": "week", "after": "ngày ký"},
        {"within": 5, "unit": "day", "after": "x" * 201},
        {"within": True, "unit": "day", "after": "ngày ký"},
    ],
)
def test_what_is_no_deadline_of_the_contract_is_refused(given: Any) -> None:
    with pytest.raises(Refusal):
        rule(given)


def _plain(value: Any) -> Any:
    import json

    return json.loads(json.dumps(value))
