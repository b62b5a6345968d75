"""The machine that every procedure of cases moves by: its tables and papers fit, its deeds are whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.documents.holdings import HOLDINGS
from phongtrao.documents.issue import issue
from phongtrao.documents.paper_ways import ways_on
from phongtrao.money.machine import MACHINE
from phongtrao.money.models import Estimate
from phongtrao.organisations.models import LogEntry
from phongtrao.procedure import NEEDS, Refused
from phongtrao.work.case_papers import draft_in, parts, wanted_paper
from phongtrao.work.case_telling import of_desk
from phongtrao.work.cases import SITE, STALE, move, open_deeds
from phongtrao.work.machine import MACHINES, Machine
from tests.conftest import Cast
from tests.money.samples import DAY, HEAD, appraised, approved, drawn_up, fresh, papered, people, sent
from tests.work.conftest import at

LATER = DAY + timedelta(days=1)
KNOWN = {"note", "reason", "words", "day", "papers", "decision"}
"""Needs that the machine answers by itself."""


@pytest.fixture(params=["initiative", "pilot", "estimate", "commendation"])
def machine(request: pytest.FixtureRequest) -> Machine:
    return MACHINES[request.param]


def test_every_procedure_of_cases_has_its_machine() -> None:
    assert {"initiative", "pilot", "estimate", "commendation"} <= set(MACHINES)


def test_every_role_of_the_table_sits_at_a_desk(machine: Machine) -> None:
    asked = {role for step in machine.procedure.steps for role in step.who} - {SITE}
    assert asked <= set(machine.roles)
    fields = {field for role in machine.roles.values() for field in role.fields}
    assert fields <= {field.name for field in machine.cases._meta.get_fields()}


def test_every_need_of_the_table_is_answered(machine: Machine) -> None:
    asked = {need for step in machine.procedure.steps for need in step.needs}
    assert asked <= KNOWN | set(machine.needs) and asked <= set(NEEDS)


def test_states_and_deeds_that_the_machine_names_are_those_of_the_table(machine: Machine) -> None:
    states, deeds = set(machine.procedure.states()), {step.deed for step in machine.procedure.steps}
    assert set(machine.next_words) <= states and set(machine.looks) <= states
    assert set(machine.after) <= deeds and machine.own_pages <= deeds and machine.optional <= deeds
    left = {state for step in machine.procedure.steps for state in step.before if SITE not in step.who}
    assert {state for state in machine.next_words} >= left - {"decided", "approved"}, "what comes next is said"


def test_every_state_leads_on_to_an_end_and_is_reached(machine: Machine) -> None:
    reached, new = set(), {machine.procedure.start}
    while new:
        reached |= new
        new = {step.after for step in machine.procedure.steps if set(step.before) & reached and step.after} - reached
    assert reached == set(machine.procedure.states())


def test_a_case_is_begun_moved_and_logged(cast: Cast) -> None:
    case = sent(cast)
    assert [one.deed for one in case.deeds.all()][-1] == "send_estimate"
    entry = LogEntry.objects.filter(deed="send_estimate").get()
    assert entry.content["before"] == "drafting" and entry.content["after"] == "sent"


@pytest.mark.parametrize("deed", ["appraise_estimate", "return_estimate"])
def test_what_is_refused_leaves_nothing(cast: Cast, deed: str) -> None:
    case, entries = sent(cast), LogEntry.objects.count()
    deeds = case.deeds.count()
    with pytest.raises(Refused):
        move(MACHINE, case, deed, people(cast)["finance"], at(DAY))
    assert fresh(case).state == "sent" and case.deeds.count() == deeds and LogEntry.objects.count() == entries


def test_a_deed_belongs_to_the_role_that_the_table_names(cast: Cast) -> None:
    case, who = sent(cast), people(cast)
    with pytest.raises(Refused, match="thuộc về: cơ quan tài chính"):
        move(MACHINE, case, "return_estimate", who["leader"], at(DAY), "thiếu căn cứ")
    assert open_deeds(MACHINE, case, cast.user("binh"), DAY) == []


def test_a_page_that_is_out_of_date_takes_no_deed_and_keeps_what_was_typed(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    case, who = sent(cast), people(cast)
    client, address = signed_in(who["finance"].username), reverse("estimate_deed", args=[case.pk, "return_estimate"])
    sent_in = {"return_estimate-seen": 0, "return_estimate-note": "thiếu báo giá của hai nhà cung cấp"}
    answer = client.post(address, sent_in)
    assert STALE in answer.content.decode() and "thiếu báo giá của hai nhà cung cấp" in answer.content.decode()
    assert fresh(case).state == "sent"
    client.post(address, sent_in | {"return_estimate-seen": case.deeds.count()})
    assert fresh(case).state == "returned"


def test_a_paper_takes_its_deed_when_it_is_numbered_whoever_numbers_it(cast: Cast) -> None:
    case = approved(cast)
    taken = case.deeds.get(deed="approve_estimate")
    assert case.state == "approved" and taken.by == people(cast)["clerk"]


def test_a_paper_whose_deed_is_no_longer_open_gets_no_number(cast: Cast) -> None:
    case, who = appraised(cast), people(cast)
    wanted = wanted_paper(MACHINE, case, "quyet_dinh", who["clerk"], DAY)
    assert wanted is not None
    paper = draft_in(wanted, HEAD, (), at(DAY)).outgoing
    move(MACHINE, case, "refuse_estimate", who["decider"], at(DAY), "chưa cân đối được nguồn")
    with pytest.raises(Refused, match="Không thể «Phê duyệt»"):
        issue(paper, DAY, who["clerk"], at(DAY))
    paper.refresh_from_db()
    assert paper.number is None and fresh(case).state == "refused"


def test_a_paper_that_is_asked_for_each_time_must_be_newer_than_the_last_time(cast: Cast) -> None:
    case, who = sent(cast), people(cast)
    move(MACHINE, case, "return_estimate", who["finance"], at(DAY), "thiếu báo giá")
    with pytest.raises(Refused, match="Hồ sơ còn thiếu: Tờ trình"):
        move(MACHINE, case, "send_estimate", who["leader"], at(DAY))
    papered(cast, case, "to_trinh", "leader", LATER)
    assert move(MACHINE, case, "send_estimate", who["leader"], at(LATER)).state == "sent"


def test_a_second_draft_is_not_begun_while_there_is_one(cast: Cast) -> None:
    case, who = drawn_up(cast), people(cast)
    wanted = wanted_paper(MACHINE, case, "to_trinh", who["leader"], DAY)
    assert wanted is not None
    draft_in(wanted, HEAD, (), at(DAY))
    with pytest.raises(Refused, match="xin phát hành, hoặc bỏ dự thảo đó"):
        draft_in(wanted, HEAD, (), at(DAY))
    assert [part.is_whole for part in parts(MACHINE, case)] == [False, False, False]


def test_the_desk_names_what_waits_in_one_question_whatever_procedures_there_are(
    cast: Cast, django_assert_num_queries: Callable[..., object]
) -> None:
    case, who = sent(cast), people(cast)
    who["finance"].posts_on(DAY), of_desk(who["finance"], DAY)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        block = of_desk(who["finance"], DAY)
    assert block is not None and [line[-1] for line in block.shown["lines"]] == [reverse("estimate", args=[case.pk])]
    assert of_desk(cast.user("binh"), DAY) is None


def test_a_paper_leads_back_to_its_case_for_those_who_see_it(cast: Cast) -> None:
    case = approved(cast)
    paper = case.papers.get(name="quyet_dinh").outgoing
    assert paper is not None
    [(_, address)] = ways_on(paper, people(cast)["clerk"], DAY)
    assert address == reverse("estimate", args=[case.pk])
    assert ways_on(paper, cast.user("binh"), DAY) == []


def test_words_on_a_case_are_purged_and_the_deed_stays(cast: Cast) -> None:
    case, who = sent(cast), people(cast)
    move(MACHINE, case, "return_estimate", who["finance"], at(DAY), "lời không được ghi")
    held, row = HOLDINGS["loi-estimate"], case.deeds.get(deed="return_estimate")
    held.clear(row, "đã tiêu hủy")
    row.refresh_from_db()
    assert row.note == "đã tiêu hủy" and row.by == who["finance"]
    assert not Estimate.objects.filter(deeds__note__contains="lời không được ghi").exists()
