"""Certificates from a decision: issued once, signed, kept, told by anyone; withdrawn ones tell it themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao import public_of_units
from phongtrao.documents.issue import draft, issue
from phongtrao.procedure import Refused
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.certificate_keys import make_keys
from phongtrao.recognition.certificates import certificate_file, certify
from phongtrao.recognition.models import Candidacy, Certificate, Decision, Recognition
from phongtrao.recognition.site_lists import site_lists
from phongtrao.recognition.trial_authority import SIGNER_FILE, TEST_SECRET, make_trial_authority
from phongtrao.recognition.verify import verify
from tests.conftest import Cast
from tests.recognition.samples import DAY, appraised, carried, dossier_sent, papers_in, recognised, school, unit
from tests.work.conftest import at
from vanban.paper import Item, Paper, Signer

PAPER = Paper(
    kind="quyet_dinh", agency="Ủy ban nhân dân tỉnh Hà Thanh", symbol="QĐ-UBND", place="Hà Thanh",
    subject="công nhận đơn vị điển hình", deciding="Ủy ban nhân dân tỉnh",
    blocks=(Item("dieu", "Công nhận các đơn vị có tên trong danh sách."),),
    signers=(Signer("Nguyễn Thị Lan", ("TM. Ủy ban nhân dân", "Chủ tịch")),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _home(on_day: Callable[[date], None], settings: Any, tmp_path: Path) -> None:
    on_day(DAY)
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"
    make_trial_authority(tmp_path, at(DAY))
    secret = tmp_path / "secret"
    secret.write_text(TEST_SECRET)
    settings.SIGNER, settings.SIGNER_SECRET = f"pkcs12:{tmp_path / SIGNER_FILE}", str(secret)


def decided(cast: Cast) -> tuple[Candidacy, Decision]:
    """A school recognised by a decision that bears its number."""
    make_keys(cast.user("quan-tri"), at(DAY))
    candidacy = appraised(cast, dossier_sent(cast, school(cast)))
    papers_in(candidacy, cast.user("dung"), ("bien_ban",))
    candidacy = carried(cast, candidacy, "propose")
    vy, root = cast.user("vy"), cast.body("ha-thanh.ubnd")
    paper = draft(PAPER, root, vy, at(DAY), {})
    decision = Decision.objects.create(
        kind="recognise", programme=candidacy.programme, year=2026, organisation=root, paper=paper, by=vy, at=at(DAY)
    )
    decision.candidacies.add(candidacy)
    issue(paper, DAY, vy, at(DAY))
    candidacy = take(candidacy, "decide", vy, at(DAY), decision=decision)
    Recognition.objects.create(candidacy=candidacy, decision=decision, recognised_on=DAY)
    return candidacy, Decision.objects.get(pk=decision.pk)


def test_a_certificate_is_issued_once_and_is_genuine(cast: Cast) -> None:
    candidacy, decision = decided(cast)
    [row] = certify(decision, cast.user("vy"), at(DAY))
    assert certify(decision, cast.user("vy"), at(DAY)) == []
    assert row.serial == "HA-THANH-2026-0001" and Candidacy.objects.get(pk=candidacy.pk).state == "certified"
    lists = site_lists(at(DAY, 10))
    verdict = verify(row.statement, lists.keys, lists.statuses, DAY)
    assert verdict.is_genuine and verdict.statement is not None
    assert (verdict.statement.unit, verdict.statement.decision) == ("Trường THPT An Lạc", decision.paper.code)


def test_a_decision_of_two_units_is_offered_once_and_serials_run_on(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    make_keys(cast.user("quan-tri"), at(DAY))
    other = unit(cast, "truong.hai", "Trường THPT Số Hai", "truong", school="thpt")
    rows = [dossier_sent(cast, body) for body in (school(cast), other)]
    for row in rows:
        papers_in(appraised(cast, row), cast.user("dung"), ("bien_ban",))
        carried(cast, row, "propose")
    decision = recognised(cast, *Candidacy.objects.all())
    page = signed_in("vy").get(reverse("certificates")).content.decode()
    assert page.count(f'action="{reverse("issue_certificates", args=[decision.pk])}"') == 1
    made = certify(decision, cast.user("vy"), at(DAY))
    assert [one.serial for one in made] == ["HA-THANH-2026-0001", "HA-THANH-2026-0002"]
    assert 'action="/cong-nhan/giay' not in signed_in("vy").get(reverse("certificates")).content.decode()


def test_its_file_is_signed_once_and_kept(cast: Cast) -> None:
    _, decision = decided(cast)
    [row] = certify(decision, cast.user("vy"), at(DAY))
    first = certificate_file(row, cast.user("dung"), at(DAY))
    assert first.startswith(b"%PDF") and b"ETSI.CAdES.detached" in first
    assert certificate_file(Certificate.objects.get(pk=row.pk), cast.user("lan"), at(DAY)) == first


def test_a_withdrawn_certificate_is_told_so(cast: Cast) -> None:
    _, decision = decided(cast)
    [row] = certify(decision, cast.user("vy"), at(DAY))
    Certificate.objects.filter(pk=row.pk).update(withdrawn_on=DAY)
    lists = site_lists(at(DAY, 10))
    verdict = verify(row.statement, lists.keys, lists.statuses, DAY)
    assert verdict.kind == "withdrawn" and not verdict.is_genuine


def test_only_who_writes_for_the_decider_or_the_appraiser_issues(cast: Cast) -> None:
    _, decision = decided(cast)
    with pytest.raises(Refused, match="do người phát hành văn bản"):
        certify(decision, cast.user("xuan"), at(DAY))
    assert not Certificate.objects.exists()


def test_the_pages_issue_list_and_hand_out(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    _, decision = decided(cast)
    client = signed_in("vy")
    assert "Cấp giấy chứng nhận" in client.get(reverse("certificates")).content.decode()
    client.post(reverse("issue_certificates", args=[decision.pk]))
    assert "HA-THANH-2026-0001" in client.get(reverse("certificates")).content.decode()
    assert "Trường THPT An Lạc" in client.get(reverse("certificate", args=["HA-THANH-2026-0001"])).content.decode()
    assert client.get(reverse("certificate_file", args=["HA-THANH-2026-0001"])).content.startswith(b"%PDF")
    stranger = signed_in("binh")
    assert stranger.get(reverse("certificate", args=["HA-THANH-2026-0001"])).status_code == 404
    assert stranger.get(reverse("certificate_file", args=["HA-THANH-2026-0001"])).status_code == 404
    assert "HA-THANH" not in stranger.get(reverse("certificates")).content.decode()


def test_the_public_page_shows_the_unit_and_nothing_more(cast: Cast) -> None:
    candidacy, decision = decided(cast)
    shown = Client().get(reverse("recognised")).content.decode()
    assert "Trường THPT An Lạc" in shown and decision.paper.code in shown
    assert "100" not in shown.partition("<table")[2].partition("</table>")[0]
    Recognition.objects.filter(candidacy=candidacy).update(ended_on=DAY)
    assert "Trường THPT An Lạc" not in Client().get(reverse("recognised")).content.decode()


def test_the_public_page_names_the_models_of_the_unit_where_an_app_tells_them(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidacy, _ = decided(cast)
    told = [lambda bodies, day: {pk: ["Cổng trường xanh"] for pk in bodies if pk == candidacy.organisation_id}]
    monkeypatch.setattr(public_of_units, "INITIATIVES", told)
    assert "Cổng trường xanh" in Client().get(reverse("recognised")).content.decode()


def test_the_command_issues_and_writes_the_files(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, decision = decided(cast)
    call_command("certificates", "--decision", str(decision.pk), "--into", str(tmp_path / "giay"), "--by", "vy")
    assert "HA-THANH-2026-0001  Trường THPT An Lạc" in capsys.readouterr().out
    [file] = (tmp_path / "giay").iterdir()
    call_command("verify", str(file))
    with pytest.raises(CommandError, match="cần --by"):
        call_command("certificates", "--decision", str(decision.pk))
