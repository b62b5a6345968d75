"""Phong trào from folders of TOML: the programme, then each part by the loader that an app registered for its kind.

A part is loaded once in each of its versions: the same text again does nothing, another text needs another version.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

import phongtrao
from phongtrao.access import DECIDING
from phongtrao.documents.models import Document
from phongtrao.organisations import tree
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.attach_document import documents_with, write_attached
from phongtrao.work.models import Programme, ProgrammePart
from phongtrao.work.programme_files import NAME, PROGRAMME, Head, PartFile, read_folder

SHIPPED = Path(phongtrao.__file__).parent / "programmes"
"""A folder each for the programmes that come with the site."""
KNOWN = ("kind", "name", "title", "starts_on", "ends_on", "source", "documents", "standing_body")
"""Keys of programme.toml."""
MOST_DOCUMENTS = 100
Loader = Callable[[ProgrammePart, str, str], object]
Titles = Callable[[Collection[str]], Mapping[str, str]]
"""Names of parts → what each is called on pages."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of part: who loads it, and its word on pages."""

    load: Loader
    word: str
    titles: Titles | None = None


KINDS: dict[str, Kind] = {}


class BadPart(ValueError):
    """Files that cannot be loaded. `lines`: a Vietnamese message for each fault, `mau.toml:12: xin ghi ...`."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        super().__init__("\n".join(lines))


def programme_part(kind: str, word: str = "", titles: Titles | None = None) -> Callable[[Loader], Loader]:
    """Register who loads parts of a kind; an app does so at its start. `word`: the kind in Vietnamese; `titles`: who
    knows what its parts are called.

    The loader gets the new row, the file's name within its folder and the file's text, within the load's transaction;
    it raises BadPart for what it cannot take. Every file's faults are gathered, so it should tell all that it finds.
    """

    def register(load: Loader) -> Loader:
        KINDS[kind] = Kind(load, word or kind, titles)
        return load

    return register


def kind_word(kind: str) -> str:
    """What a kind of part is called on pages."""
    return KINDS[kind].word if kind in KINDS else kind


def titled(parts: Iterable[ProgrammePart]) -> list[tuple[ProgrammePart, str, str]]:
    """Each part with the word of its kind and its title, empty where nobody knows one; a query a kind."""
    rows = list(parts)
    found: dict[tuple[str, str], str] = {}
    for kind, known in KINDS.items():
        names = {part.name for part in rows if part.kind == kind}
        if known.titles and names:
            found |= {(kind, name): title for name, title in known.titles(names).items()}
    return [(part, kind_word(part.kind), found.get((part.kind, part.name), "")) for part in rows]


@dataclass(slots=True)
class Loaded:
    """What a load came to."""

    programme: Programme
    is_new: bool = False
    is_changed: bool = False
    parts: list[ProgrammePart] = field(default_factory=list)
    """New ones."""
    known: int = 0
    """Parts that were there already, as they are."""
    attached: list[Document] = field(default_factory=list)


def shipped() -> list[str]:
    """Names of the programmes that come with the site."""
    return sorted(path.parent.name for path in SHIPPED.glob(f"*/{PROGRAMME}"))


def folder_of(written: str | Path) -> Path:
    """A shipped programme's folder by its name, or the folder itself. Raises Refused."""
    name = str(written)
    own = SHIPPED / name if NAME.fullmatch(name) else None
    folder = own if own is not None and _is_programme(own) else Path(written)
    if not _is_programme(folder):
        raise Refused(
            f"Không có tệp {PROGRAMME} trong «{name[:200]}». Xin ghi thư mục có tệp ấy, hoặc một phong trào có sẵn: "
            f"{', '.join(shipped()) or 'chưa có phong trào nào'}."
        )
    return folder.resolve()


def _is_programme(folder: Path) -> bool:
    try:
        return (folder / PROGRAMME).is_file()
    except OSError:
        return False


def load_programme(written: str | Path, by: User, at: datetime, root: Organisation | None = None) -> Loaded:
    """Load a folder, or a shipped programme by its name, whole or not at all; again does nothing.

    `root`: a body of the province whose programme it is to be. Without it: of the province that `by` works for, of
    every province for quản trị of no body. Raises BadPart with what is wrong in any file, Refused for who may not.
    """
    files, faults = read_folder(folder_of(written))
    told = next((file for file in files if file.path == PROGRAMME), PartFile(PROGRAMME, "", {}))
    with transaction.atomic():
        load = _Load(by, at, root)
        load.faults = faults
        loaded = load.programme(told, is_read=told in files)
        load.parts(loaded, [file for file in files if file is not told])
        if load.faults:
            raise BadPart(*sorted(load.faults, key=_place))
    return loaded


def _place(line: str) -> tuple[str, int]:
    path, _, rest = line.partition(":")
    number = rest.partition(":")[0]
    return path, int(number) if number.isdecimal() else 0


class _Load:
    """One load in its transaction: rows are written as far as they can be, so that every file's faults are found."""

    def __init__(self, by: User, at: datetime, root: Organisation | None) -> None:
        self.by, self.at, self.day = by, at, at.astimezone(HANOI).date()
        self.root = province_over(root, self.day) if root else None
        self.faults: list[str] = []

    def programme(self, file: PartFile, is_read: bool) -> Loaded:
        """The programme's row; one with fillers, that cannot stay, where its file is wrong."""
        head = Head(file)
        facts = _facts(head)
        self.faults += head.faults if is_read else []
        row = Programme.objects.select_for_update().filter(name=facts["name"]).first()
        root = self._root(row)
        post = loading_post(self.by, root, self.day)
        if row is not None and row.sha256 == file.sha256:
            return Loaded(row)
        loaded = Loaded(row or Programme(root=root), is_new=row is None, is_changed=row is not None)
        before = list(loaded.programme.numbers)
        self._write(loaded.programme, facts, file, post)
        fresh = [number for number in loaded.programme.numbers if number not in before]
        for document in self._by_number(root, fresh):
            write_attached(loaded.programme, document, self.by, self.at, post)
            loaded.attached.append(document)
        return loaded

    def _root(self, row: Programme | None) -> Organisation | None:
        if row is not None:
            if self.root is not None and self.root != row.root:
                whose = f"của {row.root.name}" if row.root else "chung của mọi tỉnh"
                raise Refused(f"Phong trào «{row.name}» đã nạp là {whose}; xin bỏ --root hoặc đặt tên khác.")
            return row.root
        return self.root or own_province(self.by, self.day)

    def _write(self, row: Programme, facts: dict[str, Any], file: PartFile, post: Post | None) -> None:
        deed = "change_programme" if row.pk else "load_programme"
        for name, value in facts.items():
            setattr(row, name, value)
        row.standing_body = self._standing_body(row)
        row.sha256, row.loaded_at, row.by = file.sha256, self.at, self.by
        try:
            row.save()
        except IntegrityError as error:
            # Another load of the same name was committed since this one looked.
            raise Refused(f"Phong trào «{row.name}» vừa được người khác nạp; xin nạp lại.") from error
        LogEntry.record(self.by, deed, row, self.at, row.root, post, file=file.path, digest=row.sha256)

    def _standing_body(self, row: Programme) -> Organisation | None:
        """The body of the province that goes by these words; None where none does, or several do."""
        if row.root is None or not row.standing_words:
            return None
        said = row.standing_words.partition("(")[0]
        try:
            return find_body(said, self.day, Organisation.objects.filter(pk__in=tree.below([row.root.pk], self.day)))
        except (Ambiguous, Unknown):
            return None

    def _by_number(self, root: Organisation | None, numbers: list[str]) -> list[Document]:
        """Documents of the province with these numbers, each where it is the only one.

        Of every province's programme none: what paper a number means, a person of the province says.
        """
        if root is None:
            return []
        found = (documents_with(Document.objects.filter(root=root), [number]) for number in numbers)
        return [documents[0] for documents in found if len(documents) == 1]

    def parts(self, loaded: Loaded, files: Iterable[PartFile]) -> None:
        """Load every part that is new, and gather what is wrong with them."""
        seen: dict[tuple[str, str, str], str] = {}
        for file in files:
            head = Head(file)
            key = (_kind(head), head.name(), head.version())
            row = ProgrammePart(programme=loaded.programme, path=file.path, sha256=file.sha256)
            row.kind, row.name, row.version = key
            row.valid_from, row.source = head.must_day("valid_from"), head.text("source", "1721/UBND-NC, mục 3", 500)
            if not head.faults and key in seen:
                head.fault("version", f"trùng loại, tên và phiên bản với {seen[key]}; xin bỏ một tệp hoặc tăng version")
            seen.setdefault(key, file.path)
            if head.faults:
                self.faults += head.faults
            else:
                self._part(loaded, row, file)

    def _part(self, loaded: Loaded, row: ProgrammePart, file: PartFile) -> None:
        same = loaded.programme.parts.filter(kind=row.kind, name=row.name, version=row.version).first()
        if same is not None:
            loaded.known += 1
            if same.sha256 != row.sha256:
                said = (
                    f"phiên bản {row.version} đã nạp ngày {same.loaded_at.astimezone(HANOI):%d/%m/%Y} với nội dung khác"
                )
                self.faults.append(file.at("version", f'{said}; xin tăng version, ví dụ: version = "{_next(row)}"'))
            return
        row.loaded_at, row.by = self.at, self.by
        try:
            with transaction.atomic():
                row.save()
                KINDS[row.kind].load(row, file.path, file.text)
        except BadPart as bad:
            self.faults += bad.lines
            return
        root = loaded.programme.root
        told = {"file": row.path, "version": row.version, "digest": row.sha256}
        LogEntry.record(self.by, "load_part", row, self.at, root, loading_post(self.by, root, self.day), **told)
        loaded.parts.append(row)


def _facts(head: Head) -> dict[str, Any]:
    """Fields of the programme's row."""
    if head.file.content.get("kind") != "programme":
        head.fault("kind", 'xin ghi: kind = "programme"')
    for key in head.file.content:
        if key not in KNOWN:
            head.fault(key, f"không có khoá {key[:60]!r}; các khoá: {', '.join(KNOWN)}")
    starts_on, ends_on = head.must_day("starts_on"), head.day("ends_on", required=False)
    if ends_on and ends_on < starts_on:
        head.fault("ends_on", "ngày cuối phải từ ngày đầu trở đi; xin xem lại starts_on và ends_on")
        ends_on = None
    return {
        "name": head.name(),
        "title": head.text("title", "Phong trào toàn dân bảo vệ an ninh Tổ quốc", 300),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "source": head.text("source", "Kế hoạch 35/KH-UBND ngày 15/01/2026", 500),
        "standing_words": head.text("standing_body", "Công an tỉnh", 200, required=False),
        "numbers": head.texts("documents", "1721/UBND-NC", 60, MOST_DOCUMENTS),
    }


def _kind(head: Head) -> str:
    kind = head.file.content.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        return kind
    if kind == "programme":
        head.fault("kind", f"mỗi thư mục chỉ có một phong trào, ở tệp {PROGRAMME}; xin tách tệp này ra thư mục khác")
    else:
        head.fault(
            "kind", f"chưa biết loại {str(kind)[:60]!r}; các loại đã biết: {', '.join(sorted(KINDS)) or 'chưa có'}"
        )
    return "?"


def _next(row: ProgrammePart) -> str:
    return str(int(row.version) + 1) if row.version.isdecimal() else f"{row.version}.1"[:20]


def province_over(body: Organisation, day: date) -> Organisation:
    """The root over a body on the day."""
    return Organisation.objects.get(pk=min(tree.roots_of([body.pk], day)))


def own_province(user: User, day: date) -> Organisation | None:
    """The one province that the user works for; None for quản trị of no body. Raises Refused where it is not one."""
    if user.sees_all(day):
        return None
    roots = tree.roots_of(user.body_ids(day), day)
    if len(roots) != 1:
        raise Refused("Xin ghi --root: phong trào của tỉnh nào.")
    return Organisation.objects.get(pk=roots.pop())


def loading_post(user: User, root: Organisation | None, day: date) -> Post | None:
    """The post in which the user loads a programme of the province; None for quản trị of no body. Raises Refused."""
    if user.sees_all(day):
        return None
    post = next((p for p in user.posts_on(day) if p.function in DECIDING and root and p.organisation == root), None)
    if post is None:
        whose = f"đầu mối, lãnh đạo, quản trị của {root.name_on(day)}" if root else "quản trị của cả hệ thống"
        raise Refused(f"Phong trào này do {whose} nạp.")
    return post
