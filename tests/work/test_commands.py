"""The same from the command line: adopt, open-tasks, tasks, task-deed, and the lists."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from phongtrao.documents.models import Document, StoredFile
from phongtrao.work.adopt import Adopted
from phongtrao.work.models import Adoption, Assignment, Duty, Task
from tests.conftest import Cast
from tests.work import samples
from tests.work.conftest import received

DAY = date(2026, 2, 2)


@pytest.fixture(autouse=True)
def _second_of_february(on_day: Any) -> None:
    on_day(DAY)


def said(name: str, *arguments: object) -> str:
    out = StringIO()
    call_command(name, *(str(a) for a in arguments), stdout=out)
    return out.getvalue()


def rows(name: str, *arguments: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said(name, *arguments, "--json").splitlines()]


def test_the_walk_by_commands(plan: Document) -> None:
    adopted = said("adopt", "35/KH-UBND", "--all", "--by", "lan")
    assert "9 nhiệm vụ" in adopted and "Chưa rõ là tổ chức nào: Hội Làm vườn Trà Giang" in adopted
    assert "theo dõi từ 02/02/2026 đến 31/12/2027 (đến hết thời kỳ nêu trong văn bản (31/12/2027))" in adopted
    assert "Mở 10 việc" in said("open_tasks", "--until", "2026-12-31")
    assert "Mở 0 việc" in said("open_tasks", "--until", "2026-12-31")
    line = rows("tasks", "--organisation", "UBND xã An Lạc", "--on", "2026-06-01")[0]
    assert (line["due"], line["status"], line["role"]) == ("2026-06-09", "due_soon", "lead")
    said("task_deed", line["id"], "start", "--by", "xuan")
    said("task_deed", line["id"], "submit", "--by", "xuan", "--note", "Đã xong.")
    said("task_deed", line["id"], "return", "--by", "dung", "--note", "Thiếu.")
    said("task_deed", line["id"], "submit", "--by", "xuan", "--note", "Đã bổ sung.")
    assert "hoàn thành" in said("task_deed", line["id"], "accept", "--by", "dung")
    assert rows("tasks", "--organisation", "xa.90001.ubnd")[0]["status"] == "accepted"


def test_adopting_twice_by_command_exits_well_and_adds_nothing(plan: Document) -> None:
    said("adopt", plan.pk, "--all", "--by", "quan-tri")
    assert "0 nhiệm vụ, 0 lượt giao" in said("adopt", plan.pk, "--all", "--by", "quan-tri")
    assert (Adoption.objects.count(), Duty.objects.count()) == (1, 9)


def test_for_narrows_and_days_are_kept(plan: Document) -> None:
    said(
        "adopt",
        plan.pk,
        "--all",
        "--by",
        "lan",
        "--for",
        "xa.90001.ubnd",
        "--from",
        "2026-01-15",
        "--until",
        "30/06/2026",
    )
    adoption = Adoption.objects.get()
    assert (adoption.follow_from, adoption.follow_until) == (date(2026, 1, 15), date(2026, 6, 30))
    assert set(Assignment.objects.values_list("organisation__code", flat=True)) == {"xa.90001.ubnd"}


def test_an_ambiguous_number_is_refused_with_the_list_and_told_apart_by_its_day(cast: Cast, plan: Document) -> None:
    content = samples.new_content()
    content["header"] |= {"date": "2025-01-12"}
    other = received(cast.body("ha-thanh.ubnd"), cast.user("lan"), samples.NEW + " ", content, date(2025, 1, 20))
    with pytest.raises(CommandError, match=rf"(?s){plan.pk} \(.*12/01/2026.*{other.pk} \(.*12/01/2025"):
        said("adopt", "35/KH-UBND", "--all", "--by", "lan")
    assert not Adoption.objects.exists()
    said("adopt", "35/KH-UBND", "--all", "--by", "lan", "--date", "2025-01-12", "--issuer", "ubnd tinh ha thanh")
    assert Adoption.objects.get().document == other


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("99/KH-UBND", "--by", "lan"), "Không có văn bản"),
        (("35/KH-UBND", "--by", "ai-do"), "Không có tài khoản"),
        (("35/KH-UBND", "--by", "binh"), "Không có văn bản"),
        (("35/KH-UBND", "--by", "vy"), "Chỉ lãnh đạo"),
        (("35/KH-UBND", "--by", "lan", "--for", "Sở Vườn"), "Không tìm thấy tổ chức"),
        (("35/KH-UBND", "--by", "lan", "--from", "2027-01-01", "--until", "2026-01-01"), "trước ngày kết thúc"),
    ],
)
def test_what_cannot_be_adopted_is_said_in_one_line(plan: Document, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message) as refused:
        said("adopt", *arguments, "--all")
    assert "\n" not in str(refused.value)


KEYS = ["id", "duty", "document", "clause", "organisation", "organisation_code", "role", "text", "due", "status"]


def test_tasks_prints_every_task_and_every_assignment_without_one(adopted: Adopted) -> None:
    said("open_tasks", "--until", "2026-12-31")
    lines = rows("tasks")
    assert all(list(line) == KEYS for line in lines)
    assert len([line for line in lines if line["due"]]) == Task.objects.count() == 10
    bare = [line for line in lines if line["id"].startswith("a")]
    assert len(bare) == Assignment.objects.filter(tasks=None).count()
    assert all(line["due"] is None for line in bare)
    assert {line["status"] for line in bare} == {"undated", "support"}
    assert lines[0]["document"] == "35/KH-UBND"


def test_tasks_says_what_is_outside_the_span_not_opened_yet_or_waits_for_a_word(old_letter: Document) -> None:
    said("adopt", old_letter.pk, "--all", "--by", "lan", "--until", "2026-11-30")
    status = {line["clause"]: line["status"] for line in rows("tasks")}
    assert status == {"1": "unconfirmed", "2": "outside", "3": "undated"}
    said("adopt", old_letter.pk, "--all", "--by", "lan", "--until", "2026-12-31")
    assert {line["clause"]: line["status"] for line in rows("tasks")}["2"] == "unopened"


def test_an_unknown_body_of_tasks_is_said(adopted: Adopted) -> None:
    with pytest.raises(CommandError, match="Không tìm thấy tổ chức"):
        said("tasks", "--organisation", "Sở Vườn")


def test_a_task_of_another_s_is_not_there(adopted: Adopted) -> None:
    said("open_tasks", "--until", "2026-12-31")
    task = Task.objects.filter(assignment__organisation__code="xa.90001.ubnd")[0]
    with pytest.raises(CommandError, match="Không có việc"):
        said("task_deed", task.pk, "start", "--by", "son")
    with pytest.raises(CommandError, match="thuộc về"):
        said("task_deed", task.pk, "start", "--by", "lan")


def test_extension_delegation_note_and_file_by_command(adopted: Adopted, tmp_path: Path) -> None:
    said("open_tasks", "--until", "2026-12-31")
    task = Task.objects.get(assignment__organisation__code="xa.90001.ubnd", due=date(2026, 6, 9))
    said("task_deed", task.pk, "ask_extension", "--by", "xuan", "--note", "Chờ.", "--day", "2026-06-30")
    assert "hạn 20/06/2026" in said("task_deed", task.pk, "extend", "--by", "dung", "--day", "2026-06-20")
    undated = Assignment.objects.get(organisation__code="ha-thanh.cong-an", duty__clause="8")
    assert "đã ghi" in said("task_deed", f"a{undated.pk}", "delegate", "--by", "dung", "--to", "dung")
    said("task_deed", f"a{undated.pk}", "look_on", "--by", "dung", "--day", "2026-03-01")
    said("task_deed", f"a{undated.pk}", "note", "--by", "dung", "--note", "Đang làm.")
    file = tmp_path / "bao-cao.txt"
    file.write_text("Báo cáo sáu tháng.")
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        said("task_deed", task.pk, "submit", "--by", "xuan", "--file", tmp_path / "khong-co.txt")
    said("task_deed", task.pk, "submit", "--by", "xuan", "--file", file)
    assert task.deeds.get(deed="submit").file == StoredFile.objects.get(name="bao-cao.txt")
    with pytest.raises(CommandError, match="không có hạn"):
        said("task_deed", f"a{undated.pk}", "start", "--by", "dung")


def test_questions_are_listed_and_settled(adopted: Adopted) -> None:
    (question,) = rows("questions")
    assert (question["role"], question["phrase"]) == ("actors", "Hội Làm vườn Trà Giang")
    said("settle", question["adoption"], question["phrase"], "--bodies", "Sở Tư pháp tỉnh Hà Thanh", "--by", "lan")
    assert rows("questions") == []
    with pytest.raises(CommandError, match="Không có cụm từ"):
        said("settle", question["adoption"], question["phrase"], "--by", "lan")


def test_heirs_are_listed_and_answered(old_letter: Document) -> None:
    said("adopt", old_letter.pk, "--all", "--by", "lan")
    waiting = rows("questions")
    assert {line["organisation_code"] for line in waiting} == {f"xa.9000{n}.ubnd" for n in (1, 2, 3, 4)}
    adoption = waiting[0]["adoption"]
    assert "1 lượt" in said("settle", adoption, "--heirs", "nhan", "--bodies", "xa.90001.ubnd", "--by", "lan")
    assert "3 lượt" in said("settle", adoption, "--heirs", "khong", "--by", "lan")
    assert rows("questions") == []


def test_a_deadline_is_set_by_command(adopted: Adopted) -> None:
    duty = Duty.objects.get(clause="5")
    (line,) = [line for line in rows("sheet", "35/KH-UBND") if line["duty"] == duty.pk]
    rule = line["deadlines"][0]["id"]
    given = ["--rule", '{"every": "year", "last": "11-30"}', "--replaces", rule, "--reason", "Cho ngày", "--by", "lan"]
    said("set_deadline", duty.pk, *given)
    assert duty.rules.get(retired_at=None).rule == {"every": "year", "last": "11-30"}
    with pytest.raises(CommandError, match="JSON"):
        said("set_deadline", duty.pk, "--rule", "{", "--reason", "x", "--by", "lan")
    with pytest.raises(CommandError, match="Ngày chưa đúng"):
        said("set_deadline", duty.pk, "--rule", '{"on": "2026-13-30"}', "--reason", "x", "--by", "lan")


def test_a_duty_is_changed_by_command(adopted: Adopted) -> None:
    duty = Duty.objects.get(clause="1")
    given = ["--receiver", "ha-thanh.cong-an", "--product", "Bảng", "--lead", "ha-thanh.so-tu-phap", "--by", "lan"]
    said("change_duty", duty.pk, *given)
    duty.refresh_from_db()
    assert (duty.receiver.code, duty.product, duty.assignments.filter(role="lead").count()) == (
        "ha-thanh.cong-an",
        "Bảng",
        2,
    )


def test_the_sheet_by_command_of_a_document_and_of_a_body(adopted: Adopted) -> None:
    said("open_tasks", "--until", "2026-12-31")
    lines = rows("sheet", "35/KH-UBND")
    assert [line["number"] for line in lines] == list(range(1, 10))
    assert lines[2]["status"] == {"upcoming": 8}
    assert {line["role"] for line in rows("sheet", "--organisation", "xa.90001.ubnd")} == {"lead"}
    with pytest.raises(CommandError, match="Xin nêu văn bản"):
        said("sheet")


def test_procedures_print_their_steps() -> None:
    steps = rows("procedures")
    assert {"procedure", "name", "from", "deed", "who", "needs", "paper", "to"} == set(steps[0])
    submit = next(step for step in steps if step["deed"] == "submit")
    assert (submit["from"], submit["who"], submit["needs"], submit["to"]) == (
        ["open", "started", "returned"],
        ["actor"],
        ["note"],
        "submitted",
    )
    assert "Nộp kết quả" in said("procedures")


def test_the_printed_procedures_are_those_in_the_documentation() -> None:
    page = Path(__file__).resolve().parents[2] / "docs/procedures.md"
    assert page.read_text() == said("procedures", "--markdown"), "run: make docs"
