"""Each thing that can be so of a certificate is told apart, in words, with the dates of both lists."""

from __future__ import annotations

import base64
from datetime import date, timedelta

import pytest

from phongtrao.key_files import public_half
from phongtrao.recognition.keys import KeyList, key_id, read_keys
from phongtrao.recognition.signed_lines import Untrusted
from phongtrao.recognition.statement import Statement, read, sign
from phongtrao.recognition.statuses import NO_PAPER, Withdrawn, read_statuses
from phongtrao.recognition.verdict_words import REASONS, Kind
from phongtrao.recognition.verify import Verdict
from tests.recognition.certificate_samples import A_DAY, FIRST, FOREIGN, NINE, ROOT, SECOND, TOLD, Known, key_of, sample

TEXT = sample()[1]
ID = key_id(public_half(FIRST))


def judged(verdict: Verdict) -> tuple[str, str]:
    return verdict.kind.value, verdict.reason


def test_a_genuine_one_is_told_with_the_decision_and_the_dates_of_both_lists() -> None:
    verdict = Known().check(TEXT)
    assert judged(verdict) == ("genuine", "genuine") and verdict.is_genuine
    said = " ".join(verdict.words)
    assert "Giá trị pháp lý nằm ở Quyết định số 3105/QĐ-UBND ngày 19/11/2026" in said
    assert "Danh sách khoá lập lúc 10:00 ngày 20/11/2026; danh sách tình trạng lập lúc 10:00 ngày 20/11/2026" in said
    assert ("Đơn vị", "Xã Vĩnh Thịnh") in verdict.facts and ("Ngày quyết định", "19/11/2026") in verdict.facts


def test_one_signed_by_a_key_that_nobody_knows_is_forged() -> None:
    assert judged(Known().check(sample(FOREIGN)[1])) == ("forged", "forged")


def test_one_that_borrows_the_name_of_a_known_key_is_altered() -> None:
    statement = Statement(**TOLD, issued_at=NINE, key=ID)
    assert judged(Known().check(sign(statement, FOREIGN))) == ("altered", "altered")


def test_one_whose_words_were_changed_is_altered_and_not_believed() -> None:
    genuine = read(TEXT)
    other = read(sample(unit="Xã Khác")[1])
    forged = sign(other.statement, FIRST)
    assert Known().check(forged).is_genuine
    mixed = "PT1" + base64.b32encode(bytes.fromhex(genuine.signature) + other.statement.lines()).decode().rstrip("=")
    verdict = Known().check(mixed)
    assert judged(verdict) == ("altered", "altered") and not verdict.is_believed


def test_a_withdrawn_one_says_when_and_by_what() -> None:
    known = Known(withdrawn=[Withdrawn("HT-2026-0001", date(2026, 11, 20), "99/QĐ-UBND")])
    verdict = known.check(TEXT)
    assert judged(verdict) == ("withdrawn", "withdrawn") and not verdict.is_genuine
    assert "thu hồi từ ngày 20/11/2026 theo văn bản số 99/QĐ-UBND" in verdict.words[0]
    assert known.check(sample(serial="HT-2026-0002")[1]).is_genuine
    known.withdrawn = [Withdrawn("HT-2026-0001", date(2026, 11, 20), NO_PAPER)]
    assert judged(known.check(TEXT)) == ("withdrawn", "ended")


def test_one_issued_after_the_status_list_is_not_yet_known() -> None:
    known = Known(statuses_made_at=NINE - timedelta(seconds=1))
    assert judged(known.check(TEXT)) == ("not_yet_known", "after_the_list")


def test_one_by_a_key_newer_than_the_list_of_keys_is_not_yet_known() -> None:
    known = Known(keys_made_at=NINE - timedelta(seconds=1))
    assert judged(known.check(sample(SECOND)[1])) == ("not_yet_known", "key_after_the_list")
    assert judged(Known().check(sample(SECOND)[1])) == ("forged", "forged")


def test_after_the_key_was_replaced_what_it_signed_stays_good() -> None:
    known = Known([key_of(FIRST, retired_at=NINE + A_DAY), key_of(SECOND, NINE + A_DAY)], signer=SECOND)
    known.keys_made_at = known.statuses_made_at = NINE + 2 * A_DAY
    verdict = known.check(TEXT)
    assert judged(verdict) == ("rotated", "rotated") and verdict.is_genuine
    assert "thôi dùng từ 09:00 ngày 21/11/2026" in verdict.words[0]
    assert judged(known.check(sample(FIRST, NINE + A_DAY + timedelta(seconds=1))[1])) == ("forged", "key_retired")
    assert judged(known.check(sample(SECOND)[1])) == ("forged", "key_not_yet_valid")


def stolen(*digests: str) -> Known:
    since = NINE + A_DAY
    known = Known([key_of(FIRST, stolen_since=since), key_of(SECOND, since)], signer=SECOND)
    known.keys_made_at = known.statuses_made_at = NINE + 2 * A_DAY
    known.issued = {ID: digests}
    return known


def test_of_a_stolen_key_only_what_is_known_to_be_issued_before_the_theft_holds() -> None:
    known = stolen(read(TEXT).digest)
    assert judged(known.check(TEXT)) == ("genuine", "genuine")
    assert judged(known.check(sample(at=NINE + A_DAY)[1])) == ("stolen", "after_the_theft")
    backdated = known.check(sample(serial="HT-2026-0666")[1])
    assert judged(backdated) == ("stolen", "not_truly_issued") and not backdated.is_believed
    assert known.check(sample(SECOND, NINE + A_DAY)[1]).is_genuine


def test_a_status_list_from_before_the_theft_says_nothing_of_the_stolen_key() -> None:
    known = stolen()
    known.issued = {}
    assert judged(known.check(TEXT)) == ("not_yet_known", "theft_after_the_list")


def test_lists_serve_for_a_month_and_no_older_list_of_keys_is_taken_beside_a_newer_status_list() -> None:
    assert Known().check(TEXT, date(2026, 12, 21)).is_genuine
    assert judged(Known().check(TEXT, date(2026, 12, 22))) == ("stale", "statuses_old")
    assert judged(Known().check(TEXT, keys_made_at=NINE)) == ("stale", "keys_older")


def test_what_is_no_certificate_is_told_so_and_no_decision_is_named() -> None:
    verdict = Known().check("https://vi.wikipedia.org")
    assert judged(verdict) == ("unreadable", "unreadable") and verdict.statement is None and verdict.facts == []
    assert "Xin quét hoặc chép lại" in verdict.words[0] and "quyết định công nhận" in verdict.words[1]


def test_every_kind_has_a_reason() -> None:
    assert {kind for kind, _ in REASONS.values()} == set(Kind)


def keys_text(root_name: str = public_half(ROOT)) -> str:
    return KeyList(root_name, NINE, (key_of(FIRST),)).written(ROOT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "phongtrao keys 1\n",
        keys_text()[:-1],
        keys_text().replace("phongtrao keys 1", "phongtrao keys 2"),
        keys_text().replace("2026-11-20T09:00:00", "2026-11-21T09:00:00"),
        keys_text().replace("key\t", "key\t\t"),
        keys_text().replace("key\t", "khoa\t"),
        keys_text() + keys_text(),
        keys_text().replace("root\t", "root\tmột\t"),
        keys_text().replace(public_half(ROOT), public_half(FOREIGN)),
        keys_text() + "\ud800\n",
    ],
    ids=range(11),
)
def test_a_list_of_keys_that_was_touched_is_not_believed(text: str) -> None:
    with pytest.raises(Untrusted, match="Xin"):
        read_keys(text)


def test_only_the_root_that_one_was_given_is_believed() -> None:
    assert read_keys(keys_text(), public_half(ROOT)).key(ID) is not None
    with pytest.raises(Untrusted, match="khoá gốc khác"):
        read_keys(keys_text(), public_half(FOREIGN))


def test_a_status_list_is_believed_only_by_a_key_that_stood() -> None:
    text, keys = Known().statuses_text(), Known().key_list()
    assert read_statuses(text, keys).signer == ID
    for touched in (text.replace("until\t2026-12-21", "until\t2030-12-21"), text[:-3], text + "withdrawn\ta\tb\tc\n"):
        with pytest.raises(Untrusted):
            read_statuses(touched, keys)
    with pytest.raises(Untrusted, match="không có thật"):
        read_statuses(Known(signer=FOREIGN).statuses_text(), keys)
    for ended in (key_of(FIRST, stolen_since=NINE), key_of(FIRST, retired_at=NINE)):
        with pytest.raises(Untrusted, match="đã bỏ hoặc đã mất"):
            read_statuses(text, Known([ended]).key_list())


def test_a_value_that_would_tear_a_line_is_not_written() -> None:
    with pytest.raises(ValueError, match="tab"):
        Known(withdrawn=[Withdrawn("1\t2", NINE.date(), "9")]).statuses_text()
