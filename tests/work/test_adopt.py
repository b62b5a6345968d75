"""Adoption: whom duties bind, what stays open, and that doing it twice does no harm."""

from __future__ import annotations

from datetime import date

import pytest

from phongtrao.documents.models import Document
from phongtrao.organisations.models import Alias, LogEntry
from phongtrao.procedure import Refused
from phongtrao.work.adopt import Adopted, adopt, adopting_body, propose
from phongtrao.work.models import Adoption, Assignment, DeadlineRule, Duty, Task, Unresolved
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.settle import answer_heirs, assign, heirs, questions, settle
from tests.conftest import Cast
from tests.work.conftest import adopt_whole, at

DAY = date(2026, 2, 2)


def bodies(duty: Duty, role: str = "lead") -> set[str]:
    return set(duty.assignments.filter(role=role).values_list("organisation__code", flat=True))


def test_a_group_of_communes_binds_each_of_them(adopted: Adopted) -> None:
    report = Duty.objects.get(kind="report")
    assert bodies(report) == {f"xa.9000{n}.ubnd" for n in (1, 2, 3, 4)}
    assert {a.found for a in report.assignments.all()} == {"kind"}


def test_support_is_bound_beside_the_lead(adopted: Adopted) -> None:
    duty = Duty.objects.get(clause="1")
    assert bodies(duty) == {"ha-thanh.so-tai-chinh"}
    assert bodies(duty, "support") == {"ha-thanh.so-noi-vu"}


def test_a_body_that_is_both_lead_and_support_is_lead(adopted: Adopted) -> None:
    duty = Duty.objects.get(clause="8")
    assert bodies(duty) == {"ha-thanh.cong-an"}
    assert bodies(duty, "support") == {"ha-thanh.so-tai-chinh"}


def test_a_duty_that_names_nobody_binds_the_addressees(adopted: Adopted) -> None:
    assert bodies(Duty.objects.get(clause="7")) >= {"ha-thanh.cong-an", "ha-thanh.so-tu-phap", "xa.90003.ubnd"}


def test_a_phrase_that_names_nobody_known_waits_and_binds_nobody(adopted: Adopted) -> None:
    assert adopted.unresolved == ("Hội Làm vườn Trà Giang",)
    assert bodies(Duty.objects.get(clause="4")) == set()


def test_without_addressees_a_person_is_asked_who_everybody_is(cast: Cast, plan: Document) -> None:
    reading = plan.latest_reading()
    assert reading is not None
    reading.content["header"]["addressees"] = []
    reading.save()
    assert "(mọi nơi nhận)" in adopt_whole(cast, plan, DAY).unresolved


def test_results_go_to_via_else_to_else_the_adopter(adopted: Adopted) -> None:
    receivers = {d.clause + d.kind: d.receiver.code for d in Duty.objects.all()}
    assert receivers["2report"] == "ha-thanh.cong-an"
    assert receivers["1act"] == "ha-thanh.ubnd"


def test_products_are_proposed_from_the_words(adopted: Adopted) -> None:
    products = {(d.clause, d.kind): d.product for d in Duty.objects.all()}
    assert products[("1", "act")] == "Dự toán"
    assert products[("2", "act")] == "Kế hoạch"
    assert products[("2", "report")] == "Báo cáo"


def test_receiver_and_product_can_be_chosen(cast: Cast, plan: Document) -> None:
    reading = plan.latest_reading()
    assert reading is not None
    receivers, products = {"0": cast.body("ha-thanh.so-noi-vu")}, {"0": "Dự toán chi tiết"}
    adopt(
        plan,
        reading,
        cast.body("ha-thanh.ubnd"),
        cast.user("lan"),
        at(DAY),
        chosen={"0"},
        receivers=receivers,
        products=products,
    )
    duty = Duty.objects.get()
    assert (duty.receiver.code, duty.product) == ("ha-thanh.so-noi-vu", "Dự toán chi tiết")


def test_it_is_followed_to_the_end_of_the_last_year_the_document_names(adopted: Adopted) -> None:
    assert (adopted.adoption.follow_from, adopted.adoption.follow_until) == (DAY, date(2027, 12, 31))


def test_adopting_twice_adds_nothing(cast: Cast, plan: Document, adopted: Adopted) -> None:
    tables = (Adoption, Duty, DeadlineRule, Assignment, Unresolved, LogEntry)
    before = [table.objects.count() for table in tables]
    again = adopt_whole(cast, plan, date(2026, 3, 2))
    assert (again.duties, again.unresolved) == ((), adopted.unresolved)
    assert [table.objects.count() for table in tables] == before
    assert again.adoption.follow_from == DAY


def test_a_second_adoption_adds_what_was_left_out(cast: Cast, plan: Document) -> None:
    adopt_whole(cast, plan, DAY, chosen={"0", "1"})
    assert Duty.objects.count() == 2
    assert len(adopt_whole(cast, plan, DAY).duties) == 7


def test_the_days_followed_change_only_when_they_are_given(cast: Cast, plan: Document, adopted: Adopted) -> None:
    until = date(2028, 6, 30)
    assert adopt_whole(cast, plan, DAY, follow_until=until).adoption.follow_until == until
    assert adopt_whole(cast, plan, DAY).adoption.follow_until == until


def test_days_out_of_order_are_refused(cast: Cast, plan: Document) -> None:
    with pytest.raises(Refused, match="trước ngày kết thúc"):
        adopt_whole(cast, plan, DAY, follow_from=date(2026, 5, 1), follow_until=date(2026, 4, 1))
    assert not Adoption.objects.exists()


def test_adopting_for_one_body_binds_its_subtree_alone(cast: Cast, plan: Document) -> None:
    reading = plan.latest_reading()
    assert reading is not None
    police = cast.body("ha-thanh.cong-an")
    proposal = propose(plan, reading, police, DAY)
    bound = {b.organisation.code for d in proposal.duties for b in d.binding.bound}
    assert bound == {"ha-thanh.cong-an"}
    assert proposal.duties[1].binding.outside == 4


def test_a_body_bound_by_another_adoption_of_the_document_is_not_told_twice(
    cast: Cast, plan: Document, adopted: Adopted
) -> None:
    reading = plan.latest_reading()
    assert reading is not None
    adopt(plan, reading, cast.body("ha-thanh.cong-an"), cast.user("dung"), at(DAY))
    assert Assignment.objects.filter(duty__clause="8", organisation__code="ha-thanh.cong-an").count() == 1


@pytest.mark.parametrize(
    ("account", "wanted", "body"),
    [
        ("lan", None, "ha-thanh.ubnd"),
        ("dung", None, "ha-thanh.cong-an"),
        ("quan-tri", None, "ha-thanh.ubnd"),
        ("lan", "xa.90001.ubnd", "xa.90001.ubnd"),
    ],
)
def test_who_adopts_for_whom(cast: Cast, plan: Document, account: str, wanted: str | None, body: str) -> None:
    chosen = cast.body(wanted) if wanted else None
    assert adopting_body(cast.user(account), plan, DAY, chosen).code == body


@pytest.mark.parametrize(
    ("account", "wanted"), [("son", None), ("vy", None), ("dung", "ha-thanh.ubnd"), ("lan", "binh-phu.ubnd")]
)
def test_who_may_not_adopt_is_told(cast: Cast, plan: Document, account: str, wanted: str | None) -> None:
    with pytest.raises(Refused):
        adopting_body(cast.user(account), plan, DAY, cast.body(wanted) if wanted else None)


def test_a_settled_phrase_binds_in_every_duty_and_is_remembered(cast: Cast, adopted: Adopted) -> None:
    lan, police = cast.user("lan"), cast.body("ha-thanh.cong-an")
    question = questions(adopted.adoption)[0]
    assert settle(adopted.adoption, question.role, question.phrase, [police], lan, at(DAY), remember=True) == 1
    assert bodies(Duty.objects.get(clause="4")) == {"ha-thanh.cong-an"}
    assert questions(adopted.adoption) == []
    assert [o.code for o in Alias.objects.get().organisations.all()] == ["ha-thanh.cong-an"]
    assert settle(adopted.adoption, question.role, question.phrase, [police], lan, at(DAY)) == 0


def test_a_phrase_may_mean_nobody_of_the_site(cast: Cast, adopted: Adopted) -> None:
    question = questions(adopted.adoption)[0]
    settle(adopted.adoption, question.role, question.phrase, [], cast.user("lan"), at(DAY), remember=True)
    assert questions(adopted.adoption) == []
    assert not Alias.objects.exists()


def test_only_the_adopter_settles(cast: Cast, adopted: Adopted) -> None:
    with pytest.raises(Refused):
        settle(adopted.adoption, "actors", "Hội Làm vườn Trà Giang", [], cast.user("son"), at(DAY))


def test_a_further_body_can_be_bound_and_support_becomes_lead(cast: Cast, adopted: Adopted) -> None:
    duty, home = Duty.objects.get(clause="1"), cast.body("ha-thanh.so-noi-vu")
    assert assign(duty, home, "lead", cast.user("lan"), at(DAY))
    assert not assign(duty, home, "lead", cast.user("lan"), at(DAY))
    assert bodies(duty) == {"ha-thanh.so-tai-chinh", "ha-thanh.so-noi-vu"}


def test_a_department_that_was_taken_over_whole_passes_its_duty_on(cast: Cast, old_letter: Document) -> None:
    adopt_whole(cast, old_letter, DAY)
    assignment = Assignment.objects.get(duty__clause="2")
    assert (assignment.organisation.code, assignment.found) == ("ha-thanh.so-tai-chinh", "successor")


def test_bodies_that_are_there_within_the_followed_days_are_bound_themselves(cast: Cast, old_letter: Document) -> None:
    span = {"follow_from": date(2024, 1, 15), "follow_until": date(2026, 12, 31)}
    adopt_whole(cast, old_letter, DAY, **span)
    report = Duty.objects.get(clause="1")
    assert bodies(report) >= {"huyen.901.ubnd", "huyen.902.ubnd"}
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    due = Task.objects.filter(assignment__organisation__code="huyen.901.ubnd").values_list("due", flat=True)
    assert list(due) == [date(2024, 11, 9)]


def test_communes_in_a_district_s_territory_wait_for_a_word_and_then_get_its_tasks(
    cast: Cast, old_letter: Document
) -> None:
    adopted = adopt_whole(cast, old_letter, DAY)
    waiting = Assignment.objects.filter(duty__clause="1")
    assert {a.organisation.code for a in waiting} == {f"xa.9000{n}.ubnd" for n in (1, 2, 3, 4)}
    assert {(a.found, a.confirmed) for a in waiting} == {("successor", False)}
    lan, quan_tri = cast.user("lan"), cast.user("quan-tri")
    open_tasks(date(2026, 12, 31), at(DAY), quan_tri)
    assert not Task.objects.filter(assignment__duty__clause="1").exists()
    first = heirs(adopted.adoption)[0].organisation
    assert answer_heirs(adopted.adoption, [first], True, lan, at(DAY)) == 1
    assert answer_heirs(adopted.adoption, [first], True, lan, at(DAY)) == 0
    open_tasks(date(2026, 12, 31), at(DAY), quan_tri)
    assert [t.due for t in Task.objects.filter(assignment__duty__clause="1")] == [date(2026, 11, 9)]


def test_a_declined_successor_is_not_asked_for_again(cast: Cast, old_letter: Document) -> None:
    adopted = adopt_whole(cast, old_letter, DAY)
    all_heirs = [h.organisation for h in heirs(adopted.adoption)]
    answer_heirs(adopted.adoption, all_heirs, False, cast.user("lan"), at(DAY))
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    assert heirs(adopted.adoption) == []


def test_a_body_that_ends_after_adoption_has_its_successor_proposed_by_night(cast: Cast, old_letter: Document) -> None:
    adopt_whole(cast, old_letter, date(2024, 2, 1), follow_until=date(2027, 12, 31))
    assert bodies(Duty.objects.get(clause="3")) == {"ha-thanh.bao"}
    open_tasks(date(2025, 12, 31), at(date(2025, 7, 2)), cast.user("quan-tri"))
    assert bodies(Duty.objects.get(clause="3")) == {"ha-thanh.bao", "ha-thanh.bao-va-phat-thanh-truyen-hinh"}


def test_the_log_holds_the_adoption_and_its_days(adopted: Adopted) -> None:
    assert list(LogEntry.objects.values_list("deed", flat=True)) == ["follow", "adopt"]
    assert LogEntry.objects.get(deed="adopt").content["duties"] == 9
