"""From each page of recognition people are led to what they do next, and told no more than is so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.documents.issue import issue
from phongtrao.recognition.council import name_members
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.scores import appraisal_of, hand_in_member, member_score, open_own
from phongtrao.recognition.waiting import waiting
from tests.conftest import Cast
from tests.recognition.samples import (
    DAY,
    answered,
    carried,
    dossier_sent,
    drafted,
    judges,
    programme,
    proposed,
    registered,
    school,
)
from tests.reports.samples import people_of
from tests.work.conftest import at

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _day(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def said(client: Client, route: str, *keys: object) -> str:
    return str(client.get(reverse(route, args=keys)).content.decode())


def test_a_returned_dossier_says_why_at_the_top_and_is_not_sent_until_it_is_sent_again(
    cast: Cast, signed_in: SignedIn
) -> None:
    row = carried(cast, dossier_sent(cast, school(cast)), "return_dossier", note="Thiếu ảnh vườn.")
    writer, _ = people_of(row.organisation)
    client = signed_in(writer.username)
    page = said(client, "candidacy", row.pk)
    assert page.index("Hồ sơ bị trả lại") < page.index("Mốc số liệu") and "đã gửi 20/11/2026" not in page
    answered(open_own(row, writer, at(DAY)), writer)
    carried(cast, row, "self_score")
    dossier = said(client, "dossier", row.pk)
    assert "Đã gửi ngày" not in dossier and "Lãnh đạo đơn vị gửi hồ sơ" in dossier
    carried(cast, row, "send_dossier")
    assert "Đã gửi ngày 20/11/2026" in said(client, "dossier", row.pk)
    assert "Hồ sơ bị trả lại" not in said(client, "candidacy", row.pk)


def test_conclusion_and_handing_in_are_offered_only_once_nothing_is_missing(cast: Cast, signed_in: SignedIn) -> None:
    row = dossier_sent(cast, school(cast))
    assert "Kết luận thẩm định</button>" not in said(signed_in("dung"), "candidacy", row.pk)


def test_a_member_is_waited_for_until_he_has_handed_in_his_score(cast: Cast) -> None:
    row = dossier_sent(cast, school(cast))
    chair, other = judges(cast)
    assert row not in waiting(chair, DAY)
    name_members([row], [(chair, "chair"), (other, "member")], cast.user("dung"), at(DAY))
    assert row in waiting(chair, DAY) and row in waiting(other, DAY)
    appraisal = appraisal_of(row)
    assert appraisal is not None
    hand_in_member(answered(member_score(appraisal, chair, at(DAY)), chair), chair, at(DAY))
    assert row not in waiting(chair, DAY) and row in waiting(other, DAY)


def test_the_clerk_who_drafts_the_decision_is_waited_for(cast: Cast) -> None:
    assert proposed(cast, school(cast)) in waiting(cast.user("vy"), DAY)


def test_the_list_leads_to_the_year_for_which_units_registered(cast: Cast, signed_in: SignedIn) -> None:
    row = programme(cast)
    assert reverse("selection", args=[row.name, 2026]) in said(signed_in("dung"), "candidacies")
    registered(cast, school(cast), 2027, row)
    assert reverse("selection", args=[row.name, 2027]) in said(signed_in("dung"), "candidacies")


def test_from_a_decision_that_is_issued_one_is_led_to_its_certificates(cast: Cast, signed_in: SignedIn) -> None:
    made = drafted(cast, proposed(cast, school(cast)))
    client = signed_in("vy")
    assert reverse("decision", args=[made.pk]) in said(client, "outgoing", made.paper_id)
    issue(made.paper, DAY, cast.user("vy"), at(DAY))
    assert reverse("certificates") in said(client, "outgoing", made.paper_id)


def test_a_paper_of_a_dossier_leads_back_to_it_and_a_gap_in_it_is_told(cast: Cast, signed_in: SignedIn) -> None:
    row = Candidacy.objects.get(pk=dossier_sent(cast, school(cast)).pk)
    _, leader = people_of(row.organisation)
    row = carried(cast, row, "return_dossier", note="Lập lại tờ trình.")
    answered(open_own(row, leader, at(DAY)), leader)
    row = carried(cast, row, "self_score")
    client = signed_in(leader.username)
    head = {
        "agency": "Trường THPT An Lạc", "place": "An Lạc", "symbol": "TTr-THPT", "office": "Hiệu trưởng",
        "signer": "Trần Văn Ký", "kept": "VT",
    }  # fmt: skip
    client.post(reverse("dossier_paper", args=[row.pk, "to_trinh"]), head)
    paper = row.papers.get(outgoing__isnull=False).outgoing
    page = said(client, "outgoing", paper.pk)
    assert reverse("dossier", args=[row.pk]) in page and "còn chỗ «…» chưa điền" in page
    issue(paper, DAY, leader, at(DAY))
    assert "chưa điền" not in said(client, "outgoing", paper.pk)
