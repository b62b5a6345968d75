"""Names are kept by a dated rule; past their day a shell stands there, counts and bodies stay."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.awards.forget import forget, kept_until, past_their_day
from phongtrao.awards.load_rules import load_rules
from phongtrao.awards.models import SHELL, Commendation, Nominee
from phongtrao.awards.rules import Retention
from phongtrao.documents.issue import drop
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.chain import breaks
from phongtrao.organisations.models import LogEntry
from phongtrao.procedure import Refused
from phongtrao.work.models import Programme
from tests.awards.samples import DAY, NAME, RULES, begun, carried, decided, drafted, listed, programme, proposed
from tests.conftest import Cast
from tests.reports.samples import people_of
from tests.work.conftest import at

AFTER = date(2031, 11, 21)
"""The day after five years."""


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def run(*arguments: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("forget_people", "--json", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_last_day_is_shown_and_only_after_it_the_names_are_past(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    case = decided(cast)
    kept = kept_until(case, DAY)
    assert kept is not None and kept.until == date(2031, 11, 20)
    assert list(past_their_day(kept.until)) == [] and [one.case for one in past_their_day(AFTER)] == [case]
    page = signed_in("vy").get(reverse("commendation", args=[case.pk])).content.decode()
    assert "giữ đến hết ngày 20/11/2031" in page and "Điều 10" in page


def test_without_apply_nothing_is_forgotten(cast: Cast, on_day: Callable[[date], None]) -> None:
    case = decided(cast)
    on_day(AFTER)
    [one] = run()
    assert one == {"id": case.pk, "people": 1, "kept_until": "2031-11-20", "confirmed": True, "forgotten": 0}
    assert Nominee.objects.filter(full_name=NAME).exists()


def test_forgetting_leaves_the_shell_the_counts_and_the_bodies(
    cast: Cast, on_day: Callable[[date], None], signed_in: Callable[[str], Client]
) -> None:
    case = decided(cast)
    on_day(AFTER)
    assert [one["forgotten"] for one in run("--apply", "--by", "quan-tri")] == [1]
    row = Nominee.objects.get(case=case, kind="ca_nhan")
    assert (row.full_name, row.post_title, row.achievement) == (SHELL, "", SHELL)
    assert row.body == case.organisation and row.votes_for is not None and row.is_carried
    assert "bach" not in row.subject_key and row.forgotten_on == AFTER
    assert Nominee.objects.get(case=case, kind="tap_the").achievement == "Vận động 40 hộ trồng cây."
    [entry] = LogEntry.objects.filter(deed="forget_people")
    assert entry.content == {"people": 1} and [str(one) for one in breaks()] == []
    page = signed_in("vy").get(reverse("commended"), {"ten": "on"}).content.decode()
    assert NAME not in page and "<strong>1</strong> cá nhân" in page
    assert run("--apply", "--by", "quan-tri") == []


def test_a_name_typed_elsewhere_and_drafts_that_were_never_issued_are_cleared_too(
    cast: Cast, on_day: Callable[[date], None]
) -> None:
    case = proposed(cast)
    draft = drafted(cast, case)
    drop(draft, cast.user("vy"), at(DAY))
    carried(case, "refuse_commendation", cast.user("lan"), f"{NAME} chưa đủ tiêu chuẩn.")
    assert NAME in json.dumps(Outgoing.objects.get(pk=draft.pk).content, ensure_ascii=False)
    on_day(date(2027, 11, 21))
    assert [one["kept_until"] for one in run("--apply", "--by", "quan-tri")] == ["2027-11-20"]
    assert NAME not in json.dumps(Outgoing.objects.get(pk=draft.pk).content, ensure_ascii=False)
    assert case.deeds.get(deed="refuse_commendation").note == f"{SHELL} chưa đủ tiêu chuẩn."


def test_an_issued_decision_is_another_holding_and_stays(cast: Cast, on_day: Callable[[date], None]) -> None:
    decided(cast)
    on_day(AFTER)
    run("--apply", "--by", "quan-tri")
    paper = Outgoing.objects.get(kind="quyet_dinh", state=Outgoing.ISSUED)
    assert NAME in json.dumps(paper.content, ensure_ascii=False)


def test_years_that_no_province_confirmed_forget_nothing(cast: Cast, on_day: Callable[[date], None]) -> None:
    sample = replace(RULES, version=2, retention=Retention(1, "Số mẫu", sample=True))
    decided(cast)
    load_rules(sample, Programme.objects.get(name="vuon-xanh"), cast.user("quan-tri"), at(DAY))
    on_day(date(2028, 1, 1))
    [one] = run("--apply", "--by", "quan-tri")
    assert not one["confirmed"] and one["forgotten"] == 0 and Nominee.objects.filter(full_name=NAME).exists()
    [kept] = past_their_day(date(2028, 1, 1))
    with pytest.raises(Refused, match="chưa xác nhận thời hạn"):
        forget(kept, cast.user("quan-tri"), at(date(2028, 1, 1)), date(2028, 1, 1))


def test_years_that_are_confirmed_later_hold_for_what_is_there(cast: Cast) -> None:
    case = decided(cast)
    longer = replace(RULES, version=2, retention=Retention(10, "Quyết định số 9/QĐ-UBND"))
    load_rules(longer, programme(cast), cast.user("quan-tri"), at(DAY))
    kept = kept_until(Commendation.objects.get(pk=case.pk), DAY)
    assert kept is not None and kept.until == date(2036, 11, 20)


def test_what_is_under_way_keeps_its_names(cast: Cast) -> None:
    case = begun(cast)
    listed(case)
    assert kept_until(case, AFTER) is None and list(past_their_day(date(2099, 1, 1))) == []


def test_only_the_administrator_of_the_site_forgets(cast: Cast, on_day: Callable[[date], None]) -> None:
    decided(cast)
    on_day(AFTER)
    with pytest.raises(CommandError, match="do quản trị hệ thống làm"):
        run("--apply", "--by", "lan")
    with pytest.raises(CommandError, match="--by"):
        run("--apply")
    assert Nominee.objects.filter(full_name=NAME).exists()


def test_a_single_syllable_is_not_cut_out_of_other_words(cast: Cast, on_day: Callable[[date], None]) -> None:
    case = begun(cast)
    listed(case, name="An")
    carried(case, "drop_commendation", people_of(case.organisation)[1], "An ninh ổn định.")
    on_day(date(2028, 1, 1))
    run("--apply", "--by", "quan-tri")
    assert case.deeds.get(deed="drop_commendation").note == "An ninh ổn định."
    assert not Nominee.objects.filter(full_name="An").exists()
