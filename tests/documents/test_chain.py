"""A document without its number is found by what others call it; a better copy is held beside the one there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.documents.models import Correction, Document
from phongtrao.work.models import Duty
from tests.conftest import Cast
from tests.work import chain_samples as samples
from tests.work.conftest import adopt_whole

DAY = date(2026, 5, 6)
SUBJECT = "Phát triển tủ sách thôn trên địa bàn tỉnh"
NAMED = "Kế hoạch số 48/KH-UBND ngày 12/01/2026 của UBND tỉnh về phát triển tủ sách thôn trên địa bàn tỉnh"
SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _sixth_of_may(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def unnumbered(cast: Cast) -> Document:
    """The plan as a web page prints it: without its number and its day."""
    text = samples.paper("48/KH-UBND", date(2026, 1, 12), SUBJECT, samples.PLAN)
    text = text.replace("Số: 48/KH-UBND\n", "").replace("Hà Thanh, ngày 12 tháng 01 năm 2026\n", "")
    return samples.received(cast, text, date(2026, 1, 20))


def citing(cast: Cast, number: str = "90/QĐ-UBND", named: str = NAMED) -> Document:
    return samples.later(cast, f"Căn cứ {named}, giao các xã mua sách trước ngày 01/9/2026.", number=number)


def page(client: Client, document: Document) -> str:
    return client.get(reverse("document", args=[document.pk])).content.decode()


def accept(client: Client, document: Document, number: str = "48/KH-UBND", day: str = "2026-01-12") -> str:
    reading = document.latest_reading()
    assert reading is not None
    address = reverse("accept_number", args=[reading.pk])
    return client.post(address, {"number": number, "date": day}, follow=True).content.decode()


def test_a_number_is_offered_with_the_words_that_say_so_and_written_only_by_a_person(
    cast: Cast, signed_in: SignedIn
) -> None:
    plan = unnumbered(cast)
    assert (plan.number, plan.issued_on) == ("", None)
    assert "có phải số sau đây" not in page(signed_in("vy"), plan)
    letter = citing(cast)
    shown = page(signed_in("vy"), plan)
    assert "Số 48/KH-UBND ngày 12/01/2026" in shown and "cùng cơ quan: UBND tỉnh Hà Thanh" in shown
    assert reverse("document", args=[letter.pk]) in shown
    plan.refresh_from_db()
    assert plan.number == "" and not Correction.objects.exists()
    assert "Đã ghi số 48/KH-UBND" in accept(signed_in("vy"), plan)
    plan.refresh_from_db()
    assert (plan.number, plan.issued_on) == ("48/KH-UBND", date(2026, 1, 12))
    assert {(c.field, c.by.username) for c in Correction.objects.all()} == {("number", "vy"), ("date", "vy")}
    assert "có phải số sau đây" not in page(signed_in("vy"), plan)


def test_what_is_not_offered_is_not_written_by_this_way(cast: Cast, signed_in: SignedIn) -> None:
    plan = unnumbered(cast)
    citing(cast)
    assert "Đề xuất này không còn nữa" in accept(signed_in("vy"), plan, "49/KH-UBND")
    assert not Correction.objects.exists()


def test_two_numbers_as_likely_are_both_asked(cast: Cast, signed_in: SignedIn) -> None:
    plan = unnumbered(cast)
    citing(cast)
    citing(cast, "91/QĐ-UBND", NAMED.replace("48/KH-UBND ngày 12/01", "51/KH-UBND ngày 13/02"))
    shown = page(signed_in("vy"), plan)
    assert shown.count("một trong các khả năng") == 2 and "51/KH-UBND" in shown


def test_a_document_of_another_province_offers_no_number(cast: Cast, signed_in: SignedIn) -> None:
    plan = unnumbered(cast)
    text = samples.paper("5/QĐ-UBND", DAY, "Về tủ sách", f"Căn cứ {NAMED} Hà Thanh.\n", "QUYẾT ĐỊNH", "TỈNH BÌNH PHÚ")
    samples.received(cast, text, DAY, "binh-phu.ubnd")
    assert "có phải số sau đây" not in page(signed_in("quan-tri"), plan)


def test_a_number_that_another_row_bears_is_refused_with_the_reason(cast: Cast, signed_in: SignedIn) -> None:
    plan, letter = unnumbered(cast), citing(cast)
    assert letter.pk and "Số 48/KH-UBND" in page(signed_in("vy"), plan)
    samples.plan(cast)
    assert "có phải số sau đây" not in page(signed_in("vy"), plan)
    assert "Đề xuất này không còn nữa" in accept(signed_in("vy"), plan)


def better(cast: Cast) -> Document:
    """A second copy of the plan: a day corrected, one item that was lost, one that is gone."""
    text = samples.PLAN.replace("20/9/2026", "25/9/2026").replace("4. Sở Tài chính thường xuyên hướng dẫn", "4. Sở")
    text = text.replace("4. Sở sử dụng kinh phí mua sách.", "4. Sở Tư pháp rà soát quy ước thôn về đọc sách.")
    return samples.received(cast, samples.paper("48/KH-UBND", date(2026, 1, 12), SUBJECT, text), DAY)


def test_a_better_copy_is_compared_and_adopted_duties_stay(cast: Cast, signed_in: SignedIn) -> None:
    plan = samples.plan(cast)
    adopt_whole(cast, plan, date(2026, 2, 2))
    before = list(Duty.objects.values_list("text", flat=True))
    assert better(cast) == plan
    shown = signed_in("lan").get(reverse("compare_copies", args=[plan.pk])).content.decode()
    assert "Giống nhau <strong>2</strong>, thay đổi <strong>1</strong>" in shown
    assert "ngày 19/09/2026" in shown and "ngày 24/09/2026" in shown
    assert "Chỉ ở bản cũ" in shown and "rà soát quy ước thôn" in shown
    assert list(Duty.objects.values_list("text", flat=True)) == before
    assert reverse("compare_copies", args=[plan.pk]) in page(signed_in("lan"), plan)


def said(*arguments: Any) -> str:
    out = StringIO()
    call_command("compare_copies", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_two_copies_are_compared_by_command(cast: Cast) -> None:
    plan = samples.plan(cast)
    with pytest.raises(CommandError, match="chỉ có một bản"):
        said(plan.pk)
    better(cast)
    found = json.loads(said(plan.pk, "--json"))
    assert (found["same"], len(found["only_old"]), len(found["only_new"])) == (2, 1, 1)
    assert {change["field"] for change in found["changed"][0]["fields"]} == {"words", "deadlines"}
    turned = json.loads(said(plan.pk, "--json", "--old", found["new"], "--new", found["old"]))
    assert turned["only_new"][0]["words"] == found["only_old"][0]["words"]
    assert "Chỉ ở bản mới" in said(plan.pk)


def test_the_offers_are_printed_with_the_chain(cast: Cast) -> None:
    plan = unnumbered(cast)
    letter, out = citing(cast), StringIO()
    call_command("chain", str(plan.pk), "--json", stdout=out)
    [here] = [row for row in map(json.loads, out.getvalue().splitlines()) if row["here"]]
    [offer] = here["proposals"]
    assert (offer["number"], offer["evidence"][0]["document"]) == ("48/KH-UBND", letter.pk)
