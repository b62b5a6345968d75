"""A reading as the contract's JSON and as an outline."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.vanban.readings import TEXT, reading, span
from vanban.directive import Directive, Note
from vanban.intake import Source
from vanban.printing import as_contract, as_outline, as_refusal

PLAIN = Source(TEXT, "text", "utf-8 / vanban 0", verbatim=True)
PAGE = Source(TEXT, "html", "lxml 6 / vanban 0", (Note("html-source", "Tệp là trang HTML.", 0, 0),))
KEYS = ["source", "header", "attached", "citations", "duties", "targets", "models", "warnings"]


def test_the_keys_are_the_contracts() -> None:
    read = as_contract(reading(), "ke-hoach.txt", PLAIN)
    assert list(read) == KEYS
    assert read["header"] == {
        "type": "ke_hoach",
        "number": "15/KH-UBND",
        "issuer": None,
        "place": None,
        "date": "2021-03-05",
        "subject": None,
        "signatory": None,
        "addressees": ["Sở A"],
        "recipients": [],
        "spans": {"number": list(span("15/KH-UBND"))},
    }
    assert [header["type"] for header in read["attached"]] == ["quy_che"]
    (citation,) = read["citations"]
    assert list(citation) == ["type", "number", "date", "start", "end"]
    assert read["models"] == [{"name": "Kênh sạch", "start": span("Kênh sạch")[0], "end": span("Kênh sạch")[1]}]
    assert read["warnings"] == [{"code": "missing-heading", "message": "Thiếu mục 2.", "start": 0, "end": 2}]


def test_a_duty_names_its_bodies_and_where_they_stand() -> None:
    act, report = as_contract(reading(), "a", PLAIN)["duties"]
    assert act["actors"] == ["Sở Xây dựng"] and act["with"] == ["Công an tỉnh"]
    assert act["to"] is None and act["via"] is None and act["deadlines"] == []
    assert report["to"] == ["UBND tỉnh", "HĐND tỉnh"] and report["via"] == "Sở Xây dựng"
    assert report["spans"]["to"] == [list(span("UBND tỉnh"))], "a value worked out has no span"
    assert "with" not in report["spans"]
    (deadline,) = report["deadlines"]
    start, end = span("trước ngày 10/5 hằng năm")
    assert deadline == {"every": "year", "last": "05-09", "start": start, "end": end}
    assert (report["clause"], report["nth"], report["kind"]) == ("1.a", 1, "report")


def test_targets_have_a_year_or_a_span_and_whole_numbers_stay_whole() -> None:
    percent, count = as_contract(reading(), "a", PLAIN)["targets"]
    assert percent["value"] == 12.5 and percent["year"] == 2021 and percent["op"] == ">=" and "from" not in percent
    assert json.dumps(count["value"]) == "3"
    assert (count["from"], count["to"], count["each"]) == (2021, 2023, "year") and "year" not in count


def test_the_text_is_printed_where_the_file_alone_does_not_give_it() -> None:
    read = as_contract(reading(), "a.html", PAGE)
    assert read["text"] == TEXT and read["extractor"] == "lxml 6 / vanban 0"
    assert [warning["code"] for warning in read["warnings"]] == ["missing-heading", "html-source"]


def test_why_names_a_rule_for_every_value() -> None:
    read = as_contract(reading(), "a", PLAIN, why=True)
    assert set(read["header"]["why"]) == {"type", "number", "date", "addressees"}
    act, report = read["duties"]
    assert act["why"]["kind"] == "giao" and set(act["why"]) == {"kind", "actors", "with"}
    assert set(report["why"]) == {"kind", "actors", "to", "via", "deadlines"}
    assert report["why"]["deadlines"] == report["deadlines"][0]["why"] == "ngày hằng năm"
    single = [*read["citations"], *read["targets"], *read["models"]]
    assert all(value["why"] for value in single)
    assert all(reason for value in (read["header"], *read["duties"]) for reason in value["why"].values())


def test_a_file_that_was_not_read_is_an_empty_reading_with_its_error() -> None:
    read = as_refusal("a.pdf", "Đây là bản quét.")
    assert read["source"] == "a.pdf" and read["error"] == "Đây là bản quét."
    assert set(KEYS) < set(read)
    assert read["header"]["number"] is None and read["duties"] == [] and read["header"]["spans"] == {}


def test_the_outline_tells_who_must_do_what_by_when() -> None:
    assert as_outline(reading(), PAGE).split("\n") == [
        "Loại: Kế hoạch",
        "Số, ký hiệu: 15/KH-UBND",
        "Ngày: 05/03/2021",
        "Kính gửi: Sở A",
        "",
        "Kèm theo:",
        "  Loại: Quy chế",
        "  Trích yếu: nạo vét",
        "",
        "1. Giao Sở Xây dựng chủ trì, phối hợp với Công an tỉnh nạo vét cống rãnh.",
        "    ▸ Nhiệm vụ",
        "      Ai: Sở Xây dựng",
        "      Phối hợp: Công an tỉnh",
        "  a. Các phường báo cáo UBND tỉnh qua Sở Xây dựng trước ngày 10/5 hằng năm.",
        "      ▸ Báo cáo",
        "        Ai: Các phường",
        "        Gửi: UBND tỉnh; HĐND tỉnh",
        "        Qua: Sở Xây dựng",
        "        Hạn: trước ngày 10/5 hằng năm (chậm nhất 09/5)",
        "",
        "Viện dẫn:",
        "  - Chỉ thị 02/CT-UBND ngày 05/01/2021",
        "",
        "Chỉ tiêu:",
        "  - ít nhất 12,5% phường (năm 2021)",
        "  - 3 xã (từ năm 2021 đến năm 2023), mỗi năm",
        "",
        "Mô hình:",
        "  - Kênh sạch",
        "",
        "Cần kiểm tra:",
        "  - Thiếu mục 2.",
        "  - Tệp là trang HTML.",
    ]


def test_the_outline_gives_reasons_when_asked() -> None:
    told = as_outline(reading(), PLAIN, why=True)
    assert "Hạn: trước ngày 10/5 hằng năm (chậm nhất 09/5)  [ngày hằng năm]" in told
    assert "Chỉ thị 02/CT-UBND ngày 05/01/2021  [số có ngày]" in told


def test_an_empty_reading_is_printed_too() -> None:
    assert as_outline(Directive(header=reading().header), PLAIN).startswith("Loại: Kế hoạch")
    nothing = replace(reading(), clauses=(), header=replace(reading().header, type=None))
    assert "▸ Nhiệm vụ:" in as_outline(nothing, PLAIN), "duties outside every clause are told as well"
