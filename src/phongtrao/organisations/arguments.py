"""What commands take from the command line."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date

from django.core.management.base import CommandError

from phongtrao.organisations import tree
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.organisations.models import Organisation, User
from phongtrao.organisations.models.bodies import OrganisationQuerySet
from phongtrao.organisations.units import NoProvince, family, find_province
from phongtrao.words import read_day


def a_day(written: str) -> date:
    """`2026-01-30` or `30/01/2026` as a day. Raises ArgumentTypeError."""
    day = read_day(written)
    if day is None:
        raise ArgumentTypeError(f"«{written}» chưa phải ngày; xin ghi dạng 30/01/2026 hoặc 2026-01-30, năm từ 1900")
    return day


def account(name: str) -> User:
    """The open account that `--by` names. Raises CommandError."""
    try:
        return find_user(name)
    except Unknown as unknown:
        raise CommandError(str(unknown)) from unknown


def of_province(name: str | None) -> OrganisationQuerySet:
    """Bodies of a province, past ones and those of provinces merged into it included; all where none is named."""
    if not name:
        return Organisation.objects.all()
    try:
        areas = family(find_province(name))
    except NoProvince as error:
        raise CommandError(str(error)) from error
    roots = Organisation.objects.filter(area__code__in=areas, versions__kind="ubnd").values_list("pk", flat=True)
    inside = tree.below_ever(set(roots))
    if not inside:
        raise CommandError(f"Chưa có tổ chức nào của «{name}»; xin nạp trước: phongtrao load-units «{name}».")
    return Organisation.objects.filter(pk__in=inside)
