"""Phong trào: loaded whole or not at all, frozen in versions; documents, pages, the narrowed board."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.documents.models import Document
from phongtrao.organisations.models import LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused
from phongtrao.work import programmes
from phongtrao.work.adopt import Adopted
from phongtrao.work.attach_document import attach, detach
from phongtrao.work.models import Duty, Programme, ProgrammePart
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.programme_files import LARGEST, MOST, read_folder
from phongtrao.work.programmes import KINDS, SHIPPED, BadPart, Kind, load_programme, programme_part, shipped
from tests.conftest import Cast
from tests.work.conftest import adopt_whole, at

DAY = date(2026, 2, 2)
SignedIn = Callable[[str], Client]
HEAD = """kind = "programme"
name = "vuon-xanh"
title = "Phong trào vườn xanh"
starts_on = 2026-01-01
ends_on = 2030-12-31
source = "Kế hoạch 35/KH-UBND"
documents = ["35 / KH - UBND", "99/CV-UBND"]
standing_body = "Công an tỉnh (thường trực)"
"""
PART = """kind = "loai_thu"
name = "bao-cao-nam"
version = 1
valid_from = 2026-01-30
source = "Kế hoạch 35/KH-UBND, mục 3"
trees = 5
"""


@pytest.fixture(autouse=True)
def _second_of_february(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


@pytest.fixture(autouse=True)
def loaded_texts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """A kind of part of the tests' own; what its loader was given. `trees = 0` is told as two faults."""
    given: list[tuple[str, str]] = []
    monkeypatch.setattr(programmes, "KINDS", dict(KINDS))

    @programme_part("loai_thu", "mẫu thử")
    def load(part: ProgrammePart, file_name: str, text: str) -> None:
        assert part.pk, "the row is there before what hangs on it"
        if "trees = 0" in text:
            raise BadPart(f"{file_name}:6: xin ghi số cây", f"{file_name}:7: xin ghi loại cây")
        given.append((file_name, text))

    yield given


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "vuon"
    made.mkdir()
    (made / "programme.toml").write_text(HEAD)
    (made / "nam.toml").write_text(PART)
    return made


@pytest.fixture
def loaded(cast: Cast, folder: Path, plan: Document) -> Programme:
    return load_programme(folder, cast.user("lan"), at(DAY)).programme


def run(command: str, *arguments: object) -> str:
    out = StringIO()
    call_command(command, *(str(a) for a in arguments), stdout=out)
    return out.getvalue()


def page(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def faults(folder: Path, by: User) -> list[str]:
    with pytest.raises(BadPart) as bad:
        load_programme(folder, by, at(DAY))
    assert not Programme.objects.exists() and not LogEntry.objects.filter(deed="load_programme").exists()
    return bad.value.lines


def test_the_walk_from_a_folder_to_its_page(
    cast: Cast, folder: Path, plan: Document, signed_in: SignedIn, loaded_texts: list[tuple[str, str]]
) -> None:
    body = "ha-thanh.so-tai-chinh"
    told = json.loads(run("load_programme", folder, "--root", body, "--by", "quan-tri", "--json"))
    assert told["is_new"] and told["new"] == [{"kind": "loai_thu", "name": "bao-cao-nam", "version": "1"}]
    assert told["attached"] == [plan.pk] and loaded_texts == [("nam.toml", PART)]
    [row] = [json.loads(line) for line in run("programmes", "--by", "xuan", "--json").splitlines()]
    assert (row["province"], row["standing_body_code"]) == ("ha-thanh.ubnd", "ha-thanh.cong-an")
    assert (row["starts_on"], row["ends_on"], row["parts"][0]["valid_from"]) == (
        "2026-01-01",
        "2030-12-31",
        "2026-01-30",
    )
    assert "1 văn bản, 1 phần" in run("programmes")
    lan = signed_in("lan")
    assert "Phong trào vườn xanh" in page(lan, "programmes") and "vuon-xanh" in page(lan, "board")
    shown = page(lan, "programme", "vuon-xanh")
    for said in ("Kế hoạch 35/KH-UBND", "99/CV-UBND", "mẫu thử", "30/01/2026", "từ 01/01/2026 đến 31/12/2030", "mục 3"):
        assert said in shown
    deeds = {"load_programme", "attach_document", "load_part"}
    assert set(LogEntry.objects.filter(deed__in=deeds).values_list("deed", flat=True)) == deeds
    log = page(signed_in("quan-tri"), "log")
    assert "nạp phong trào" in log and "bao-cao-nam phiên bản 1" in log


def test_loading_again_changes_nothing(cast: Cast, folder: Path, loaded: Programme) -> None:
    before = LogEntry.objects.count()
    again = load_programme(folder, cast.user("lan"), at(DAY))
    assert (again.is_new, again.is_changed, again.parts, again.known, again.attached) == (False, False, [], 1, [])
    (folder / "nam.toml").write_bytes(b"\xef\xbb\xbf" + PART.replace("\n", "\r\n").encode())
    assert load_programme(folder, cast.user("lan"), at(DAY)).known == 1, "another end of lines is the same text"
    assert LogEntry.objects.count() == before and ProgrammePart.objects.count() == 1


def test_two_who_load_the_same_new_programme_at_once_are_told_so(
    cast: Cast, folder: Path, loaded: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one looked before the first was committed; the constraint on names then stops it."""
    unseen = Programme.objects.none()
    monkeypatch.setattr(type(Programme.objects), "select_for_update", lambda _: unseen, raising=False)
    with pytest.raises(CommandError, match="vừa được người khác nạp"):
        run("load_programme", folder, "--by", "quan-tri")
    assert Programme.objects.get(pk=loaded.pk).loaded_at == loaded.loaded_at


def test_other_content_needs_another_version_and_the_old_one_stays(cast: Cast, folder: Path, loaded: Programme) -> None:
    (folder / "nam.toml").write_text("# sửa\n" + PART.replace("5", "6"))
    with pytest.raises(CommandError, match=r'nam\.toml:4: phiên bản 1 đã nạp ngày 02/02/2026.*version = "2"'):
        run("load_programme", folder, "--by", "lan")
    (folder / "nam.toml").write_text(PART.replace("version = 1", 'version = "2"'))
    assert "1 phần mới, 0 phần đã có" in run("load_programme", folder, "--by", "lan")
    assert sorted(loaded.parts.values_list("version", flat=True)) == ["1", "2"]


def test_what_was_loaded_is_frozen(loaded: Programme) -> None:
    with pytest.raises(ValueError, match="never changed"):
        loaded.parts.get().save()


def test_a_changed_head_is_written_and_logged_and_only_new_numbers_are_attached(
    cast: Cast, folder: Path, plan: Document, loaded: Programme
) -> None:
    run("attach_document", "vuon-xanh", plan.pk, "--remove", "--by", "lan")
    (folder / "programme.toml").write_text(HEAD.replace("vườn xanh", "vườn xanh hơn"))
    again = load_programme(folder, cast.user("lan"), at(DAY))
    assert again.is_changed and not again.attached and again.programme.title == "Phong trào vườn xanh hơn"
    assert LogEntry.objects.filter(deed="change_programme").count() == 1


def test_every_fault_of_every_file_is_told_with_its_line(cast: Cast, folder: Path) -> None:
    (folder / "programme.toml").write_text(
        'kind = "programme"\nname = "Vườn Xanh"\ntitle = ""\nstarts_on = "2026-01-01"\nends_on = 0025-01-01\n'
        'source = "x"\nversion = "1"\ndocuments = "35/KH-UBND"\n'
    )
    (folder / "nam.toml").write_text(PART.replace("trees = 5", "trees = 0"))
    (folder / "quy.toml").write_text('kind = "khac"\nname = "quy"\nversion = true\nvalid_from = 2026-01-01T00:00:00\n')
    (folder / "thang.toml").write_text('kind = "loai_thu"\nname = thang\n')
    (folder / "them").mkdir()
    (folder / "them" / "hai.toml").write_text(HEAD + "version = 1\nvalid_from = 2026-01-30\n")
    assert [line.partition(": ")[0] for line in faults(folder, cast.user("lan"))] == [
        "nam.toml:6",
        "nam.toml:7",
        *[f"programme.toml:{n}" for n in (2, 3, 4, 5, 7, 8)],
        "quy.toml:1",
        "quy.toml:1",
        "quy.toml:3",
        "quy.toml:4",
        "thang.toml:2",
        "them/hai.toml:1",
    ]


def test_the_message_says_what_to_write(cast: Cast, folder: Path) -> None:
    (folder / "nam.toml").write_text('kind = "khac"\n[[rows]]\nversion = 3\n')
    said = "\n".join(faults(folder, cast.user("lan")))
    assert "các loại đã biết: " in said and "loai_thu" in said
    for wanted in ('1: xin ghi version, ví dụ: version = "1"', "valid_from = 2026-01-30", 'name = "bao-cao-nam"'):
        assert wanted in said


def test_one_name_and_version_twice_in_a_folder_is_refused(cast: Cast, folder: Path) -> None:
    (folder / "nam-hai.toml").write_text(PART)
    [line] = faults(folder, cast.user("lan"))
    assert line.startswith("nam.toml:3: trùng") and "nam-hai.toml" in line


DEEP = b"a = " + b"[" * 3000 + b"]" * 3000


@pytest.mark.parametrize(
    ("raw", "line", "said"),
    [
        (b"", 1, "loại"),
        (b"\x00" * 50, 1, "TOML"),
        (PART.encode("utf-16"), 1, "UTF-8"),
        (PART.encode() + "cây = \xe2".encode("latin-1", "replace"), 7, "UTF-8"),
        (b"#" * (LARGEST + 1), 1, "1 MB"),
        (DEEP, 1, "5000 ký tự"),
        (DEEP.replace(b"[", b"[\n"), 1, "lồng nhau"),
        (PART.encode() + b"a = " + b"[" * 20 + b"]" * 20, 1, "lồng nhau"),
        (b"a." * 2000 + b"a = 1", 1, "dấu chấm"),
        (b'"a". ' * 900 + b"a = 1", 1, "dấu chấm"),
        (b"a = " + b"9" * 4900, 1, "TOML"),
        (b"kind = 1\nkind = 2", 2, "TOML"),
        (PART.encode() + 'text = """\nTỐI MẬT\n"""\n'.encode(), 1, "độ mật"),
        (b'kind = "loai_thu"\nname = "a"\nversion = 0x' + b"f" * 4800, 3, "version"),
        (PART.replace("Kế hoạch", "Kế\\u0000hoạch").encode(), 5, "ký tự điều khiển"),
    ],
)
def test_a_hostile_file_is_refused_in_words(cast: Cast, folder: Path, raw: bytes, line: int, said: str) -> None:
    (folder / "nam.toml").write_bytes(raw)
    assert any(re.match(rf"nam\.toml:{line}: .*{said}", fault) for fault in faults(folder, cast.user("lan")))


@given(raw=st.binary(max_size=60) | st.text(alphabet="ab.\"'[]{}=\n#1-\\u0", max_size=60).map(str.encode))
def check_any_bytes(folder: Path, raw: bytes) -> None:
    (folder / "nam.toml").write_bytes(raw)
    files, wrong = read_folder(folder)
    assert len(files) + len(wrong) == 2
    assert all(re.match(r"nam\.toml:\d+: .", line) for line in wrong)


def test_whatever_the_bytes_a_file_is_read_or_refused_with_its_line(folder: Path) -> None:
    check_any_bytes(folder)


def test_links_pipes_and_heaps_of_files_are_refused(cast: Cast, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ngoai.toml").write_text(PART)
    (tmp_path / "ngoai").mkdir()
    (folder / "a.toml").symlink_to(tmp_path / "ngoai.toml")
    (folder / "b").symlink_to(tmp_path / "ngoai")
    (folder / "c.toml").symlink_to("/khong-co")
    os.mkfifo(folder / "d.toml")
    (folder / "e.toml").mkdir()
    (folder / "x/x/x/x").mkdir(parents=True)
    (folder / os.fsdecode(b"\xff.toml")).write_text(PART)
    told = faults(folder, cast.user("lan"))
    assert [line.partition(":")[0] for line in told] == ["'\\udcff.toml'", "a.toml", "b", "c.toml", "d.toml", "x/x/x"]
    for n in range(MOST):
        (folder / f"f{n}.toml").write_text(PART)
    assert any(f"hơn {MOST} tệp" in line for line in faults(folder, cast.user("lan")))


def test_long_lines_and_long_keys_are_refused_before_they_are_parsed(folder: Path) -> None:
    (folder / "nam.toml").write_text("\n".join("a" * 4990 + "='" for _ in range(200)))
    (folder / "quy.toml").write_text("\n".join(".".join(["a"] * 13) + "=1" for _ in range(9)))
    first, second = read_folder(folder)[1]
    assert first.startswith("nam.toml:1: chưa đúng") and second.startswith("quy.toml:1: có hơn 12 tầng")


@pytest.mark.parametrize("written", ["khong-co", "../programmes", "/khong/co", "a" * 5000, "a\x00b", ""])
def test_what_is_no_programme_is_said(cast: Cast, written: str) -> None:
    with pytest.raises(Refused, match=r"programme\.toml"):
        load_programme(written, cast.user("quan-tri"), at(DAY))


def test_a_shipped_programme_is_found_by_its_name(cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programmes, "SHIPPED", folder.parent)
    assert shipped() == ["vuon"]
    assert load_programme("vuon", cast.user("quan-tri"), at(DAY)).programme.root is None
    with pytest.raises(CommandError, match="có sẵn: vuon"):
        run("load_programme", "rung", "--by", "quan-tri")


@pytest.mark.parametrize("name", shipped())
def test_what_ships_is_read_without_fault(name: str) -> None:
    files, wrong = read_folder(SHIPPED / name)
    assert wrong == [] and files


@pytest.mark.parametrize(
    ("account", "options", "message"),
    [
        ("son", (), "đầu mối, lãnh đạo, quản trị của"),
        ("xuan", (), "UBND tỉnh Hà Thanh|Ủy ban nhân dân tỉnh Hà Thanh"),
        ("binh", ("--root", "ha-thanh.ubnd"), "đầu mối, lãnh đạo"),
        ("ai-do", (), "Không có tài khoản"),
        ("quan-tri", ("--root", "tỉnh Không Có"), "Không tìm thấy tổ chức"),
    ],
)
def test_who_may_not_load_is_told(
    cast: Cast, folder: Path, account: str, options: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run("load_programme", folder, "--by", account, *options)
    assert not Programme.objects.exists()


def test_a_programme_of_one_province_is_not_taken_by_another(cast: Cast, folder: Path, loaded: Programme) -> None:
    for by, options in (("binh", ()), ("quan-tri", ("--root", "binh-phu.ubnd"))):
        with pytest.raises(CommandError):
            run("load_programme", folder, "--by", by, *options)
    assert "0 phần mới, 1 phần đã có" in run("load_programme", folder, "--by", "quan-tri")
    assert Programme.objects.get().root == cast.body("ha-thanh.ubnd")


def test_another_province_sees_programmes_of_every_province_alone(
    cast: Cast, folder: Path, loaded: Programme, signed_in: SignedIn
) -> None:
    (folder / "programme.toml").write_text(HEAD.replace("vuon-xanh", "chung").replace("vườn xanh", "chung cả nước"))
    load_programme(folder, cast.user("quan-tri"), at(DAY))
    binh = signed_in("binh")
    shown = page(binh, "programmes")
    assert "chung cả nước" in shown and "vườn xanh" not in shown
    assert "mọi tỉnh" in page(binh, "programme", "chung") and "35 / KH - UBND" in page(binh, "programme", "chung")
    assert binh.get(reverse("programme", args=["vuon-xanh"])).status_code == 404
    assert binh.get(reverse("board"), {"phong_trao": "vuon-xanh"}).status_code == 404
    assert [json.loads(line)["name"] for line in run("programmes", "--by", "binh", "--json").splitlines()] == ["chung"]
    with pytest.raises(CommandError, match="Không có phong trào"):
        run("board", "--programme", "vuon-xanh", "--by", "binh")


def test_of_every_provinces_programme_a_person_says_which_paper_a_number_means(
    cast: Cast, folder: Path, plan: Document, signed_in: SignedIn
) -> None:
    made = load_programme(folder, cast.user("quan-tri"), at(DAY))
    assert made.attached == []
    lan = signed_in("lan")
    assert f'name="document" value="{plan.pk}"' in page(lan, "programme", "vuon-xanh")
    address = reverse("attach_document", args=["vuon-xanh"])
    lan.post(address, {"document": plan.pk})
    assert list(made.programme.documents.all()) == [plan]
    binh = signed_in("binh")
    said = binh.post(address, {"document": plan.pk}, follow=True).content.decode()
    assert "Không có văn bản" in unescape(said)
    assert binh.post(reverse("detach_document", args=["vuon-xanh", plan.pk])).status_code == 404
    assert "Kế hoạch 35/KH-UBND:" not in page(binh, "programme", "vuon-xanh"), "what is not theirs is a number only"


def test_a_paper_that_is_not_ones_own_to_see_stays_a_number(
    cast: Cast, plan: Document, loaded: Programme, signed_in: SignedIn
) -> None:
    address = reverse("document", args=[plan.pk])
    assert address in page(signed_in("lan"), "programme", "vuon-xanh")
    shown = page(signed_in("xuan"), "programme", "vuon-xanh")
    assert address not in shown and "35 / KH - UBND" in shown and "Gắn văn bản" not in shown


def test_a_document_is_attached_and_taken_out_with_its_entries(
    cast: Cast, old_letter: Document, loaded: Programme, signed_in: SignedIn
) -> None:
    lan, address = signed_in("lan"), reverse("attach_document", args=["vuon-xanh"])
    for said in ("Đã gắn", "đã có trong phong trào"):
        answer = lan.post(address, {"document": old_letter.number}, follow=True)
        assert said in unescape(answer.content.decode())
    taken = lan.post(reverse("detach_document", args=["vuon-xanh", old_letter.pk]), follow=True)
    assert "Đã bỏ" in unescape(taken.content.decode())
    assert run("attach_document", "vuon-xanh", old_letter.number, "--by", "lan").startswith("Đã gắn")
    assert "Không có gì" in run("attach_document", "vuon-xanh", old_letter.number, "--by", "lan")
    entries = LogEntry.objects.filter(content__document=old_letter.pk, deed__endswith="tach_document")
    assert [entry.deed for entry in entries] == ["attach_document", "detach_document", "attach_document"]
    assert loaded.documents.count() == 2


def test_the_standing_body_attaches_too(cast: Cast, plan: Document, loaded: Programme) -> None:
    dung = cast.user("dung")
    assert detach(loaded, plan, dung, at(DAY)) and not detach(loaded, plan, dung, at(DAY))
    assert attach(loaded, plan, dung, at(DAY))


def test_others_of_the_province_may_not_attach(
    cast: Cast, old_letter: Document, loaded: Programme, signed_in: SignedIn
) -> None:
    leader = User.objects.create_user("truong.xa", full_name="Trưởng xã")
    Post.objects.create(
        user=leader, organisation=cast.body("xa.90001.ubnd"), function="lanh_dao", starts_on=date(2026, 1, 1)
    )
    for account in ("truong.xa", "son"):
        answer = signed_in(account).post(reverse("attach_document", args=["vuon-xanh"]), {"document": old_letter.pk})
        assert answer.status_code == 403
    with pytest.raises(Refused, match="đầu mối, lãnh đạo hoặc quản trị"):
        detach(loaded, loaded.documents.get(), leader, at(DAY))
    assert loaded.documents.count() == 1


def test_a_paper_of_another_province_is_refused(cast: Cast, loaded: Programme) -> None:
    other = Document.objects.create(root=cast.body("binh-phu.ubnd"), number="7/KH-UBND", received_at=at(DAY))
    with pytest.raises(CommandError, match="không phải văn bản của"):
        run("attach_document", "vuon-xanh", other.pk, "--by", "quan-tri")


@pytest.fixture
def two(cast: Cast, adopted: Adopted, old_letter: Document, loaded: Programme) -> Document:
    """The plan, in the programme, and the letter, which is not: both adopted, with tasks."""
    adopt_whole(cast, old_letter, DAY)
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    return old_letter


def test_the_board_is_narrowed_to_a_programme(cast: Cast, two: Document, signed_in: SignedIn) -> None:
    lan, letter = signed_in("lan"), two.number
    whole, narrow = page(lan, "board"), page(lan, "board", phong_trao="vuon-xanh")
    line = f'<th scope="row"><a [^>]*>[^<]*{re.escape(letter)}'
    assert re.search(line, whole) and not re.search(line, narrow)
    assert "<strong>10</strong> việc có hạn" in narrow and "Phong trào vườn xanh" in narrow
    assert f'value="{two.pk}"' in whole and f'<option value="{two.pk}"' not in narrow
    address = re.search(r'class="board__cell" href="([^"]*phong_trao=vuon-xanh[^"]*)"', narrow)
    assert address
    cell = page(lan, "board_cell", phong_trao="vuon-xanh")
    assert cell.count('class="item item--') == 10 and letter not in cell
    outside = page(lan, "board", phong_trao="vuon-xanh", van_ban=two.pk)
    assert "Chưa có việc nào như vậy" in outside


def test_the_command_of_the_board_says_the_same(two: Document) -> None:
    rows = [json.loads(line) for line in run("board", "--programme", "vuon-xanh", "--by", "lan", "--json").splitlines()]
    assert rows[-1]["total"] == 10 and not [row for row in rows if two.number in (row["line"] or "")]


def test_a_programme_without_papers_has_an_empty_board(cast: Cast, two: Document, signed_in: SignedIn) -> None:
    Programme.objects.get().documents.clear()
    assert "Chưa có việc nào như vậy" in page(signed_in("lan"), "board", phong_trao="vuon-xanh")


@pytest.mark.parametrize("name", ["board", "board_cell"])
@pytest.mark.parametrize("account", ["lan", "xuan"])
def test_the_narrowed_board_asks_at_most_fifteen_queries(
    cast: Cast, folder: Path, plan: Document, two: Document, signed_in: SignedIn, name: str, account: str
) -> None:
    for n in range(5):
        text = HEAD.replace("vuon-xanh", f"vuon-{n}")
        (folder / "programme.toml").write_text(text)
        load_programme(folder, cast.user("lan"), at(DAY))
    client = signed_in(account)
    page(client, name)
    duty = Duty.objects.filter(adoption__document=plan).order_by("pk")[0]
    for more in (
        {},
        {"van_ban": plan.pk},
        {"nhiem_vu": duty.pk},
        {"van_ban": plan.pk, "to_chuc": "UBND xã An Lạc", "nam": 2026},
    ):
        with CaptureQueriesContext(connection) as queries:
            page(client, name, phong_trao="vuon-xanh", **more)
        assert len(queries) <= 15, (more, [q["sql"][:90] for q in queries])


def test_a_kind_knows_its_word() -> None:
    assert programmes.kind_word("loai_thu") == "mẫu thử" and programmes.kind_word("la") == "la"
    assert isinstance(programmes.KINDS["loai_thu"], Kind)


def test_a_body_below_names_its_province(cast: Cast, folder: Path) -> None:
    root: Organisation = load_programme(
        folder, cast.user("quan-tri"), at(DAY), cast.body("xa.90001.ubnd")
    ).programme.root  # type: ignore[assignment]
    assert root.code == "ha-thanh.ubnd"
