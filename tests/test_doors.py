"""Every way by which bytes come in leads through the one gate, and what is refused there is nowhere afterwards."""

from __future__ import annotations

import ast
import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao import settings as site_settings
from phongtrao.recognition.scores import open_own
from phongtrao.reports.models import Edition
from phongtrao.reports.open_report import draft_of, report_of
from phongtrao.reports.periods import period
from phongtrao.work.models import Assignment, Task
from phongtrao.work.open_tasks import open_tasks
from tests import hostile
from tests.awards.samples import begun
from tests.conftest import Cast
from tests.initiatives.pilot_samples import running
from tests.money.samples import drawn_up_by
from tests.recognition.samples import building, front_of_the_province, programme
from tests.reports.samples import load, paragraph_of_a_synthesis
from tests.work import samples
from tests.work.conftest import adopt_whole, at, received
from tests.work.test_bundle import exported, filled, packed

DAY = date(2026, 2, 2)
SOURCE = Path(__file__).resolve().parents[1] / "src/phongtrao"
GATES = {
    "inspect",
    "look_at_map",
    "read_any",
    "read_cells",
    "read_scores",
    "read_sheet",
    "read_table",
    "read_values",
    "receive",
    "receive_file",
    "stored",
    "take_bundle",
    "take_sheet",
    "take_deed",
    "typed_after",
}
"""Functions that take bytes in; each leads to `inspect`."""
OWN_FILES = {
    "settings.py": "the site's own key",
    "idle.py": "only asks whether a file was sent",
    "documents/reading.py": "bytes that the gate let in, read again",
    "files.py": "the gate itself",
    "documents/purge.py": "overwrites what is taken away",
    "backups/arguments.py": "a key that the operator names",
    "backups/backup.py": "stored files on their way out",
    "backups/keys.py": "the site's own keys",
    "backups/restore.py": "the site's own archive, held against its digests",
    "organisations/log_file.py": "the site's own log, held against its seals",
    "work/programme_files.py": "programmes that the operator names, held against the marks of secrecy",
    "recognition/certificate_pdf.py": "the template of a certificate",
    "recognition/certificates.py": "certificates on their way out",
    "recognition/management/commands/verify.py": "a certificate is looked at and not kept: check_file",
    "recognition/views/verify.py": "the same",
    "recognition/read_qr.py": "the program apart that reads what check_file has let pass",
    "recognition/pdf_signature.py": "authorities that the operator names",
    "overview/sheet.py": "the template of the overview",
    "uploads.py": "holds in memory what the gate will look at",
}
"""Modules that open files or look at what was sent without taking anything in, and why."""
FORMS = {
    "documents/forms.py": {"UploadForm"},
    "recognition/registration_forms.py": {"RegisterForm"},
    "recognition/result_forms.py": {"ResultsFileForm"},
    "work/forms.py": {"DeedForm", "NoteForm"},
    "organisations/forms.py": {"FileForm", "FiguresForm"},
    "recognition/criteria_forms.py": {"CriteriaFileForm"},
    "recognition/appraisal_forms.py": {"OpinionForm"},
    "recognition/verify_forms.py": {"VerifyForm"},
    "reports/sheet_forms.py": {"SheetForm"},
    "reports/synthesis_forms.py": {"HeldForm"},
    "work/case_forms.py": {"SignedPaperForm"},
    "overview/forms.py": {"MapForm"},
    "initiatives/pilot_forms.py": {"PhaseReportForm"},
    "awards/forms.py": {"NomineeFileForm"},
    "recognition/dossier_forms.py": {"EvidenceForm", "PaperFileForm", "ScoreSheetForm"},
}
"""Forms with a field for a file. A new one has to stand here and have its door below."""
COMMANDS_WITH_FILES = {
    "verify",
    "self_score",
    "evidence",
    "put_in",
    "receive",
    "task_deed",
    "inspection_deed",
    "organisations_load",
    "carry",
    "import_bundle",
    "report_load",
    "hold_synthesis",
    "register",
    "load_criteria",
    "score",
    "criteria_sheet",
    "opinion",
    "estimate_lines",
    "pilot_report",
    "nominate",
}
OF_SESSIONS = {"sessions.Session", "organisations.User"}
"""Tables that any request may write: when somebody was last there."""
CANARY = "chim-hoang-yen-74"


def walked() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(SOURCE)), ast.parse(path.read_text())


def takes_bytes(node: ast.AST) -> bool:
    """Whether an expression gets bytes from outside: an upload, a file opened as bytes, a request's body, a pipe."""
    if isinstance(node, ast.Attribute):
        return node.attr == "read_bytes" or ast.unparse(node) in ("request.FILES", "request.body", "sys.stdin.buffer")
    if not isinstance(node, ast.Call):
        return False
    opened = isinstance(node.func, ast.Attribute | ast.Name) and ast.unparse(node.func).rpartition(".")[2] == "open"
    modes = [a.value for a in (*node.args, *(k.value for k in node.keywords)) if isinstance(a, ast.Constant)]
    return opened and any(isinstance(m, str) and "b" in m and set(m) <= set("rwbx+a") for m in modes)


def called(tree: ast.AST) -> set[str]:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {ast.unparse(f).rpartition(".")[2] for f in calls}


def test_whatever_takes_bytes_hands_them_to_the_gate() -> None:
    doors = {name: tree for name, tree in walked() if any(takes_bytes(node) for node in ast.walk(tree))}
    past = [name for name, tree in doors.items() if name not in OWN_FILES and not called(tree) & GATES]
    assert past == [], "take bytes in through files.inspect, or say in OWN_FILES why these are none"
    assert len(doors) > 10


def test_every_gate_leads_to_the_one_that_looks() -> None:
    trees = dict(walked())
    ways = {
        "files.py": ("receive_file", "inspect"),
        "documents/receive.py": ("receive", "inspect"),
        "table_files.py": ("read_table", "read_cells"),
        "reports/load_values.py": ("read_values", "inspect"),
        "reports/build_page.py": ("typed_after", "_opened"),
        "recognition/own_sheet.py": ("take_sheet", "inspect"),
        "overview/map_files.py": ("look_at_map", "inspect"),
        "work/views/taking.py": ("stored", "receive_file"),
        "recognition/read_scores.py": ("read_scores", "inspect"),
        "recognition/read_criteria_sheet.py": ("read_any", "inspect"),
        "money/line_sheet.py": ("read_sheet", "inspect"),
    }
    functions = {
        (name, f.name): f for name, tree in trees.items() for f in ast.walk(tree) if isinstance(f, ast.FunctionDef)
    }
    assert all(to in called(functions[name, gate]) for name, (gate, to) in ways.items())
    assert "stored" in called(functions["work/views/taking.py", "take_deed"])
    assert "inspect" in called(functions["table_files.py", "read_cells"])
    assert "inspect" in called(functions["recognition/read_criteria_sheet.py", "read_workbook"])
    assert "inspect" in called(functions["reports/build_page.py", "_opened"])
    assert "read_table" in called(functions["work/take_bundle.py", "_opened"])
    assert "receive_file" in called(functions["work/take_bundle.py", "_stored"])
    kept = {name for name, tree in trees.items() if "StoredFile" in called(tree)}
    assert kept == {"files.py"}, "rows of files are made by files.keep alone"


def test_what_is_only_looked_at_is_held_against_the_hazards_before_it_is_read() -> None:
    trees = dict(walked())
    for name in ("recognition/management/commands/verify.py", "recognition/views/verify.py"):
        assert "check_file" in called(trees[name]) and not called(trees[name]) & {"texts", "pdf_signature"}
    [code_in] = [f for f in ast.walk(trees["recognition/check_file.py"]) if getattr(f, "name", "") == "code_in"]
    said = ast.unparse(code_in)
    assert said.index("hazards.look(raw)") < said.index("_seen(raw)")
    [check] = [f for f in ast.walk(trees["recognition/check_file.py"]) if getattr(f, "name", "") == "check_file"]
    assert ast.unparse(check).index("code_in(raw)") < ast.unparse(check).index("pdf_signature(raw")


def test_every_form_and_command_with_a_file_is_known() -> None:
    found: dict[str, set[str]] = {}
    for name, tree in walked():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and {"FileField", "ImageField"} & called(node):
                found.setdefault(name, set()).add(node.name)
    assert found == FORMS
    commands = {Path(n).stem for n, t in walked() if "/commands/" in n and any(takes_bytes(x) for x in ast.walk(t))}
    assert commands == COMMANDS_WITH_FILES


def test_nothing_but_our_own_handler_takes_uploads() -> None:
    assert site_settings.FILE_UPLOAD_HANDLERS == ["phongtrao.uploads.HeldInMemory"]


Door = Callable[["House", str, bytes], str]
"""Hands a file in; gives what was answered."""


class House:
    """The site with a task and an assignment, its folders watched."""

    def __init__(self, cast: Cast, signed_in: Callable[[str], Client], folder: Path) -> None:
        self.folder = folder
        document = received(
            cast.body("ha-thanh.ubnd"), cast.user("lan"), samples.NEW, samples.new_content(), date(2026, 1, 20)
        )
        adopt_whole(cast, document, DAY)
        open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
        self.task = Task.objects.filter(assignment__organisation__code="ha-thanh.so-tai-chinh")[0]
        self.assignment = Assignment.objects.filter(organisation__code="xa.90001.ubnd")[0]
        self.report = self.edition_of_a_report(cast).report
        self.bundle = exported(folder.parent)
        programme(cast)
        self.synthesis = paragraph_of_a_synthesis(cast, DAY).synthesis
        self.candidacy = building(cast, cast.body("xa.90001.ubnd"))
        open_own(self.candidacy, cast.user("xuan"), at(DAY))
        front_of_the_province(cast)
        self.estimate = drawn_up_by(cast, cast.body("xa.90001.ubnd"), "khoan_1")
        self.pilot = running(cast)
        self.phase = self.pilot.phases.get()
        self.commendation = begun(cast, span=(date(2025, 12, 1), date(2026, 1, 31)))
        accounts = ("son", "xuan", "quan-tri", "mat-tran", "dung", "viet-xa-90001-ubnd")
        self.clients = {account: signed_in(account) for account in accounts}

    @staticmethod
    def edition_of_a_report(cast: Cast) -> Edition:
        report = report_of(load(cast), period("2026-H1"), cast.body("xa.90001.ubnd"))
        return draft_of(report, cast.user("xuan"), at(DAY))

    def post(self, account: str, address: str, data: dict[str, Any], name: str, raw: bytes) -> str:
        field = data.pop("field", "file")
        file = SimpleUploadedFile("x", raw)
        file._name = name
        answer = self.clients[account].post(address, {**data, field: file}, follow=True)
        assert answer.status_code in (200, 400)
        return str(answer.content.decode())

    def command(self, name: str, *arguments: str, raw: bytes, file: str, option: str = "") -> str:
        outside = self.folder.parent / "outside"
        outside.mkdir(exist_ok=True)
        path = outside / file.replace("/", "-")
        path.write_bytes(raw)
        try:
            call_command(name, *arguments, *([option] if option else []), str(path))
        except CommandError as error:
            return str(error)
        finally:
            path.unlink()
        return ""


def by_bundle(house: House, name: str, raw: bytes) -> str:
    """The file in the folder of a bundle, named in its sheet."""
    parts = filled(house.bundle, (0, "nộp", "xong", name, "x"))
    archive = packed(parts | {f"tep/{name}": raw})
    return house.command("import_bundle", "--by", "xuan", raw=archive, file="goi.zip")


def by_page(account: str, route: str, data: dict[str, Any], **kwargs: str) -> Door:
    def door(house: House, name: str, raw: bytes) -> str:
        keys = {key: getattr(house, value).pk if hasattr(house, value) else value for key, value in kwargs.items()}
        return house.post(account, reverse(route, kwargs=keys), dict(data), name, raw)

    return door


def by_command(name: str, *arguments: str, option: str = "") -> Door:
    def door(house: House, file: str, raw: bytes) -> str:
        named = ("task", "synthesis", "candidacy", "estimate", "pilot", "commendation")
        rows = {name: getattr(house, name).pk for name in named}
        told = [a.format(**rows) for a in arguments]
        return house.command(name, *told, raw=raw, file=file, option=option)

    return door


TICKED = {"secret_free": "on"}
SUBMITTED = {"field": "submit-file", "submit-secret_free": "on", "submit-note": "xong"}
REGISTERED = {**TICKED, "body": "xa.90002.ubnd", "year": "2026"}
DOORS: dict[str, Door] = {
    "evidence": by_page("xuan", "evidence", TICKED | {"attach": "1"}, pk="candidacy", criterion="co_ke_hoach"),
    "scores": by_page("xuan", "load_scores", TICKED, pk="candidacy"),
    "paper": by_page("xuan", "dossier_paper", TICKED | {"attach": "1"}, pk="candidacy", name="bao_cao"),
    "self-score": by_command("self_score", "{candidacy}", "--by", "xuan"),
    "point": by_command("evidence", "{candidacy}", "co_ke_hoach", "--by", "xuan", option="--file"),
    "put-in": by_command("put_in", "{candidacy}", "bao_cao", "--by", "xuan", option="--file"),
    "upload": by_page("quan-tri", "upload", {**TICKED, "arrived_on": "02/02/2026"}),
    "submit": by_page("son", "task_deed", SUBMITTED, pk="task", deed="submit"),
    "note": by_page("xuan", "assignment_deed", {**TICKED, "text": "ghi"}, pk="assignment", deed="note"),
    "bodies": by_page("quan-tri", "organisations_load", TICKED),
    "figures": by_page("xuan", "carry", {**TICKED, "then": "01/08/2025", "now": "02/02/2026"}),
    "receive": by_command("receive"),
    "task-deed": by_command("task_deed", "{task}", "submit", "--by", "son", "--note", "xong", option="--file"),
    "organisations-load": by_command("organisations_load"),
    "carry": by_command("carry", "--then", "2025-08-01"),
    "form": by_page("quan-tri", "build_form", TICKED | {"do": "open"}),
    "criteria": by_page("quan-tri", "import_criteria", TICKED),
    "score": by_command("score", "--criteria", "dien-hinh-xa-phuong"),
    "criteria-sheet": by_command("criteria_sheet", option="--from"),
    "load-criteria": by_command("load_criteria", "--by", "quan-tri"),
    "sheet": by_page("xuan", "load_sheet", TICKED, pk="report"),
    "report-load": by_command(
        "report_load", "--form", "mau-thu", "--period", "2026-H1", "--body", "xa.90001.ubnd", "--by", "xuan"
    ),
    "bundle": by_bundle,
    "held": by_page("quan-tri", "hold_synthesis", TICKED, pk="synthesis"),
    "hold-synthesis": by_command("hold_synthesis", "{synthesis}"),
    "register": by_page("quan-tri", "register", REGISTERED),
    "register-command": by_command("register", "vuon-xanh", "xa.90002.ubnd", "--by", "quan-tri", option="--file"),
    "registrations": by_page("quan-tri", "load_registrations", TICKED, programme="vuon-xanh"),
    "load-registrations": by_command("load_registrations", "vuon-xanh", "--by", "quan-tri"),
    "results": by_page("quan-tri", "load_results", TICKED | {"programme": "vuon-xanh"}),
    "record-results": by_command("record_results", "vuon-xanh", "--by", "quan-tri"),
    "opinion": by_page(
        "mat-tran", "opinion_deed", {**TICKED, "kind": "supervision", "words": "kèm"}, pk="candidacy", deed="ghi"
    ),
    "estimate-lines": by_page("xuan", "load_estimate_lines", TICKED, pk="estimate"),
    "estimate-lines-command": by_command("estimate_lines", "{estimate}", "--by", "xuan", option="--load"),
    "map": by_page("quan-tri", "maps", TICKED | {"source": "Sở Nông nghiệp và Môi trường"}),
    "positions": by_command("positions", "--by", "lan", "--source", "Sở Nông nghiệp và Môi trường"),
    "boundaries": by_command("boundaries", "--by", "lan", "--source", "Sở Nông nghiệp và Môi trường"),
    "pilot-report": by_page("dung", "pilot_phase_deed", TICKED | {"words": "xong"}, pk="phase", deed="bao-cao"),
    "pilot-report-command": by_command("pilot_report", "{pilot}", "--words", "x", "--by", "dung", option="--file"),
    "pilot-paper": by_page("dung", "pilot_paper", TICKED | {"attach": "1"}, pk="pilot", name="interim"),
    "pilot-paper-command": by_command(
        "pilot_paper", "{pilot}", "interim", "--secret-free", "--by", "dung", option="--signed"
    ),
    "nominees": by_page("viet-xa-90001-ubnd", "load_nominees", TICKED, pk="commendation"),
    "commendation-paper": by_page(
        "viet-xa-90001-ubnd", "commendation_paper", TICKED | {"attach": "1"}, pk="commendation", name="bao_cao"
    ),
    "nominate": by_command("nominate", "{commendation}", "--by", "viet-xa-90001-ubnd", option="--file"),
    "opinion-command": by_command("opinion", "{candidacy}", "--words", "kèm", "--by", "mat-tran", option="--file"),
}
REFUSED: list[hostile.Named] = [
    *(files[0] for files in hostile.BREAKING.values()),
    *hostile.MARKED[:4],
    ("a.txt", f"ỦY BAN NHÂN DÂN\nTỐI MẬT\n{CANARY}\n{hostile.TEXT}".encode()),
    ("a.csv", f"Mã,Tên\n{CANARY},=1+1\n".encode()),
    ("a.exe", b"MZ\x90\0" + CANARY.encode() + bytes(200)),
    ("rong.txt", b""),
    ("to.txt", CANARY.encode() * (21 * 1024 * 1024 // len(CANARY))),
    ("a\u202etxt.txt", hostile.TEXT.encode()),
]


@pytest.fixture
def house(
    cast: Cast, signed_in: Callable[[str], Client], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    on_day: Callable[[date], None],
) -> House:  # fmt: skip
    on_day(DAY)
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    settings.FILES = home / "files"
    monkeypatch.setattr(tempfile, "tempdir", str(home / "tmp"))
    return House(cast, signed_in, home)


def rows() -> dict[str, list[Any]]:
    """Every row of every table; of sessions what they hold."""
    told = {m._meta.label: list(m._default_manager.order_by("pk").values_list()) for m in apps.get_models()}
    told["sessions.Session"] = [s.get_decoded() for s in Session.objects.all()]
    return told


def on_disk(*folders: Path) -> set[tuple[str, int]]:
    return {(str(p), p.stat().st_size) for folder in folders for p in folder.rglob("*") if p.is_file()}


def nothing_is_left_of(
    refused: Iterable[hostile.Named],
    house: House,
    door: str,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    watched = house.folder, Path(site_settings.HOME)
    before, files = rows(), on_disk(*watched)
    for name, raw in refused:
        answer = DOORS[door](house, name, raw)
        after = rows()
        assert on_disk(*watched) == files, name
        changed = {t for t in after if after[t] != before[t]} - OF_SESSIONS
        assert changed == set(), (name, changed)
        assert CANARY not in answer + str(after) + caplog.text + "".join(capsys.readouterr()), name
        before = after


SHARES = 4
"""In the suite each door tries one file in so many, the next door the next ones; trials try all of them at each."""


@pytest.mark.parametrize("door", DOORS)
def test_what_is_refused_at_a_door_is_nowhere_afterwards(
    house: House, door: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    share = REFUSED[list(DOORS).index(door) % SHARES :: SHARES]
    nothing_is_left_of(share, house, door, caplog, capsys)


@pytest.mark.trial
@pytest.mark.parametrize("door", DOORS)
def test_whatever_is_refused_at_a_door_is_nowhere_afterwards(
    house: House, door: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing_is_left_of(REFUSED, house, door, caplog, capsys)


def test_a_failure_inside_the_gate_leaves_nothing_either(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> None:
        raise RuntimeError("the reader broke")

    monkeypatch.setattr("phongtrao.files.secrecy_mark", broken)
    before, files = rows(), on_disk(house.folder)
    client = house.clients["quan-tri"]
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG, "django.request"):
        file = SimpleUploadedFile("a.txt", f"{CANARY}\n{hostile.TEXT}".encode())
        answer = client.post(reverse("upload"), {**TICKED, "arrived_on": "02/02/2026", "file": file})
    assert answer.status_code == 500 and CANARY not in answer.content.decode() + caplog.text
    after = rows()
    assert on_disk(house.folder) == files and CANARY not in str(after)
    assert {t for t in after if after[t] != before[t]} <= OF_SESSIONS


@pytest.mark.parametrize("door", DOORS)
def test_what_is_in_order_comes_in_by_every_door(house: House, door: str) -> None:
    tables = {
        "bodies": "Mã,Tên\nx,y\n",
        "organisations-load": "Mã,Tên\nx,y\n",
        "registrations": "Mã,Tên\nx,y\n",
        "load-registrations": "Mã,Tên\nx,y\n",
        "results": "Mã,Tên\nx,y\n",
        "record-results": "Mã,Tên\nx,y\n",
        "figures": "C90001,1\n",
        "map": "Mã địa bàn,Kinh độ,Vĩ độ\nC90001,105,19\n",
        "positions": "Mã địa bàn,Kinh độ,Vĩ độ\nC90001,105,19\n",
        "boundaries": "Mã địa bàn,Kinh độ,Vĩ độ\nC90001,105,19\n",
        "carry": "C90001,1\n",
    }
    name, raw = ("a.csv", tables[door].encode()) if door in tables else ("a.txt", hostile.TEXT.encode())
    answer = DOORS[door](house, name, raw)
    assert not any(rule in answer for rule in ("không được nhận", "độ mật", "rỗng"))
