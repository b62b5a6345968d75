"""A sample is drawn by lot so that anyone can draw it again; what was found is entered before the appraisal ends."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.procedure import Refused
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.draws import draw, drawn, how_many, record_check
from phongtrao.recognition.models import Candidacy, Draw, SpotCheck
from tests.conftest import Cast
from tests.recognition.samples import DAY, appraised, dossier_sent, papers_in, school, unit
from tests.reports.samples import people_of
from tests.work.conftest import at


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


@pytest.fixture
def sent(cast: Cast) -> list[Candidacy]:
    """Three dossiers: a school's and two enterprises'."""
    bodies = [unit(cast, f"cong-ty-{n}", f"Công ty Cây {n}", "doanh_nghiep") for n in (1, 2)]
    return [dossier_sent(cast, body) for body in (school(cast), *bodies)]


def test_the_method_is_the_one_that_is_printed() -> None:
    def by_hand(seed: str, pk: int) -> str:
        return hashlib.sha256(f"{seed}:{pk}".encode()).hexdigest()

    for seed in ("a", "b", "2026"):
        expected = sorted(range(1, 40), key=lambda pk: by_hand(seed, pk))[:7]
        assert drawn(seed, range(39, 0, -1), 7) == expected
    assert drawn("a", range(40), 5) != drawn("b", range(40), 5)


def test_a_percentage_rounds_up_and_what_cannot_be_is_told() -> None:
    assert how_many(25, None, 10) == 3 and how_many(3, None, 1) == 1 and how_many(3, 2, None) == 2
    for among, count, percent, words in (
        (3, None, None, "một trong hai"), (3, 1, 10, "một trong hai"), (3, 4, None, "từ 1 đến 3"),
        (0, 1, None, "Không có hồ sơ"), (3, None, 101, "từ 1 đến 100"), (3, 0, None, "từ 1 đến 3"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            how_many(among, count, percent)


def test_a_sample_is_drawn_on_the_page_and_shows_seed_and_list(
    cast: Cast, sent: list[Candidacy], signed_in: Callable[[str], Client]
) -> None:
    address = reverse("draw", args=["vuon-xanh", 2026])
    client = signed_in("dung")
    assert "Có 3 hồ sơ đã gửi" in client.get(address).content.decode() and not Draw.objects.exists()
    shown = client.post(address, {"count": "2", "seed": "2026-11"}, follow=True).content.decode()
    row = Draw.objects.get()
    ids = sorted(one.pk for one in sent)
    assert row.among == ids and [c.candidacy_id for c in row.checks.all()] == drawn("2026-11", ids, 2)
    assert "2026-11" in shown and " ".join(map(str, ids)) in shown
    client.post(address, {"count": "2", "seed": "2026-11"})
    assert Draw.objects.count() == 1


def test_another_draw_only_adds_and_takes_nothing_back(cast: Cast, sent: list[Candidacy]) -> None:
    programme = sent[0].programme
    first, _ = draw(programme, 2026, cast.user("dung"), at(DAY), count=2, seed="mot")
    second, _ = draw(programme, 2026, cast.user("dung"), at(DAY), percent=1, seed="hai")
    assert second.checks.count() == 1 and SpotCheck.objects.count() == 3
    assert not set(second.among) & {one.candidacy_id for one in first.checks.all()}
    with pytest.raises(Refused, match="Không có hồ sơ nào"):
        draw(programme, 2026, cast.user("dung"), at(DAY), count=1)


def test_a_draw_is_of_one_subject_where_it_is_asked_for(cast: Cast, sent: list[Candidacy]) -> None:
    row, _ = draw(sent[0].programme, 2026, cast.user("dung"), at(DAY), count=1, subject="co_so_giao_duc")
    assert row.among == [sent[0].pk] and len(row.seed) == 16


def test_only_who_appraises_draws(cast: Cast, sent: list[Candidacy]) -> None:
    for name in ("son", "quan-tri"):
        with pytest.raises(Refused):
            draw(sent[0].programme, 2026, cast.user(name), at(DAY), count=1)
    with pytest.raises(Refused, match="Mã rút mẫu"):
        draw(sent[0].programme, 2026, cast.user("dung"), at(DAY), count=1, seed="có dấu")


def test_what_was_drawn_is_looked_at_before_the_appraisal_ends(
    cast: Cast, sent: list[Candidacy], signed_in: Callable[[str], Client]
) -> None:
    candidacy = sent[0]
    draw(candidacy.programme, 2026, cast.user("dung"), at(DAY), count=1, subject="co_so_giao_duc")
    with pytest.raises(Refused, match="chưa ghi kết quả kiểm tra"):
        appraised(cast, candidacy)
    check, client = candidacy.checks.get(), signed_in("dung")
    told = {"check": check.pk, f"c{check.pk}-agrees": "0"}
    address = reverse("appraisal_deed", args=[candidacy.pk, "check"])
    assert not SpotCheck.objects.filter(agrees__isnull=False).exists()
    client.post(address, {**told, f"c{check.pk}-words": "Đếm tại vườn được 6 cây."})
    check.refresh_from_db()
    assert (check.agrees, check.by) == (False, cast.user("dung"))
    shown = client.get(reverse("appraisal", args=[candidacy.pk])).content.decode()
    assert "không đúng với hồ sơ" in shown and "Đếm tại vườn được 6 cây." in shown
    assert take(candidacy, "appraise", cast.user("dung"), at(DAY)).state == "appraised"
    with pytest.raises(Refused, match="không còn chờ thẩm định"):
        record_check(check, True, "Đúng.", cast.user("dung"), at(DAY))


def test_nobody_enters_what_was_found_at_a_unit_of_his_own(cast: Cast, sent: list[Candidacy]) -> None:
    draw(sent[0].programme, 2026, cast.user("dung"), at(DAY), count=3)
    check = sent[0].checks.get()
    writer, _ = people_of(sent[0].organisation)
    with pytest.raises(Refused, match="thành viên thẩm định hoặc người của cơ quan thẩm định"):
        record_check(check, True, "Đúng.", writer, at(DAY))
    papers_in(sent[0], cast.user("dung"), ("bao_cao",))
    with pytest.raises(Refused, match="đã tham gia lập"):
        record_check(check, True, "Đúng.", cast.user("dung"), at(DAY))


def test_it_is_drawn_and_entered_by_command(cast: Cast, sent: list[Candidacy]) -> None:
    out = io.StringIO()
    told = ("draw", "vuon-xanh", "2026")
    call_command(*told, "--count", "3", "--seed", "s1", "--by", "dung", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert said["drawn"] == drawn("s1", said["among"], 3) and said["seed"] == "s1"
    out = io.StringIO()
    call_command(*told, "--by", "dung", "--json", stdout=out)
    assert json.loads(out.getvalue()) == said
    call_command("spot_check", str(sent[1].pk), "--agrees", "--words", "Đúng cả.", "--by", "dung", stdout=io.StringIO())
    assert sent[1].checks.get().agrees is True
    with pytest.raises(CommandError, match="một trong hai"):
        call_command(*told, "--count", "1", "--percent", "1", "--by", "dung")
