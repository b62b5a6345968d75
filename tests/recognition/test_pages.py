"""The list of candidacies and a candidacy's page, as people use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.recognition.models import Candidacy
from tests.conftest import Cast
from tests.recognition.samples import DAY, building, dossier_sent, registered, school


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def page(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def test_the_list_shows_what_waits_for_whom(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    registered(cast, cast.body("xa.90001.ubnd"))
    assert "UBND xã An Lạc, năm 2026" in page(signed_in("dung"), "candidacies")
    assert "Không có hồ sơ nào chờ" in page(signed_in("xuan"), "candidacies")
    assert "UBND xã An Lạc, năm 2026" in page(signed_in("xuan"), "candidacies", muc="tat-ca")


def test_the_list_is_narrowed_and_searched_without_marks(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    registered(cast, cast.body("xa.90001.ubnd"))
    registered(cast, school(cast))
    found = page(signed_in("dung"), "candidacies", muc="tat-ca", tim="truong thpt")
    assert "Trường THPT An Lạc" in found and "UBND xã An Lạc, năm" not in found
    assert "Chưa có hồ sơ nào" in page(signed_in("dung"), "candidacies", muc="tat-ca", nam="2026", doi_tuong="co_quan")


def test_a_step_is_taken_on_the_page(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    row = registered(cast, cast.body("xa.90001.ubnd"))
    client = signed_in("dung")
    assert "Chọn xây dựng" in page(client, "candidacy", row.pk)
    client.post(reverse("candidacy_deed", args=[row.pk, "select"]), {"select-seen": "registered"})
    assert Candidacy.objects.get(pk=row.pk).state == "selected"


def test_a_step_on_what_somebody_moved_meanwhile_is_refused(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    row = building(cast, cast.body("xa.90001.ubnd"))
    said = {"not_select-seen": "registered", "not_select-note": "Chưa đủ."}
    answer = signed_in("dung").post(reverse("candidacy_deed", args=[row.pk, "not_select"]), said).content.decode()
    assert "vừa được người khác xử lý" in answer and Candidacy.objects.get(pk=row.pk).state == "building"


def test_a_reason_is_asked_for_at_the_field(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    row = registered(cast, cast.body("xa.90001.ubnd"))
    said = {"not_select-seen": "registered", "not_select-note": " "}
    answer = signed_in("dung").post(reverse("candidacy_deed", args=[row.pk, "not_select"]), said).content.decode()
    assert "Xin nêu lý do" in answer and Candidacy.objects.get(pk=row.pk).state == "registered"


def test_the_commands_do_what_the_pages_do(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    row = registered(cast, cast.body("xa.90001.ubnd"))
    call_command("candidacy_deed", str(row.pk), "select", "--by", "dung")
    call_command("candidacies", "2026")
    assert "được chọn xây dựng" in capsys.readouterr().out
    call_command("candidacies", "2026", "--json", "--by", "binh")
    assert capsys.readouterr().out == ""
    with pytest.raises(CommandError, match="Không có hồ sơ công nhận số «7x»"):
        call_command("candidacy_deed", "7x", "select", "--by", "dung")


def test_who_prepared_the_dossier_reads_why_he_does_not_judge_it(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    row = dossier_sent(cast, school(cast))
    row.papers.update(by=cast.user("dung"))
    assert "không tham gia thẩm định" in page(signed_in("dung"), "candidacy", row.pk)


def test_the_desk_names_the_dossiers_that_wait_for_a_person(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    registered(cast, cast.body("xa.90001.ubnd"))
    desk = page(signed_in("dung"), "desk")
    assert "Hồ sơ công nhận chờ" in desk and "UBND xã An Lạc, năm 2026" in desk
    assert "Hồ sơ công nhận chờ" not in page(signed_in("xuan"), "desk")
