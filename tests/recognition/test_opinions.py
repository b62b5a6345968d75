"""The Front says what it sees, who appraises answers in writing, and the Front sees no more than it needs."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.organisations.models import Function, User
from phongtrao.procedure import Refused
from phongtrao.recognition import opine
from phongtrao.recognition.models import Candidacy, CandidacyDeed, DossierPaper, Opinion, Score
from tests.conftest import Cast
from tests.recognition.samples import (
    DAY,
    appraised,
    carried,
    dossier_sent,
    front_of_the_province,
    papers_in,
    registered,
    school,
    unit,
)
from tests.reports.samples import people_of, person
from tests.work.conftest import at


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None], settings: Any, tmp_path: Path) -> None:
    on_day(DAY)
    settings.FILES = tmp_path


@pytest.fixture
def front(cast: Cast) -> User:
    return front_of_the_province(cast)


@pytest.fixture
def candidacy(cast: Cast) -> Candidacy:
    return dossier_sent(cast, school(cast))


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def deed(user: User, candidacy: Candidacy, name: str, **sent: Any) -> str:
    answer = browser(user).post(reverse("opinion_deed", args=[candidacy.pk, name]), sent, follow=True)
    return str(answer.content.decode())


def test_the_front_gives_an_opinion_with_a_file_and_is_answered_in_writing(
    cast: Cast, front: User, candidacy: Candidacy
) -> None:
    file = SimpleUploadedFile("y-kien.txt", "Đề nghị đếm lại số cây trồng trong năm.".encode())
    said = {"kind": "criticism", "words": "Cần đếm lại.", "file": file, "secret_free": "on"}
    assert "Đã ghi ý kiến" in deed(front, candidacy, "ghi", **said)
    opinion = Opinion.objects.get()
    assert opinion.organisation == cast.body("ha-thanh.mttq") and opinion.file is not None
    police = cast.user("dung")
    assert browser(police).get(reverse("file", args=[opinion.file_id])).status_code == 200
    assert "Đã trả lời" in deed(police, candidacy, "tra-loi", opinion=opinion.pk, words="Đã đếm lại.")
    assert "Đã đếm lại." in browser(front).get(reverse("opinions", args=[candidacy.pk])).content.decode()
    assert "đã được trả lời" in deed(police, candidacy, "tra-loi", opinion=opinion.pk, words="Sửa lời.")
    opinion.refresh_from_db()
    assert (opinion.answer, opinion.answered_by) == ("Đã đếm lại.", police)


def test_the_same_opinion_twice_is_one(front: User, candidacy: Candidacy) -> None:
    for _ in range(2):
        deed(front, candidacy, "ghi", kind="supervision", words="Cần đếm lại.")
    assert Opinion.objects.count() == 1


def test_nobody_else_speaks_for_the_front_and_only_who_appraises_answers(
    cast: Cast, front: User, candidacy: Candidacy
) -> None:
    assert "do người của Mặt trận" in deed(cast.user("dung"), candidacy, "ghi", kind="supervision", words="Tốt.")
    opinion = opine.give(candidacy, "supervision", "Cần đếm lại.", front, at(DAY))
    writer, _ = people_of(candidacy.organisation)
    for user in (front, writer):
        with pytest.raises(Refused, match="đầu mối hoặc lãnh đạo cơ quan thẩm định"):
            opine.answer(opinion, "Không cần.", user, at(DAY))
    papers_in(candidacy, cast.user("dung"), ("bao_cao",))
    with pytest.raises(Refused, match="nên không trả lời"):
        opine.answer(opinion, "Không cần.", cast.user("dung"), at(DAY))


def test_the_front_sees_titles_states_and_opinions_but_no_paper_no_score_and_no_note(
    cast: Cast, front: User, candidacy: Candidacy
) -> None:
    client = browser(front)
    page = client.get(reverse("candidacy", args=[candidacy.pk])).content.decode()
    assert "Tờ trình đề nghị công nhận: đã có" in page and "Quá trình" not in page and "điểm, chốt" not in page
    assert "Tờ trình đề nghị công nhận" in client.get(reverse("opinions", args=[candidacy.pk])).content.decode()
    paper = candidacy.papers.first()
    assert paper is not None and paper.file is not None
    assert client.get(reverse("file", args=[paper.file_id])).status_code == 404
    assert client.get(reverse("appraisal", args=[candidacy.pk])).status_code == 404
    for rows in (Score, CandidacyDeed, DossierPaper):
        assert rows.objects.exists() and not rows.objects.visible_to(front, DAY).exists()


def test_before_it_is_selected_and_after_the_decision_the_front_is_not_asked(
    cast: Cast, front: User, candidacy: Candidacy
) -> None:
    early = registered(cast, cast.body("xa.90001.ubnd"))
    assert browser(front).get(reverse("opinions", args=[early.pk])).status_code == 404
    Candidacy.objects.filter(pk=candidacy.pk).update(state="certified")
    candidacy.refresh_from_db()
    with pytest.raises(Refused, match="trước khi có quyết định"):
        opine.give(candidacy, "supervision", "Cần đếm lại.", front, at(DAY))


def test_the_front_of_the_commune_speaks_of_its_own_units_only(cast: Cast, candidacy: Candidacy) -> None:
    own = unit(cast, "mttq.an-lac", "Ủy ban Mặt trận xã An Lạc", "mttq")
    other = unit(cast, "mttq.dong-son", "Ủy ban Mặt trận phường Đông Sơn", "mttq", parent="xa.90002.ubnd")
    for body in (own, other):
        body.versions.update(level="xa")
    assert opine.front_of(candidacy, person("mt-1", own, Function.OFFICER), DAY) == own
    stranger = person("mt-2", other, Function.OFFICER)
    assert opine.front_of(candidacy, stranger, DAY) is None
    assert not Candidacy.objects.visible_to(stranger, DAY).filter(pk=candidacy.pk).exists()


def test_an_unanswered_opinion_holds_the_conclusion(cast: Cast, front: User, candidacy: Candidacy) -> None:
    opinion = opine.give(candidacy, "supervision", "Cần đếm lại.", front, at(DAY))
    with pytest.raises(Refused, match="ý kiến của Mặt trận chưa trả lời"):
        appraised(cast, candidacy)
    opine.answer(opinion, "Đã đếm lại.", cast.user("dung"), at(DAY))
    assert carried(cast, candidacy, "appraise").state == "appraised"


def test_opinions_are_given_answered_and_listed_by_command(
    cast: Cast, front: User, candidacy: Candidacy, tmp_path: Path
) -> None:
    file = tmp_path / "y-kien.txt"
    file.write_text("Đề nghị đếm lại số cây trồng trong năm.")
    told, number = io.StringIO(), str(candidacy.pk)
    call_command("opinion", number, "--words", "Cần đếm lại.", "--file", str(file), "--by", "mat-tran", stdout=told)
    opinion = Opinion.objects.get()
    assert opinion.file is not None
    with pytest.raises(CommandError, match="đầu mối hoặc lãnh đạo"):
        call_command("opinion", number, "--answer", str(opinion.pk), "--words", "Không.", "--by", "mat-tran")
    out = io.StringIO()
    call_command(
        "opinion", number, "--answer", str(opinion.pk), "--words", "Đã đếm.", "--json", "--by", "dung", stdout=out
    )
    assert json.loads(out.getvalue())["answer"] == "Đã đếm."
