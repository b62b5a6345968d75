from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from phongtrao.documents import reading as reading_module
from phongtrao.documents.correct import add_duty, change_duty, change_header
from phongtrao.documents.corrected import corrected
from phongtrao.documents.models import Arrival, Copy, Document, Reading, StoredFile
from phongtrao.documents.reading import reread
from phongtrao.documents.receive import Known, Receipt, receive
from phongtrao.documents.shown import AROUND, around
from phongtrao.files import Refusal
from phongtrao.organisations.models import LogEntry
from tests.conftest import Cast
from tests.documents.conftest import AT, on_disk
from tests.documents.samples import CLOSING, TEXT, place

TODAY = AT.date()
UNSIGNED = (
    "V/v rà soát\n\nKính gửi: Sở Tài chính.\n\nGiao Sở Tài chính rà soát, báo cáo UBND tỉnh trước ngày 05/6/2026.\n"
)


def take(cast: Cast, text: str = TEXT, by: str = "vy", body: str | None = "ha-thanh.ubnd", **options: Any) -> Receipt:
    organisation = cast.body(body) if body else None
    arrived_on = options.pop("arrived_on", TODAY)
    return receive("văn bản.txt", text.encode(), cast.user(by), organisation, AT, arrived_on, True, **options)


def test_a_file_becomes_a_document_with_a_copy_a_reading_and_a_place_in_the_book(cast: Cast) -> None:
    receipt = take(cast)
    document = receipt.document
    assert (document.number, document.kind, document.issued_on) == ("214/UBND-NC", "cong_van", date(2026, 1, 12))
    assert document.issuer == document.root == cast.body("ha-thanh.ubnd")
    assert receipt.copy.text == TEXT
    assert receipt.copy.file.path.read_bytes() == TEXT.encode()
    assert len(receipt.reading.content["duties"]) == 5
    assert "text" not in receipt.reading.content
    assert receipt.arrival is not None
    assert (receipt.arrival.number, receipt.arrival.year) == (1, 2026)
    assert not receipt.joined and receipt.warnings == []
    assert LogEntry.objects.get().deed == "receive"


def test_every_value_of_a_reading_points_at_its_words(cast: Cast) -> None:
    content = take(cast).reading.content
    for duty in content["duties"]:
        assert 0 <= duty["start"] < duty["end"] <= len(TEXT)
        assert TEXT[duty["start"] : duty["end"]].strip()


def test_two_duties_of_one_item_each_know_the_rest_of_it(cast: Cast) -> None:
    act, report = [d for d in take(cast).reading.content["duties"] if d["clause"] == "2"]
    assert act["item"] == report["item"] and (act["start"], report["end"]) == tuple(act["item"])
    assert around(act, TEXT)[0] == "" and around(act, TEXT)[1].startswith("định kỳ 6 tháng")
    assert around(report, TEXT)[0].endswith("làm điểm;") and around(report, TEXT)[1] == ""


def test_long_surroundings_are_cut_between_words_far_from_the_duty() -> None:
    text = "xa " * 300 + "giữa " + "xa " * 300
    before, after = around({"start": 900, "end": 904, "item": [0, len(text)]}, text)
    assert before.startswith("… xa xa") and after.endswith("xa xa …")
    assert max(len(before), len(after)) <= AROUND + 2
    assert around({"start": 900, "end": 904}, text) == ("", "")


def test_equal_bytes_are_refused_as_known_and_leave_nothing(cast: Cast, folder: Path) -> None:
    first = take(cast)
    with pytest.raises(Known, match=f"mã {first.document.pk}") as refused:
        take(cast)
    assert refused.value.document == first.document
    assert (Document.objects.count(), Copy.objects.count(), StoredFile.objects.count()) == (1, 1, 1)
    assert on_disk(folder) == [first.copy.file.path]


def test_equal_bytes_may_still_be_entered_in_another_bodys_book(cast: Cast, folder: Path) -> None:
    first = take(cast)
    second = take(cast, by="son", body="ha-thanh.so-tai-chinh")
    assert second.document == first.document and second.joined
    assert second.arrival is not None and second.arrival.organisation.code == "ha-thanh.so-tai-chinh"
    assert len(on_disk(folder)) == 1


def test_another_copy_of_the_same_document_joins_it_with_a_warning(cast: Cast) -> None:
    first = take(cast)
    second = take(cast, TEXT.replace("CỘNG HÒA", "CỘNG HOÀ"))
    assert second.joined and second.document == first.document
    assert second.copy != first.copy
    assert any("Trùng số, ký hiệu" in w for w in second.warnings)
    assert any("đã vào sổ: số đến 1" in w for w in second.warnings)
    assert Arrival.objects.count() == 1


def test_the_same_number_of_another_day_is_another_document_and_is_warned_of(cast: Cast) -> None:
    first = take(cast)
    second = take(cast, TEXT.replace("ngày 12 tháng 01 năm 2026", "ngày 13 tháng 01 năm 2026"))
    assert second.document != first.document and not second.joined
    assert second.warnings == [
        f"Trùng số, ký hiệu và cơ quan ban hành với văn bản mã {first.document.pk} ngày 12/01/2026: xin kiểm tra."
    ]


def test_documents_without_a_number_are_each_one_of_their_own(cast: Cast) -> None:
    first, second = take(cast, UNSIGNED), take(cast, UNSIGNED + "\n")
    assert first.document != second.document
    assert first.document.number == ""


def test_numbers_of_a_book_run_on_within_a_year_and_each_body_has_its_own(cast: Cast) -> None:
    numbers = [take(cast, UNSIGNED + "\n" * n).arrival for n in range(3)]
    assert [a.number for a in numbers if a] == [1, 2, 3]
    elsewhere = take(cast, UNSIGNED + "x", by="son", body="ha-thanh.so-tai-chinh").arrival
    last_year = take(cast, UNSIGNED + "y", arrived_on=date(2025, 12, 31)).arrival
    assert elsewhere and last_year and (elsewhere.number, last_year.number) == (1, 1)


def test_a_typed_number_is_taken_and_a_used_one_refused_with_the_next(cast: Cast, folder: Path) -> None:
    taken = take(cast, UNSIGNED, number=40).arrival
    assert taken and taken.number == 40
    with pytest.raises(Refusal, match="đã dùng trong sổ năm 2026. Số tiếp theo chưa dùng là 41"):
        take(cast, UNSIGNED + "\n", number=40)
    assert Document.objects.count() == 1 and len(on_disk(folder)) == 1
    following = take(cast, UNSIGNED + "\n").arrival
    assert following and following.number == 41


def test_a_day_of_arrival_before_the_day_of_issue_is_warned_of(cast: Cast) -> None:
    assert take(cast, arrived_on=date(2026, 1, 5)).warnings == ["Ngày đến sớm hơn ngày ban hành; xin kiểm tra lại."]


def test_the_administrator_without_a_body_leaves_it_with_the_issuers_province(cast: Cast) -> None:
    receipt = take(cast, by="quan-tri", body=None)
    assert receipt.document.root == cast.body("ha-thanh.ubnd")
    assert receipt.arrival is None
    assert Document.objects.visible_to(cast.user("lan"), TODAY).count() == 1
    assert Document.objects.visible_to(cast.user("binh"), TODAY).count() == 0


def test_an_unknown_issuer_leaves_it_with_no_province(cast: Cast) -> None:
    receipt = take(cast, UNSIGNED, by="quan-tri", body=None)
    assert receipt.document.root is None
    assert Document.objects.visible_to(cast.user("lan"), TODAY).count() == 0
    with pytest.raises(Known):
        take(cast, UNSIGNED, by="quan-tri", body=None)


def test_two_provinces_never_share_a_row(cast: Cast) -> None:
    ours = take(cast)
    theirs = take(cast, by="binh", body="binh-phu.ubnd")
    assert theirs.document != ours.document and not theirs.joined
    assert theirs.document.issuer is None, "a row of one province names no body of another"
    assert Document.objects.visible_to(cast.user("lan"), TODAY).get() == ours.document
    assert Document.objects.visible_to(cast.user("binh"), TODAY).get() == theirs.document


def test_nobody_writes_in_anothers_book(cast: Cast, folder: Path) -> None:
    for account in ("binh", "son", "kien"):
        with pytest.raises(Refusal, match="không được ghi sổ"):
            take(cast, by=account)
    assert on_disk(folder) == []


def test_a_body_that_is_not_there_that_day_has_no_book(cast: Cast) -> None:
    with pytest.raises(Refusal, match="không có vào ngày 20/01/2026"):
        take(cast, by="quan-tri", body="huyen.901.ubnd")


@pytest.mark.parametrize("fails", ["issuing_body", "enter"])
def test_whatever_fails_on_the_way_leaves_no_row_and_no_file(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("the machine says no")

    monkeypatch.setattr(f"phongtrao.documents.receive.{fails}", broken)
    with pytest.raises(RuntimeError):
        take(cast)
    assert not Document.objects.exists() and not StoredFile.objects.exists() and not LogEntry.objects.exists()
    assert on_disk(folder) == []


@pytest.mark.django_db(transaction=True)
def test_numbers_are_given_once_however_many_receive_at_a_time(cast: Cast) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory and shared by threads, which a file is not")
    failed: list[BaseException] = []

    def one(n: int) -> None:
        try:
            take(cast, UNSIGNED + "\n" * n)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(Arrival.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_reading_again_with_a_new_compiler_stands_beside_and_takes_corrections_along(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    vy, receipt = cast.user("vy"), take(cast)
    old = receipt.reading
    assert reread(receipt.document, vy, AT) == []
    change_duty(old, "0", {"actors": ["Sở Nội vụ"]}, vy, AT)
    change_duty(old, "3", {"kind": "report"}, vy, AT)
    change_header(old, {"signatory": "Lê Văn Minh"}, vy, AT)
    added = add_duty(old, {"kind": "act", "span": list(place(CLOSING[:20]))}, vy, AT)
    change_duty(old, f"a{added.pk}", {"actors": ["Công an tỉnh"]}, vy, AT)

    def otherwise(*args: Any) -> dict[str, Any]:
        content = dict(old.content)
        return content | {"duties": [d for d in content["duties"] if d["clause"] != "3"][::-1]}

    monkeypatch.setattr(reading_module, "VERSION", "2")
    monkeypatch.setattr(reading_module, "read", otherwise)
    [made] = reread(receipt.document, vy, AT + timedelta(days=1))
    assert (made.carried, made.left) == (4, 1)
    assert Reading.objects.count() == 2
    found = corrected(made.reading)
    assert [d["actors"] for d in found.duties if d["clause"] == "1"] == [["Sở Nội vụ"]]
    assert [d["actors"] for d in found.duties if d["added"]] == [["Công an tỉnh"]]
    assert Document.objects.get().signatory == "Lê Văn Minh"
    assert Document.objects.get().latest_reading() == made.reading
    assert corrected(old).duties[0]["actors"] == ["Sở Nội vụ"], "the old reading keeps its corrections"


def test_a_number_that_a_better_compiler_reads_comes_onto_the_documents_row(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = take(cast, UNSIGNED)

    def better(*_: Any) -> dict[str, Any]:
        content = receipt.reading.content
        return {**content, "header": {**content["header"], "number": "7/UBND-NC", "date": "2026-01-05"}}

    monkeypatch.setattr(reading_module, "VERSION", "2")
    monkeypatch.setattr(reading_module, "read", better)
    reread(receipt.document, cast.user("vy"), AT)
    assert Document.objects.get().number == "7/UBND-NC"


def test_a_corrected_reading_is_not_set_aside_by_a_file_that_comes_later(cast: Cast) -> None:
    first = take(cast)
    change_duty(first.reading, "0", {"kind": "report"}, cast.user("vy"), AT)
    take(cast, TEXT.replace("CỘNG HÒA", "CỘNG HOÀ"))
    assert first.document.latest_reading() == first.reading
