"""Answers of a body that cannot reach the site, out of the bundle it was given: through the procedure's own deeds.

The bundle must be one of this site's, unchanged (its manifest is signed, and known by its digest), and of a body at
whose desk the person sits. Each answer has an id made of the bundle, the item, and all that it says: brought twice, it
is known.
"""

from __future__ import annotations

import hashlib
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from phongtrao import site_key, words
from phongtrao.access import WRITING
from phongtrao.documents.models import StoredFile
from phongtrao.files import Refusal, receive_file
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.table_files import Row, Table, read_table
from phongtrao.work import bundle as given
from phongtrao.work import deeds, share
from phongtrao.work.models import Assignment, Bundle, BundleAnswer, Task

MOST_PARTS, MOST_BYTES, LONGEST_NOTE = 2000, 10, 5000
"""Parts of an archive, its size in limits of an upload, characters of an answer."""
BROKEN = "Tệp này không phải gói việc, hoặc đã hỏng. Xin nén lại cả thư mục của gói thành một tệp .zip."
LOCKED = "Gói việc có mật khẩu nên không mở được. Xin nén lại không đặt mật khẩu."
BOMB = "Gói việc lớn bất thường nên không được mở. Xin bỏ bớt tệp rồi nén lại."
CHANGED = (
    "Gói việc đã bị sửa sau khi lập: chữ ký không khớp. Xin dùng lại gói gốc, chỉ điền tra-loi.xlsx và thư mục tep."
)
STRANGER = "Gói việc này không do trang này lập."
YES = {"x", "co", "1", "v"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row of the sheet."""

    row: int
    code: str
    is_taken: bool
    said: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of the sheet with something in it."""

    item: dict[str, Any]
    deed: str
    note: str
    file: tuple[str, bytes] | None
    secret_free: bool

    def id_in(self, bundle: Bundle) -> str:
        """The same for the same answer to the same item of the same bundle, for ever."""
        file = hashlib.sha256(self.file[1]).hexdigest() if self.file else None
        said = [bundle.digest, self.item["code"], self.deed, self.note, file]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that was found to be ours and unchanged."""

    bundle: Bundle
    items: dict[str, dict[str, Any]]
    table: Table
    file: Callable[[str], tuple[str, bytes]]
    """The file of `tep/` with this name; raises Refused."""


def take_bundle(raw: bytes, by: User, at: datetime) -> list[Outcome]:
    """Take the answers in, each by itself: a line for every row that says something. Raises Refused, Refusal."""
    opened = _opened(raw)
    bundle, day = opened.bundle, at.astimezone(words.HANOI).date()
    if deeds.post_at(by, bundle.organisation, day, WRITING) is None:
        raise Refused(f"Gói việc này của {bundle.organisation}; {by.username} không xử lý việc ở đơn vị ấy.")
    wrong = {row for row, _ in opened.table.formulas}
    outcomes = [_outcome(opened, row, wrong, by, at) for row in opened.table.rows if _says_something(row)]
    taken = sum(outcome.is_taken for outcome in outcomes)
    if taken:
        with transaction.atomic():
            LogEntry.record(by, "import_bundle", bundle, at, bundle.organisation, taken=taken, of=len(outcomes))
    return outcomes


def _says_something(row: Row) -> bool:
    return any(row.cells.get(name) for name in (given.DEED, given.NOTE, given.FILE))


def _outcome(opened: Opened, row: Row, wrong: set[int], by: User, at: datetime) -> Outcome:
    code = row.cells.get(given.CODE, "")
    try:
        if row.number in wrong:
            raise Refused("Dòng có ô chứa công thức; xin ghi chữ thường.")
        answer = _answer(opened, row)
        said = _take(opened.bundle, answer, by, at)
    except (Refused, Refusal) as refused:
        return Outcome(row.number, code, False, str(refused))
    return Outcome(row.number, code, said is not None, said or "Đã nhận từ lần trước, không ghi thêm.")


def _answer(opened: Opened, row: Row) -> Answer:
    """What a row says. Raises Refused where that is not clear."""
    item = opened.items.get(row.cells.get(given.CODE, ""))
    if item is None:
        raise Refused("Mã không có trong gói này; xin giữ nguyên cột «Mã».")
    typed, note, name = (row.cells.get(column, "") for column in (given.DEED, given.NOTE, given.FILE))
    known = {words.fold(word): deed for deed, word in given.DEEDS.items()}
    deed = known.get(words.fold(typed)) if typed or "task" in item else "note"
    if deed is None or (deed == "note") == ("task" in item):
        allowed = "bắt đầu, nộp" if "task" in item else "ghi chú"
        raise Refused(f"Cột «{given.DEED}» ghi «{typed}»; với dòng này xin ghi: {allowed}.")
    if len(note) > LONGEST_NOTE:
        raise Refused(f"Nội dung trả lời dài quá {LONGEST_NOTE} ký tự; xin rút gọn hoặc gửi bằng tệp.")
    if name and deed == "start":
        raise Refused("«Bắt đầu» không kèm tệp; xin ghi «nộp».")
    ticked = words.fold(row.cells.get(given.TICK, "")) in YES
    return Answer(item, deed, note, opened.file(name) if name else None, ticked)


def _take(bundle: Bundle, answer: Answer, by: User, at: datetime) -> str | None:
    """Do what the answer says, all of it or nothing; None where it was taken before. Raises Refused, Refusal."""
    try:
        with transaction.atomic():
            identity = answer.id_in(bundle)
            if bundle.answers.filter(answer=identity).exists():
                return None
            said = _on_task(bundle, answer, by, at) if "task" in answer.item else _on_assignment(bundle, answer, by, at)
            BundleAnswer.objects.create(bundle=bundle, answer=identity, by=by, at=at)
            return said
    except IntegrityError:
        # Brought by two at the same moment: the other one was first.
        return None


def _on_task(bundle: Bundle, answer: Answer, by: User, at: datetime) -> str:
    visible = Task.objects.visible_to(by, at.astimezone(words.HANOI).date())
    task = visible.filter(pk=answer.item["task"], assignment__organisation=bundle.organisation_id).first()
    if task is None:
        raise Refused("Việc này không còn của đơn vị; xin xem trên trang.")
    deeds.check(task, answer.deed, by, at, answer.note, answer.file is not None)
    deeds.do(task, answer.deed, by, at, answer.note, _stored(answer, by, at))
    return f"Đã nhận: {given.DEEDS[answer.deed]}, hạn {words.day_in_words(task.due)}."


def _on_assignment(bundle: Bundle, answer: Answer, by: User, at: datetime) -> str:
    visible = Assignment.objects.visible_to(by, at.astimezone(words.HANOI).date()).binding()
    found = visible.filter(pk=answer.item["assignment"], organisation=bundle.organisation_id).first()
    if found is None:
        raise Refused("Nhiệm vụ này không còn của đơn vị; xin xem trên trang.")
    share.note(found, answer.note, by, at, _stored(answer, by, at))
    return "Đã nhận: ghi chú."


def _stored(answer: Answer, by: User, at: datetime) -> StoredFile | None:
    if answer.file is None:
        return None
    name, raw = answer.file
    return receive_file(name, raw, by, at, answer.secret_free, accept="attachment").stored


# Opening


def _opened(raw: bytes) -> Opened:
    """The bundle inside the archive, held against what was signed. Raises Refused, Refusal."""
    if len(raw) > MOST_BYTES * settings.UPLOAD_LIMIT:
        raise Refused(BOMB)
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Refused(BROKEN) from error
    parts = _parts(archive)
    manifest = _read(archive, parts, given.MANIFEST)
    bundle, said = _known(manifest, _read(archive, parts, given.SIGNATURE))
    for name, digest in said["files"].items():
        if hashlib.sha256(_read(archive, parts, name)).hexdigest() != digest:
            raise Refused(CHANGED)
    table = read_table(given.SHEET, _read(archive, parts, given.SHEET), secret_free=True)
    if given.CODE not in table.headings or given.DEED not in table.headings:
        raise Refused(f"Bảng {given.SHEET} thiếu cột «{given.CODE}» hoặc «{given.DEED}»; xin dùng bảng trong gói gốc.")
    return Opened(bundle, {i["code"]: i for i in said["items"]}, table, lambda name: _file(archive, parts, name))


def _parts(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Parts by name, without the folder in which a person packed them again. Raises Refused."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if any(info.flag_bits & 1 for info in infos):
        raise Refused(LOCKED)
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST_PARTS or unpacked > 2 * MOST_BYTES * settings.UPLOAD_LIMIT:
        raise Refused(BOMB)
    names = {unicodedata.normalize("NFC", info.filename.replace("\\", "/")): info for info in infos}
    manifests = [name for name in names if name.rpartition("/")[2] == given.MANIFEST and not name.startswith("__")]
    if len(manifests) != 1 or len(names) != len(infos):
        raise Refused(BROKEN)
    folder = manifests[0].removesuffix(given.MANIFEST)
    return {name.removeprefix(folder): info for name, info in names.items() if name.startswith(folder)}


def _read(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], name: str) -> bytes:
    """One part, never more of it than an upload may have. Raises Refused."""
    if name not in parts:
        raise Refused(f"Gói việc thiếu {name}. Xin nén lại cả thư mục của gói.")
    try:
        with archive.open(parts[name]) as part:
            raw = part.read(settings.UPLOAD_LIMIT + 1)
    except Exception as error:  # an archive made to harm makes its reader raise a dozen different things
        raise Refused(BROKEN) from error
    if len(raw) > settings.UPLOAD_LIMIT:
        raise Refused(BOMB)
    return raw


def _file(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], name: str) -> tuple[str, bytes]:
    wanted = unicodedata.normalize("NFC", name)
    if f"{given.FILES}{wanted}" not in parts:
        raise Refused(f"Không có tệp «{name}» trong thư mục tep của gói.")
    return wanted, _read(archive, parts, f"{given.FILES}{wanted}")


def _known(manifest: bytes, signature: bytes) -> tuple[Bundle, dict[str, Any]]:
    """The row of a bundle of ours and what its manifest says; raises Refused for another site's or a changed one."""
    try:
        said = json.loads(manifest)
        code, is_ours = str(said["bundle"]), said["format"] == given.FORMAT
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(BROKEN) from error
    bundle = Bundle.objects.select_related("organisation").filter(code=code).first()
    if bundle is None or not is_ours:
        raise Refused(STRANGER)
    is_signed = site_key.is_signed(manifest, signature.decode("ascii", "replace").strip(), bundle.key)
    if not is_signed or hashlib.sha256(manifest).hexdigest() != bundle.digest:
        raise Refused(CHANGED)
    return bundle, said
