"""The board: each task counted once, totals that agree, filters, cells, and no more than one may see."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as Word
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from phongtrao.documents.models import Document, Effect
from phongtrao.organisations.lookup import Unknown
from phongtrao.work.adopt import Adopted
from phongtrao.work.board import board
from phongtrao.work.board_filter import period_of
from phongtrao.work.cell import cell_page
from phongtrao.work.counted import COUNTS, PLACES, UNDATED
from phongtrao.work.deeds import do
from phongtrao.work.models import Assignment, DeadlineRule, Duty, Task
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.tallies import Scope, Tally
from tests.conftest import Cast
from tests.work.conftest import adopt_whole, at

DAY = date(2026, 2, 2)
LATER = date(2026, 6, 15)
SignedIn = Callable[[str], Client]
Go = Callable[[date], None]


@pytest.fixture(autouse=True)
def _second_of_february(on_day: Go) -> None:
    on_day(DAY)


@pytest.fixture
def tasks(cast: Cast, adopted: Adopted) -> Adopted:
    """The plan with its ten tasks of 2026: 31/3 (finance), 19/5 (committee), 9/6 and 9/11 (four communes each)."""
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    return adopted


def page(client: Client, name: str = "board", **query: object) -> str:
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def oracle(task: Task, day: date) -> str:
    """The count that holds a task, said another way than the database does."""
    if task.state in ("waived", "closed"):
        return ""
    sent = task.sent_on if task.state in ("submitted", "accepted") else None
    late = (sent or day) > task.due if task.state != "accepted" or sent else False
    if task.state == "accepted":
        return "accepted_late" if late else "accepted"
    return "overdue" if late else "within"


def test_every_task_counts_once_whatever_its_state_and_days(cast: Cast, tasks: Adopted) -> None:
    states = ("open", "started", "submitted", "returned", "accepted", "waived", "handed_back", "closed")
    days = (DAY - timedelta(1), DAY, DAY + timedelta(1))
    model = Task.objects.all()[0]
    Task.objects.all().delete()
    made = [
        Task(
            assignment=model.assignment,
            rule=model.rule,
            scheduled_for=date(2027, 1, 1) + timedelta(n),
            due=due,
            state=state,
            sent_on=sent,
            opened_at=at(DAY),
        )
        for n, (state, due, sent) in enumerate(product(states, days, (*days, None)))
        if state != "submitted" or sent
    ]
    Task.objects.bulk_create(made)
    scope = Scope(cast.user("quan-tri"), DAY)
    places = {place: count for count, place in PLACES.items()} | {0: ""}
    for task in Task.objects.annotate(place=scope.place()):
        assert places[task.place] == oracle(task, DAY), (task.state, task.due, task.sent_on)  # type: ignore[attr-defined]
    wanted = [oracle(task, DAY) for task in made]
    assert Tally(*(wanted.count(count) for count in COUNTS)) == tally_of_tasks(scope)


def tally_of_tasks(scope: Scope) -> Tally:
    total = board(scope).total
    return Tally(total.accepted, total.accepted_late, total.within, total.overdue)


def test_the_four_counts_of_a_walk(cast: Cast, tasks: Adopted) -> None:
    lan, xuan = cast.user("lan"), cast.user("xuan")
    half_year = Task.objects.filter(due=date(2026, 6, 9)).order_by("pk")
    own = half_year.get(assignment__organisation__code="xa.90001.ubnd")
    do(own, "submit", xuan, at(date(2026, 6, 10)), "Nộp muộn một ngày.")
    assert tally_of_tasks(Scope(lan, date(2026, 6, 10))) == Tally(0, 0, 4, 6)
    do(own, "accept", cast.user("dung"), at(date(2026, 6, 12)))
    assert tally_of_tasks(Scope(lan, LATER)) == Tally(0, 1, 4, 5)
    assert tally_of_tasks(Scope(xuan, LATER)) == Tally(0, 1, 1, 0)
    undone = Task.objects.get(due=date(2026, 3, 31))
    Task.objects.filter(pk=undone.pk).update(state="waived")
    assert tally_of_tasks(Scope(lan, LATER)).total == 9


@given(
    narrowed=st.sampled_from(["", "xa", "tinh", "xa.ubnd", "tinh.so", "không có"]),
    role=st.sampled_from(["lead", "support"]),
    account=st.sampled_from(["lan", "xuan", "dung", "son", "quan-tri", "binh"]),
    whole=st.booleans(),
    part=st.sampled_from(["", "q1", "q2", "t6", "t11"]),
)
def check_totals(cast: Cast, plan: Document, narrowed: str, role: str, account: str, whole: bool, part: str) -> None:
    scope = Scope(cast.user(account), LATER, None if whole else plan.pk, None, role, period_of(2026, part))
    found = board(scope, narrowed=narrowed)
    assert sum((line.total for line in found.lines), Tally()) == found.total == sum(found.totals, Tally())
    for line in found.lines:
        assert sum(line.cells, Tally()) == line.total and line.total
    assert len({group.key for group in found.groups}) == len(found.groups)


def test_totals_agree_however_it_is_cut(cast: Cast, plan: Document, tasks: Adopted) -> None:
    check_totals(cast, plan)


def test_what_the_cells_list_is_what_they_count(cast: Cast, plan: Document, tasks: Adopted) -> None:
    for scope in (
        Scope(cast.user("lan"), LATER),
        Scope(cast.user("lan"), LATER, plan.pk),
        Scope(cast.user("son"), DAY),
    ):
        for narrowed in ("", "xa.ubnd"):
            found = board(scope, narrowed=narrowed)
            for count in ("", *COUNTS, UNDATED):
                listed, lines = cell_page(found, count, 1, narrow=bool(narrowed))
                many = found.total.of(count) if count else found.total.total
                assert len(lines) == many == listed.paginator.count, (narrowed, count)


def test_few_bodies_stand_by_name_many_in_kinds_and_more_in_tiers(
    cast: Cast, plan: Document, tasks: Adopted, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = Scope(cast.user("lan"), DAY, plan.pk)
    monkeypatch.setattr("phongtrao.work.board.MOST", 100)
    by_name = [group.name for group in board(scope).groups]
    assert "UBND xã An Lạc" in by_name and by_name.index("Sở Tài chính tỉnh Hà Thanh") < by_name.index("UBND xã An Lạc")
    monkeypatch.setattr("phongtrao.work.board.MOST", 8)
    kinds = {group.key: group.name for group in board(scope).groups}
    assert kinds["xa.ubnd"] == "Ủy ban nhân dân (xã, phường): 4 đơn vị"
    monkeypatch.setattr("phongtrao.work.board.MOST", 2)
    assert [group.key for group in board(scope).groups] == ["tinh", "xa"]
    assert {group.key.partition(".")[0] for group in board(scope, narrowed="xa").groups} == {"xa"}
    assert len(board(scope, narrowed="xa.ubnd").groups) == 4


def test_a_period_takes_the_tasks_due_in_it(cast: Cast, tasks: Adopted) -> None:
    lan = cast.user("lan")
    counts = {
        part: board(Scope(lan, DAY, period=period_of(2026, part))).total.total
        for part in ("", "q1", "q2", "q3", "q4", "t6")
    }
    assert counts == {"": 10, "q1": 1, "q2": 5, "q3": 0, "q4": 4, "t6": 4}
    assert board(Scope(lan, DAY, period=period_of(2030))).total == Tally()


def test_support_counts_what_a_body_supports(cast: Cast, tasks: Adopted) -> None:
    found = board(Scope(cast.user("lan"), DAY, role=Assignment.SUPPORT))
    assert found.total == Tally(undated=Assignment.objects.filter(role="support").count())


def test_a_body_is_found_with_all_below_it(cast: Cast, tasks: Adopted) -> None:
    scope = Scope(cast.user("lan"), DAY)
    assert board(scope, "UBND xã An Lạc").total == board(scope, "xa.90001.ubnd").total == Tally(within=2, undated=2)
    with pytest.raises(Unknown, match="xã Không Có"):
        board(scope, "UBND xã Không Có")


def test_the_page_shows_directives_then_their_duties(plan: Document, tasks: Adopted, signed_in: SignedIn) -> None:
    lan = signed_in("lan")
    shown = page(lan)
    assert "Kế hoạch 35/KH-UBND: chăm sóc cây" in shown and "<strong>10</strong> việc có hạn" in shown
    inside = page(lan, van_ban=plan.pk)
    assert inside.count('<th scope="row">') == 8 + 2 and "lập dự toán vườn trường" in inside
    assert "Hội Làm vườn" not in inside, "a duty that binds nobody has no cell"


def test_each_count_has_a_mark_and_a_word(tasks: Adopted, signed_in: SignedIn, on_day: Go) -> None:
    on_day(LATER)
    shown = page(signed_in("lan"))
    for mark, word in (("!", "đang thực hiện quá hạn"), ("►", "đang thực hiện trong hạn"), ("∞", "thường xuyên")):
        assert re.search(rf'aria-hidden="true">{mark}</span>\d+<span class="visually-hidden"> {word}', shown)


def test_on_a_phone_every_cell_stands_under_its_column(tasks: Adopted, signed_in: SignedIn) -> None:
    cells = re.findall(r"<td[^>]*>", page(signed_in("lan")))
    assert cells and all('data-label="' in cell for cell in cells)


def test_a_cell_opens_the_list_behind_it(cast: Cast, plan: Document, tasks: Adopted, signed_in: SignedIn) -> None:
    lan = signed_in("lan")
    address = re.search(
        r'class="board__cell" href="([^"]*khoi=xa\.ubnd[^"]*)"', lan.get(reverse("board")).content.decode()
    )
    assert address
    listed = unescape(lan.get(address[1]).content.decode())
    assert listed.count('class="item item--') == 8 and "Hạn 09/06/2026" in listed
    assert "Ủy ban nhân dân (xã, phường)" in listed
    undated = page(lan, "board_cell", van_ban=plan.pk, khoi="xa.ubnd", dem="undated")
    assert undated.count('<li class="item">') == 8
    duty = Duty.objects.get(clause="1")
    one = page(lan, "board_cell", nhiem_vu=duty.pk)
    assert one.count('class="item item--') == 1 and "Nhiệm vụ mục 1" in one


def test_a_commune_counts_its_own_alone(tasks: Adopted, signed_in: SignedIn) -> None:
    shown = page(signed_in("xuan"))
    assert "<strong>2</strong> việc có hạn" in shown and "UBND xã Phú Khê" not in shown


def test_another_province_counts_nothing_and_opens_no_document(
    plan: Document, tasks: Adopted, signed_in: SignedIn
) -> None:
    binh = signed_in("binh")
    assert "Chưa có việc nào" in page(binh) and "35/KH-UBND" not in page(binh)
    for name in ("board", "board_cell"):
        assert binh.get(reverse(name), {"van_ban": plan.pk}).status_code == 404
    assert "mục 1" not in page(binh, "board_cell", nhiem_vu=Duty.objects.get(clause="1").pk)


@pytest.mark.parametrize(
    "query",
    [
        {"van_ban": "x", "khoi": "'", "nam": "năm", "ky": "q9", "vai_tro": "?", "dem": "gì", "trang": "z", "cot": "-"},
        {"van_ban": "9" * 30},
        {"nam": "0"},
        {"to_chuc": "\x00"},
    ],
)
def test_what_cannot_be_understood_asks_for_nothing(tasks: Adopted, signed_in: SignedIn, query: dict[str, str]) -> None:
    lan = signed_in("lan")
    statuses = {lan.get(reverse(name), query).status_code for name in ("board", "board_cell")}
    assert statuses <= {200, 404}


def test_a_body_that_is_not_there_is_said(tasks: Adopted, signed_in: SignedIn) -> None:
    shown = page(signed_in("lan"), to_chuc="UBND xã Không Có")
    assert "Không có việc nào của «UBND xã Không Có»" in shown and "Chưa có việc nào như vậy" in shown


def test_many_bodies_stand_on_several_pages_of_columns(
    plan: Document, tasks: Adopted, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("phongtrao.work.board", "phongtrao.work.views.board"):
        monkeypatch.setattr(import_module(module), "MOST", 3)
    first = page(signed_in("lan"), van_ban=plan.pk, khoi="xa.ubnd")
    assert "Đơn vị 1 đến 3 trên 4" in first and first.count('<th scope="col">') == 1 + 3 + 1
    second = page(signed_in("lan"), van_ban=plan.pk, khoi="xa.ubnd", cot="2")
    assert "Đơn vị 4 đến 4 trên 4" in second and second.count('<th scope="col">') == 1 + 1 + 1
    total = r"Tổng cộng</th>.*?<strong>(\d+)</strong>[^<]*(?:<span.*?)?</a></td>\s*</tr>"
    assert "<strong>8</strong> việc có hạn" in first and "<strong>8</strong> việc có hạn" in second
    assert re.search(total, first, re.S)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("board", {}),
        ("board", {"to_chuc": "UBND xã An Lạc", "nam": "2026", "ky": "q2", "vai_tro": "lead", "khoi": "xa.ubnd"}),
        ("board_cell", {"to_chuc": "UBND xã An Lạc", "dem": "within"}),
        ("board_cell", {"dem": "undated"}),
    ],
)
def test_at_most_fifteen_queries_however_much_there_is(
    plan: Document, tasks: Adopted, signed_in: SignedIn, name: str, query: dict[str, str]
) -> None:
    lan = signed_in("lan")
    page(lan, name, **query)  # the session's first page writes when it was seen
    counts = []
    for asked in (query, query | {"van_ban": str(plan.pk)}, query | {"nhiem_vu": str(Duty.objects.get(clause="1").pk)}):
        with CaptureQueriesContext(connection) as queries:
            page(lan, name, **asked)
        counts.append(len(queries))
    assert max(counts) <= 15, counts
    more(plan)
    with CaptureQueriesContext(connection) as queries:
        page(lan, name, **query)
    assert len(queries) == counts[0]


def more(plan: Document) -> None:
    """Thirty more duties for every body there is on the plan."""
    model = Duty.objects.get(kind="report")
    bodies = set(Assignment.objects.values_list("organisation", flat=True))
    for n in range(30):
        placed = {"clause": f"9.{n}", "start": 10_000 + n, "end": 10_001 + n, "position": 100 + n}
        copied = {f.name: getattr(model, f.name) for f in Duty._meta.fields if f.name not in ("id", *placed)}
        duty = Duty.objects.create(**copied, **placed)
        rule = DeadlineRule.objects.create(duty=duty, rule={"on": "2026-05-01"}) if n % 2 else None
        for body in bodies:
            assignment = Assignment.objects.create(duty=duty, organisation_id=body, role="lead")
            if rule:
                due = {"scheduled_for": date(2026, 5, 1), "due": date(2026, 5, 1)}
                Task.objects.create(assignment=assignment, rule=rule, opened_at=at(DAY), **due)


def excel(raw: bytes) -> list[list[Any]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    return rows[next(n for n, row in enumerate(rows) if row[0] == "STT") :]


def test_the_board_goes_out_as_excel_in_numbers_that_can_be_summed(tasks: Adopted, signed_in: SignedIn) -> None:
    raw = signed_in("lan").get(reverse("board"), {"dang": "xlsx"}).content
    heads, whole, *parts, total = excel(raw)
    assert heads[3:] == [
        "Tổng số việc có hạn",
        "Hoàn thành đúng hạn",
        "Hoàn thành quá hạn",
        "Đang thực hiện trong hạn",
        "Đang thực hiện quá hạn",
        "Thường xuyên, chưa có ngày",
    ]
    assert whole[2] == "Cộng" and total[1] == "Tổng cộng" and whole[3:] == total[3:]
    for column in range(3, 9):
        assert sum(row[column] for row in parts) == whole[column]
    assert total[3] == sum(total[4:8]) == 10


def test_the_board_goes_out_as_word(plan: Document, tasks: Adopted, signed_in: SignedIn) -> None:
    raw = signed_in("lan").get(reverse("board"), {"dang": "docx", "van_ban": plan.pk, "nam": "2026"}).content
    word = Word(io.BytesIO(raw))
    said = [p.text for p in word.paragraphs]
    assert said == ["BẢNG THEO DÕI TIẾN ĐỘ KẾ HOẠCH 35/KH-UBND", "năm 2026", "Số liệu ngày 02/02/2026"]
    assert word.tables[0].rows[-1].cells[3].text == "10"


def said(*arguments: object) -> str:
    out = io.StringIO()
    call_command("board", *(str(a) for a in arguments), stdout=out)
    return out.getvalue()


def test_the_command_says_the_same(plan: Document, tasks: Adopted, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in said("--by", "lan", "--json").splitlines()]
    *cells, whole, total = rows
    assert (whole["document"], whole["group"], total["line"]) == (plan.pk, None, None)
    for count in ("total", *COUNTS, UNDATED):
        assert sum(row[count] for row in cells) == whole[count] == total[count]
    one = [json.loads(line) for line in said("35/KH-UBND", "--level", "xa.ubnd", "--part", "t6", "--json").splitlines()]
    assert one[-1]["total"] == 4 and one[0]["duty"] and one[0]["document"] is None
    later = json.loads(said("--on", "2026-06-15", "--organisation", "Sở Tài chính", "--json").splitlines()[-1])
    assert later["overdue"] == 1
    assert "Tổng cộng | cộng" in said() and said("--xlsx", tmp_path / "b.xlsx").startswith("1 dòng")
    assert len(excel((tmp_path / "b.xlsx").read_bytes())) > 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--organisation", "UBND xã Không Có"), "Không có việc nào"),
        (("99/KH-UBND",), "Không có văn bản"),
        (("--by", "ai-do"), "Không có tài khoản"),
        (("--year", "1"), "1900"),
    ],
)
def test_what_the_command_cannot_do_is_said(tasks: Adopted, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        said(*arguments)


def test_a_document_that_binds_nobody_yet_is_said(plan: Document) -> None:
    with pytest.raises(CommandError, match="chưa có nhiệm vụ nào"):
        said("35/KH-UBND")


def test_two_directives_stand_beside_each_other(cast: Cast, tasks: Adopted, old_letter: Document) -> None:
    adopt_whole(cast, old_letter, DAY)
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    found = board(Scope(cast.user("lan"), DAY))
    assert [line.thing.pk for line in found.lines][0] != old_letter.pk and len(found.lines) == 2


def test_the_board_of_a_directive_shows_who_has_issued_a_plan_of_their_own(
    cast: Cast, plan: Document, tasks: Adopted, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    Duty.objects.filter(clause="2", kind="act").update(product="Kế hoạch")
    own = Document.objects.create(root=plan.root, issuer=cast.body("xa.90001.ubnd"), received_at=at(DAY))
    said = {"on": {}, "on_key": plan.number_key, "onto": plan}
    Effect.objects.create(document=own, kind="implements", confirmed=True, **said)
    lan = signed_in("lan")
    shown = " ".join(page(lan, van_ban=plan.pk).split())
    assert shown.count("1 đã ban hành") == 2 and shown.count("3 chưa thấy") == 2, "in the column, and in the sum"
    assert "Kế hoạch riêng" not in page(lan)
    page(lan, van_ban=plan.pk, to_chuc="UBND xã An Lạc")
    with CaptureQueriesContext(connection) as queries:
        page(lan, van_ban=plan.pk, to_chuc="UBND xã An Lạc", nam="2026", khoi="xa.ubnd")
    assert len(queries) <= 15


@pytest.mark.parametrize(("account", "shown"), [("lan", True), ("xuan", False)])
def test_who_settles_findings_comes_to_them_from_the_board(
    signed_in: Callable[[str], Client], account: str, shown: bool
) -> None:
    page = signed_in(account).get(reverse("board")).content.decode()
    assert (f'href="{reverse("findings")}"' in page) is shown
