"""Documents as a chain: what one does to another is proposed, and acts on adopted duties once a person confirms it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.documents.models import Document, Effect
from phongtrao.organisations.models import Function, LogEntry, Post
from phongtrao.procedure import Refused
from phongtrao.work import deeds
from phongtrao.work.affected import lies_in
from phongtrao.work.confirm_effect import confirm_effect, drop_effect
from phongtrao.work.models import Adoption, Assignment, Duty, Task
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.plans import plans_of
from tests.conftest import Cast
from tests.work import chain_samples as samples
from tests.work.conftest import adopt_whole, at
from tests.work.test_commands import rows, said

DAY = date(2026, 5, 6)
EVERY = Document.objects.all(), Assignment.objects.all()
SignedIn = Callable[[str], Client]
NAMED = "Kế hoạch số 48/KH-UBND ngày 12/01/2026 của UBND tỉnh"
ENDED = f"Chấm dứt hiệu lực {NAMED}."
AMENDED = f"Sửa đổi khoản 3 Mục I {NAMED} như sau: “3. Sở Nội vụ tập huấn người giữ sách trước ngày 20/10/2026.”"
PROLONGED = f"Kéo dài thời gian thực hiện {NAMED} đến hết ngày 31/12/2029."


@pytest.fixture(autouse=True)
def _sixth_of_may(on_day: Callable[[date], None], settings: Any, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"
    on_day(DAY)


@pytest.fixture
def plan(cast: Cast) -> Document:
    """The plan, adopted whole by lan in February, its tasks of the year open."""
    document = samples.plan(cast)
    adopt_whole(cast, document, date(2026, 2, 2))
    open_tasks(date(2026, 12, 31), at(date(2026, 2, 2)), cast.user("quan-tri"))
    return document


def only(document: Document) -> Effect:
    effect: Effect = document.effects.get()
    return effect


def page(client: Client, document: Document, name: str = "chain") -> str:
    answer = client.get(reverse(name, args=[document.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, effect: Effect, answer: str = "dung", **given: Any) -> str:
    sent = client.post(reverse("settle_effect", args=[effect.pk]), {"answer": answer, **given}, follow=True)
    assert sent.status_code == 200
    return sent.content.decode()


def states(clause: str) -> set[str]:
    return set(Task.objects.filter(assignment__duty__clause=clause).values_list("state", flat=True))


def test_what_a_document_ends_is_asked_at_adoption_with_both_passages_and_binds_nobody(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    ending = samples.later(cast, ENDED)
    for shown in (page(signed_in("lan"), ending), page(signed_in("lan"), ending, "adoption")):
        assert "Chấm dứt hiệu lực Kế hoạch số 48/KH-UBND ngày 12/01/2026" in shown
        assert "tập huấn người giữ tủ sách thôn" in shown and "chờ người xác nhận" in shown
    assert only(ending).confirmed is None and not Duty.objects.exclude(ended_at=None).exists()
    assert states("I.3") == {"open"}


def test_a_confirmed_end_retires_the_rules_ticked_and_closes_what_nobody_has_begun(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    training, listing = Duty.objects.get(clause="I.3"), Duty.objects.get(clause="I.4")
    begun = Task.objects.get(assignment__duty=training)
    effect = only(samples.later(cast, ENDED))
    report = Duty.objects.get(clause="I.2")
    shown = send(signed_in("lan"), effect, **{"nhiem-vu": [training.pk, listing.pk, report.pk]})
    closed = Task.objects.filter(assignment__duty=report).count()
    assert f"Chấm dứt 3 nhiệm vụ, đóng {closed + 1} việc chưa bắt đầu" in shown
    begun.refresh_from_db()
    assert begun.state == "closed" and "Chấm dứt hiệu lực theo Quyết định số 90/QĐ-UBND" in begun.closed_reason
    assert states("I.1") == {"open"} and not training.rules.filter(retired_at=None).exists()
    effect.refresh_from_db()
    assert (effect.confirmed, effect.decided_by, effect.onto) == (True, cast.user("lan"), plan)
    assert {e.deed for e in LogEntry.objects.all()} >= {"confirm_effect", "end_duty", "retire_rule"}
    assert "Quyết định 90/QĐ-UBND" in signed_in("lan").get(reverse("duty", args=[training.pk])).content.decode()


def test_a_started_task_stays_to_be_finished_and_an_ended_duty_leaves_the_desk(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    duty = Duty.objects.get(clause="I.3")
    post = Post.objects.create(
        user=cast.user("son"),
        organisation=cast.body("ha-thanh.so-noi-vu"),
        function=Function.OFFICER,
        starts_on=date(2020, 1, 1),
    )
    task = deeds.do(Task.objects.get(assignment__duty=duty), "start", post.user, at(DAY))
    desk = signed_in("son").get(reverse("desk")).content.decode()
    assert "hướng dẫn sử dụng kinh phí mua sách" in desk
    confirm_effect(only(samples.later(cast, ENDED)), cast.user("lan"), at(DAY))
    task.refresh_from_db()
    assert task.state == "started"
    desk = signed_in("son").get(reverse("desk")).content.decode()
    assert "hướng dẫn sử dụng kinh phí mua sách" not in desk and reverse("task", args=[task.pk]) in desk
    open_tasks(date(2027, 12, 31), at(DAY), cast.user("quan-tri"))
    assert not Task.objects.filter(scheduled_for__year=2027).exists()


def test_an_amendment_proposes_no_end_but_shows_the_old_duty_beside_the_new_words(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    amending = samples.later(cast, AMENDED)
    shown = page(signed_in("lan"), amending)
    assert "tập huấn người giữ sách trước ngày 20/10/2026" in shown and "sửa tay trên trang nhiệm vụ" in shown
    assert f'value="{Duty.objects.get(clause="I.3").pk}"' in shown and "checked" not in shown
    assert f'value="{Duty.objects.get(clause="I.4").pk}"' not in shown
    send(signed_in("lan"), only(amending))
    confirm_effect(only(amending), cast.user("lan"), at(DAY))
    assert only(amending).confirmed and not Duty.objects.exclude(ended_at=None).exists()


def test_a_prolonged_plan_is_followed_longer_and_its_last_years_move(cast: Cast, plan: Document) -> None:
    effect = only(samples.later(cast, PROLONGED))
    said_ = confirm_effect(effect, cast.user("lan"), at(DAY)).said
    assert "Kéo dài 1 thời hạn, 1 lần giao việc" in said_
    assert Adoption.objects.get(document=plan).follow_until == date(2029, 12, 31)
    old, new = Duty.objects.get(clause="I.2").rules.order_by("pk")
    assert old.retired_at and (new.rule["until"], new.rule["last"], new.replaces) == (2029, "11-09", old)
    open_tasks(date(2029, 12, 31), at(DAY), cast.user("quan-tri"))
    live = Task.objects.filter(rule=new, assignment__organisation__code="xa.90001.ubnd")
    assert [t.due.year for t in live] == [2026, 2027, 2028, 2029]


def test_confirming_twice_or_by_another_adopter_ends_nothing_twice(cast: Cast, plan: Document) -> None:
    effect, lan = only(samples.later(cast, ENDED)), cast.user("lan")
    first = confirm_effect(effect, lan, at(DAY), [Duty.objects.get(clause="I.3").pk])
    again = confirm_effect(effect, lan, at(DAY))
    assert (first.ended, again.ended, confirm_effect(effect, lan, at(DAY)).ended) == (1, 3, 0)
    assert LogEntry.objects.filter(deed="confirm_effect").count() == 1


def test_what_was_dropped_acts_on_nothing_and_is_not_proposed_again(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    ending = samples.later(cast, ENDED)
    assert "bỏ liên hệ này" in send(signed_in("lan"), only(ending), "khong")
    with pytest.raises(Refused, match="đã được bỏ"):
        confirm_effect(only(ending), cast.user("lan"), at(DAY))
    assert "chờ người xác nhận" not in page(signed_in("lan"), ending)
    assert not drop_effect(only(ending), cast.user("lan"), at(DAY))


def test_an_effect_that_ended_duties_cannot_be_dropped(cast: Cast, plan: Document) -> None:
    effect, lan = only(samples.later(cast, ENDED)), cast.user("lan")
    confirm_effect(effect, lan, at(DAY))
    with pytest.raises(Refused, match="không bỏ được"):
        drop_effect(effect, lan, at(DAY))


def test_who_decides_for_no_body_of_the_document_is_refused_and_others_do_not_see_it(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    effect = only(samples.later(cast, ENDED))
    Post.objects.create(
        user=cast.user("son"),
        organisation=cast.body("ha-thanh.so-noi-vu"),
        function=Function.LEADER,
        starts_on=date(2020, 1, 1),
    )
    assert signed_in("son").post(reverse("settle_effect", args=[effect.pk]), {"answer": "dung"}).status_code == 404
    assert signed_in("binh").post(reverse("settle_effect", args=[effect.pk]), {"answer": "dung"}).status_code == 404
    with pytest.raises(Refused, match="đơn vị ban hành, vào sổ hoặc giao việc"):
        confirm_effect(effect, cast.user("son"), at(DAY))
    assert signed_in("kien").post(reverse("settle_effect", args=[effect.pk]), {"answer": "dung"}).status_code == 403


def test_a_reading_made_again_keeps_what_people_decided(cast: Cast, plan: Document) -> None:
    from phongtrao.documents.told import enter_told

    ending = samples.later(cast, ENDED)
    drop_effect(only(ending), cast.user("lan"), at(DAY))
    reading = ending.latest_reading()
    assert reading is not None
    enter_told(reading)
    assert only(ending).confirmed is False


def test_a_lower_plan_counts_as_issued_once_confirmed_and_is_adopted_for_its_body(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    communes = {cast.body(f"xa.9000{n}.ubnd").pk for n in (1, 2, 3, 4)}
    assert (plans_of(plan, *EVERY).issued, plans_of(plan, *EVERY).owing) == ({}, communes)
    own = samples.own_plan(cast)
    assert plans_of(plan, *EVERY).issued == {}
    confirm_effect(only(own), cast.user("quan-tri"), at(DAY))
    an_lac = cast.body("xa.90001.ubnd")
    found = plans_of(plan, *EVERY)
    assert (found.issued, found.owing) == ({an_lac.pk: own}, communes - {an_lac.pk})
    shown = page(signed_in("lan"), plan)
    assert "UBND xã An Lạc" in shown and "Kế hoạch 7/KH-UBND" in shown and "Chưa thấy kế hoạch của 3 đơn vị" in shown
    said("adopt", own.pk, "--all", "--by", "quan-tri", "--for", "xa.90001.ubnd")
    assert Adoption.objects.get(document=own).organisation == an_lac


def test_a_link_the_words_do_not_say_is_added_by_a_person(cast: Cast, plan: Document, signed_in: SignedIn) -> None:
    other = samples.later(cast, "Giao các xã mua sách.", number="91/QĐ-UBND")
    assert not other.effects.exists()
    given = {"kind": "implements", "onto": "48/KH-UBND"}
    sent = signed_in("lan").post(reverse("link_document", args=[other.pk]), given, follow=True).content.decode()
    assert "Đã ghi liên hệ" in sent and only(other).confirmed and only(other).onto == plan
    unknown = {"kind": "implements", "onto": "999/KH-UBND"}
    sent = signed_in("lan").post(reverse("link_document", args=[other.pk]), unknown, follow=True).content.decode()
    assert "Không có văn bản «999/KH-UBND»" in sent
    assert other.effects.count() == 1


def test_a_link_added_that_the_words_say_too_confirms_theirs(cast: Cast, plan: Document) -> None:
    own = samples.own_plan(cast)
    said("link_document", own.pk, "implements", plan.pk, "--by", "quan-tri")
    assert only(own).confirmed and only(own).words.startswith("Thực hiện Kế hoạch số 48/KH-UBND")


def test_the_chain_stands_on_the_documents_page_in_the_order_of_time(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    own, ending = samples.own_plan(cast), samples.later(cast, ENDED)
    shown = signed_in("lan").get(reverse("document", args=[plan.pk])).content.decode()
    places = [shown.index(day) for day in ("<strong>12/01/2026", "<strong>02/03/2026", "<strong>04/05/2026")]
    assert places == sorted(places) and "chấm dứt hiệu lực kế hoạch số 48/KH-UBND" in shown
    assert reverse("document", args=[own.pk]) in shown and reverse("document", args=[ending.pk]) in shown


def test_a_paper_that_arrives_after_the_one_that_cites_it_is_found(cast: Cast) -> None:
    ending = samples.later(cast, ENDED)
    effect = only(ending)
    confirm_effect(effect, cast.user("lan"), at(DAY))
    plan = samples.plan(cast)
    adopt_whole(cast, plan, DAY)
    assert [row["document"] for row in rows("chain", ending.pk)] == [plan.pk, ending.pk]
    assert confirm_effect(effect, cast.user("lan"), at(DAY)).ended == 4


def test_the_same_by_commands(cast: Cast, plan: Document) -> None:
    ending = samples.later(cast, ENDED)
    [first, second] = rows("chain", "48/KH-UBND")
    assert (first["here"], second["document"]) == (True, ending.pk)
    [act] = second["acts"]
    assert (act["kind"], act["confirmed"], act["words"][:8]) == ("ends", None, "Chấm dứt")
    assert "chưa xác nhận" in said("chain", ending.pk)
    assert "Chấm dứt 4 nhiệm vụ" in said("settle_effect", act["effect"], "--by", "lan")
    assert rows("chain", plan.pk)[1]["acts"][0]["decided_by"] == "lan"
    own = samples.own_plan(cast)
    assert "Đã bỏ liên hệ" in said("settle_effect", only(own).pk, "--drop", "--by", "quan-tri")
    assert "Đã ghi liên hệ" in said("link_document", own.pk, "implements", plan.pk, "--by", "quan-tri")


@pytest.mark.parametrize(
    ("clause", "part", "inside"),
    [
        ("V.2.a", "khoản 2, Mục V", True),
        ("V.2", "Mục V", True),
        ("V.1", "khoản 2, Mục V", False),
        ("II.2", "khoản 2, Mục V", False),
        ("Điều 3.2", "khoản 2 Điều 3", True),
        ("III.1", "khoản 1, khoản 2 Mục III", True),
        ("III.1", "một số nội dung", False),
    ],
)
def test_a_clause_lies_in_the_part_that_words_name(clause: str, part: str, inside: bool) -> None:
    assert lies_in(clause, part) is inside
