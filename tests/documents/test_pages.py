from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from phongtrao.documents.corrected import corrected
from phongtrao.documents.models import Arrival, Copy, Correction, Document, Reading, StoredFile
from phongtrao.organisations.models import LogEntry
from tests.conftest import Cast
from tests.documents.conftest import AT, on_disk
from tests.documents.samples import CLOSING, TEXT, content, place
from vanban.wording import deadline_words

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def day(on_day: Callable[[date], None]) -> None:
    on_day(AT.date())


def form(cast: Cast, **fields: Any) -> dict[str, Any]:
    """What the page of receiving sends."""
    whole = {"organisation": cast.body("ha-thanh.ubnd").pk, "arrived_on": "20/01/2026", "secret_free": "on"}
    return {name: value for name, value in (whole | fields).items() if value is not None}


def hand_in(client: Client, cast: Cast, raw: bytes = TEXT.encode(), name: str = "214.txt", **fields: Any) -> Any:
    return client.post(reverse("upload"), form(cast, file=SimpleUploadedFile(name, raw), **fields))


def shown(answer: Any) -> str:
    return unescape(answer.content.decode())


def deadlines(*rows: dict[str, str]) -> dict[str, str]:
    """Rows of deadlines as the form sends them."""
    sent = {"han-TOTAL_FORMS": str(len(rows)), "han-INITIAL_FORMS": "0"}
    return sent | {f"han-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}


def of_duty(reading: Reading, index: str, **fields: Any) -> dict[str, Any]:
    """A duty as its form shows it, with what is typed into it."""
    duty = corrected(reading).duty(index)
    assert duty is not None
    lines = {"actors": duty["actors"], "support": duty["with"], "to": duty["to"], "via": duty["via"]}
    same = {k: v if isinstance(v, str) else "\n".join(v or []) for k, v in lines.items()}
    words = reading.copy.text[duty["start"] : duty["end"]]
    rows = {} if any(name.startswith("han-") for name in fields) else deadlines()
    return {**same, "kind": duty["kind"], "clause": duty["clause"], "words": words, **rows, **fields}


def test_a_file_is_received_read_and_shown_beside_its_reading(cast: Cast, signed_in: SignedIn) -> None:
    vy = signed_in("vy")
    answer = hand_in(vy, cast, handled_by="Phòng Nội chính", remark="bản giấy đến sau")
    document = Document.objects.get()
    assert answer.status_code == 302 and answer["Location"] == reverse("document", args=[document.pk])
    page = shown(vy.get(answer["Location"]))
    assert "Đã nhận Công văn 214/UBND-NC. Số đến 1, ngày 20/01/2026." in page
    assert deadline_words({"on": "2026-03-31"}) in page and "trước ngày 01/4/2026" in page
    arrival = Arrival.objects.get()
    assert (arrival.handled_by, arrival.remark) == ("Phòng Nội chính", "bản giấy đến sau")


def test_a_pasted_text_is_received_like_a_file(cast: Cast, signed_in: SignedIn) -> None:
    signed_in("vy").post(reverse("upload"), form(cast, text=TEXT.replace("\n", "\r\n")))
    assert Copy.objects.get().text == TEXT


def test_every_duty_lights_up_its_words_and_leads_to_its_card(signed_in: SignedIn, reading: Reading) -> None:
    page = signed_in("vy").get(reverse("document", args=[reading.copy.document_id])).content.decode()
    for index in "0123":
        assert f'id="w-{index}" data-words="{index}"' in page
        assert f'href="#d-{index}"' in page and f'href="#w-{index}"' in page
        assert f'id="d-{index}" data-lights="{index}"' in page
    article = page[page.index("<article") : page.index("</article>")]
    plain = re.sub(r"<[^>]+>", "", re.sub(r'<span class="note.*?</span>', "", article))
    assert unescape(plain).strip() == TEXT.strip()
    assert 'id="n-0">Chưa rõ cơ quan nào.</span>' in article


def test_the_text_of_a_document_is_never_markup(cast: Cast, signed_in: SignedIn) -> None:
    vy = signed_in("vy")
    evil = TEXT.replace("Sở Nội vụ", "<img src=x onerror=alert(1)>").replace("214/UBND-NC\nV/v", "214/UBND-NC\nV/v <b>")
    answer = vy.get(hand_in(vy, cast, evil.encode(), "<script>.txt")["Location"])
    page = answer.content.decode()
    assert "<img src=x" not in page and "<script>.txt" not in page and "V/v <b>" not in page


NOT_TAKEN = [
    ("rong.txt", b"", "rỗng"),
    ("may.exe", b"MZ\x90\0" + bytes(range(256)) * 20, "nhị phân"),
    ("to.txt", b"a" * (20 * 1024 * 1024 + 1), "vượt mức"),
    ("ma.txt", bytes(range(128, 256)) * 60, "bảng mã"),
    ("nen.docx", None, "nén"),
    ("../../etc/passwd", TEXT.encode(), "gạch chéo"),
    ("thu muc\\214.txt", TEXT.encode(), "gạch chéo"),
    ("dai" * 80 + ".txt", TEXT.encode(), "dài quá"),
    ("mat.txt", ("UBND TỈNH HÀ THANH\nMẬT\n" + TEXT).encode(), "độ mật"),
    ("toi-mat.txt", TEXT.replace("Số: 214", "TỐI MẬT\nSố: 214").encode(), "độ mật"),
]


@pytest.mark.parametrize(("name", "raw", "message"), NOT_TAKEN)
def test_bad_input_gets_a_clear_message_and_leaves_nothing(
    cast: Cast,
    signed_in: SignedIn,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    raw: bytes | None,
    message: str,
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    answer = posted_under(signed_in("vy"), cast, name, packed() if raw is None else raw)
    assert answer.status_code == 400
    assert message in shown(answer)
    assert not any(model.objects.exists() for model in (Document, Copy, Reading, StoredFile, Arrival, LogEntry))
    assert on_disk(folder) == [] and on_disk(tmp_path / "temporary") == []
    assert "MẬT" not in caplog.text and name not in caplog.text


def packed() -> bytes:
    """An archive that is no Word file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("văn bản.txt", TEXT)
    return made.getvalue()


def posted_under(client: Client, cast: Cast, name: str, raw: bytes) -> Any:
    """Post a file under a name that Django's own client would have cut short."""
    boundary = "----giua"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in form(cast).items()
    ]
    escaped = name.replace("\\", "\\\\")
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{escaped}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode()
        + raw
        + f"\r\n--{boundary}--\r\n".encode()
    )
    return client.post(reverse("upload"), b"".join(parts), content_type=f"multipart/form-data; boundary={boundary}")


def test_a_document_about_secrecy_is_taken(cast: Cast, signed_in: SignedIn) -> None:
    about = TEXT.replace("V/v nhân rộng mô hình tự quản", "V/v tăng cường bảo vệ bí mật nhà nước")
    assert hand_in(signed_in("vy"), cast, about.encode()).status_code == 302


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"secret_free": None}, "không chứa bí mật nhà nước"),
        ({"arrived_on": "21/01/2026"}, "Ngày đến chưa tới"),
        ({"arrived_on": "32/01/2026"}, "Ngày chưa đúng"),
        ({"organisation": "999999"}, "chọn một mục trong danh sách"),
        ({"number": "0"}, "1"),
        ({"text": "cả hai"}, "chỉ một trong hai"),
    ],
)
def test_a_form_filled_wrongly_says_so_and_takes_nothing(
    cast: Cast, signed_in: SignedIn, folder: Path, fields: dict[str, Any], message: str
) -> None:
    answer = hand_in(signed_in("vy"), cast, **fields)
    assert answer.status_code == 400 and message in shown(answer)
    assert not Document.objects.exists() and on_disk(folder) == []


def test_the_two_ways_of_handing_in_are_one_choice_neither_of_them_free_to_leave_out(signed_in: SignedIn) -> None:
    drawn = shown(signed_in("vy").get(reverse("upload")))
    choice = drawn[drawn.index("<fieldset") : drawn.index("</fieldset>")]
    assert "<legend>Chọn một trong hai cách</legend>" in choice and "không bắt buộc" not in choice
    assert all(f'name="{way}"' in choice for way in ("file", "text"))
    assert all(drawn.count(f'name="{name}"') == 1 for name in ("file", "text", "organisation", "number", "secret_free"))


def test_nothing_chosen_is_asked_for(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in("vy").post(reverse("upload"), form(cast))
    assert "chọn một tệp hoặc dán toàn văn" in shown(answer)


def test_an_inspector_does_not_receive_and_a_stranger_must_sign_in(signed_in: SignedIn, client: Client) -> None:
    assert signed_in("kien").get(reverse("upload")).status_code == 403
    assert client.get(reverse("upload")).status_code == 302


def test_nothing_of_another_province_is_there(cast: Cast, signed_in: SignedIn, reading: Reading) -> None:
    binh, vy = signed_in("binh"), cast.user("vy")
    made = Correction.objects.create(reading=reading, deed="drop", duty=0, by=vy, at=AT)
    document, arrival = reading.copy.document, Arrival.objects.get()
    shown_pages: list[tuple[str, list[Any]]] = [
        ("document", [document.pk]),
        ("file", [reading.copy.file_id]),
        ("arrival", [arrival.pk]),
        ("correct_header", [reading.pk]),
        ("add_duty", [reading.pk]),
        ("correct_duty", [reading.pk, "0"]),
    ]
    for name, args in shown_pages:
        assert binh.get(reverse(name, args=args)).status_code == 404, name
    deeds: list[tuple[str, list[Any]]] = [
        ("drop_duty", [reading.pk, "1"]),
        ("undo_correction", [made.pk]),
        ("reread_document", [document.pk]),
    ]
    for name, args in deeds:
        assert binh.post(reverse(name, args=args)).status_code == 404, name
    assert "214/UBND-NC" not in shown(binh.get(reverse("documents")))
    assert "214/UBND-NC" not in shown(binh.get(reverse("incoming_register") + f"?so={arrival.organisation_id}"))
    assert Correction.objects.get().undone_at is None


def test_who_sees_but_does_not_keep_the_document_may_not_correct_it(
    cast: Cast, signed_in: SignedIn, reading: Reading
) -> None:
    document = reading.copy.document
    Arrival.objects.create(
        document=document, organisation=cast.body("xa.90001.ubnd"), year=2026, number=1, day=AT.date()
    )
    Arrival.objects.filter(organisation__code="ha-thanh.ubnd").delete()
    document.issuer = None
    document.save()
    lan = signed_in("lan")
    page = shown(lan.get(reverse("document", args=[document.pk])))
    assert "Thêm nhiệm vụ bị sót" not in page
    answer = lan.post(reverse("correct_duty", args=[reading.pk, "0"]), of_duty(reading, "0", kind="report"))
    assert answer.status_code == 403
    assert not Correction.objects.exists()
    assert signed_in("xuan").get(reverse("correct_duty", args=[reading.pk, "0"])).status_code == 200


def test_a_duty_is_corrected_without_javascript_and_what_was_read_stays_beside(
    signed_in: SignedIn, reading: Reading
) -> None:
    vy, address = signed_in("vy"), reverse("correct_duty", args=[reading.pk, "0"])
    assert "Công an tỉnh chủ trì" in shown(vy.get(address))
    answer = vy.post(
        address,
        of_duty(reading, "0", actors="Sở Nội vụ\nCông an tỉnh", **deadlines({"kind": "on", "on": "15/4/2026"})),
    )
    assert answer.status_code == 302 and answer["Location"].endswith("#d-0")
    page = shown(vy.get(answer["Location"]))
    assert "Sở Nội vụ; Công an tỉnh" in page and 'Máy đọc: <span class="muted">Công an tỉnh</span>' in page
    assert deadline_words({"on": "2026-04-15"}) + " (ghi tay)" in page
    undo = re.findall(r'action="(/van-ban/cho-sua/\d+/lay-lai/)"', page)
    vy.post(undo[0])
    assert corrected(reading).duties[0]["actors"] == ["Công an tỉnh"]


def test_an_untouched_form_changes_nothing(signed_in: SignedIn, reading: Reading) -> None:
    vy, address = signed_in("vy"), reverse("correct_duty", args=[reading.pk, "2"])
    sent = deadlines({"kind": "every", "every": "half-year", "day": "9/6"})
    page = shown(vy.post(address, of_duty(reading, "2", **sent), follow=True))
    assert "Không có gì thay đổi." in page and not Correction.objects.exists()


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"kind": "on", "on": "30/11/2026"}, {"on": "2026-11-30"}),
        ({"kind": "every", "every": "year", "day": "9/11"}, {"every": "year", "last": "11-09"}),
        (
            {"kind": "every", "every": "year", "day": "", "since": "2027", "until": "2029"},
            {"every": "year", "from": 2027, "until": 2029},
        ),
        ({"kind": "every", "every": "month", "day": "24"}, {"every": "month", "last": "24"}),
        (
            {"kind": "span", "first": "01/01/2026", "last": "31/12/2027"},
            {"from": "2026-01-01", "to": "2027-12-31"},
        ),
        (
            {"kind": "within", "within": "30", "unit": "day", "after": "ngày ký"},
            {"within": 30, "unit": "day", "after": "ngày ký"},
        ),
    ],
)
def test_a_clerk_types_every_form_of_deadline(
    signed_in: SignedIn, reading: Reading, row: dict[str, str], rule: dict[str, Any]
) -> None:
    sent = of_duty(reading, "3", **deadlines(row, {"kind": ""}))
    assert signed_in("vy").post(reverse("correct_duty", args=[reading.pk, "3"]), sent).status_code == 302
    assert corrected(reading).duties[3]["deadlines"] == [rule]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"kind": "on"}, "Xin điền ô này"),
        ({"kind": "on", "on": "31/02/2026"}, "Ngày chưa đúng"),
        ({"kind": "every", "every": "year", "day": "31/2"}, "ngày/tháng như 09/5"),
        ({"kind": "every", "every": "year", "day": "24"}, "Ngày trong kỳ chưa đúng"),
        ({"kind": "span", "first": "01/01/2027", "last": "01/01/2026"}, "ngày bắt đầu trước"),
        ({"kind": "every", "every": "year", "since": "2029", "until": "2027"}, "Năm bắt đầu phải trước"),
        ({"kind": "within", "within": "5"}, "Xin điền ô này"),
        ({"kind": "week"}, "chọn một mục trong danh sách"),
    ],
)
def test_a_deadline_that_cannot_be_is_told_at_its_field(
    signed_in: SignedIn, reading: Reading, row: dict[str, str], message: str
) -> None:
    sent = of_duty(reading, "3", **deadlines(row))
    answer = signed_in("vy").post(reverse("correct_duty", args=[reading.pk, "3"]), sent)
    assert answer.status_code == 400 and message in shown(answer)
    assert not Correction.objects.exists()


def test_a_duty_can_be_moved_to_other_words(signed_in: SignedIn, reading: Reading) -> None:
    sent = of_duty(reading, "3", words="  tham mưu   bố trí\nkinh phí ")
    signed_in("vy").post(reverse("correct_duty", args=[reading.pk, "3"]), sent)
    duty = corrected(reading).duties[3]
    assert TEXT[duty["start"] : duty["end"]] == "tham mưu bố trí kinh phí"
    answer = signed_in("vy").post(
        reverse("correct_duty", args=[reading.pk, "3"]), of_duty(reading, "3", words="không có ở đâu")
    )
    assert answer.status_code == 400 and "Không tìm thấy" in shown(answer)


def test_a_missed_duty_is_added_from_its_words(signed_in: SignedIn, reading: Reading) -> None:
    vy, address = signed_in("vy"), reverse("add_duty", args=[reading.pk])
    sent = {"kind": "act", "words": CLOSING, "nth": "1", "clause": "", **deadlines()}
    answer = vy.post(address, sent)
    made = Correction.objects.get()
    assert answer["Location"].endswith(f"#d-a{made.pk}")
    assert f'id="w-a{made.pk}"' in vy.get(answer["Location"]).content.decode()
    again = vy.post(address, sent)
    assert again.status_code == 400 and "đã là một nhiệm vụ" in shown(again)
    assert tuple(corrected(reading).duties[-1][k] for k in ("start", "end")) == place(CLOSING)


def test_a_duty_that_is_none_is_dropped_and_can_be_taken_back(signed_in: SignedIn, reading: Reading) -> None:
    vy = signed_in("vy")
    page = shown(vy.post(reverse("drop_duty", args=[reading.pk, "1"]), follow=True))
    assert 'id="d-1"' not in page and "Đã bỏ" in page
    made = Correction.objects.get()
    assert 'id="d-1"' in shown(vy.post(reverse("undo_correction", args=[made.pk]), follow=True))
    assert vy.get(reverse("drop_duty", args=[reading.pk, "1"])).status_code == 405


def test_facts_of_the_head_are_corrected(signed_in: SignedIn, reading: Reading) -> None:
    vy, address = signed_in("vy"), reverse("correct_header", args=[reading.pk])
    assert "214/UBND-NC" in shown(vy.get(address))
    sent = {"type": "cong_van", "number": "216/UBND-NC", "issuer": "UBND tỉnh Hà Thanh", "date": "12/01/2026"}
    sent |= {"subject": "nhân rộng mô hình tự quản về an ninh, trật tự", "signatory": "Trần Văn Minh"}
    sent |= {"addressees": "Công an tỉnh\nSở Tài chính\nUBND các xã, phường"}
    page = shown(vy.post(address, sent, follow=True))
    assert "Đã ghi 1 chỗ sửa." in page and "Công văn 216/UBND-NC" in page
    assert 'Máy đọc: <span class="muted">214/UBND-NC</span>' in page
    assert Document.objects.get().number == "216/UBND-NC"


def test_htmx_gets_the_form_alone(signed_in: SignedIn, reading: Reading) -> None:
    vy = signed_in("vy")
    alone = vy.get(reverse("correct_duty", args=[reading.pk, "0"]), headers={"HX-Request": "true"}).content.decode()
    assert alone.lstrip().startswith("<form") and "<html" not in alone
    rows = vy.get(reverse("documents"), headers={"HX-Request": "true"}).content.decode()
    assert rows.lstrip().startswith('<div id="ket-qua"') and "<html" not in rows


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("", True),
        ("tim=nhân rộng", True),
        ("tim=nhan rong", True),
        ("tim=HA THANH 214", True),
        ("tim=bao chi", False),
        ("tim=%25", False),
        ("loai=cong_van", True),
        ("loai=ke_hoach", False),
        ("tu=01/01/2026&den=31/01/2026", True),
        ("den=11/01/2026", False),
        ("giao=chua", True),
        ("giao=roi", False),
    ],
)
def test_the_list_is_searched_with_and_without_marks(
    signed_in: SignedIn, reading: Reading, query: str, there: bool
) -> None:
    page = shown(signed_in("vy").get(reverse("documents") + "?" + query))
    assert ("214/UBND-NC" in page) is there


def test_a_filter_filled_wrongly_says_so(signed_in: SignedIn, reading: Reading) -> None:
    answer = signed_in("vy").get(reverse("documents") + "?tu=hôm qua")
    assert answer.status_code == 200 and "Ngày chưa đúng" in shown(answer)


def test_the_register_has_the_columns_of_the_decree_and_its_entries_can_be_mended(
    cast: Cast, signed_in: SignedIn, reading: Reading
) -> None:
    vy, arrival = signed_in("vy"), Arrival.objects.get()
    address = reverse("incoming_register")
    page = shown(vy.get(address))
    heads = re.findall(r'<th scope="col">(.*?)</th>', page)
    assert heads == [
        "Ngày đến",
        "Số đến",
        "Tác giả",
        "Số, ký hiệu",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu",
        "Đơn vị hoặc người nhận",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ]
    assert "Công văn nhân rộng mô hình tự quản" in page and 'class="landscape' in page
    sent = {"number": "7", "day": "19/01/2026", "handled_by": "Phòng Nội chính", "passed_on": "20/01/2026"}
    page = shown(vy.post(reverse("arrival", args=[arrival.pk]), sent, follow=True))
    assert "Phòng Nội chính" in page and "20/01/2026" in page
    arrival.refresh_from_db()
    assert (arrival.number, arrival.passed_on) == (7, date(2026, 1, 20))
    wrong = vy.post(reverse("arrival", args=[arrival.pk]), sent | {"day": "31/12/2025"})
    assert wrong.status_code == 400 and "phải trong năm 2026" in shown(wrong)
    assert "chưa có văn bản" in shown(vy.get(address + "?nam=2020"))
    assert signed_in("lan").get(address + "?nam=abcd").status_code == 200


def test_a_file_comes_back_as_it_was_and_never_runs(cast: Cast, signed_in: SignedIn) -> None:
    vy = signed_in("vy")
    hand_in(vy, cast, b"<html><body><p>" + TEXT.encode() + b"</p></body></html>", "trang mạng.html")
    answer = vy.get(reverse("file", args=[StoredFile.objects.get().pk]))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert TEXT.encode() in b"".join(answer)


def test_a_file_that_is_gone_from_the_disk_is_not_there(signed_in: SignedIn, reading: Reading) -> None:
    assert signed_in("vy").get(reverse("file", args=[reading.copy.file_id])).status_code == 404


def test_a_document_whose_reading_is_empty_still_has_a_page(cast: Cast, signed_in: SignedIn) -> None:
    vy = signed_in("vy")
    page = shown(hand_in_and_look(vy, cast, "Chúc mừng năm mới.\n"))
    assert "Không đọc thấy nhiệm vụ nào" in page and "Chúc mừng năm mới." in page


def hand_in_and_look(client: Client, cast: Cast, text: str) -> Any:
    return client.get(hand_in(client, cast, text.encode())["Location"])


def test_a_reading_made_by_an_older_compiler_can_be_made_again(signed_in: SignedIn, reading: Reading) -> None:
    vy, document = signed_in("vy"), reading.copy.document
    path = reading.copy.file.path
    path.parent.mkdir(parents=True)
    path.write_bytes(TEXT.encode())
    Reading.objects.update(compiler="0")
    assert "Đọc lại bằng bộ đọc mới" in shown(vy.get(reverse("document", args=[document.pk])))
    page = shown(vy.post(reverse("reread_document", args=[document.pk]), follow=True))
    assert "Đã đọc lại 1 bản." in page and Reading.objects.count() == 2
    page = shown(vy.post(reverse("reread_document", args=[document.pk]), follow=True))
    assert "đã là mới nhất" in page


def test_a_text_of_a_megabyte_is_shown_in_sections(signed_in: SignedIn, reading: Reading) -> None:
    long = TEXT + "\n\n".join(f"{n}. Sở Tài chính thẩm định dự toán số {n}." for n in range(4, 20_000))
    duties = []
    for n in range(4, 20_000, 10):
        start, end = place(f"Sở Tài chính thẩm định dự toán số {n}.", long)
        duties.append({**content()["duties"][3], "clause": str(n), "start": start, "end": end})
    Copy.objects.update(text=long)
    Reading.objects.update(content={**content(), "duties": content()["duties"] + duties})
    vy, address = signed_in("vy"), reverse("document", args=[reading.copy.document_id])
    first = vy.get(address)
    assert len(first.content) < 400_000
    last = shown(vy.get(address + "?phan=9999"))
    assert "dự toán số 19999." in last and "Kính gửi:" not in last[last.index("<article") :]
    assert vy.get(address + "?phan=x").status_code == vy.get(address + "?phan=-1").status_code == 200
    moved = vy.post(reverse("drop_duty", args=[reading.pk, "2003"]))
    assert "&phan=" in moved["Location"]


def test_the_page_of_a_document_asks_few_questions(
    signed_in: SignedIn, reading: Reading, django_assert_max_num_queries: Any
) -> None:
    vy = signed_in("vy")
    with django_assert_max_num_queries(25):
        vy.get(reverse("document", args=[reading.copy.document_id]))


def test_names_that_were_not_touched_stay_as_they_were_read(signed_in: SignedIn, reading: Reading) -> None:
    odd = content()
    odd["header"]["addressees"] = ["Công an tỉnh; Sở Tài chính", "UBND  các xã"]
    odd["duties"][2]["to"] = ["UBND tỉnh", "Bộ Công an"]
    Reading.objects.update(content=odd)
    reading.refresh_from_db()
    vy = signed_in("vy")
    page = vy.get(reverse("correct_header", args=[reading.pk]))
    sent = {name: field.value() or "" for name, field in ((f.name, f) for f in page.context["form"])}
    sent["date"] = "12/01/2026"
    assert "Không có gì thay đổi." in shown(vy.post(reverse("correct_header", args=[reading.pk]), sent, follow=True))
    kept = deadlines({"kind": "every", "every": "half-year", "day": "9/6"})
    sent = of_duty(reading, "2", to="UBND tỉnh; Bộ Công an", via="Công an tỉnh; Sở Nội vụ", **kept)
    vy.post(reverse("correct_duty", args=[reading.pk, "2"]), sent)
    [made] = Correction.objects.all()
    assert (made.field, made.value) == ("via", ["Công an tỉnh", "Sở Nội vụ"])


def test_a_refused_secret_is_not_shown_again(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in("vy").post(reverse("upload"), form(cast, text="UBND TỈNH\nTUYỆT MẬT\n" + TEXT))
    assert answer.status_code == 400 and "độ mật" in shown(answer)
    assert "TUYỆT MẬT" not in shown(answer) and "mô hình tự quản" not in shown(answer)


def test_a_paste_too_long_to_take_is_told_to_come_as_a_file(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in("vy").post(reverse("upload"), form(cast, text="a" * (6 * 1024 * 1024)))
    assert answer.status_code == 400 and "gửi bằng tệp" in shown(answer)
    assert not Document.objects.exists()


def test_an_inspector_is_not_offered_what_he_may_not_do(signed_in: SignedIn, reading: Reading) -> None:
    kien = signed_in("kien")
    assert "Tiếp nhận văn bản" not in shown(kien.get(reverse("documents")))
    page = shown(kien.get(reverse("document", args=[reading.copy.document_id])))
    assert "Giao việc từ văn bản" not in page and "Thêm nhiệm vụ bị sót" not in page


def test_every_row_that_holds_a_file_says_who_sees_it() -> None:
    holders = [
        r.related_model for r in StoredFile._meta.get_fields(include_hidden=True) if r.auto_created and r.is_relation
    ]
    assert {model.__name__ for model in holders if model} >= {"Copy"}
    assert [m.__name__ for m in holders if m and not hasattr(m._default_manager, "visible_to")] == []
