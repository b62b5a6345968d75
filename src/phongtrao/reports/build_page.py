"""Building a form on a page: who may, which version it becomes, and what the buttons beside the rows do."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from phongtrao.files import Refusal, inspect
from phongtrao.organisations.models import User
from phongtrao.organisations.provincial import decides_for_root
from phongtrao.reports.drawn_form import NOT_SAID
from phongtrao.reports.load_form import FormRefused
from phongtrao.reports.models import ReportForm
from phongtrao.reports.read_form import read_form
from phongtrao.reports.typed_form import ROWS, TypedForm, new_row, of_form
from phongtrao.toml_tables import BadFile
from phongtrao.words import day_in_words

NOT_HERE = "Mẫu báo cáo do cơ quan cấp tỉnh lập (đầu mối, lãnh đạo, quản trị)."
OF_OTHERS = "Mẫu «{}» không phải của tỉnh mình; xin đặt tên ngắn khác để lập mẫu riêng."
_DEED = re.compile(rf"(?P<deed>add|remove|up):(?P<table>{'|'.join(ROWS)})(?::(?P<place>\d{{1,4}}))?")


def must_be_own(name: str, user: User, day: date) -> None:
    """Raises FormRefused where the form is another province's, or everybody's: only a copy of it can be made."""
    there = ReportForm.objects.filter(name=name).first()
    if there is not None and not decides_for_root(there.root_id, user, day):
        raise FormRefused(OF_OTHERS.format(name))


def next_version(name: str) -> int:
    """The number that the next version of the form of this name has."""
    numbers = ReportForm.objects.filter(name=name.strip()).values_list("versions__number", flat=True)
    return max((number or 0 for number in numbers), default=0) + 1


def as_next(form: ReportForm, user: User, day: date) -> TypedForm:
    """A form as its next version would begin; one of others as a form of one's own, without a name yet."""
    last = form.versions.last()
    assert last is not None, "a form is loaded with its first version"
    typed = of_form(last.said)
    typed.head["valid_from"] = day_in_words(day)
    if not decides_for_root(form.root_id, user, day):
        typed.head["name"] = ""
    return typed


def typed_after(typed: TypedForm, deed: str, file: Any, secret_free: bool) -> tuple[TypedForm, str]:
    """What a button does to what was typed, and where the eye should go. Raises Refusal for a file that is no form."""
    if deed == "open":
        return _opened(file, secret_free), ""
    if deed == "not_said":
        typed.regime = {name: text.strip() or NOT_SAID for name, text in typed.regime.items()}
        return typed, ""
    if found := _DEED.fullmatch(deed):
        rows, place = typed.rows[found["table"]], int(found["place"] or 0)
        if found["deed"] == "add":
            rows.append(new_row(found["table"]))
            place = len(rows) - 1
        elif place < len(rows):
            row = rows.pop(place)
            if found["deed"] == "up":
                place = max(0, place - 1)
                rows.insert(place, row)
        return typed, f"{found['table']}-{min(place, max(0, len(rows) - 1))}"
    return typed, ""


def _opened(file: Any, secret_free: bool) -> TypedForm:
    """The form of a file that somebody else built."""
    if not file:
        raise Refusal("Xin chọn tệp mẫu (.toml) rồi bấm lại.")
    inspected = inspect(file.name, file, secret_free)
    try:
        text = inspected.raw.decode("utf-8-sig")
        return of_form(read_form(inspected.name, text))
    except UnicodeDecodeError as error:
        raise Refusal("Tệp không phải mẫu báo cáo (.toml, UTF-8). Xin chọn tệp khác.") from error
    except BadFile as bad:
        raise Refusal("\n".join(bad.lines[:10])) from bad
