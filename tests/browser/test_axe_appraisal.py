"""axe-core finds nothing on the pages of appraisal, opinions, decisions and upkeep while they are at work."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from phongtrao.organisations.models import User
from phongtrao.recognition import opine
from phongtrao.recognition.agree import open_agreed
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.council import name_members
from phongtrao.recognition.draws import draw
from phongtrao.recognition.models import Candidacy, Certificate, Decision, Recognition
from phongtrao.recognition.scores import appraisal_of, hand_in_member, member_score
from tests.browser.test_axe import ALL, looked_at
from tests.conftest import Cast
from tests.recognition.samples import (
    DAY,
    answered,
    dossier_sent,
    front_of_the_province,
    judges,
    proposed,
    recognised,
    school,
    unit,
)
from tests.work.conftest import at

pytestmark = [pytest.mark.browser, pytest.mark.trial]


def pages_at_work(cast: Cast) -> dict[str, str]:
    """What each page says to the one who works on it."""
    chair, other = judges(cast)
    dung, vy = cast.user("dung"), cast.user("vy")
    front = front_of_the_province(cast)
    done = [proposed(cast, unit(cast, f"ct-{n}", f"Công ty {n}", "doanh_nghiep")) for n in (1, 2)]
    recognised(cast, done[0])
    certified(cast, done[0])
    open_one = dossier_sent(cast, school(cast))
    second = dossier_sent(cast, cast.body("xa.90001.ubnd"))
    name_members([open_one, second], [(chair, "chair"), (other, "member")], dung, at(DAY))
    draw(open_one.programme, 2026, dung, at(DAY), count=1, subject="co_so_giao_duc", seed="mot")
    opine.give(open_one, "supervision", "Cần đếm lại số cây.", front, at(DAY))
    appraisal, later = appraisal_of(open_one), appraisal_of(second)
    assert appraisal is not None and later is not None
    for user, living in ((chair, 8), (other, 6)):
        hand_in_member(answered(member_score(appraisal, user, at(DAY)), user, living), user, at(DAY))
    member_score(later, chair, at(DAY))
    open_agreed(appraisal, chair, at(DAY))
    asked = [
        ("appraisal", dung, "appraisal", [open_one.pk]),
        ("member-begins", other, "member_score", [later.pk]),
        ("member-open", chair, "member_score", [later.pk]),
        ("agreed", chair, "agreed_score", [appraisal.pk]),
        ("agreed-look", other, "agreed_score", [appraisal.pk]),
        ("draw", dung, "draw", ["vuon-xanh", 2026]),
        ("opinions", dung, "opinions", [open_one.pk]),
        ("opinions-front", front, "opinions", [open_one.pk]),
        ("candidacy-front", front, "candidacy", [open_one.pk]),
        ("decisions", vy, "decisions", []),
        ("decision", vy, "decision", [Decision.objects.get().pk]),
        ("draft-decision", vy, "draft_decision", ["vuon-xanh", 2026]),
        ("draft-withdrawal", vy, "draft_withdrawal", ["vuon-xanh"]),
        ("upkeep", dung, "upkeep", []),
    ]
    return {name: said(user, route, keys) for name, user, route, keys in asked}


def certified(cast: Cast, candidacy: Candidacy) -> None:
    found = Recognition.objects.get(candidacy=candidacy)
    Certificate.objects.create(
        recognition=found, serial="GCN-1", statement="x", key="k", issued_on=DAY, by=cast.user("vy"), at=at(DAY)
    )
    take(Candidacy.objects.get(pk=candidacy.pk), "certify", cast.user("vy"), at(DAY))


def said(user: User, route: str, keys: list[object]) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse(route, args=keys))
    assert answer.status_code == 200
    return str(answer.content.decode())


def too_wide(page: Page, name: str) -> list[str]:
    """That a page is wider than its window; keeps it as a picture where PHONGTRAO_SHOTS names a folder."""
    width, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if shots := os.environ.get("PHONGTRAO_SHOTS"):
        page.screenshot(path=f"{shots}/{name}-{window}.png", full_page=True)
    return [f"{name}: {width} px wide on {window}"] if width > window else []


def test_axe_finds_nothing_while_people_appraise_and_decide(cast: Cast, on_day: Callable[[date], None]) -> None:
    on_day(DAY)
    wrong = looked_at(pages_at_work(cast), ALL, too_wide)
    assert wrong == [], "\n".join(wrong)
