from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from phongtrao.documents.models import Copy, Document, Reading, StoredFile
from tests.conftest import Cast
from tests.documents.samples import TEXT, content

AT = datetime.combine(date(2026, 1, 20), time(9), ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where files are kept during a test."""
    settings.FILES = tmp_path / "files"
    return tmp_path / "files"


def on_disk(folder: Path) -> list[Path]:
    """Every file that is kept, or left."""
    return [p for p in folder.rglob("*") if p.is_file()]


@pytest.fixture
def reading(cast: Cast) -> Reading:
    """The sample, received by the first province's People's Committee, read and not yet adopted."""
    root, lan = cast.body("ha-thanh.ubnd"), cast.user("lan")
    document = Document.objects.create(
        root=root,
        issuer=root,
        kind="cong_van",
        number="214/UBND-NC",
        issuer_name="UBND tỉnh Hà Thanh",
        issued_on=date(2026, 1, 12),
        subject="nhân rộng mô hình tự quản về an ninh, trật tự",
        folded="cong van 214/ubnd-nc ubnd tinh ha thanh nhan rong mo hinh tu quan ve an ninh, trat tu",
        received_at=AT,
    )
    document.arrivals.create(organisation=root, year=2026, number=1, day=AT.date())
    digest = "0" * 64
    file = StoredFile.objects.create(
        sha256=digest, name="214.txt", size=len(TEXT.encode()), kind="text", uploaded_by=lan, uploaded_at=AT
    )
    copy = Copy.objects.create(document=document, root=root, file=file, sha256=digest, text=TEXT, added_at=AT)
    return Reading.objects.create(copy=copy, compiler="1", content=content(), made_at=AT)
