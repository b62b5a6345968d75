"""A site that has keys, and certificates that it issued."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from phongtrao.recognition.certificate_keys import issuing_key, make_keys
from phongtrao.recognition.certificate_pdf import SignedBy, certificate_pdf
from phongtrao.recognition.issue import issue
from phongtrao.words import now
from tests.conftest import Cast
from tests.recognition.certificate_samples import BASE, TOLD
from vanban.paper.fonts import FontMissing


@pytest.fixture
def home(settings: Any, tmp_path: Path, on_day: Callable[[date], None], cast: Cast) -> Path:
    """A home of its own, on the twentieth of November."""
    settings.HOME = tmp_path
    on_day(date(2026, 11, 20))
    return tmp_path


@pytest.fixture
def issuing(home: Path, cast: Cast) -> None:
    """The site has its keys."""
    make_keys(cast.user("quan-tri"), now())


def code(**changed: Any) -> str:
    """The text of a code that the site signs now."""
    return issue(issuing_key(), now(), BASE, **{**TOLD, **changed})[1]


def certificate(**changed: Any) -> bytes:
    """A PDF file of the same, not yet signed; skips where no face is there."""
    statement, text = issue(issuing_key(), now(), BASE, **{**TOLD, **changed})
    try:
        return certificate_pdf(statement, text, SignedBy("Hà Thành", ("CHỦ TỊCH",), "Nguyễn Văn An"))
    except FontMissing as missing:
        pytest.skip(str(missing))
