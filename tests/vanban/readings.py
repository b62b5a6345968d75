"""A reading made by hand, to hold the printing against: nothing in it depends on the rules."""

from __future__ import annotations

from vanban.directive import (
    Citation,
    Clause,
    Deadline,
    Directive,
    Duty,
    Header,
    Named,
    Note,
    Party,
    Span,
    Target,
)

TEXT = """Số: 15/KH-UBND
Thực hiện Chỉ thị số 02/CT-UBND ngày 05/01/2021, năm 2021 xây dựng ít nhất 12,5% phường có mô hình "Kênh sạch".
1. Giao Sở Xây dựng chủ trì, phối hợp với Công an tỉnh nạo vét cống rãnh.
a) Các phường báo cáo UBND tỉnh qua Sở Xây dựng trước ngày 10/5 hằng năm.
"""


def span(words: str) -> Span:
    """Where some words stand in `TEXT`."""
    start = TEXT.index(words)
    return start, start + len(words)


def party(name: str) -> Party:
    return Party(name, *span(name))


def reading() -> Directive:
    """The reading of `TEXT`."""
    first = span("Giao Sở Xây dựng chủ trì, phối hợp với Công an tỉnh nạo vét cống rãnh.")
    second = span("Các phường báo cáo UBND tỉnh qua Sở Xây dựng trước ngày 10/5 hằng năm.")
    inner = Clause("a", ("1", "a"), *second, second[1])
    outer = Clause("1", ("1",), *first, second[1], children=(inner,))
    yearly = Deadline({"every": "year", "last": "05-09"}, *span("trước ngày 10/5 hằng năm"), "ngày hằng năm", "05-10")
    duties = (
        Duty(
            "act", "1", *first, actors=(party("Sở Xây dựng"),), support=(party("Công an tỉnh"),), why={"kind": "giao"}
        ),
        Duty(
            "report",
            "1.a",
            *second,
            actors=(party("Các phường"),),
            to=(party("UBND tỉnh"), Party("HĐND tỉnh", 0, 0)),
            via=(Party("Sở Xây dựng", *span("qua Sở Xây dựng")),),
            deadlines=(yearly,),
        ),
    )
    number = span("15/KH-UBND")
    return Directive(
        header=Header("ke_hoach", "15/KH-UBND", date="2021-03-05", addressees=("Sở A",), spans={"number": number}),
        attached=(Header("quy_che", subject="nạo vét"),),
        clauses=(Clause("", (), 0, 0, len(TEXT), children=(outer,)),),
        citations=(Citation("chi_thi", "02/CT-UBND", "2021-01-05", *span("02/CT-UBND"), rule="số có ngày"),),
        duties=duties,
        targets=(
            Target("percent", 12.5, "phường", ">=", *span("12,5% phường"), year=2021),
            Target("count", 3.0, "xã", "=", 0, 2, first=2021, final=2023, each="year"),
        ),
        models=(Named("Kênh sạch", *span("Kênh sạch")),),
        notes=(Note("missing-heading", "Thiếu mục 2.", 0, 2),),
    )
