"""The dossier's papers: drafted from what is known, put in, complete or it says what is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.documents.holdings import HOLDINGS
from phongtrao.documents.issue import issue
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import Post
from phongtrao.procedure import Refused
from phongtrao.recognition.answers import Answered
from phongtrao.recognition.dossier_letter import asked_paper, check_may_put_in, preview
from phongtrao.recognition.models import Candidacy, DossierPaper, Evidence, ScoreAnswer
from phongtrao.recognition.scores import answer, appraisal_of, open_own
from tests.conftest import Cast
from tests.recognition.samples import (
    DAY,
    answered,
    appraised,
    building,
    carried,
    dossier_sent,
    judges,
    school,
)
from tests.reports.samples import people_of
from tests.work.conftest import at
from vanban.layout.check import check_docx
from vanban.paper import Paper
from vanban.paper.docx import write_docx
from vanban.paper.fields import fields_of, read_fields

SignedIn = Callable[[str], Client]
TYPED = {
    "agency": "Trường THPT An Lạc", "place": "An Lạc", "symbol": "BC-THPTAL", "office": "Hiệu trưởng", "kept": "VT",
    "signer": "Lê Văn Thầy", "addressees": "Ủy ban nhân dân tỉnh Hà Thanh",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


@pytest.fixture
def row(cast: Cast) -> Candidacy:
    """A school that has sealed its own score."""
    candidacy = building(cast, school(cast))
    writer, _ = people_of(candidacy.organisation)
    score = answered(open_own(candidacy, writer, at(DAY)), writer)
    answer(score, "cay_song", Answered(1800, 2500, reason="Đếm ngày 01/11/2026."), writer, at(DAY))
    return carried(cast, candidacy, "self_score")


def leader(candidacy: Candidacy) -> str:
    return people_of(candidacy.organisation)[1].username


def drawn(candidacy: Candidacy, name: str, by: Any, **given: str) -> Paper:
    wanted = asked_paper(candidacy, name, by, DAY)
    assert wanted is not None
    return preview(wanted, given)


def flat(paper: Paper) -> str:
    return str(paper)


@pytest.mark.parametrize("name", ["bao_cao", "to_trinh", "dang_ky"])
def test_a_paper_of_the_unit_keeps_the_layout_and_every_figure_is_a_field(row: Candidacy, name: str) -> None:
    paper = drawn(row, name, people_of(row.organisation)[1], office="Hiệu trưởng")
    raw = write_docx(paper)
    assert [v.rule.name for v in check_docx(raw) if v.state == "broken"] == []
    fields = read_fields(raw)
    assert fields == fields_of(paper) and {len(set(places)) for places in fields.values()} <= {1}
    if name != "dang_ky":
        assert set(fields["total"]) == {"100"} and set(fields["total.most"]) == {"100"}
    if name == "bao_cao":
        assert len(fields["total"]) == 3 and fields["ke_hoach.points"] == ["40", "40"]
        assert (fields["cay_song.part"], fields["cay_song.base"]) == (["1.800"], ["2.500"])
        assert fields["cay_song.points"] == ["60"] and "Đếm ngày 01/11/2026." in flat(paper)


def test_what_is_not_known_stays_open(cast: Cast) -> None:
    candidacy = building(cast, school(cast))
    whole = drawn(candidacy, "bao_cao", people_of(candidacy.organisation)[1])
    paper = flat(whole)
    assert (whole.place, whole.signers[0].name, whole.signers[0].offices) == ("…", "…", ("…",))
    assert "Kết quả tự chấm điểm: …" in paper and "tồn tại" in paper.lower()
    assert "Mục tiêu phấn đấu: …" in flat(drawn(candidacy, "dang_ky", people_of(candidacy.organisation)[1]))


def test_the_page_says_what_is_missing_until_it_is_complete(
    row: Candidacy, signed_in: SignedIn, settings: Any, tmp_path: Path
) -> None:
    settings.FILES = tmp_path / "files"
    client, page = signed_in(leader(row)), reverse("dossier", args=[row.pk])
    shown = client.get(page).content.decode()
    assert "Hồ sơ của đơn vị còn thiếu" in shown and "Tờ trình đề nghị công nhận; Bản đăng ký." in shown
    for name in ("bao_cao", "to_trinh", "dang_ky"):
        file = SimpleUploadedFile(f"{name}.txt", f"Giấy tờ {name} đã ký.".encode())
        given = {"attach": "1", "file": file, "secret_free": "on"}
        client.post(reverse("dossier_paper", args=[row.pk, name]), given)
    shown = client.get(page).content.decode()
    assert "Giấy tờ của đơn vị đã đủ" in shown and "bao_cao.txt" in shown
    client.post(reverse("candidacy_deed", args=[row.pk, "send_dossier"]), {"send_dossier-seen": "self_scored"})
    row.refresh_from_db()
    assert row.state == "dossier_sent"
    late = client.get(reverse("dossier_paper", args=[row.pk, "bao_cao"]))
    assert late.status_code == 403 and "không thêm giấy tờ" in late.content.decode()


def test_a_file_without_the_tick_is_not_taken(row: Candidacy, signed_in: SignedIn) -> None:
    file = SimpleUploadedFile("bao-cao.txt", "Báo cáo.".encode())
    told = signed_in(leader(row)).post(
        reverse("dossier_paper", args=[row.pk, "bao_cao"]), {"attach": "1", "file": file}
    )
    assert told.status_code == 400 and "bí mật nhà nước" in told.content.decode()
    assert not DossierPaper.objects.exists()


def test_a_draft_is_put_in_and_counts_once_it_is_issued(row: Candidacy, signed_in: SignedIn) -> None:
    client, page = signed_in(leader(row)), reverse("dossier_paper", args=[row.pk, "bao_cao"])
    assert "100/100" in client.get(page).content.decode().replace("</td><td>", "/")
    client.post(page, TYPED)
    paper = Outgoing.objects.get()
    assert paper.about == {"what": "dossier", "candidacy": row.pk, "paper": "bao_cao"}
    assert paper.paper.addressees == ("Ủy ban nhân dân tỉnh Hà Thanh",)
    shown = client.get(reverse("dossier", args=[row.pk])).content.decode()
    assert "mới là dự thảo, chưa phát hành" in shown
    again = client.post(page, TYPED)
    assert again.status_code == 400 and "xin phát hành, hoặc bỏ dự thảo đó" in again.content.decode()
    issue(paper, DAY, people_of(row.organisation)[1], at(DAY))
    shown = client.get(reverse("dossier", args=[row.pk])).content.decode()
    assert "Báo cáo 01/BC-THPTAL" in shown and "mới là dự thảo" not in shown


def test_the_appraiser_reads_an_issued_paper_but_no_draft(row: Candidacy, signed_in: SignedIn) -> None:
    signed_in(leader(row)).post(reverse("dossier_paper", args=[row.pk, "bao_cao"]), TYPED)
    file = reverse("dossier_file", args=[row.pk, "bao_cao", "docx"])
    police = signed_in("dung")
    assert police.get(file).status_code == 404
    issue(Outgoing.objects.get(), DAY, people_of(row.organisation)[1], at(DAY))
    assert police.get(file).content[:2] == b"PK"
    assert signed_in("binh").get(file).status_code == 404
    assert police.get(reverse("dossier_file", args=[row.pk, "bao_cao", "exe"])).status_code == 404
    assert police.get(reverse("dossier_paper", args=[row.pk, "bao_cao"])).status_code == 403


def test_the_report_is_not_drafted_before_the_score_is_sealed(cast: Cast, signed_in: SignedIn) -> None:
    candidacy = building(cast, school(cast))
    page = reverse("dossier_paper", args=[candidacy.pk, "bao_cao"])
    told = signed_in(leader(candidacy)).post(page, TYPED)
    assert told.status_code == 400 and "Xin chốt điểm tự chấm" in told.content.decode()
    assert not Outgoing.objects.exists()


def test_a_unit_without_accounts_signs_elsewhere_and_its_commune_attaches_the_file(
    cast: Cast, signed_in: SignedIn
) -> None:
    candidacy = building(cast, school(cast))
    Post.objects.filter(organisation=candidacy.organisation).update(ends_on=date(2026, 1, 1))
    people_of(cast.body("xa.90001.ubnd"))
    client = signed_in("lanh-dao-xa-90001-ubnd")
    page = client.get(reverse("dossier_paper", args=[candidacy.pk, "dang_ky"])).content.decode()
    assert "Đơn vị chưa có tài khoản" in page and "Lập dự thảo" not in page
    assert client.get(reverse("dossier_file", args=[candidacy.pk, "dang_ky", "docx"])).content[:2] == b"PK"


# Minutes


@pytest.fixture
def judged(cast: Cast) -> Candidacy:
    """A dossier that two members have scored apart and agreed on, with a difference."""
    candidacy = dossier_sent(cast, school(cast))
    return appraised(cast, candidacy, living=7)


def test_the_minutes_tell_members_scores_differences_and_the_conclusion(cast: Cast, judged: Candidacy) -> None:
    ScoreAnswer.objects.filter(
        score__kind="member", score__member__username="tham-dinh-2", criterion="cay_song"
    ).update(value="6")
    ScoreAnswer.objects.filter(score__kind="council", criterion="cay_song").update(reason="Đếm lại tại chỗ.")
    chair, other = judges(cast)
    paper = drawn(judged, "bien_ban", chair)
    said, fields = flat(paper), fields_of(paper)
    assert "Tham-Dinh-1, chủ trì." in said and "Tham-Dinh-2, thành viên." in said
    assert "Lý do thống nhất: Đếm lại tại chỗ." in said and "công nhận Trường THPT An Lạc là đơn vị" in said
    assert fields["total@self"][0] == "100" and fields["total@2"] == ["40", "40"]
    assert fields["cay_song.points@1"] == ["60", "60"] and fields["cay_song.points@2"] == ["0", "0"]
    raw = write_docx(paper)
    assert [v.rule.name for v in check_docx(raw) if v.state == "broken"] == []
    assert read_fields(raw) == fields


def test_the_minutes_wait_until_all_have_scored(cast: Cast) -> None:
    candidacy = dossier_sent(cast, school(cast))
    appraisal = appraisal_of(candidacy)
    assert appraisal is not None
    chair, _ = judges(cast)
    appraisal.members.create(user=chair, part="chair", named_by=cast.user("dung"), named_at=at(DAY))
    with pytest.raises(Refused, match="mọi thành viên đã chấm"):
        drawn(candidacy, "bien_ban", chair)


def test_the_unit_reads_no_minutes_before_the_appraisal_is_over_and_writes_none(
    cast: Cast, judged: Candidacy, signed_in: SignedIn
) -> None:
    assert signed_in(leader(judged)).get(reverse("dossier_paper", args=[judged.pk, "bien_ban"])).status_code == 403
    assert (
        signed_in(leader(judged)).get(reverse("dossier_file", args=[judged.pk, "bien_ban", "docx"])).status_code == 404
    )
    chair, _ = judges(cast)
    page = signed_in(chair.username).get(reverse("dossier_paper", args=[judged.pk, "bien_ban"]))
    assert page.status_code == 200 and "Đơn vị tự chấm" in page.content.decode()


def test_who_is_barred_writes_no_minutes(cast: Cast, judged: Candidacy) -> None:
    user = cast.user("dung")
    Evidence.objects.create(
        answer=ScoreAnswer.objects.filter(score__kind="self")[0], words="x", pointer="report:1", by=user, at=at(DAY)
    )
    wanted = asked_paper(judged, "bien_ban", user, DAY)
    assert wanted is not None
    with pytest.raises(Refused, match="tự chấm điểm của hồ sơ này"):
        check_may_put_in(wanted)


# Commands


def run(*arguments: str) -> str:
    said = StringIO()
    call_command(*arguments, stdout=said)
    return said.getvalue()


def test_a_score_and_its_dossier_are_made_by_commands(
    cast: Cast, tmp_path: Path, settings: Any, signed_in: SignedIn
) -> None:
    settings.FILES = tmp_path / "files"
    candidacy = building(cast, school(cast))
    writer, head = people_of(candidacy.organisation)
    number, sheet = str(candidacy.pk), tmp_path / "bang.xlsx"
    run("self_score", number, "--out", str(sheet), "--by", writer.username)
    assert sheet.read_bytes()[:2] == b"PK"
    rows = tmp_path / "bang.csv"
    rows.write_text("criterion,value,base,not_applicable,reason\nco_ke_hoach,có,,,\ncay_song,9,8,,\n")
    with pytest.raises(CommandError, match="lớn hơn tổng số"):
        run("self_score", number, str(rows), "--by", writer.username)
    rows.write_text("criterion,value,base,not_applicable,reason\nco_ke_hoach,có,,,\ncay_song,8,10,,Đếm\n")
    assert "100/100 điểm" in run("self_score", number, str(rows), "--by", writer.username)
    proof = tmp_path / "ke-hoach.txt"
    proof.write_text("Kế hoạch trồng cây năm 2026.")
    given = ("evidence", number, "co_ke_hoach", "--by", writer.username)
    assert "Kế hoạch số 3" in run(*given, "--file", str(proof), "--words", "Kế hoạch số 3")
    run(*given, "--remove", str(Evidence.objects.get().pk))
    assert not Evidence.objects.exists()
    with pytest.raises(CommandError, match="Không tìm thấy mục này"):
        run(*given, "--point", "report:999")
    run("candidacy_deed", number, "self_score", "--by", writer.username)
    [told] = [json.loads(line) for line in run("scores", number, "--json").splitlines()]
    assert told["holds"] is True and told["score"]["total"] == 100
    letter = [x for name in ("place", "symbol", "office", "signer") for x in (f"--{name}", TYPED[name])]
    run("put_in", number, "bao_cao", "--draft", *letter, "--by", head.username)
    run("put_in", number, "to_trinh", "--file", str(proof), "--by", writer.username)
    out = tmp_path / "dang-ky.pdf"
    run("put_in", number, "dang_ky", "--out", str(out), "--by", writer.username)
    assert out.read_bytes()[:4] == b"%PDF"
    lines = {line["paper"]: line["state"] for line in map(json.loads, run("dossier", number, "--json").splitlines())}
    assert lines == {"bao_cao": "draft", "to_trinh": "there", "bien_ban": "missing", "dang_ky": "missing"}
    with pytest.raises(CommandError, match="cơ quan thẩm định"):
        run("put_in", number, "bien_ban", "--file", str(proof), "--by", writer.username)
    with pytest.raises(CommandError, match="do người của đơn vị lập"):
        run("self_score", number, "--by", "dung")


def test_what_is_purged_goes_from_later_editions_and_from_papers_too(
    cast: Cast, row: Candidacy, signed_in: SignedIn
) -> None:
    signed_in(leader(row)).post(reverse("dossier_paper", args=[row.pk, "bao_cao"]), TYPED)
    assert "Đếm ngày 01/11/2026." in str(Outgoing.objects.get().content)
    carried(cast, row, "score_again")
    rows = ScoreAnswer.objects.filter(criterion="cay_song")
    assert rows.count() == 2
    HOLDINGS["ly-do-cham"].clear(rows[0], "(đã tiêu hủy)")
    assert set(rows.values_list("reason", flat=True)) == {"(đã tiêu hủy)"}
    assert "Đếm ngày 01/11/2026." not in str(Outgoing.objects.get().content)
