"""Forms come in with their programme, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.reports.models import FormVersion, ReportForm
from phongtrao.reports.shipped import PROGRAMMES, shipped_forms
from phongtrao.work.models import ProgrammePart
from phongtrao.work.programmes import shipped
from tests.conftest import Cast


def test_every_shipped_form_comes_in_with_its_programme_and_again_changes_nothing(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        for name in shipped():
            call_command("load_programme", name, "--by", "quan-tri")
    assert set(ReportForm.objects.values_list("name", flat=True)) == {form.name for form in shipped_forms()}
    parts = ProgrammePart.objects.filter(kind="report_form")
    assert FormVersion.objects.count() == len(shipped_forms()) == parts.count()
    capsys.readouterr()
    call_command("report_forms", "--json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["name"] for line in lines} == {form.name for form in shipped_forms()}


def test_the_programmes_page_calls_its_forms_by_their_titles(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    call_command("load_programme", "dien-hinh", "--by", "quan-tri")
    shown = unescape(signed_in("lan").get(reverse("programme", args=["dien-hinh"])).content.decode())
    for form in ReportForm.objects.all():
        assert f"{form.title} <span" in shown and f"({form.name})" in shown


def test_a_wrong_form_refuses_the_whole_folder_with_file_line_and_what_to_write(cast: Cast, tmp_path: Path) -> None:
    source = PROGRAMMES / "dien-hinh"
    for path in source.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8").replace('adds_up = "share"', 'adds_up = "sum"'))
    with pytest.raises(CommandError, match=r"ket-qua-dien-hinh\.toml:\d+: .*share"):
        call_command("load_programme", str(tmp_path), "--by", "quan-tri")
    assert not ReportForm.objects.exists() and not ProgrammePart.objects.exists()


def test_a_new_version_that_changes_an_indicators_type_is_refused(cast: Cast, tmp_path: Path) -> None:
    call_command("load_programme", "dien-hinh", "--by", "quan-tri")
    for path in (PROGRAMMES / "dien-hinh").glob("*.toml"):
        text = path.read_text("utf-8").replace("\nversion = 1\n", "\nversion = 2\n")
        (tmp_path / path.name).write_text(text.replace('type = "money"', 'type = "integer"\nunit = "đồng"', 1))
    with pytest.raises(CommandError, match="đặt tên khác"):
        call_command("load_programme", str(tmp_path), "--by", "quan-tri")
    assert FormVersion.objects.count() == 1
