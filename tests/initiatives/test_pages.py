"""Pages and commands of models, through the doors people use."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.initiatives.models import Initiative, KindVersion, Place, StatedTarget
from phongtrao.initiatives.placing import add_place
from phongtrao.initiatives.replicating import choose
from phongtrao.measures import measured_for
from phongtrao.organisations.models import LogEntry
from phongtrao.procedure import Refused
from phongtrao.public_of_units import initiatives_of
from phongtrao.recognition.models import Candidacy
from phongtrao.work.programmes import load_programme
from tests.conftest import Cast
from tests.initiatives.samples import (
    DAY,
    again,
    begun,
    commune,
    decided,
    entered,
    kind,
    put_in,
    running,
    whole,
)
from tests.reports.samples import people_of
from tests.work.conftest import at

SignedIn = Callable[[str], Client]
LEADER = "lanh-dao-xa-90001-ubnd"
WRITER = "viet-xa-90001-ubnd"
LOGGED = ("add_place", "count_groups", "end_place", "count_equipment", "owe_repair", "finish_repair")


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def text(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def run(*args: Any) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def told(*args: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*args, "--json").splitlines()]


def test_the_list_counts_models_places_and_groups_apart_and_is_narrowed(cast: Cast, signed_in: SignedIn) -> None:
    whole(cast, kind(), DAY)
    begun(cast, title="Đèn đường quê", kind=None)
    page = text(signed_in("lan"), "initiatives")
    assert "<strong>1</strong> mô hình; <strong>1</strong> điểm; <strong>3</strong> tổ" in page
    assert "không cộng với nhau" in page and "Đèn đường quê" in page
    for query, there in (
        ({"tim": "den duong que"}, False), ({"tim": "an lac"}, True), ({"loai": "vuon-rau"}, True),
        ({"trang_thai": "running"}, True), ({"trang_thai": "retired"}, False), ({"danh_gia": "replicate"}, True),
        ({"danh_gia": "chua"}, False), ({"danh_gia": "qua-han"}, False),
    ):  # fmt: skip
        assert ("ra mắt 01/05/2020" in text(signed_in("lan"), "initiatives", **query)) is there, query


def test_the_list_asks_the_database_as_often_whatever_its_size(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("lan")
    text(client, "initiatives")
    counts = []
    for nth in range(2):
        for more in range(6 * nth + 1):
            row = entered(cast, title=f"Vườn {nth}.{more}", code=f"xa.9000{1 + more % 4}.ubnd")
            add_place(row, "Vườn", DAY, people_of(row.organisation)[0], at(DAY), 1)
        with CaptureQueriesContext(connection) as asked:
            text(client, "initiatives")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15, counts


def test_a_model_goes_its_way_on_its_page(cast: Cast, signed_in: SignedIn) -> None:
    kind()
    commune(cast)
    writer = signed_in(WRITER)
    sent = {
        "kind": KindVersion.objects.get().pk,
        "organisation": "xa.90001.ubnd",
        "decider": "tinh",
        "aim": "Trồng rau.",
    }
    answer = writer.post(reverse("begin_initiative"), sent)
    made = Initiative.objects.get()
    assert answer["Location"] == reverse("initiative", args=[made.pk]) and made.title == "Vườn rau trường em"
    page = text(writer, "describe_initiative", made.pk)
    assert "khung mẫu" in page and "Chế độ họp" in page
    given = {"title": "Vườn rau An Lạc", "findings": "Có đất.", "regulation": "Phạm vi\nTrong xã."}
    writer.post(reverse("describe_initiative", args=[made.pk]), given)
    assert again(made).title == "Vườn rau An Lạc"
    assert "Báo cáo kết quả khảo sát" in text(writer, "initiative", made.pk)
    paper = text(signed_in(LEADER), "initiative_paper", made.pk, "survey_report")
    assert "Có đất." in paper
    refused = writer.post(reverse("initiative_deed", args=[made.pk, "survey"]), {"survey-seen": 1})
    assert "Hồ sơ còn thiếu" in refused.content.decode()


def test_a_model_that_has_run_is_entered_on_a_page_with_its_days(cast: Cast, signed_in: SignedIn) -> None:
    kind()
    sent = {
        "kind": KindVersion.objects.get().pk, "organisation": "xa.90002.ubnd", "decider": "tinh",
        "launched_on": "01/05/2020", "decision": "15/QĐ-UBND", "decided_on": "01/04/2020",
    }  # fmt: skip
    signed_in("lan").post(reverse("enter_initiative"), sent)
    made = Initiative.objects.get()
    assert (made.state, made.launched_on, made.decided_on) == ("running", date(2020, 5, 1), date(2020, 4, 1))
    page = text(signed_in("lan"), "initiative", made.pk)
    assert "đã có từ trước" in page and "15/QĐ-UBND" in page and "Chưa chốt đánh giá năm 2025" in page
    wrong = signed_in("son").post(reverse("enter_initiative"), {**sent, "title": "Khác"})
    assert wrong.status_code == 400 and Initiative.objects.count() == 1


def test_places_are_added_counted_and_ended_on_their_page(cast: Cast, signed_in: SignedIn) -> None:
    case = entered(cast)
    writer, page = signed_in(WRITER), reverse("initiative_places", args=[case.pk])
    writer.post(page, {"name": "Vườn 1", "started_on": "01/05/2020", "groups": "3"})
    place = Place.objects.get()
    here = reverse("initiative_place", args=[case.pk, place.pk])
    writer.post(here, {f"dem-{place.pk}-groups": "5", f"dem-{place.pk}-counted_on": "01/11/2026"})
    assert "5 tổ" in text(writer, "initiative_places", case.pk)
    wrong = writer.post(page, {"name": "", "started_on": "x"})
    assert wrong.status_code == 400
    writer.post(here, {"end": "1", f"thoi-{place.pk}-ended_on": "19/11/2026"})
    assert "không hoạt động" in text(writer, "initiative_places", case.pk)
    assert "Thêm điểm" not in text(signed_in("lan"), "initiative_places", case.pk)
    assert signed_in("lan").post(page, {"name": "A", "started_on": "01/05/2020"}).status_code == 400


def test_equipment_and_repairs_stand_on_their_page_without_any_upload(cast: Cast, signed_in: SignedIn) -> None:
    case = entered(cast)
    writer, page = signed_in(WRITER), reverse("initiative_equipment", args=[case.pk])
    writer.post(page, {"title": "Bình tưới", "counted_on": "01/11/2026", "good": 6, "degraded": 3, "broken": 1})
    sent = {"sua-title": "Bình tưới", "sua-items": 1, "sua-due": "10/11/2026", "sua-words": "Thay vòi"}
    writer.post(page, {"repair": "1", **sent})
    shown = text(writer, "initiative_equipment", case.pk)
    assert "Thay vòi" in shown and "quá hạn" in shown and 'type="file"' not in shown and "multipart" not in shown
    repair = case.repairs.get()
    writer.post(reverse("initiative_repair", args=[case.pk, repair.pk]), {f"xong-{repair.pk}-done_on": "20/11/2026"})
    assert "đã sửa" in text(signed_in("lan"), "initiative_equipment", case.pk)


def test_a_review_is_answered_closed_and_judged_on_its_page(cast: Cast, signed_in: SignedIn) -> None:
    case = entered(cast)
    _, _, leader = commune(cast)
    writer, page = signed_in(WRITER), reverse("initiative_review", args=[case.pk, 2026])
    assert "Vườn có rào" in text(writer, "initiative_review", case.pk, 2026)
    assert signed_in("lan").get(page).status_code == 404, "nobody else begins one"
    sent = {"co_rao": "1", "co_rao-loi": "Rào lưới.", "cay": "12", "cay_song": "11", "cay_song-tong": "10"}
    assert "không lớn hơn tổng" in writer.post(page, sent).content.decode()
    writer.post(page, {**sent, "cay_song": "9"})
    shown = text(signed_in(LEADER), "initiative_review", case.pk, 2026)
    assert "nhân rộng" in shown and "Chốt đánh giá năm 2026" in shown
    put_in(again(case), "review_report", leader)
    signed_in(LEADER).post(reverse("close_initiative_review", args=[case.pk, 2026]))
    assert "Đề xuất: nhân rộng" in text(signed_in("lan"), "initiative_review", case.pk, 2026)
    assert writer.post(page, sent).status_code == 403
    word = {"verdict": "keep", "words": "Chờ kinh phí."}
    signed_in("lan").post(reverse("judge_initiative_review", args=[case.pk, 2026]), word)
    shown = text(writer, "initiative_review", case.pk, 2026)
    assert "Chờ kinh phí." in shown and "quyết định: giữ" in shown and "Rào lưới." in shown


def test_it_is_shown_which_models_work_where_and_where_one_is_missing(cast: Cast, signed_in: SignedIn) -> None:
    case = whole(cast, kind(), DAY)
    lan = signed_in("lan")
    assert "1 nhân rộng" in text(lan, "working")
    page = text(lan, "working", loai="vuon-rau")
    assert "Rào lưới quanh vườn." in page and "3/3" in page and "Nơi phù hợp còn thiếu (3)" in page
    assert "xa.90002.ubnd" in page and "xa.90001.ubnd" not in page.partition("con-thieu")[2]
    add_place(case, "Vườn bạn", DAY, people_of(case.organisation)[0], at(DAY), 1, cast.body("xa.90002.ubnd"))
    assert "còn thiếu (2)" in text(lan, "working", loai="vuon-rau")
    begun(cast, kind=None, title="Đèn đường")
    assert "Mô hình khác" in text(lan, "working")
    assert text(lan, "working", loai="khac")


def test_a_model_is_replicated_from_its_page_by_the_decision(cast: Cast, signed_in: SignedIn) -> None:
    case = whole(cast, kind(), DAY)
    body = cast.body("xa.90003.ubnd")
    lan = signed_in("lan")
    assert body.name in text(lan, "replicate_initiative", case.pk)
    lan.post(reverse("replicate_initiative", args=[case.pk]), {"don_vi": [body.pk]})
    assert "đã chọn 1 đơn vị" in text(lan, "initiative", case.pk)
    put_in(again(case), "replicate_decision", cast.user("vy"))
    assert "Đã nhân rộng đến" in text(lan, "initiative", case.pk)
    assert Initiative.objects.get(replicated_from=case).organisation == body
    assert signed_in(WRITER).get(reverse("replicate_initiative", args=[case.pk])).status_code == 403


def test_targets_show_the_path_and_the_province_fills_what_no_paper_says(cast: Cast, signed_in: SignedIn) -> None:
    whole(cast, kind(), DAY)
    lan = signed_in("lan")
    page = text(lan, "targets")
    assert (
        "<svg" in page
        and "mỗi năm cần thêm <strong>4</strong>" in page
        and "mỗi năm cần thêm <strong>5</strong>" in page
    )
    version = KindVersion.objects.get()
    prefix = f"{version.pk}-2030-places"
    there = reverse("state_initiative_target", args=[version.pk, 2030, "places"]) + "?tinh=ha-thanh.ubnd"
    lan.post(there, {f"{prefix}-number": "11", f"{prefix}-source": "Kế hoạch 5/KH-UBND"})
    assert StatedTarget.objects.get().number == 11
    assert "Kế hoạch 5/KH-UBND" in text(lan, "targets")
    assert signed_in(WRITER).post(there, {}).status_code == 403


def test_the_catalogue_shows_a_kind_with_what_it_does_not_know(cast: Cast, signed_in: SignedIn) -> None:
    load_programme("phong-trao-1395", cast.user("quan-tri"), at(DAY))
    assert "Camera an ninh" in text(signed_in("lan"), "kinds")
    page = text(signed_in("lan"), "kind", KindVersion.objects.get(name="camera-an-ninh").pk)
    assert "Bản mẫu" in page and "đã xuống cấp" in page and "chưa rõ số" in page
    assert "Camera an ninh" in text(signed_in("lan"), "programme", "phong-trao-1395")


def test_the_command_prints_models_as_they_stood_on_a_day(cast: Cast, tmp_path: Path) -> None:
    case = whole(cast, kind(), DAY)
    [now] = told("initiatives")
    assert (now["state"], now["places"], now["groups"], now["proposal"], now["last_review"]) == (
        "running", 1, 3, "replicate", 2025,
    )  # fmt: skip
    assert now["equipment"] == [{"title": "Bình tưới", "on": "2026-11-20", "good": 6, "degraded": 3, "broken": 1}]
    [then] = told("initiatives", "--on", "2021-01-01")
    assert (then["places"], then["last_review"], then["equipment"]) == (1, None, [])
    assert told("initiatives", "--on", "2019-01-01") == [] == told("initiatives", "--by", "binh")
    assert told("initiatives", "--kind", "khac") == [] and told("initiatives", "--state", "retired") == []
    assert case.title in run("initiatives")
    run("initiatives", "--xlsx", str(tmp_path / "a.xlsx"))
    assert (tmp_path / "a.xlsx").read_bytes()[:2] == b"PK"


def test_everything_is_done_by_commands_too(cast: Cast, tmp_path: Path) -> None:
    kind()
    commune(cast)
    run("begin_initiative", "--body", "xa.90001.ubnd", "--kind", "vuon-rau", "--decider", "tinh", "--by", WRITER)
    here = ("--body", "xa.90001.ubnd", "--kind", "vuon-rau", "--decider", "tinh", "--by", WRITER)
    run("begin_initiative", *here, "--title", "Vườn cũ", "--launched", "2020-05-01")
    fresh, old = Initiative.objects.order_by("pk")
    (tmp_path / "a.txt").write_text("Có đất.")
    assert "Đã ghi" in run("describe_initiative", fresh.pk, "--findings", str(tmp_path / "a.txt"), "--by", WRITER)
    assert told("initiative_places", old.pk, "--add", "Vườn", "--groups", "2", "--by", WRITER)[0]["groups"] == 2
    place = str(old.places.get().pk)
    assert told("initiative_places", old.pk, "--count", place, "--groups", "4", "--by", WRITER)[0]["groups"] == 4
    assert told("initiative_places", old.pk, "--end", place, "--by", WRITER)[0]["until"] == "2026-11-20"
    counting = ("--count", "Bình", "5", "1", "0", "--repair", "Bình", "1")
    counted = told("initiative_equipment", old.pk, *counting, "--by", WRITER)
    assert [one["equipment"] for one in counted] == ["Bình", "Bình"]
    assert told("initiative_equipment", old.pk, "--done", counted[1]["repair"], "--by", WRITER)[1]["done_on"]
    given = ("--answer", "co_rao", "1", "--answer", "cay_song", "9/10", "--answer", "cay", "12")
    [review] = told("initiative_review", old.pk, 2026, *given, "--by", WRITER)
    assert (review["proposal"], review["closed"]) == ("replicate", False)
    with pytest.raises(CommandError, match="không có tiêu chí"):
        run("initiative_review", old.pk, 2026, "--answer", "la", "1", "--by", WRITER)
    with pytest.raises(CommandError, match="Báo cáo đánh giá năm"):
        run("initiative_review", old.pk, 2026, "--close", "--by", LEADER)
    assert told("initiatives_working", "--by", "lan")[0]["missing"] == 3
    assert "missing" in told("initiatives_working", "--kind", "vuon-rau", "--by", "lan")[-1]
    assert "xa.90002.ubnd" in run("replicate_initiative", old.pk, "--body", "xa.90002.ubnd", "--by", "lan")
    stated = ("--state", "vuon-rau", "2030", "places", "12", "--source", "Kế hoạch 5")
    assert told("initiative_targets", *stated, "--by", "lan")[1]["wanted"] == 12
    assert [one["name"] for one in told("initiative_kinds", "--by", "lan")] == ["vuon-rau"]
    assert "`criterion`" in run("initiative_kinds", "--reference") or "[[criterion]]" in run(
        "initiative_kinds", "--reference"
    )
    run("initiative_deed", old.pk, "mend", "--note", "Cỏ mọc.", "--day", "2026-12-01", "--by", "lan")
    assert again(old).state == "mending"
    out = tmp_path / "b.docx"
    run("initiative_paper", fresh.pk, "survey_report", "--docx", str(out), "--by", LEADER)
    assert out.read_bytes()[:2] == b"PK"


def test_the_measures_tell_models_places_and_groups_of_bodies(cast: Cast) -> None:
    case = whole(cast, kind(), DAY)
    other = cast.body("xa.90002.ubnd")
    bodies = {case.organisation_id, other.pk}

    def told_by(name: str, last: date = date(2026, 12, 31)) -> list[tuple[int, int | None]]:
        found = measured_for(name, bodies, date(2026, 1, 1), last, DAY)
        return [(found[pk].value, found[pk].base) for pk in (case.organisation_id, other.pk)]

    assert told_by("initiatives_running") == [(1, None), (0, None)]
    assert told_by("initiative_places") == [(1, None), (0, None)]
    assert told_by("initiative_groups") == [(3, None), (0, None)]
    assert told_by("initiatives_working") == [(1, 1), (0, 0)]
    assert told_by("equipment_degraded") == [(4, 10), (0, 0)]
    assert told_by("equipment_good") == [(6, 10), (0, 0)]
    assert told_by("initiatives_running", date(2020, 4, 30)) == [(0, None), (0, None)]


def test_a_retired_model_counts_until_the_day_before(cast: Cast) -> None:
    case = running(cast, date(2026, 11, 1))
    put_in(case, "retire_decision", cast.user("vy"), DAY)
    for day, count in ((date(2026, 11, 19), 1), (DAY, 0)):
        told_by = measured_for("initiatives_running", {case.organisation_id}, date(2026, 1, 1), day, DAY)
        assert told_by[case.organisation_id].value == count


def test_the_public_list_names_the_models_that_work(cast: Cast) -> None:
    case = entered(cast)
    begun(cast, title="Chưa ra mắt")
    assert initiatives_of({case.organisation_id}, DAY) == {case.organisation_id: ["Vườn rau trường em"]}


def test_evidence_of_a_score_can_point_at_a_model(cast: Cast) -> None:
    from phongtrao.organisations.log_words import SUBJECTS

    case = entered(cast)
    about = SUBJECTS["initiative"]
    [row] = about.rows(cast.user("lan"), DAY)
    assert row == case and reverse(about.route, args=[case.pk]) and "Vườn rau" in about.name(row)
    assert Candidacy.objects.count() == 0


def test_the_log_holds_no_words_that_people_typed(cast: Cast) -> None:
    whole(cast, kind(), DAY)
    held = json.dumps([entry.content for entry in LogEntry.objects.filter(deed__in=LOGGED)], ensure_ascii=False)
    assert LogEntry.objects.filter(deed="add_place").exists()
    assert "Vườn" not in held and "Bình" not in held and "Thay vòi" not in held


def test_a_purge_of_what_describes_a_model_reaches_its_papers_and_copies(cast: Cast) -> None:
    from phongtrao.documents.holdings import HOLDINGS

    case = decided(cast)
    Initiative.objects.filter(pk=case.pk).update(aim="Lời bí mật.\nDòng hai kín.", state="running", launched_on=DAY)
    put_in(again(case), "retire_decision", cast.user("vy"))
    copy = entered(cast, code="xa.90002.ubnd")
    Initiative.objects.filter(pk=copy.pk).update(aim="Lời bí mật.\nDòng hai kín.", replicated_from=case)
    held = HOLDINGS["noi-dung-mo-hinh"]
    held.clear(again(case), "Đã tiêu hủy")
    assert again(case).aim == "" == again(copy).aim and again(case).title == "Đã tiêu hủy"
    papers = json.dumps([row.outgoing.content for row in case.papers.all() if row.outgoing], ensure_ascii=False)
    assert "Vườn rau trường em" not in papers and "200 m2" not in papers


def test_bodies_of_another_province_are_not_chosen(cast: Cast) -> None:
    case = whole(cast, kind(), DAY)
    with pytest.raises(Refused, match="của tỉnh"):
        choose(case, [cast.body("xa.91001.ubnd")], cast.user("lan"), at(DAY))


def test_what_works_is_told_in_a_fixed_number_of_questions(cast: Cast, signed_in: SignedIn) -> None:
    client, counts = signed_in("lan"), []
    whole(cast, kind(), DAY)
    for programme in ("phong-trao-1395", "ket-luan-44"):
        text(client, "working")
        with CaptureQueriesContext(connection) as asked:
            text(client, "working")
        counts.append(len(asked))
        load_programme(programme, cast.user("quan-tri"), at(DAY))
    assert counts[0] == counts[1] <= 18, counts
