"""Names of people: three fields and no more, for who has to do with the proposal, each reading written into the log."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from phongtrao.awards.forms import NomineeForm
from phongtrao.awards.models import Nominee
from phongtrao.awards.reading import read_names
from phongtrao.organisations.models import Function, LogEntry
from tests.awards.samples import (
    DAY,
    NAME,
    POST,
    begun,
    carried,
    decided,
    drafted,
    examined,
    examiners,
    listed,
    papers_in,
    proposed,
    sent,
    voted,
)
from tests.conftest import Cast
from tests.reports.samples import person
from tests.work.conftest import at

SECRETS = (NAME, POST, "Bách")


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def readings() -> list[tuple[str, str]]:
    return list(LogEntry.objects.filter(deed="read_names").values_list("account", "subject"))


def shown(client: Client, name: str, *args: object, **asked: str) -> str:
    return client.get(reverse(name, args=args), asked).content.decode()


def test_of_a_person_three_things_are_asked_and_kept(cast: Cast) -> None:
    form = NomineeForm(begun(cast), cast.user("lan"), DAY)
    assert list(form.fields) == ["kind", "body", "full_name", "post_title", "achievement"]
    texts = (models.CharField, models.TextField)
    typed = {field.name for field in Nominee._meta.get_fields() if isinstance(field, texts)}
    assert typed == {"kind", "full_name", "post_title", "achievement", "subject_key", "opinion"}


def test_beside_the_field_stands_what_must_not_be_written(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    case = begun(cast)
    page = shown(signed_in("viet-xa-90001-ubnd"), "nominees", case.pk)
    assert "Không ghi ngày sinh, số giấy tờ, địa chỉ" in page and "Họ tên chỉ giữ để xét khen thưởng" in page
    assert "Không nhập bí mật nhà nước" in page


@pytest.mark.parametrize("reader", ["viet-xa-90001-ubnd", "khen-thuong", "vy", "quan-tri"])
def test_who_proposes_examines_decides_and_administers_reads_the_names(
    cast: Cast, signed_in: Callable[[str], Client], reader: str
) -> None:
    case = examined(cast)
    assert NAME in shown(signed_in(reader), "commendation", case.pk)
    assert (reader, f"commendation:{case.pk}") in readings()


def test_a_member_of_the_council_reads_the_names_of_his_proposal_alone(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    case = examined(cast)
    client = signed_in("son")
    assert client.get(reverse("commendation", args=[case.pk])).status_code == 404
    voted(cast, case)
    assert NAME in shown(client, "commendation", case.pk) and NAME in shown(client, "council", case.pk)


@pytest.fixture
def over_the_commune(cast: Cast) -> str:
    """A body between the commune and the province: the commune lies in its reach, the proposal is not for it."""
    commune = cast.body("xa.90001.ubnd")
    version = commune.version(DAY)
    assert version is not None
    version.line_parent = cast.body("ha-thanh.so-tu-phap")
    version.save()
    return person("tu-phap", cast.body("ha-thanh.so-tu-phap"), Function.LEADER).username


def test_who_is_over_the_proposing_body_sees_the_proposal_and_no_name_anywhere(
    cast: Cast, signed_in: Callable[[str], Client], over_the_commune: str
) -> None:
    case = decided(cast)
    client = signed_in(over_the_commune)
    page = shown(client, "commendation", case.pk)
    assert "UBND xã An Lạc" in page and "Họ tên cá nhân chỉ đơn vị đề nghị" in page
    pages = [
        page,
        shown(client, "commendations", muc="tat-ca"),
        shown(client, "commended", ten="on"),
        shown(client, "programme", "vuon-xanh"),
        *_sheets(client),
        *(json.dumps(one, ensure_ascii=False) for one in told("--by", over_the_commune, "--names")),
    ]
    assert [word for word in SECRETS for text in pages if word in text] == []
    assert "1 cá nhân" in pages[1] and "<strong>1</strong> cá nhân" in pages[2]
    for name in ("nominees", "examination", "council"):
        assert client.get(reverse(name, args=[case.pk])).status_code == 403
    papers = [reverse("commendation_paper_file", args=[case.pk, name, "docx"]) for name in ("quyet_dinh", "to_trinh")]
    assert {client.get(address).status_code for address in papers} == {403}
    assert (over_the_commune, f"commendation:{case.pk}") not in readings()


def _sheets(client: Client) -> list[str]:
    """What stands in the Excel file that the page hands out."""
    raw = client.get(reverse("commended"), {"dang": "xlsx", "ten": "on"}).content
    rows = load_workbook(io.BytesIO(raw)).active.iter_rows(values_only=True)
    return [" ".join(str(cell) for cell in row) for row in rows]


def told(*arguments: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("commendations", "2026", "--json", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("asked", [NAME, "Bách", POST])
def test_a_search_for_a_name_finds_nothing(cast: Cast, signed_in: Callable[[str], Client], asked: str) -> None:
    decided(cast)
    client = signed_in("vy")
    assert "Chưa có hồ sơ nào như vậy" in shown(client, "commendations", muc="tat-ca", tim=asked)
    assert "Chưa có trường hợp nào như vậy" in shown(client, "commended", tim=asked, ten="on")


def test_the_list_of_those_commended_names_people_on_request_alone(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    case = decided(cast)
    client = signed_in("vy")
    before = readings()
    assert NAME not in shown(client, "commended") and readings() == before
    assert "UBND xã An Lạc" in shown(client, "commended", nam="2026", hinh_thuc="bang_khen")
    assert NAME in shown(client, "commended", ten="on")
    assert ("vy", f"commendation:{case.pk}") in readings()
    assert NAME in " ".join(_sheets(client))


def test_a_reading_is_written_once_a_person_proposal_and_day(
    cast: Cast, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    case = sent(cast)
    client = signed_in("vy")
    for _ in range(3):
        shown(client, "commendation", case.pk)
        shown(client, "nominees", case.pk)
    mine = LogEntry.objects.filter(deed="read_names", account="vy")
    assert [entry.content["where"] for entry in mine] == ["trang hồ sơ"]
    assert mine[0].organisation == case.organisation
    on_day(DAY + timedelta(days=1))
    shown(signed_in("vy"), "commendation", case.pk)
    assert mine.all().count() == 2


def test_a_list_without_people_needs_no_entry(cast: Cast) -> None:
    case = begun(cast)
    listed(case, "tap_the")
    assert read_names([case], cast.user("vy"), at(DAY), "trang hồ sơ") == 0


def test_the_decision_opened_among_outgoing_papers_is_a_reading_too(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    case = proposed(cast)
    paper = drafted(cast, case)
    assert NAME in shown(signed_in("lan"), "outgoing", paper.pk)
    assert ("lan", f"commendation:{case.pk}") in readings()


def test_a_paper_of_the_proposing_body_is_closed_to_those_over_it(
    cast: Cast, signed_in: Callable[[str], Client], over_the_commune: str
) -> None:
    case = sent(cast)
    paper = drafted(cast, proposed_from(cast, case))
    paper.organisation = case.organisation
    paper.save()
    client = signed_in(over_the_commune)
    answers = [
        client.get(reverse("outgoing", args=[paper.pk])),
        client.get(reverse("outgoing_file", args=[paper.pk, "docx"])),
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert all("danh sách người được đề nghị khen thưởng" in answer.content.decode() for answer in answers)


def proposed_from(cast: Cast, case: Any) -> Any:
    """The same proposal before who decides."""
    case = voted(cast, examined(cast, case))
    papers_in(case, examiners(cast), "to_trinh_khen")
    return carried(case, "submit_commendation", examiners(cast))


def test_words_of_deeds_are_for_who_reads_the_names(
    cast: Cast, signed_in: Callable[[str], Client], over_the_commune: str
) -> None:
    case = carried(sent(cast), "return_commendation", examiners(cast), f"Bổ sung thành tích của {NAME}.")
    page = shown(signed_in("vy"), "commendation", case.pk)
    assert "Hồ sơ bị trả lại" in page and page.count(f"Bổ sung thành tích của {NAME}") == 2
    page = shown(signed_in(over_the_commune), "commendation", case.pk)
    assert "Trả lại hồ sơ" in page and NAME not in page


def test_the_log_holds_no_name(cast: Cast) -> None:
    decided(cast)
    said = json.dumps(list(LogEntry.objects.values_list("content", flat=True)), ensure_ascii=False)
    assert "Bách" not in said and "cao xuan bach" not in said


def test_the_command_names_people_only_for_an_account_and_writes_it_down(cast: Cast) -> None:
    case = decided(cast)
    assert NAME not in json.dumps(told("--by", "vy"), ensure_ascii=False)
    with pytest.raises(CommandError, match="--by"):
        told("--names")
    [one] = told("--by", "vy", "--names")
    assert [row["full_name"] for row in one["named"]] == [NAME] and one["people"] == 1
    assert ("vy", f"commendation:{case.pk}") in readings()


def test_another_province_sees_nothing(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    case = decided(cast)
    client = signed_in("binh")
    for name in ("commendation", "nominees", "examination", "council"):
        assert client.get(reverse(name, args=[case.pk])).status_code == 404
    assert told("--by", "binh") == []
