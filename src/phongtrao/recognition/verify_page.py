"""The page that checks certificates without network: what it must know, and the whole of it in one file."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from importlib.resources import files
from typing import Any

from phongtrao.recognition import verdict_words as say
from phongtrao.recognition.site_lists import Lists
from phongtrao.recognition.statement import CONTEXT, FAULTS, LONGEST, MOST_BYTES, MOST_CHARACTERS, NO_STATEMENT
from phongtrao.recognition.verify import said

NO_READER = (
    "Trình duyệt này chưa đọc được mã trong tệp. Xin quét mã bằng máy ảnh của điện thoại, chép chuỗi chữ rồi dán vào "
    "ô trên; hoặc mở trang xác minh của cơ quan cấp khi có mạng."
)
NO_CAMERA = "Trình duyệt chưa cho dùng máy ảnh. Xin cho phép rồi thử lại, hoặc dán chuỗi chữ của mã."
BROKEN = "Danh sách kèm theo trang này đã hỏng hoặc bị sửa. Xin tải lại trang từ cơ quan cấp."


def known(lists: Lists) -> dict[str, Any]:
    """What the script in the browser goes by: the root, both lists, limits of the format, every word."""
    return {
        "root": lists.keys.root,
        "keys": lists.keys_text,
        "statuses": lists.statuses_text,
        "context": CONTEXT.decode(),
        "most_characters": MOST_CHARACTERS,
        "most_bytes": MOST_BYTES,
        "longest": LONGEST,
        "titles": {str(kind): title for kind, title in say.TITLES.items()},
        "reasons": {reason: [str(kind), why] for reason, (kind, why) in say.REASONS.items()},
        "believed": sorted(say.BELIEVED),
        "force": say.LEGAL_FORCE,
        "force_doubted": say.LEGAL_FORCE_DOUBTED,
        "force_unknown": say.LEGAL_FORCE_UNKNOWN,
        "lists": say.LISTS,
        "labels": say.LABELS,
        "not_believed": say.NOT_BELIEVED,
        "no_statement": NO_STATEMENT,
        "faults": FAULTS,
        "no_reader": NO_READER,
        "no_camera": NO_CAMERA,
        "broken": BROKEN,
    }


def verify_page(lists: Lists) -> str:
    """One HTML file that asks nothing of anybody; its policy allows exactly the scripts and the look that it holds."""
    page, look = _file("verify_page.html"), _file("verify_page.css")
    scripts = [_file("static/recognition/proof.js"), _file("static/recognition/verify.js")]
    allowed = " ".join(map(_digest, scripts))
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(look)}; img-src blob: data:; media-src blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    filled = {
        "policy": html.escape(policy),
        "look": look,
        "known": html.escape(json.dumps(known(lists), ensure_ascii=False)),
        "root": lists.keys.root,
        "keys_made": said(lists.keys.made_at),
        "statuses_made": said(lists.statuses.made_at),
        "until": said(lists.statuses.until),
        "scripts": "".join(f"<script>{script}</script>" for script in scripts),
    }
    return re.sub(r"@@(\w+)@@", lambda gap: filled[gap[1]], page)


def _file(name: str) -> str:
    return files("phongtrao.recognition").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
