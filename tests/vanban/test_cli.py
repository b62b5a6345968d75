"""The command, as people and scripts call it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.vanban.intake.papers import LETTER, old_bytes, pdf, word_of
from tests.vanban.paper.samples import LETTER as LETTER_PAPER
from tests.vanban.readings import TEXT, reading
from vanban import batch, manual
from vanban.cli import main
from vanban.directive import Directive, Header
from vanban.paper.docx import write_docx

Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command: its status, the lines it printed, what it said on the side."""

    def called(*argv: object) -> tuple[int, list[str], str]:
        status = main([str(word) for word in argv])
        out, err = capsys.readouterr()
        return status, out.splitlines(), err

    return called


def fake(text: str, chain: bool = False) -> Directive:
    """Stands for the compiler: the first line is the number; some texts are more than it can bear."""
    if "HỎNG" in text:
        raise KeyError(text)
    if "SẬP" in text:
        os._exit(9)
    return reading() if text == TEXT else Directive(Header(number=text.split("\n")[0]))


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "compile_directive", fake)


def written(folder: Path, **files: str | bytes) -> list[Path]:
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return [folder / name for name in files]


@pytest.mark.usefixtures("compiled")
class TestReading:
    def test_one_line_of_json_a_file_in_the_order_given(self, run: Run, tmp_path: Path) -> None:
        files = written(tmp_path, b="hai\nx", a="một", c="ba")
        status, lines, err = run("read", "--json", *files)
        assert status == 0 and err == ""
        assert [(r["source"], r["header"]["number"]) for r in map(json.loads, lines)] == [
            ("b", "hai"),
            ("a", "một"),
            ("c", "ba"),
        ]

    def test_vietnamese_is_printed_as_it_is(self, run: Run, tmp_path: Path) -> None:
        assert "Kênh sạch" in run("read", "--json", *written(tmp_path, a=TEXT))[1][0]

    def test_the_text_is_printed_unless_the_file_is_plain_text(self, run: Run, tmp_path: Path) -> None:
        pages = written(
            tmp_path,
            a=LETTER,
            b=f"<html><p>{LETTER}</html>",
            c=word_of("một", "hai"),
            d=pdf("một\nhai"),
            e=old_bytes(LETTER, "vni"),
        )
        read = [json.loads(line) for line in run("read", "--json", *pages)[1]]
        assert [("text" in r, "extractor" in r) for r in read] == [(False, False)] + [(True, True)] * 4
        assert read[2]["text"] == read[3]["text"] == "một\nhai"
        assert read[4]["text"] == LETTER

    def test_a_bad_file_never_stops_the_rest(self, run: Run, tmp_path: Path) -> None:
        files = written(tmp_path, a="một", empty=b"", binary=bytes(200), broken="HỎNG", scan=pdf(""), z="hai")
        status, lines, err = run("read", "--json", *files, tmp_path, tmp_path / "none.txt")
        read = {r["source"]: r for r in map(json.loads, lines)}
        assert status == 0 and len(lines) == 8
        assert [name for name, r in read.items() if "error" not in r] == ["a", "z"]
        assert read["empty"]["header"]["number"] is None and read["empty"]["duties"] == []
        assert "thư mục" in read[tmp_path.name]["error"] and "Không tìm thấy" in read["none.txt"]["error"]
        assert "KeyError" in read["broken"]["error"] and "bản quét" in read["scan"]["error"]
        assert err.startswith("Không đọc được 6/8 tệp:\n") and err.count("\n") == 7
        assert f"  scan: {read['scan']['error']}\n" in err

    def test_the_status_tells_whether_anything_at_all_was_read(self, run: Run, tmp_path: Path) -> None:
        bad, good = written(tmp_path, bad=b"", good="một")
        assert run("read", "--json", bad, bad)[0] == 1
        assert run("read", "--json", bad, good)[0] == 0

    def test_a_dash_is_standard_input(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("một\nhai".encode())))
        (line,) = run("read", "--json", "-")[1]
        assert json.loads(line)["source"] == "-" and json.loads(line)["header"]["number"] == "một"

    def test_a_file_over_the_limit_is_not_even_read(self, run: Run, tmp_path: Path) -> None:
        huge = tmp_path / "huge.txt"
        with huge.open("wb") as file:
            file.truncate(3_000_000_000)
        assert "3000 MB" in json.loads(run("read", "--json", huge)[1][0])["error"]

    def test_people_get_an_outline_with_a_heading_where_there_are_several(self, run: Run, tmp_path: Path) -> None:
        first, second = written(tmp_path, a=TEXT, b=b"")
        alone = run("read", first)[1]
        assert alone[0] == "Loại: Kế hoạch" and any("chậm nhất 09/5" in line for line in alone)
        both = run("read", first, second)[1]
        assert both[0] == "== a ==" and "== b ==" in both and both[-1].startswith("Không đọc được: Tệp rỗng")

    def test_why_gives_reasons_both_ways(self, run: Run, tmp_path: Path) -> None:
        (file,) = written(tmp_path, a=TEXT)
        assert (
            json.loads(run("read", "--json", "--why", file)[1][0])["duties"][1]["why"]["deadlines"] == "ngày hằng năm"
        )
        assert any("[ngày hằng năm]" in line for line in run("read", "--why", file)[1])

    def test_many_files_are_read_on_several_cores_and_told_in_order(self, run: Run, tmp_path: Path) -> None:
        names = [f"f{at:02d}" for at in range(40)]
        files = written(tmp_path, **{name: name if at % 7 else "HỎNG" for at, name in enumerate(names)})
        status, lines, err = run("read", "--json", "--jobs", 2, *files)
        assert status == 0
        assert [json.loads(line)["source"] for line in lines] == names
        assert err.startswith("Không đọc được 6/40 tệp:"), "no progress bar where there is no terminal"

    def test_a_progress_bar_stands_on_a_terminal(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        run("read", "--json", *written(tmp_path, **{f"f{at}": "một" for at in range(6)}))
        assert "/6" in terminal.getvalue() and "tệp" in terminal.getvalue()

    def test_a_file_that_kills_its_worker_costs_only_itself(self, run: Run, tmp_path: Path) -> None:
        files = written(tmp_path, a="1", b="2", c="SẬP", d="4", e="5", f="SẬP", g="7")
        status, lines, _ = run("read", "--json", "--jobs", 2, *files)
        read = [json.loads(line) for line in lines]
        assert status == 0
        assert [r["header"]["number"] for r in read] == ["1", "2", None, "4", "5", None, "7"]
        assert "dừng đột ngột" in read[2]["error"]

    def test_a_file_may_not_be_readable(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError

        monkeypatch.setattr("builtins.open", refuse)
        assert "Không có quyền" in json.loads(run("read", "--json", tmp_path / "a")[1][0])["error"]


WRONG = ("", "read", "read a --jobs 0", "read a --jobs x", "dance", "rules --json --markdown")


@pytest.mark.parametrize("argv", [words.split() for words in WRONG])
def test_a_wrong_call_is_told_so(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(argv)
    assert end.value.code == 2 and capsys.readouterr().err


def test_the_real_compiler_reads_a_letter(run: Run, tmp_path: Path) -> None:
    (file,) = written(tmp_path, a=LETTER)
    (line,) = run("read", "--json", file)[1]
    read = json.loads(line)
    assert any(duty["deadlines"] for duty in read["duties"])
    assert all(LETTER[d["start"] : d["end"]].strip() for duty in read["duties"] for d in (duty, *duty["deadlines"]))


def test_a_reader_that_has_had_enough_is_met_with_silence() -> None:
    command = "from vanban.cli import main; main(['rules', '--json'])"
    ended = subprocess.run(
        f'"{sys.executable}" -c "{command}" | head -c 10', shell=True, capture_output=True, text=True, check=False
    )
    assert ended.stderr == "" and len(ended.stdout) == 10


class TestRules:
    def test_every_rule_is_printed_with_its_examples_and_counter_examples(self, run: Run) -> None:
        entries = [json.loads(line) for line in run("rules", "--json")[1]]
        assert entries == json.loads(json.dumps(manual.as_entries()))
        assert len(entries) > 20 and all(entry["name"] and entry["pattern"] for entry in entries)
        page = "\n".join(run("rules")[1])
        assert all(entry["name"] in page for entry in entries)
        assert all(example["text"] in page for entry in entries for example in entry["examples"])

    def test_the_page_of_the_manual_holds_every_rule(self, run: Run) -> None:
        page = run("rules", "--markdown")[1]
        assert page[0] == "# Quy tắc đọc văn bản"
        assert sum(line.startswith("### ") for line in page) == len(manual.as_entries())


PLAN = """KẾ HOẠCH
Dạy bơi, phòng chống đuối nước cho học sinh trên địa bàn tỉnh
Thực hiện Chỉ thị số 12/CT-TTg ngày 10/01/2024 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh Hà Thành ban hành Kế hoạch như sau:
1. Sở Giáo dục và Đào tạo mở lớp dạy bơi trước ngày 15/8/2024."""  # noqa: E501  a line is a paragraph
NAMING = """ỦY BAN NHÂN DÂN
TỈNH HÀ THÀNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 312/UBND-KT
Hà Thành, ngày 09 tháng 02 năm 2025
Kính gửi: Các sở, ban, ngành.
Thực hiện Kế hoạch số 48/KH-UBND ngày 05/3/2024 của UBND tỉnh về dạy bơi, phòng chống đuối nước cho học sinh, UBND tỉnh yêu cầu:
1. Các sở báo cáo trước ngày 15/8/2025."""  # noqa: E501


class TestLinking:
    def test_one_object_a_file_with_its_proposal_its_effects_and_their_words(self, run: Run, tmp_path: Path) -> None:
        files = written(tmp_path, a=PLAN, b=NAMING)
        status, lines, _ = run("link", "--json", files[0], tmp_path / "không có", files[1])
        plan, missing, letter = map(json.loads, lines)
        assert status == 0
        assert (plan["identity"]["number"], plan["identity"]["proposed"]) == ("48/KH-UBND", True)
        evidence = plan["proposal"]["evidence"][0]
        assert NAMING[evidence["start"] : evidence["end"]] == evidence["words"] and evidence["source"] == "b"
        assert missing["source"] == "không có" and missing["error"] == batch.MISSING
        assert [(e["kind"], e["on"]["source"], e["words"]) for e in letter["effects"]] == [
            ("implements", "a", "Thực hiện Kế hoạch số 48/KH-UBND ngày 05/3/2024")
        ]

    def test_a_person_reads_them_in_the_order_of_time(self, run: Run, tmp_path: Path) -> None:
        files = written(tmp_path, a=NAMING, b=PLAN)
        status, lines, _ = run("link", *files)
        assert status == 0 and lines[0] == "05/03/2024  Kế hoạch số 48/KH-UBND ngày 05/03/2024  [b]"
        assert "  - thực hiện kế hoạch số 48/KH-UBND ngày 05/03/2024 [b]" in lines

    def test_many_files_are_linked_with_several_processes_as_with_one(self, run: Run, tmp_path: Path) -> None:
        files = written(tmp_path, **{f"tep{n}": PLAN if n else NAMING for n in range(6)})
        assert run("link", "--json", "--jobs", 2, *files) == run("link", "--json", "--jobs", 1, *files)

    def test_nothing_that_can_be_read_is_an_error(self, run: Run, tmp_path: Path) -> None:
        assert run("link", tmp_path / "không có")[:2] == (1, [])


class TestComparing:
    def test_two_copies_are_held_beside_each_other(self, run: Run, tmp_path: Path) -> None:
        files = written(tmp_path, a=PLAN, b=PLAN.replace("15/8/2024", "20/8/2024"))
        status, lines, _ = run("compare", *files)
        assert status == 0 and lines[0] == "Giống nhau: 0; thay đổi: 1; chỉ ở bản cũ: 0; chỉ ở bản mới: 0"
        printed = json.loads(run("compare", "--json", *files)[1][0])
        assert printed["changed"] == [{"old": 0, "new": 0, "changed": ["words", "deadlines"], "moved": False}]

    def test_a_copy_that_cannot_be_read_is_an_error(self, run: Run, tmp_path: Path) -> None:
        status, lines, err = run("compare", *written(tmp_path, a=PLAN), tmp_path / "không có")
        assert status == 1 and lines == [] and "không có" in err


class TestChecking:
    def test_a_good_paper_passes_and_a_person_hears_what_no_file_tells(self, run: Run, tmp_path: Path) -> None:
        status, lines, err = run("check", *written(tmp_path, a=write_docx(LETTER_PAPER)))
        assert status == 0 and err == ""
        assert not [line for line in lines if line.startswith("SAI")]
        assert "Không kiểm được ở tệp Word, đề nghị người soát lại:" in lines

    def test_a_broken_rule_is_told_with_its_place_what_stands_and_what_must(self, run: Run, tmp_path: Path) -> None:
        status, lines, _ = run("check", *written(tmp_path, a=word_of("Kính gửi Sở Nội vụ")))
        assert status == 1
        at = next(at for at, line in enumerate(lines) if line.startswith("SAI 31."))
        assert "“Kính gửi Sở Nội vụ” (đoạn 1): không có “Kính gửi:”; cần: “Kính gửi:”" in lines[at + 2]

    def test_programs_get_one_line_of_json_a_file(self, run: Run, tmp_path: Path) -> None:
        good, bad = written(tmp_path, a=write_docx(LETTER_PAPER), b=b"x")
        status, lines, err = run("check", "--json", good, bad)
        assert status == 1 and "b: " in err
        first, second = map(json.loads, lines)
        assert first["passed"] and first["broken"] == [] and 9 in first["kept"] and first["for_people"]
        assert not second["passed"] and ".docx" in second["error"]

    def test_the_rules_of_the_layout_are_printed_with_their_examples(self, run: Run) -> None:
        entries = [json.loads(line) for line in run("rules", "--layout", "--json")[1]]
        assert [entry["number"] for entry in entries] == list(range(1, len(entries) + 1))
        assert all(entry[key] for entry in entries for key in ("name", "source", "passing", "breaking"))
        assert "1. Khổ giấy A4" in run("rules", "--layout")[1]
