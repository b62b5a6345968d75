"""phongtrao certificate-keys: which keys sign certificates; --make, --rotate, --stolen change that."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import ADMINISTRATOR, Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.recognition.certificate_keys import key_list, key_list_text, lose_key, make_keys, rotate_key
from phongtrao.recognition.keys import IssuingKey, KeyList
from phongtrao.recognition.site_lists import site_lists
from phongtrao.recognition.statement import moment
from phongtrao.recognition.verify import said


class Command(BaseCommand):
    help = "Khoá ký giấy chứng nhận: xem; lập lần đầu, thay, báo mất."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deed = parser.add_mutually_exclusive_group()
        deed.add_argument("--make", action="store_true", help="lập khoá gốc và khoá ký đầu tiên, nếu chưa có")
        deed.add_argument("--rotate", action="store_true", help="thay khoá ký; giấy đã ký vẫn có giá trị")
        deed.add_argument("--stolen", metavar="KHOÁ", help="báo mất khoá này, kèm --since")
        deed.add_argument("--text", action="store_true", help="in danh sách khoá có chữ ký, để đưa cho nơi kiểm tra")
        deed.add_argument("--statuses", action="store_true", help="in danh sách tình trạng có chữ ký")
        parser.add_argument("--since", metavar="NGÀY", help="ngày sớm nhất mà khoá có thể đã mất, dd/mm/yyyy")
        parser.add_argument("--root", type=Path, metavar="TỆP", help="tệp khoá gốc, khi cất ở nơi khác")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN", help="người làm, ghi vào nhật ký")
        parser.add_argument("--json", action="store_true", help="mỗi khoá một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            self._deeds(options)
            if options["text"] or options["statuses"]:
                text = key_list_text() if options["text"] else site_lists(words.now()).statuses_text
                self.stdout.write(text, ending="")
                return
            keys = key_list()
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        if not options["json"]:
            self.stdout.write(f"Khoá gốc {keys.root}; danh sách lập lúc {said(keys.made_at)}.")
        for key in keys.keys:
            self.stdout.write(_row(key, keys) if options["json"] else _line(key))

    def _deeds(self, options: dict[str, Any]) -> None:
        if not (options["make"] or options["rotate"] or options["stolen"]):
            return
        by, at, root = find_user(options["by"]), words.now(), options["root"]
        if options["make"]:
            made = make_keys(by, at, root)
            self.stderr.write("Đã lập khoá gốc và khoá ký." if made else "Đã có khoá, không lập thêm.")
        elif options["rotate"]:
            self.stderr.write(f"Từ nay ký bằng khoá {rotate_key(by, at, root).id}.")
        else:
            new = lose_key(options["stolen"], _since(options["since"]), by, at, root)
            self.stderr.write("Đã ghi mất khoá." + (f" Từ nay ký bằng khoá {new.id}." if new else ""))


def _since(text: str | None) -> date:
    day = words.read_day(text) if text else None
    if day is None:
        raise CommandError("Xin ghi ngày sớm nhất mà khoá có thể đã mất: --since 01/11/2026")
    return day


def _state(key: IssuingKey) -> str:
    if key.stolen_since:
        return f"mất từ {said(key.stolen_since)}"
    if key.retired_at:
        return f"thôi dùng từ {said(key.retired_at)}"
    return "đang dùng"


def _line(key: IssuingKey) -> str:
    return f"{key.id}  {_state(key)}; dùng từ {said(key.valid_from)}"


def _row(key: IssuingKey, keys: KeyList) -> str:
    row = {
        "key": key.id,
        "public": key.public,
        "valid_from": moment(key.valid_from),
        "retired_at": moment(key.retired_at) if key.retired_at else None,
        "stolen_since": moment(key.stolen_since) if key.stolen_since else None,
        "is_current": key == keys.current,
        "root": keys.root,
        "made_at": moment(keys.made_at),
    }
    return json.dumps(row, ensure_ascii=False)
