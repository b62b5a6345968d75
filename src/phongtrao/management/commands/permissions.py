"""phongtrao permissions: which function opens which page, and how one must stand to what it shows."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.access import Access, access_of, routes
from phongtrao.organisations.models import Function

HEAD = """# Who may open which page

Printed by `phongtrao permissions --markdown` from what every view declares; a test walks it. A dot: a post of that
function is enough to open the page; what it shows is then only what stands in the relation named. A page marked *ghi*
changes something.
"""


class Command(BaseCommand):
    help = "In bảng: chức năng nào mở được trang nào, với quan hệ nào."

    def add_arguments(self, parser: ArgumentParser) -> None:
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="mỗi dòng một trang")
        form.add_argument("--markdown", action="store_true", help="bảng cho tài liệu")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["json"]:
            lines: Iterable[str] = (json.dumps(_as_row(*page), ensure_ascii=False) for page in pages())
        elif options["markdown"]:
            lines = [HEAD, "", *_table()]
        else:
            lines = (_in_words(*page) for page in pages())
        for line in lines:
            self.stdout.write(line)


def pages() -> list[tuple[str, str, Access]]:
    """Name, address and declaration of every page of the site, in the order of its addresses."""
    return [(str(p.name), f"/{path}", access) for path, p in routes() if (access := access_of(p)) is not None]


def _as_row(name: str, address: str, access: Access) -> dict[str, object]:
    functions = None if access.functions is None else [f for f in Function.values if f in access.functions]
    return {"page": name, "address": address, "functions": functions, "relation": access.relation, "deed": access.deed}


def _in_words(name: str, address: str, access: Access) -> str:
    row = _as_row(name, address, access)
    functions = row["functions"]
    who = "ai cũng mở được" if functions is None else ", ".join(Function(f).label for f in functions)  # type: ignore[attr-defined]
    return f"{address}\n    {name}{' (ghi)' if access.deed else ''}: {who}; {access.relation or 'không xét quan hệ'}"


def _table() -> Iterable[str]:
    yield f"| Trang | Địa chỉ | | {' | '.join(Function.labels)} | Quan hệ |"
    yield "|---" * (len(Function.labels) + 4) + "|"
    for name, address, access in pages():
        marks = ["•" if access.functions is None or f in access.functions else "" for f in Function.values]
        relation = access.relation or ("không cần tài khoản" if access.functions is None else "")
        yield f"| `{name}` | `{address}` | {'*ghi*' if access.deed else ''} | {' | '.join(marks)} | {relation} |"
