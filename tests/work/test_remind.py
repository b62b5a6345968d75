"""The reminder letter: names clause, body and days late; stands in the history of every task once it is issued."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from phongtrao.documents.issue import issue
from phongtrao.documents.models import Outgoing
from phongtrao.procedure import Refused
from phongtrao.work.models import Task
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.remind import draft_reminder, late_tasks
from tests.work.conftest import at
from vanban.paper import Signer
from vanban.paper.docx import write_docx
from vanban.paper.fields import read_fields
from vanban.paper.reminder import Letterhead

ADOPTED, DAY = date(2026, 2, 2), date(2026, 12, 14)
HEAD = Letterhead("Ủy ban nhân dân tỉnh Hà Thanh", "Hà Thanh", "UBND-NC", (Signer("Nguyễn Thị Lan", ("Chủ tịch",)),))


@pytest.fixture
def late(adopted, cast):
    """Tasks of the plan that are late on DAY."""
    open_tasks(date(2026, 12, 31), at(ADOPTED), cast.user("quan-tri"))
    found = list(late_tasks(adopted.adoption.document, cast.body("ha-thanh.ubnd"), DAY))
    assert found
    return found


def test_the_letter_names_clause_body_and_days_late(adopted, cast, late):
    document, root, lan = adopted.adoption.document, cast.body("ha-thanh.ubnd"), cast.user("lan")
    row = draft_reminder(document, root, late, HEAD, DAY + timedelta(days=7), lan, at(DAY))
    fields = read_fields(write_docx(row.paper))
    assert fields["late.count"] == [f"{len(late):02d}"]
    for task in late:
        assert fields[f"late.{task.pk}.days"] == [str((DAY - task.due).days)]
    said = str(row.content)
    assert all(task.assignment.duty.place in said for task in late) and document.title in said


def test_what_was_sent_in_is_not_late(adopted, cast, late):
    Task.objects.filter(pk=late[0].pk).update(state="submitted")
    found = late_tasks(adopted.adoption.document, cast.body("ha-thanh.ubnd"), DAY)
    assert late[0].pk not in {task.pk for task in found}


def test_once_issued_it_stands_in_the_history_of_every_task(adopted, cast, late):
    document, root, lan = adopted.adoption.document, cast.body("ha-thanh.ubnd"), cast.user("lan")
    row = draft_reminder(document, root, late[:2], HEAD, DAY, lan, at(DAY))
    assert not late[0].deeds.filter(deed="remind").exists()
    issue(row, DAY, lan, at(DAY))
    assert [d.note for d in late[0].deeds.filter(deed="remind")] == ["Công văn 01/UBND-NC"]
    assert late[1].deeds.filter(deed="remind").exists()


def test_nothing_chosen_a_day_gone_by_and_others_are_refused(adopted, cast, late):
    document, root, lan = adopted.adoption.document, cast.body("ha-thanh.ubnd"), cast.user("lan")
    with pytest.raises(Refused, match="ít nhất một việc"):
        draft_reminder(document, root, [], HEAD, DAY, lan, at(DAY))
    with pytest.raises(Refused, match="đã qua"):
        draft_reminder(document, root, late, HEAD, DAY - timedelta(days=1), lan, at(DAY))
    with pytest.raises(Refused, match="do văn thư"):
        draft_reminder(document, root, late, HEAD, DAY, cast.user("xuan"), at(DAY))


def test_the_page_drafts_what_was_ticked(adopted, cast, late, client, on_day):
    on_day(DAY)
    address = reverse("reminder_letter", args=[adopted.adoption.document_id])
    client.force_login(cast.user("lan"))
    assert f"muộn {(DAY - late[0].due).days} ngày" in client.get(address).content.decode()
    given = {"tasks": [late[0].pk], "agency": "UBND tỉnh Hà Thanh", "place": "Hà Thanh", "symbol": "UBND-NC"}
    given |= {"answer_by": "20/12/2026", "office": "Chủ tịch", "signer": "Nguyễn Thị Lan", "kept": "VT"}
    answer = client.post(address, given, follow=True)
    assert "Đã soạn dự thảo" in answer.content.decode()
    assert Outgoing.objects.get().about["tasks"] == [late[0].pk]
    wrong = client.post(address, given | {"symbol": ""})
    assert wrong.status_code == 400 and Outgoing.objects.count() == 1
    client.force_login(cast.user("son"))
    assert "Chỉ đơn vị đã giao việc" in client.get(address).content.decode()


def test_the_command_drafts_it(adopted, cast, late, on_day):
    on_day(DAY)
    out, given = StringIO(), ("--place", "Hà Thanh", "--symbol", "UBND-NC", "--signer", "Lan", "--by", "lan")
    call_command("reminder_letter", str(adopted.adoption.document_id), "ha-thanh.ubnd", *given, stdout=out)
    assert f"({len(late)} việc)" in out.getvalue()
