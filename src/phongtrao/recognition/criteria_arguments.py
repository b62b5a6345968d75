"""How commands name a criteria set."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation
from phongtrao.recognition.criteria import CriteriaSet
from phongtrao.recognition.named_criteria import UnknownCriteria, named_criteria
from phongtrao.work.programmes import province_over


def add_criteria(parser: ArgumentParser, *names: str, **how: Any) -> None:
    """The arguments that name a criteria set."""
    said = "tên bộ tiêu chí, hoặc TÊN@PHIÊN-BẢN; mặc định phiên bản đang áp dụng"
    parser.add_argument(*names, metavar="BỘ-TIÊU-CHÍ", help=said, **how)
    parser.add_argument("--root", metavar="TỔ-CHỨC", help="dùng cả bộ tiêu chí riêng của tỉnh có tổ chức này")


def asked(written: str, root: str | None) -> CriteriaSet:
    """The set that was named. Raises CommandError."""
    day = words.today()
    try:
        return named_criteria(written, day, _province(root) if root else None)
    except (UnknownCriteria, Ambiguous, Unknown) as error:
        raise CommandError(str(error)) from error


def _province(written: str) -> Organisation:
    return province_over(find_body(written, words.today()), words.today())
