"""A body's work in one signed file, for a body that cannot reach the site: to read as a page, to answer in a sheet.

Inside: `manifest.json` (what was asked, item by item) and its signature, `xem.html` to read, `tra-loi.xlsx` to fill in,
`huong-dan.txt`, and `tep/` for files that go with answers. See `take_bundle` for the way back.
"""

from __future__ import annotations

import hashlib
import io
import json
import secrets
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from phongtrao import site_key, words
from phongtrao.documents.models import Document
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.table_files import as_xlsx
from phongtrao.work.models import Assignment, Bundle, DeadlineRule, Task

FORMAT = "phongtrao-bundle-1"
MANIFEST, SIGNATURE, PAGE, GUIDE, SHEET, FILES = (
    "manifest.json",
    "manifest.sig",
    "xem.html",
    "huong-dan.txt",
    "tra-loi.xlsx",
    "tep/",
)
CODE, DEED, NOTE, FILE, TICK = (
    "Mã (không sửa)",
    "Việc làm",
    "Nội dung trả lời",
    "Tên tệp trong thư mục tep",
    "Không chứa bí mật nhà nước (x)",
)
SHOWN = ("Văn bản", "Điều khoản", "Nhiệm vụ", "Vai trò", "Thời hạn", "Trạng thái")
HEADINGS = (CODE, *SHOWN, DEED, NOTE, FILE, TICK)
DEEDS = {"start": "bắt đầu", "submit": "nộp", "note": "ghi chú"}
"""What a body may answer, and how it writes it in the sheet."""
GUIDE_TEXT = """GÓI VIỆC CỦA {name}
Lập ngày {day}. Mã gói: {code}

1. Mở xem.html bằng trình duyệt để đọc nhiệm vụ; không cần mạng.
2. Mở tra-loi.xlsx. Mỗi dòng là một việc. Cột «Việc làm» ghi một trong các từ: bắt đầu, nộp, ghi chú
   (nhiệm vụ không có hạn chỉ dùng «ghi chú»). Dòng không trả lời thì để trống. Không sửa cột «Mã».
3. Tệp kèm theo (nếu có) để vào thư mục tep, ghi đúng tên tệp vào dòng tương ứng và đánh x ở cột cuối.
4. Nén lại cả thư mục thành một tệp .zip, gửi về nơi đã cấp gói. Không sửa, không xoá các tệp khác.

Không đưa bí mật nhà nước, thông tin cá nhân của người dân vào gói này.
"""


def export_bundle(body: Organisation, by: User, at: datetime) -> tuple[Bundle, bytes]:
    """The body's work that `by` may see, as a signed archive, and the row that knows it again. Raises Refused."""
    day = at.astimezone(words.HANOI).date()
    code = secrets.token_hex(8)
    items = list(_items(body, by, day, code))
    if not items:
        raise Refused(f"{body} không có việc nào mà {by.username} được xem, nên không lập gói.")
    shown = [item | {"day": _day(item)} for item in items]
    given = {"name": body.name_on(day), "day": day, "code": code, "items": shown, "style": _style()}
    parts = {
        PAGE: render_to_string("work/bundle.html", given).encode(),
        GUIDE: GUIDE_TEXT.format(name=given["name"], day=words.day_in_words(day), code=code).encode(),
    }
    manifest = _manifest(code, body, at, items, parts)
    digest, key = hashlib.sha256(manifest).hexdigest(), site_key.public_key()
    with transaction.atomic():
        bundle = Bundle.objects.create(code=code, organisation=body, digest=digest, key=key, by=by, made_at=at)
        LogEntry.record(by, "export_bundle", bundle, at, body, items=len(items), digest=digest)
    return bundle, _archive(manifest, parts, items, body.code)


def _items(body: Organisation, by: User, day: date, code: str) -> Iterator[dict[str, Any]]:
    """Tasks not done, then what binds without a day, each with its own mark of this bundle."""
    with_duty = "duty__adoption__document"
    tasks = Task.objects.visible_to(by, day).unfinished().filter(assignment__organisation=body)
    for task in tasks.select_related(f"assignment__{with_duty}", "rule").order_by("due", "pk"):
        due = {"due": task.due.isoformat(), "status": words.STATUS[task.status(day)]}
        deadline = " ".join(filter(None, (task.rule.spoken, f"({task.period})" if task.period else "")))
        yield {
            "code": _mark(code, "V", task.pk),
            "task": task.pk,
            **due,
            "deadline": deadline,
            **_said(task.assignment),
        }
    dated = DeadlineRule.objects.filter(retired_at=None, dated=True).values("duty")
    bound = Assignment.objects.visible_to(by, day).binding().filter(organisation=body)
    bound = bound.filter(duty__adoption__follow_from__lte=day, duty__adoption__follow_until__gte=day)
    bound = bound.filter(Q(role=Assignment.SUPPORT) | ~Q(duty__in=dated))
    for row in bound.select_related(with_duty).order_by("duty__adoption", "duty__position", "pk"):
        yield {
            "code": _mark(code, "T", row.pk),
            "assignment": row.pk,
            "due": None,
            "status": words.STATUS["undated"] if row.role == Assignment.LEAD else words.ROLES["support"],
            "deadline": "",
            **_said(row),
        }


def _mark(code: str, letter: str, pk: int) -> str:
    """`V12-3fa94c01`: an item of one bundle; the same task has another mark in another one."""
    return f"{letter}{pk}-{hashlib.sha256(f'{code}:{letter}{pk}'.encode()).hexdigest()[:8]}"


def _said(assignment: Assignment) -> dict[str, Any]:
    duty = assignment.duty
    document: Document = duty.adoption.document
    return {
        "document": document.title,
        "clause": duty.place,
        "words": duty.text,
        "role": words.ROLES[assignment.role],
    }


def _style() -> str:
    """How the page looks, inside it: it is opened from a disk and has no other file beside it."""
    return mark_safe(f"<style>{Path(__file__).with_name('bundle.css').read_text()}</style>")  # our own file


def _manifest(
    code: str, body: Organisation, at: datetime, items: list[dict[str, Any]], parts: dict[str, bytes]
) -> bytes:
    said = {
        "format": FORMAT,
        "bundle": code,
        "site_key": site_key.public_key(),
        "organisation": {"code": body.code, "name": body.name},
        "made_at": at.isoformat(),
        "items": items,
        "files": {name: hashlib.sha256(raw).hexdigest() for name, raw in parts.items()},
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _archive(manifest: bytes, parts: dict[str, bytes], items: list[dict[str, Any]], title: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, manifest)
        archive.writestr(SIGNATURE, site_key.sign(manifest))
        for name, raw in parts.items():
            archive.writestr(name, raw)
        archive.writestr(SHEET, as_xlsx(HEADINGS, [_row(item) for item in items], title))
        archive.writestr(FILES, b"")
    return out.getvalue()


def _day(item: dict[str, Any]) -> date | None:
    return date.fromisoformat(item["due"]) if item["due"] else None


def _row(item: dict[str, Any]) -> list[str]:
    due = words.day_in_words(_day(item))
    shown = [item["document"], item["clause"], item["words"], item["role"], due, item["status"]]
    return [item["code"], *shown, "", "", "", ""]
