"""A synthesis from its draft to its signature, its paper, and what comes back."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.documents.issue import issue
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import LogEntry
from phongtrao.procedure import Refused
from phongtrao.reports.form import Value
from phongtrao.reports.models import Answer, Synthesis, SynthesisParagraph
from phongtrao.reports.paragraphs import Picked, change_paragraph, pick
from phongtrao.reports.periods import period
from phongtrao.reports.stated import changed_since, counted_now, state_of
from phongtrao.reports.synthesis_letter import draft_paper, held_against, preview
from phongtrao.reports.synthesise import change_figure, open_synthesis, sign_synthesis
from tests.conftest import Cast
from tests.reports.samples import ACCEPTED, COMMUNES, accepted, carried_out, load, written
from tests.reports.synthesis_reader import edited
from tests.work.conftest import at
from vanban.layout.check import check_docx
from vanban.paper import Signer
from vanban.paper.docx import write_docx
from vanban.paper.fields import fields_of, read_fields
from vanban.paper.reminder import Letterhead

DAY = date(2026, 12, 30)
HEAD = Letterhead("Ủy ban nhân dân tỉnh Hà Thanh", "Hà Thanh", "BC-UBND", (Signer("Trần Văn Bình", ("Chủ tịch",)),))
LATER = date(2026, 12, 31)
Browser = Callable[[str], Client]


@pytest.fixture
def draft(cast: Cast, on_day: Callable[[date], None]) -> Synthesis:
    """Of three communes of four, in words too."""
    on_day(DAY)
    form = load(cast)
    accepted(cast, form, "2025", COMMUNES[0], mo_hinh="2", mo_hinh_moi="0")
    for code, ho in zip(COMMUNES[:3], ("30/40", "1/9", "0/3"), strict=True):
        words = f"Thiếu kinh phí ở {code}. Cán bộ mới."
        accepted(cast, form, "2026", code, mo_hinh="4", mo_hinh_moi="1", ho=ho, ket_qua="khá", kho_khan=words)
    row, new = open_synthesis(form, period("2026"), cast.body("ha-thanh.ubnd"), "accepted", cast.user("vy"), at(DAY))
    assert new
    return row


def said(row: Synthesis, name: str) -> Value | None:
    row.refresh_from_db()
    figure = state_of(row).figure(name)
    assert figure is not None
    return figure.value


def corrected(cast: Cast, row: Synthesis, code: str, **values: str) -> None:
    carried_out(cast, written(cast, row.form, "2026", code, values), ACCEPTED)


def test_there_is_one_draft_a_period_and_its_figures_live(cast: Cast, draft: Synthesis) -> None:
    same, new = open_synthesis(draft.form, draft.of, draft.organisation, "sent", cast.user("lan"), at(DAY))
    assert (same, new, same.basis) == (draft, False, "accepted")
    assert said(draft, "mo_hinh") == Value(12)
    corrected(cast, draft, COMMUNES[0], mo_hinh="5")
    assert said(draft, "mo_hinh") == Value(13)


@pytest.mark.parametrize(("account", "why"), [("xuan", "đơn vị tổng hợp"), ("kien", "đơn vị tổng hợp")])
def test_only_those_who_write_for_the_body_do(cast: Cast, draft: Synthesis, account: str, why: str) -> None:
    by = cast.user(account)
    with pytest.raises(Refused, match=why):
        open_synthesis(draft.form, draft.of, draft.organisation, "accepted", by, at(DAY))
    with pytest.raises(Refused, match=why):
        change_figure(draft, "mo_hinh", "1", "", "x", by, at(DAY))


def test_a_period_that_the_form_does_not_have_has_no_synthesis(cast: Cast, draft: Synthesis) -> None:
    with pytest.raises(Refused, match="xin chọn kỳ khác"):
        open_synthesis(draft.form, period("2026-Q1"), draft.organisation, "accepted", cast.user("lan"), at(DAY))


def test_a_figure_by_hand_is_marked_and_the_counted_one_stays_beside_it(
    cast: Cast, draft: Synthesis, signed_in: Browser
) -> None:
    client = signed_in("vy")
    address = reverse("change_figure", args=[draft.pk, "ho"])
    sent = {"value": "32", "base": "52", "reason": "Kiểm tra tại chỗ"}
    shown = client.post(address, sent, follow=True).content.decode()
    assert "61,5 % (32/52)" in shown and "59,6 % (31/52)" in shown
    assert "Sửa tay: Trần Hạ Vy, 30/12/2026; lý do: Kiểm tra tại chỗ" in shown
    [entry] = LogEntry.objects.filter(deed="change_figure")
    assert (entry.content["was"], entry.content["value"]) == ("số tổng hợp", "32/52")
    assert said(draft, "ho") == Value(32, 52)
    client.post(address, {"value": "", "base": ""})
    assert said(draft, "ho") == Value(31, 52)


@pytest.mark.parametrize(
    ("name", "given", "why"),
    [
        ("mo_hinh", ("nhiều", "", "x"), "không phải số nguyên"),
        ("mo_hinh", ("9", "", " "), "lý do"),
        ("ho", ("9", "", "x"), "cả hai số"),
        ("hoi_nghi", ("có", "", "x"), "không phải số nguyên"),
        ("khac", ("9", "", "x"), "không có chỉ tiêu"),
    ],
)
def test_what_cannot_be_a_figure_is_refused(
    cast: Cast, draft: Synthesis, name: str, given: tuple[str, str, str], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        change_figure(draft, name, *given, cast.user("lan"), at(DAY))


def answers(row: Synthesis) -> list[Answer]:
    found = Answer.objects.filter(question="kho_khan", edition__report__period=row.period)
    return list(found.order_by("edition__report__organisation__code"))


def test_sentences_of_several_bodies_become_a_paragraph_that_keeps_its_sources(
    cast: Cast, draft: Synthesis, signed_in: Browser
) -> None:
    client, first, second = signed_in("vy"), *answers(draft)[:2]
    where = [draft.form.name, draft.period, draft.organisation.code]
    shown = client.get(reverse("answers", args=where)).content.decode()
    assert f'value="{first.pk}.0"' in shown and f'value="{second.pk}.1"' in shown
    ticked = {"question": "kho_khan", "cau": [f"{first.pk}.0", f"{second.pk}.1"]}
    shown = client.post(reverse("pick_sentences", args=[draft.pk]), ticked, follow=True).content.decode()
    paragraph = SynthesisParagraph.objects.get()
    assert paragraph.text == f"Thiếu kinh phí ở {COMMUNES[0]}. Cán bộ mới."
    assert set(paragraph.sources.all()) == {first, second}
    assert "Xin chọn tiếp" in shown, "one goes on with the next question"
    shown = client.get(reverse("synthesis", args=[draft.pk])).content.decode()
    assert all(cast.body(code).name_on(DAY) in shown for code in COMMUNES[:2])


def test_who_answers_that_nothing_happened_is_named_apart(draft: Synthesis, signed_in: Browser) -> None:
    first = answers(draft)[0]
    Answer.objects.filter(pk=first.pk).update(text="Không phát sinh.")
    where = [draft.form.name, draft.period, draft.organisation.code]
    shown = signed_in("vy").get(reverse("answers", args=where)).content.decode()
    assert "1 đơn vị ghi «không phát sinh»" in shown and f'value="{first.pk}.0"' not in shown


def test_paragraphs_are_written_joined_moved_and_dropped(cast: Cast, draft: Synthesis) -> None:
    vy, (first, second, third) = cast.user("vy"), answers(draft)
    one, two = (pick(draft, "kho_khan", [Picked(a.pk, 1)], vy, at(DAY)) for a in (first, second))
    pick(draft, "kho_khan", [Picked(third.pk, 1)], vy, at(DAY), onto=two.pk)
    change_paragraph(one, "write", vy, at(DAY), "Viết lại.", one.text)
    change_paragraph(two, "up", vy, at(DAY))
    assert [p.text for p in draft.paragraphs.all()] == ["Cán bộ mới. Cán bộ mới.", "Viết lại."]
    change_paragraph(two, "join", vy, at(DAY))
    [left] = draft.paragraphs.all()
    assert left.text == "Cán bộ mới. Cán bộ mới. Viết lại." and left.sources.count() == 3
    change_paragraph(left, "drop", vy, at(DAY))
    assert not draft.paragraphs.exists()


def test_nobody_writes_over_what_another_wrote_meanwhile(cast: Cast, draft: Synthesis) -> None:
    vy, lan = cast.user("vy"), cast.user("lan")
    row = pick(draft, "kho_khan", [Picked(answers(draft)[0].pk, 1)], vy, at(DAY))
    change_paragraph(row, "write", lan, at(DAY), "Của Lan.", row.text)
    with pytest.raises(Refused, match="người khác sửa"):
        change_paragraph(row, "write", vy, at(DAY), "Của Vy.", "Cán bộ mới.")
    assert SynthesisParagraph.objects.get().text == "Của Lan."


def test_sentences_that_do_not_count_are_refused(cast: Cast, draft: Synthesis) -> None:
    before = Answer.objects.filter(edition__report__period="2025").get()
    for wrong in ([Picked(before.pk, 0)], [Picked(answers(draft)[0].pk, 9)], []):
        with pytest.raises(Refused, match="câu"):
            pick(draft, "kho_khan", wrong, cast.user("vy"), at(DAY))


def signed(cast: Cast, row: Synthesis) -> Synthesis:
    return sign_synthesis(row, cast.user("lan"), at(DAY))


def test_signing_freezes_figures_with_their_cells_and_who_is_missing(cast: Cast, draft: Synthesis) -> None:
    row = signed(cast, draft)
    assert row.figures["ho"] | {"parts": []} == {
        "value": 31, "base": 52, "before": {"value": None, "base": None}, "parts": [],
    }  # fmt: skip
    assert [part[1:] for part in row.figures["ho"]["parts"]] == [[30, 40], [1, 9], [0, 3]]
    assert row.missing == [cast.body(COMMUNES[3]).pk] and len(row.counted) == 3
    assert (row.signed_by, row.post and row.post.function) == (cast.user("lan"), "lanh_dao")
    assert len(LogEntry.objects.get(deed="sign_synthesis").content["digest"]) == 64


def test_what_is_corrected_later_stands_beside_it(cast: Cast, draft: Synthesis, signed_in: Browser) -> None:
    row = signed(cast, draft)
    corrected(cast, row, COMMUNES[0], mo_hinh="9")
    assert said(row, "mo_hinh") == Value(12)
    changed = changed_since(state_of(row), counted_now(row))
    assert {name: one.counted for name, one in changed.items()} == {"mo_hinh": Value(17)}
    shown = signed_in("lan").get(reverse("synthesis", args=[row.pk])).content.decode()
    assert "Đã thay đổi sau khi ký: nay là 17 mô hình" in shown and "12 mô hình" in shown
    where = [row.form.name, row.period, row.organisation.code, "mo_hinh"]
    opened = signed_in("lan").get(reverse("figure_origin", args=where), {"ban": row.pk}).content.decode()
    assert "(nay: 9 mô hình)" in opened and opened.count("Bản thứ 1") == 3


def test_once_signed_nothing_changes_and_another_draft_can_be_opened(cast: Cast, draft: Synthesis) -> None:
    row, vy = signed(cast, draft), cast.user("vy")
    for deed in (
        lambda: change_figure(row, "mo_hinh", "1", "", "x", vy, at(DAY)),
        lambda: pick(row, "kho_khan", [Picked(answers(row)[0].pk, 0)], vy, at(DAY)),
        lambda: signed(cast, row),
    ):
        with pytest.raises(Refused, match="đã ký"):
            deed()
    other, new = open_synthesis(row.form, row.of, row.organisation, "accepted", vy, at(DAY))
    assert new and other != row


@pytest.mark.parametrize("account", ["vy", "kien", "quan-tri", "xuan"])
def test_only_a_leader_of_the_body_signs(cast: Cast, draft: Synthesis, account: str) -> None:
    with pytest.raises(Refused, match="lãnh đạo"):
        sign_synthesis(draft, cast.user(account), at(DAY))


def test_one_signs_what_one_has_seen(cast: Cast, draft: Synthesis, signed_in: Browser) -> None:
    client = signed_in("lan")
    shown = client.get(reverse("synthesis", args=[draft.pk])).content.decode()
    seen = re.findall(r'name="seen" value="(\w+)"', shown)[0]
    corrected(cast, draft, COMMUNES[0], mo_hinh="5")
    told = client.post(reverse("sign_synthesis", args=[draft.pk]), {"seen": seen}, follow=True).content.decode()
    assert "vừa thay đổi" in told
    draft.refresh_from_db()
    assert draft.state == Synthesis.DRAFT


def test_the_same_figure_is_the_same_words_everywhere_and_the_layout_holds(cast: Cast, draft: Synthesis) -> None:
    change_figure(draft, "mo_hinh", "13", "", "Kiểm tra", cast.user("vy"), at(DAY))
    pick(draft, "kho_khan", [Picked(answers(draft)[0].pk, 0)], cast.user("vy"), at(DAY))
    draft.refresh_from_db()
    raw = write_docx(preview(draft, DAY))
    assert [v.rule.name for v in check_docx(raw) if v.state == "broken"] == []
    fields = read_fields(raw)
    assert fields == fields_of(preview(draft, DAY))
    assert {len(set(places)) for places in fields.values()} == {1}
    assert len(fields["ho.part"]) == 3 and fields["ho.percent"][0] == "59,6 %"
    assert (fields["mo_hinh"][0], fields["mo_hinh.counted"][0]) == ("13", "12")
    assert fields[f"ho.part@{COMMUNES[1]}"] == ["1"] and fields["bodies.missing"] == ["01"]


def test_the_paper_is_drafted_once_signed_and_numbered_like_every_other(
    cast: Cast, draft: Synthesis, signed_in: Browser
) -> None:
    client = signed_in("lan")
    assert "Xin ký bản tổng hợp" in client.get(reverse("synthesis_paper", args=[draft.pk])).content.decode()
    with pytest.raises(Refused, match="Xin ký"):
        draft_paper(draft, HEAD, (), cast.user("lan"), at(DAY))
    signed(cast, draft)
    typed = {"agency": HEAD.agency, "place": HEAD.place, "symbol": HEAD.symbol, "office": "Chủ tịch", "kept": "VT"}
    typed |= {"signer": "Trần Văn Bình", "addressees": "Bộ Công an"}
    answer = client.post(reverse("synthesis_paper", args=[draft.pk]), typed, follow=True)
    row = Outgoing.objects.get()
    assert row.paper.addressees == ("Bộ Công an",) and "12 mô hình" in answer.content.decode()
    issued = issue(row, DAY, cast.user("vy"), at(DAY))
    assert issued.title == "Báo cáo 01/BC-UBND"
    draft.refresh_from_db()
    with pytest.raises(Refused, match="Đã có văn bản"):
        draft_paper(draft, HEAD, (), cast.user("lan"), at(DAY))
    assert "Báo cáo 01/BC-UBND" in client.get(reverse("synthesis", args=[draft.pk])).content.decode()


def test_a_file_edited_by_hand_says_which_figures_it_changed(cast: Cast, draft: Synthesis, signed_in: Browser) -> None:
    raw = write_docx(preview(draft, DAY))
    assert held_against(draft, raw, DAY) == []
    changed = edited(raw, ">12</w:t>", ">15</w:t>")
    [one] = held_against(draft, changed, DAY)
    assert (one.field, one.ours, one.theirs) == ("mo_hinh", "12", ("15",))
    client, address = signed_in("vy"), reverse("hold_synthesis", args=[draft.pk])
    given = {"file": SimpleUploadedFile("bao-cao.docx", changed), "secret_free": "on"}
    shown = client.post(address, given).content.decode()
    assert "1 số trong tệp khác" in shown and "15</strong> (sửa tay)" in shown
    refused = client.post(address, {"file": SimpleUploadedFile("a.docx", changed)})
    assert refused.status_code == 400 and "bí mật" in refused.content.decode()


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_it_goes_out_as_word_and_as_pdf(draft: Synthesis, signed_in: Browser, ending: str) -> None:
    answer = signed_in("lan").get(reverse("synthesis_file", args=[draft.pk, ending]))
    assert answer.content[:4] in (b"PK\x03\x04", b"%PDF") and f".{ending}" in answer["Content-Disposition"]
    assert signed_in("lan").get(reverse("synthesis_file", args=[draft.pk, "exe"])).status_code == 404


def test_another_province_and_the_bodies_below_do_not_see_it(draft: Synthesis, signed_in: Browser) -> None:
    for account in ("binh", "xuan"):
        client = signed_in(account)
        assert client.get(reverse("synthesis", args=[draft.pk])).status_code == 404
        assert draft.title not in client.get(reverse("syntheses")).content.decode()
    assert draft.title in signed_in("lan").get(reverse("syntheses")).content.decode()


def test_it_is_opened_from_the_page_of_the_roll_up(cast: Cast, draft: Synthesis, signed_in: Browser) -> None:
    Synthesis.objects.all().delete()
    where = [draft.form.name, draft.period, draft.organisation.code]
    answer = signed_in("vy").post(reverse("open_synthesis", args=where), {"basis": "sent"})
    row = Synthesis.objects.get()
    assert row.basis == "sent" and answer["Location"] == reverse("synthesis", args=[row.pk])


def run(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    call_command(*command)
    return capsys.readouterr().out


def test_all_of_it_goes_by_commands_too(
    cast: Cast, draft: Synthesis, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    where, number = ("mau-thu", "2026", "ha-thanh.ubnd"), str(draft.pk)
    assert f"Bản tổng hợp {number}" in run(capsys, "open_synthesis", *where, "--by", "vy")
    told = [json.loads(line) for line in run(capsys, "answers", *where, "--json").splitlines()]
    mine = [one for one in told if one["organisation_code"] == COMMUNES[0] and one["question"] == "kho_khan"]
    assert mine[0]["sentences"][1] == "Cán bộ mới."
    by = ("--by", "vy")
    run(capsys, "synthesis_deed", number, "pick", "--cell", "kho_khan", "--sentences", f"{mine[0]['answer']}.1", *by)
    run(capsys, "synthesis_deed", number, "change_figure", "--cell", "mo_hinh", "--value", "15", "--reason", "x", *by)
    run(capsys, "sign_synthesis", number, "--by", "lan")
    [row] = [json.loads(line) for line in run(capsys, "syntheses", "--json", "--period", "2026").splitlines()]
    assert (row["state"], row["missing"], row["reports"]) == ("signed", [COMMUNES[3]], 3)
    assert row["figures"][0] == {
        "indicator": "mo_hinh", "value": 15, "parts": 3, "by_hand": "vy", "counted": {"value": 12},
    }  # fmt: skip
    out = tmp_path / "a.docx"
    head = ("--place", "Hà Thanh", "--signer", "Trần Văn Bình", "--by", "lan")
    run(capsys, "synthesis_paper", number, "--out", str(out), *head)
    with zipfile.ZipFile(out) as parts:
        said = parts.read("word/document.xml").decode()
    assert "Hà Thanh, ngày" in said and "Trần Văn Bình" in said
    assert "Dự thảo số" in run(capsys, "synthesis_paper", number, "--draft", "--out", str(out), *head)
    assert run(capsys, "hold_synthesis", number, str(out), "--json") == ""
    out.write_bytes(edited(out.read_bytes(), ">15</w:t>", ">51</w:t>"))
    assert json.loads(run(capsys, "hold_synthesis", number, str(out), "--json")) == {
        "field": "mo_hinh", "ours": "15", "theirs": ["51"],
    }  # fmt: skip
    with pytest.raises(CommandError, match="đã ký"):
        call_command("synthesis_deed", number, "drop", "--paragraph", str(draft.paragraphs.get().pk), *by)


def test_the_pages_ask_few_questions(draft: Synthesis, signed_in: Browser, django_assert_max_num_queries: Any) -> None:
    client = signed_in("lan")
    client.get(reverse("syntheses"))
    with django_assert_max_num_queries(20):
        client.get(reverse("synthesis", args=[draft.pk]))
    with django_assert_max_num_queries(14):
        client.get(reverse("syntheses"))
