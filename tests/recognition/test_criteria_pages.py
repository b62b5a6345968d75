"""Criteria sets on pages and by command: handed out, brought in as a draft, looked at, frozen, never changed again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.recognition.criteria_sheet import as_workbook
from phongtrao.recognition.models import CriteriaSet
from phongtrao.recognition.scores import said
from phongtrao.recognition.write_criteria import as_toml
from tests.conftest import Cast
from tests.recognition.samples import CRITERIA, DAY


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def sent(client: Client, name: str, raw: bytes) -> str:
    data = {"file": SimpleUploadedFile(name, raw), "secret_free": "on"}
    return client.post(reverse("import_criteria"), data, follow=True).content.decode()


def test_a_workbook_comes_in_as_a_draft_and_is_frozen(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("dung")
    shown = sent(client, "bo.xlsx", as_workbook(CRITERIA))
    row = CriteriaSet.objects.get()
    assert "Có kế hoạch trồng cây" in shown and "dự thảo" in shown
    assert (row.frozen_at, row.root, said(row)) == (None, cast.body("ha-thanh.ubnd"), CRITERIA)
    client.post(reverse("freeze_criteria_set", args=[row.pk]))
    row.refresh_from_db()
    assert row.frozen_at is not None
    again = sent(client, "bo.xlsx", as_workbook(replace(CRITERIA, title="Bộ khác")))
    assert "không sửa được nữa; xin ghi version = 2" in again


def test_a_draft_is_replaced_by_the_next_file(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("dung")
    sent(client, "bo.toml", as_toml(CRITERIA).encode())
    sent(client, "bo.toml", as_toml(replace(CRITERIA, title="Bộ đã sửa")).encode())
    assert CriteriaSet.objects.get().title == "Bộ đã sửa"


def test_a_wrong_file_is_told_place_by_place_and_writes_nothing(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    wrong = as_toml(CRITERIA).replace('kind = "yes_no"', 'kind = "co_khong"')
    shown = sent(signed_in("dung"), "bo.toml", wrong.encode())
    assert "bo.toml:" in shown and "co_khong" in shown and not CriteriaSet.objects.exists()


def test_only_who_decides_in_the_province_brings_sets_in(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("xuan").get(reverse("import_criteria")).status_code == 403
    sent(signed_in("dung"), "bo.xlsx", as_workbook(CRITERIA))
    row = CriteriaSet.objects.get()
    assert signed_in("binh").get(reverse("criteria_set", args=[row.pk])).status_code == 404
    assert signed_in("binh").post(reverse("freeze_criteria_set", args=[row.pk])).status_code == 404


def test_what_is_handed_out_comes_in_again(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("dung")
    sent(client, "bo.xlsx", as_workbook(CRITERIA))
    address = reverse("criteria_file", args=[CriteriaSet.objects.get().pk])
    for query, name in (({}, "bo.xlsx"), ({"dang": "toml"}, "bo.toml")):
        sent(client, name, client.get(address, query).content)
    assert said(CriteriaSet.objects.get()) == CRITERIA


def test_the_command_does_the_same(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bo.toml"
    path.write_text(as_toml(CRITERIA))
    call_command("load_criteria", str(path), "--freeze", "--by", "dung")
    call_command("criteria_sets")
    assert "đã chốt" in capsys.readouterr().out
    with pytest.raises(CommandError, match="cơ quan cấp tỉnh"):
        call_command("load_criteria", str(path), "--by", "xuan")
