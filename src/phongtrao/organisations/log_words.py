"""The log in words: what each deed, subject, key and value of an entry is called, and where its subject is seen.

The tables here know every word that the code writes; apps that come later add their subjects (`subject`) and values
(`VALUES`) when they start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse

from phongtrao.organisations.listing import names_of
from phongtrao.organisations.models import Function, LogArchive, LogEntry, Organisation, Post, User
from phongtrao.procedures import PROCEDURES
from phongtrao.words import ROLES, day_in_words
from phongtrao.working_days import KINDS, POLICIES
from vanban.wording import deadline_words

DEEDS = {
    "add_user": "lập tài khoản",
    "new_password": "cấp lại mật khẩu",
    "unlock": "mở khoá tài khoản",
    "close_account": "đóng tài khoản",
    "add_post": "giao chức năng",
    "end_post": "kết thúc chức năng",
    "hand_over": "bàn giao chức năng",
    "add_second_factor": "bật xác thực hai lớp",
    "remove_second_factor": "gỡ xác thực hai lớp",
    "read_log": "xem nhật ký",
    "archive_log": "lưu trữ nhật ký",
    "backup": "sao lưu",
    "restore": "khôi phục từ bản sao lưu",
    "load_units": "nạp địa bàn và tổ chức",
    "load_organisations": "nạp tổ chức từ tệp",
    "receive": "tiếp nhận văn bản",
    "adopt": "giao việc từ văn bản",
    "follow": "đặt thời gian theo dõi",
    "open_tasks": "mở việc đến hạn",
    "start": "bắt đầu thực hiện",
    "submit": "nộp kết quả",
    "return": "trả lại",
    "accept": "chấp nhận",
    "waive": "miễn",
    "close": "đóng",
    "ask_extension": "đề nghị gia hạn",
    "extend": "gia hạn",
    "refuse_extension": "không gia hạn",
    "hand_back": "chuyển trả",
    "delegate": "phân công",
    "assign": "giao thêm đơn vị",
    "note": "ghi chú",
    "look_on": "đặt ngày xem lại",
    "settle": "trả lời cụm từ chưa rõ",
    "confirm_heirs": "chuyển nhiệm vụ cho đơn vị kế thừa",
    "decline_heirs": "không chuyển nhiệm vụ cho đơn vị kế thừa",
    "change_duty": "sửa nhiệm vụ đã giao",
    "set_deadline": "đặt thời hạn",
    "set_rest_policy": "đặt cách tính khi hạn rơi vào ngày nghỉ",
    "enter_day": "ghi ngày nghỉ, ngày làm việc",
    "retire_rule": "bỏ thời hạn",
    "enter_again": "vào sổ lần nữa",
    "reread": "đọc lại văn bản",
    "correct_reading": "sửa bản đọc",
    "undo_correction": "lấy lại chỗ đã sửa",
}
"""Every deed of the log."""

KEYS = {
    "username": "tài khoản",
    "function": "chức năng",
    "deputy_for": "làm thay",
    "role": "vai trò",
    "phrase": "cụm từ",
    "how": "cách sửa",
    "reading": "bản đọc số",
    "correction": "chỗ sửa số",
    "duty": "nhiệm vụ đọc thứ",
    "field": "mục",
    "value": "nội dung",
    "before": "trước",
    "after": "sau",
    "was": "trước khi sửa",
    "number": "số",
    "day": "ngày",
    "kind": "loại",
    "source": "căn cứ",
    "from": "từ ngày",
    "on": "từ ngày",
    "last_day": "ngày cuối cùng",
    "until": "đến ngày",
    "former": "trước đó giao cho",
    "to": "cho",
    "rule": "thời hạn",
    "replaced": "thay cho",
    "closed": "việc đóng theo",
    "old": "hạn cũ",
    "wanted": "đề nghị đến",
    "new": "mới",
    "changed": "chỗ sửa",
    "removed": "bỏ",
    "document": "văn bản số",
    "duties": "nhiệm vụ",
    "assignments": "lượt giao",
    "opened": "việc được mở",
    "successors": "đơn vị kế thừa chờ xác nhận",
    "province": "tỉnh",
    "areas": "địa bàn",
    "organisations": "tổ chức",
    "versions": "giai đoạn",
    "successions": "bước kế thừa",
    "file": "tệp",
    "bodies": "tổ chức",
    "codes": "tổ chức",
    "alone": "tự quyết vì đơn vị nhận không có người khác",
    "carried": "chỗ sửa giữ được",
    "copy": "bản gốc số",
    "handled_by": "đơn vị hoặc người nhận",
    "joined": "thêm bản gốc cho văn bản đã có",
    "left": "chỗ sửa không giữ được",
    "note": "nội dung ghi",
    "passed_on": "ngày chuyển",
    "product": "sản phẩm",
    "receiver": "nơi nhận kết quả",
    "remark": "ghi chú",
    "asked": "lọc theo",
    "first": "từ mục",
    "last": "đến mục",
    "digest": "mã băm",
    "backup": "bản sao lưu",
    "made_at": "lập lúc",
    "ended": "nhật ký được thay đã đến mục",
    "encrypted": "có mã hoá",
    "shared": "công bố",
    "team": "đoàn kiểm tra",
}
"""Every key of what an entry holds, in the order in which they are said: not every database keeps theirs."""

FEW = 5
"""Bodies of an entry that are named; more are counted."""
SEAL = re.compile(r"[0-9a-f]{64}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")

Names = Mapping[str, str]
"""Code of a body → its name."""
Said = Callable[[Any, Mapping[str, Any], Names], str]
"""A value in words; beside it the whole content of its entry, and names of bodies."""


def _state(value: Any, content: Mapping[str, Any], names: Names) -> str:
    if isinstance(value, dict):
        return content_words(value, names)
    return POLICIES.get(value) or next((p.words[value] for p in PROCEDURES if value in p.words), str(value))


def _bodies(value: Any, _: Mapping[str, Any], names: Names) -> str:
    codes = [value] if isinstance(value, str) else list(value)
    shown = "; ".join(names.get(code, code) for code in codes[:FEW])
    return f"{shown} và {len(codes) - FEW} tổ chức khác" if len(codes) > FEW else shown or "không tổ chức nào"


def _rule(value: Any, _: Mapping[str, Any], names: Names) -> str:
    return deadline_words(value) if value else "không"


def _person(value: Any, _: Mapping[str, Any], names: Names) -> str:
    return str(value) if value else "cả đơn vị"


PARTS = ROLES | {"actors": "chủ trì", "to": "nơi nhận kết quả", "via": "nơi chuyển kết quả"}
CORRECTED = {"change": "sửa", "drop": "bỏ nhiệm vụ", "add": "thêm nhiệm vụ"}

VALUES: dict[str, Said] = {
    "after": _state,
    "before": _state,
    "was": _state,
    "bodies": _bodies,
    "codes": _bodies,
    "receiver": _bodies,
    "rule": _rule,
    "replaced": _rule,
    "to": _person,
    "role": lambda value, _, names: PARTS.get(value, str(value)),
    "kind": lambda value, _, names: KINDS.get(value, "ngày thường"),
    "how": lambda value, _, names: CORRECTED.get(value, str(value)),
    "function": lambda value, _, names: str(Function(value).label),
    "closed": lambda value, _, names: str(len(value)),
    "team": lambda value, _, names: ", ".join(value) or "chưa có",
}
"""Key → how its value is said; others are said as `plain_words` has it."""


def plain_words(value: Any) -> str:
    """A day as `05/12/2026`, yes and no, the beginning of a seal; anything else as it is."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if value is None or value == "":
        return "không ghi"
    if isinstance(value, str) and DAY.fullmatch(value):
        return day_in_words(date.fromisoformat(value))
    if isinstance(value, str) and SEAL.fullmatch(value):
        return f"có, mã băm {value[:12]}…"
    return str(value)


def content_words(content: Mapping[str, Any], names: Names) -> str:
    """What an entry holds in one line: `trước: chưa bắt đầu; sau: đã nộp`; what is not so is not said."""
    said, order = [], list(KEYS)
    for key, value in sorted(content.items(), key=lambda pair: order.index(pair[0]) if pair[0] in KEYS else len(order)):
        if value is False:
            continue
        words = VALUES[key](value, content, names) if key in VALUES else plain_words(value)
        said.append(KEYS.get(key, key) if value is True else f"{KEYS.get(key, key)}: {words}")
    return "; ".join(said)


def codes_in(content: Mapping[str, Any]) -> set[str]:
    """Codes of the bodies that `content_words` names."""
    found: set[str] = set()
    for key, value in content.items():
        if isinstance(value, dict) and key != "rule":
            found |= codes_in(value)
        elif VALUES.get(key) is _bodies:
            found |= {value} if isinstance(value, str) else set(value[:FEW])
    return found


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of thing that entries are about: its word, its rows that a person may see, their names and pages."""

    word: str
    rows: Callable[[User, date], models.QuerySet[Any]]
    route: str
    name: Callable[[Any], str] = str
    key: Callable[[Any], object] | None = lambda row: row.pk
    """What its page is asked by; None for a page that shows all of them."""


SUBJECTS: dict[str, Subject] = {
    "user": Subject("tài khoản", lambda u, d: User.objects.visible_to(u, d), "user", key=lambda row: row.username),
    "post": Subject(
        "chức năng",
        lambda u, d: Post.objects.visible_to(u, d).select_related("user", "organisation", "deputy_for__user"),
        "user",
        key=lambda row: row.user.username,
    ),
    "organisation": Subject(
        "tổ chức",
        lambda u, d: Organisation.objects.visible_to(u, d).prefetch_related("versions"),
        "organisation",
        key=lambda row: row.code,
    ),
    "logarchive": Subject(
        "tệp lưu trữ",
        lambda u, d: LogArchive.objects.all() if u.sees_all(d) else LogArchive.objects.none(),
        "log",
        name=lambda row: row.name,
        key=None,
    ),
}
"""By the name of the model, as entries have it before the colon."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as its page shows it; without `address` where the subject is gone or not for this person."""

    entry: LogEntry
    deed: str
    subject: str
    name: str
    address: str
    content: str


def lines(entries: Iterable[LogEntry], user: User, day: date) -> list[Line]:
    """Entries in words, in one query or a few for each kind of subject."""
    shown = list(entries)
    known = seen({entry.subject for entry in shown}, user, day)
    codes = {code for entry in shown for code in codes_in(entry.content)}
    bodies = Organisation.objects.filter(code__in=codes)
    named = names_of(bodies, day)
    names = {body.code: named[body.pk] for body in bodies}
    return [
        Line(
            entry,
            DEEDS.get(entry.deed, entry.deed),
            subject_words(entry.subject),
            *known.get(entry.subject, ("", "")),
            content_words(entry.content, names),
        )
        for entry in shown
    ]


def seen(subjects: set[str], user: User, day: date) -> dict[str, tuple[str, str]]:
    """Subject → its name and address, of those that the person may see."""
    found = {}
    for kind, about in SUBJECTS.items():
        ids = {subject.partition(":")[2] for subject in subjects if subject.startswith(f"{kind}:")}
        for row in about.rows(user, day).filter(pk__in=ids) if ids else ():
            address = reverse(about.route, args=[about.key(row)] if about.key else [])
            found[f"{kind}:{row.pk}"] = (about.name(row), address)
    return found


def subject_words(subject: str) -> str:
    """`việc 12` for `task:12`."""
    kind, _, number = subject.partition(":")
    return f"{SUBJECTS[kind].word if kind in SUBJECTS else kind} {number}"
