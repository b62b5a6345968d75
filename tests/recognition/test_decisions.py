"""Decisions take effect when they get their number, whole or not at all; a dropped draft frees its units."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from phongtrao.documents.holdings import HOLDINGS
from phongtrao.documents.issue import drop, issue
from phongtrao.documents.letterhead import LetterheadForm
from phongtrao.documents.models import Outgoing
from phongtrao.documents.paper_files import PAPER_FORMATS
from phongtrao.organisations.models import LogEntry
from phongtrao.procedure import Refused
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.decide import draft_withdrawal
from phongtrao.recognition.models import Candidacy, CandidacyDeed, Certificate, Decision, Recognition
from tests.conftest import Cast
from tests.recognition.samples import (
    DAY,
    GROUND,
    HEAD,
    appraised,
    dossier_sent,
    drafted,
    proposed,
    recognised,
    school,
    unit,
)
from tests.work.conftest import at
from vanban.layout.check import check_docx
from vanban.paper import Table


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


@pytest.fixture
def pair(cast: Cast) -> list[Candidacy]:
    """A commune and a school, both proposed."""
    return [proposed(cast, cast.body("xa.90001.ubnd")), proposed(cast, school(cast))]


def sent(candidacies: list[Candidacy], **more: Any) -> dict[str, Any]:
    return {**HEAD, "units": [one.pk for one in candidacies], "grounds": "Căn cứ Kế hoạch số 35/KH-UBND;\n", **more}


def state(candidacy: Candidacy) -> str:
    return Candidacy.objects.get(pk=candidacy.pk).state


def test_the_draft_is_made_on_the_page_with_its_list_annexed_by_subject(
    cast: Cast, pair: list[Candidacy], signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("vy")
    assert "2 đơn vị đã trình" in client.get(reverse("decisions")).content.decode()
    address = reverse("draft_decision", args=["vuon-xanh", 2026])
    shown = client.get(address).content.decode()
    assert "Căn cứ Kế hoạch số 35/KH-UBND ngày 15/01/2026" in shown and "Theo đề nghị của Công an tỉnh" in shown
    answer = client.post(address, sent(pair), follow=True).content.decode()
    paper = Decision.objects.get().paper.paper
    assert "Đã lập dự thảo" in answer and paper.kind == "quyet_dinh"
    assert paper.grounds == ("Căn cứ Kế hoạch số 35/KH-UBND",)
    assert [annex.title for annex in paper.annexes] == [
        "Danh sách đơn vị vườn xanh kiểu mẫu năm 2026: xã, phường",
        "Danh sách đơn vị vườn xanh kiểu mẫu năm 2026: cơ sở giáo dục",
    ]
    tables = [block for annex in paper.annexes for block in annex.blocks if isinstance(block, Table)]
    assert tables[0].rows == (("1", "UBND xã An Lạc", "xã An Lạc", "100"),)
    assert tables[1].rows == (("1", "Trường THPT An Lạc", "xã An Lạc", "100"),)
    assert str(paper.blocks[0]).count("01 xã, phường; 01 cơ sở giáo dục") == 1
    assert "0 đơn vị" not in client.get(reverse("decisions")).content.decode()


def test_the_paper_keeps_the_layout_of_the_decree(cast: Cast, pair: list[Candidacy]) -> None:
    made = recognised(cast, *pair)
    raw = PAPER_FORMATS["docx"].write(Outgoing.objects.get(pk=made.paper_id).paper)
    assert [one.rule.name for one in check_docx(raw) if one.state == "broken"] == []


def test_it_takes_effect_with_its_number(cast: Cast, pair: list[Candidacy], signed_in: Callable[[str], Client]) -> None:
    made = drafted(cast, *pair)
    assert {state(one) for one in pair} == {"proposed"} and not Recognition.objects.exists()
    signed_in("vy").post(reverse("issue_outgoing", args=[made.paper_id]), {"day": "20/11/2026"})
    assert {state(one) for one in pair} == {"decided"}
    found = Recognition.objects.get(candidacy=pair[1])
    assert (found.decision, found.recognised_on, found.ended_on) == (made, DAY, None)
    assert pair[1].deeds.get(deed="decide").note == "Quyết định 01/QĐ-UBND"
    assert LogEntry.objects.filter(deed="decide").count() == 2
    shown = signed_in("lan").get(reverse("decision", args=[made.pk])).content.decode()
    assert "Quyết định 01/QĐ-UBND" in shown and "Trường THPT An Lạc" in shown


def test_it_takes_effect_whole_or_not_at_all(cast: Cast, pair: list[Candidacy]) -> None:
    made = drafted(cast, *pair)
    take(pair[0], "not_recognise", cast.user("lan"), at(DAY), "Có đơn thư đang xem xét.")
    with pytest.raises(Refused, match="Không thể «Quyết định công nhận»"):
        issue(made.paper, DAY, cast.user("vy"), at(DAY))
    made.paper.refresh_from_db()
    assert (made.paper.state, made.paper.number) == (Outgoing.DRAFT, None)
    assert state(pair[1]) == "proposed" and not Recognition.objects.exists()


def test_a_dropped_draft_frees_its_units(cast: Cast, pair: list[Candidacy]) -> None:
    made = drafted(cast, *pair)
    assert drafted(cast, *pair) == made and Decision.objects.count() == 1
    with pytest.raises(Refused, match="Đã có trong một dự thảo quyết định khác: Trường THPT An Lạc"):
        drafted(cast, pair[1])
    drop(made.paper, cast.user("vy"), at(DAY))
    assert drafted(cast, pair[1]) != made


def test_issuing_twice_recognises_once(cast: Cast, pair: list[Candidacy]) -> None:
    made = recognised(cast, *pair)
    with pytest.raises(Refused), transaction.atomic():
        issue(made.paper, DAY, cast.user("vy"), at(DAY))
    assert Recognition.objects.count() == 2


def test_only_who_writes_for_the_decider_drafts(
    cast: Cast, pair: list[Candidacy], signed_in: Callable[[str], Client]
) -> None:
    address = reverse("draft_decision", args=["vuon-xanh", 2026])
    for name in ("dung", "son"):
        assert "do văn thư, đầu mối hoặc lãnh đạo" in signed_in(name).get(address).content.decode()
        signed_in(name).post(address, sent(pair))
    assert not Decision.objects.exists()
    with pytest.raises(CommandError, match="do văn thư, đầu mối hoặc lãnh đạo"):
        call_command("decide", str(pair[0].pk), "--by", "dung", *letterhead())


def letterhead() -> list[str]:
    return [part for name, value in HEAD.items() if value for part in (f"--{name}", value)]


def test_what_is_not_proposed_is_not_decided_and_the_leader_may_refuse_with_a_reason(cast: Cast) -> None:
    early = appraised(cast, dossier_sent(cast, school(cast)))
    with pytest.raises(Refused, match="Đã ở trạng thái khác"):
        drafted(cast, early)
    late = proposed(cast, cast.body("xa.90001.ubnd"))
    with pytest.raises(Refused, match="Xin nêu lý do"):
        take(late, "not_recognise", cast.user("lan"), at(DAY))
    assert take(late, "not_recognise", cast.user("lan"), at(DAY), "Chưa đủ.").state == "not_recognised"


@pytest.fixture
def certified(cast: Cast, pair: list[Candidacy]) -> list[Candidacy]:
    """Recognised, with a certificate each."""
    recognised(cast, *pair)
    for one in pair:
        Certificate.objects.create(
            recognition=one.recognition, serial=f"GCN-{one.pk}", statement="x", key="k", issued_on=DAY,
            by=cast.user("vy"), at=at(DAY),
        )  # fmt: skip
        take(Candidacy.objects.get(pk=one.pk), "certify", cast.user("vy"), at(DAY))
    return [Candidacy.objects.get(pk=one.pk) for one in pair]


def test_a_withdrawal_names_a_ground_for_each_and_ends_recognition_and_certificate(
    cast: Cast, certified: list[Candidacy], signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    later = DAY + timedelta(days=20)
    on_day(later)
    client, address = signed_in("vy"), reverse("draft_withdrawal", args=["vuon-xanh"])
    assert "Căn cứ thu hồi của Trường THPT An Lạc" in client.get(address).content.decode()
    answer = client.post(address, sent(certified[1:])).content.decode()
    assert "Xin ghi căn cứ thu hồi của từng đơn vị" in answer and Decision.objects.count() == 1
    ground = {f"ground-{certified[1].pk}": "Chặt cây không phép (Biên bản số 7)."}
    client.post(address, sent(certified[1:], **ground))
    made = Decision.objects.get(kind=Decision.WITHDRAW)
    assert made.paper.paper.annexes[0].blocks[0].rows == (  # type: ignore[union-attr]
        ("1", "Trường THPT An Lạc", "xã An Lạc", "01/QĐ-UBND ngày 20/11/2026", "Chặt cây không phép (Biên bản số 7)."),
    )
    client.post(reverse("issue_outgoing", args=[made.paper_id]), {"day": f"{later:%d/%m/%Y}"})
    found = Recognition.objects.get(candidacy=certified[1])
    assert (state(certified[1]), found.ended_on, found.ended_by) == ("recognition_withdrawn", later, made)
    assert Certificate.objects.get(recognition=found).withdrawn_on == later
    assert "Chặt cây không phép" in certified[1].deeds.get(deed="withdraw_recognition").note
    other = Recognition.objects.get(candidacy=certified[0])
    assert (state(certified[0]), other.ended_on) == ("certified", None)
    assert list(Recognition.objects.standing(later)) == [other]


def test_decisions_are_drafted_issued_and_listed_by_command(cast: Cast, pair: list[Candidacy]) -> None:
    out, numbers = io.StringIO(), [str(one.pk) for one in pair]
    call_command("decide", *numbers, "--by", "vy", *letterhead(), stdout=out)
    assert "đã lập dự thảo" in out.getvalue()
    call_command("decide", *numbers, "--by", "vy", *letterhead(), stdout=out)
    assert "đã có dự thảo" in out.getvalue()
    call_command("issue_paper", str(Decision.objects.get().paper_id), "--by", "vy", stdout=out)
    out = io.StringIO()
    call_command("decisions", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["number"], said["kind"], said["day"]) == ("01/QĐ-UBND", "recognise", "2026-11-20")
    call_command("decide", "--withdraw", f"{numbers[0]}=Không duy trì.", "--by", "vy", stdout=out)
    call_command("issue_paper", str(Decision.objects.get(kind="withdraw").paper_id), "--by", "vy", stdout=out)
    assert state(pair[0]) == "recognition_withdrawn"
    with pytest.raises(CommandError, match="một trong hai"):
        call_command("decide", "--by", "vy")


def test_a_unit_of_another_subject_stands_in_its_own_list(cast: Cast) -> None:
    firms = [proposed(cast, unit(cast, f"ct-{n}", f"Công ty {n}", "doanh_nghiep")) for n in (2, 1)]
    made = recognised(cast, *firms)
    [annex] = made.paper.paper.annexes
    assert [row[1] for row in annex.blocks[0].rows] == ["Công ty 1", "Công ty 2"]  # type: ignore[union-attr]
    assert Recognition.objects.count() == 2


def test_a_ground_that_is_purged_goes_from_the_decision_too(cast: Cast, pair: list[Candidacy]) -> None:
    recognised(cast, *pair)
    form = LetterheadForm(HEAD)
    assert form.is_valid()
    reasons = {pair[0]: "Lộ thanhlong74.", pair[1]: "Không duy trì."}
    made, _ = draft_withdrawal(reasons, form.head(), (GROUND,), cast.user("vy"), at(DAY))
    issue(made.paper, DAY, cast.user("vy"), at(DAY))
    row = pair[0].deeds.get(deed="withdraw_recognition")
    HOLDINGS["loi-cong-nhan"].clear(row, "Đã tiêu hủy.")
    kept = str(Outgoing.objects.get(pk=made.paper_id).content) + str(list(CandidacyDeed.objects.values_list("note")))
    assert "thanhlong74" not in kept and "Không duy trì." in kept and "UBND xã An Lạc" in kept
