"""The paper that proposes units to who decides: drafted once for each, its number in the decision's grounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.documents.issue import drop, issue
from phongtrao.documents.models import Outgoing
from phongtrao.recognition import propose
from phongtrao.recognition.decide import grounds_for
from tests.conftest import Cast
from tests.recognition.samples import DAY, proposed, registered, school
from tests.work.conftest import at
from vanban.paper import Table

HEAD = {
    "agency": "Công an tỉnh Hà Thanh", "parent": "", "place": "Hà Thanh", "symbol": "TTr-CAT", "authority": "",
    "office": "Giám đốc", "signer": "Lê Tiến Dũng", "recipients": "Như trên", "kept": "VT",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def test_the_paper_names_the_units_and_their_scores(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    row, client = proposed(cast, school(cast)), signed_in("dung")
    assert "1 đơn vị đã trình, chưa có trong tờ trình" in client.get(reverse("decisions")).content.decode()
    address = reverse("draft_proposal", args=[row.programme.name, 2026])
    client.post(address, {**HEAD, "units": [str(row.pk)]})
    paper = Outgoing.objects.get(kind="to_trinh")
    table = next(block for block in paper.paper.annexes[0].blocks if isinstance(block, Table))
    assert (paper.organisation, table.rows[0][1], table.rows[0][3]) == (
        cast.body("ha-thanh.cong-an"), "Trường THPT An Lạc", "100",
    )  # fmt: skip
    assert "Không có đơn vị nào đã trình" in client.get(address).content.decode()
    drop(paper, cast.user("dung"), at(DAY))
    assert propose.to_propose(row.programme, 2026, cast.body("ha-thanh.cong-an")) == [row]


def test_its_number_stands_in_the_grounds_of_the_decision(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    row = proposed(cast, school(cast))
    assert "Tờ trình số …" in grounds_for([row], DAY)[1]
    given = [f"--{name}={value}" for name, value in HEAD.items()]
    call_command("propose", str(row.pk), *given, "--by", "dung")
    assert "Đã lập dự thảo tờ trình" in capsys.readouterr().out
    issue(Outgoing.objects.get(kind="to_trinh"), DAY, cast.user("dung"), at(DAY))
    assert "Tờ trình số 01/TTr-CAT ngày 20/11/2026" in grounds_for([row], DAY)[1]


def test_only_who_writes_for_the_appraiser_and_only_what_was_proposed(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    row = registered(cast, cast.body("xa.90001.ubnd"))
    given = [f"--{name}={value}" for name, value in HEAD.items()]
    with pytest.raises(CommandError, match="Chưa ở trạng thái đã trình"):
        call_command("propose", str(row.pk), *given, "--by", "dung")
    with pytest.raises(CommandError, match="do văn thư, đầu mối hoặc lãnh đạo của cơ quan thẩm định"):
        call_command("propose", str(row.pk), *given, "--by", "xuan")
    shown = signed_in("xuan").get(reverse("draft_proposal", args=[row.programme.name, 2026])).content.decode()
    assert "do văn thư, đầu mối hoặc lãnh đạo của cơ quan thẩm định lập" in shown
