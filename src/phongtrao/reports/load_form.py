"""A form comes into the site: as a version that is never changed, with the identities of its indicators."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction

from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.reports.form import Form, as_data
from phongtrao.reports.models import FormVersion, Indicator, ReportForm


class FormRefused(ValueError):
    """A form that does not go with what is there; the Vietnamese text says what to write instead."""


@transaction.atomic
def load_form(form: Form, by: User, at: datetime, root: Organisation | None = None) -> tuple[FormVersion, bool]:
    """The version as it stands in the database, and whether it is new. The same words twice are one version.

    Raises FormRefused where the version is there with other words, or where an indicator changes its type: figures of
    two types cannot stand beside each other.
    """
    content = as_data(form)
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    row, _ = ReportForm.objects.get_or_create(name=form.name, defaults={"title": form.title, "root": root})
    row = ReportForm.objects.select_for_update().get(pk=row.pk)
    there = row.versions.filter(number=form.version).first()
    if there is not None:
        if there.sha256 != digest:
            raise FormRefused(
                f"Mẫu «{form.name}» phiên bản {form.version} đã nạp với nội dung khác và không sửa được nữa; "
                f"xin ghi version = {row.versions.order_by('-number').values_list('number', flat=True)[0] + 1}."
            )
        return there, False
    _indicators(row, form)
    version = FormVersion.objects.create(
        form=row, number=form.version, valid_from=form.valid_from, source=form.source, content=content, sha256=digest,
        by=by, at=at,
    )  # fmt: skip
    last = row.versions.order_by("-valid_from", "-number")[0]
    ReportForm.objects.filter(pk=row.pk).update(title=last.content["title"])
    LogEntry.record(by, "load_form", version, at, row.root, form=form.name, version=form.version, digest=digest)
    return version, True


def _indicators(row: ReportForm, form: Form) -> None:
    known = {one.name: one for one in row.indicators.all()}
    for one in form.indicators:
        old = known.get(one.name)
        if old is not None and (old.type, old.adds_up) != (one.type, one.adds_up):
            raise FormRefused(
                f"Chỉ tiêu «{one.name}» của mẫu «{form.name}» trước đây là {old.type}/{old.adds_up}; "
                "xin đặt tên khác cho chỉ tiêu có kiểu khác, để số liệu cũ và mới không lẫn vào nhau."
            )
        if old is None:
            Indicator.objects.create(form=row, name=one.name, type=one.type, adds_up=one.adds_up)
