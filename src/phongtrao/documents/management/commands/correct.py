"""phongtrao correct ID: corrects a reading by hand, as the page does; without a deed it lists what was corrected."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents import correct
from phongtrao.documents.arguments import the_document, to_correct
from phongtrao.documents.contract import DUTY_FIELDS, HEADER_FIELDS
from phongtrao.documents.find_words import find_words
from phongtrao.documents.models import Correction, Document, Reading
from phongtrao.files import Refusal
from phongtrao.organisations.lookup import find_user
from phongtrao.organisations.models import User


class Command(BaseCommand):
    help = "Sửa tay bản đọc của một văn bản: sửa, bỏ, thêm nhiệm vụ; sửa thông tin chung; lấy lại chỗ đã sửa."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", metavar="ID", help="mã văn bản")
        parser.add_argument("--by", required=True, help="tài khoản của người sửa")
        parser.add_argument("--duty", metavar="N", help="nhiệm vụ: thứ tự trong bản đọc, từ 0; thêm tay: a12")
        parser.add_argument("--words", help="nguyên văn của nhiệm vụ (khi thêm, hoặc khi đổi chỗ)")
        pairs: dict[str, Any] = {"action": "append", "default": [], "metavar": "FIELD=VALUE"}
        parser.add_argument("--set", help=", ".join(DUTY_FIELDS), **pairs)
        parser.add_argument("--header", help=", ".join(HEADER_FIELDS), **pairs)
        parser.add_argument("--add", action="store_true", help="thêm nhiệm vụ bị sót")
        parser.add_argument("--drop", action="store_true", help="bỏ: không phải nhiệm vụ")
        parser.add_argument("--undo", type=int, metavar="CORRECTION", help="lấy lại một chỗ sửa")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            by = find_user(options["by"])
            document = the_document(options["document"], by, words.now().date())
            deeds = ("set", "header", "add", "drop", "undo", "words")
            if not any(options[name] for name in deeds):
                return self._list(document)
            reading = to_correct(document, by, words.now().date()).latest_reading()
            if reading is None:
                raise Refusal("Văn bản này chưa có bản đọc.")
            made = self._do(reading, by, options)
        except (LookupError, Refusal) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã ghi {made} chỗ sửa." if made else "Không có gì thay đổi.")

    def _do(self, reading: Reading, by: User, options: dict[str, Any]) -> int:
        """Do what was asked; how many corrections it made or took back."""
        at = words.now()
        if options["undo"]:
            corrections = Correction.objects.filter(reading__copy__document=reading.copy.document_id)
            found = corrections.filter(pk=options["undo"]).first()
            if found is None:
                raise Refusal("Không có chỗ sửa này ở văn bản này.")
            return int(correct.undo(found, by, at))
        if options["header"]:
            return len(correct.change_header(reading, _values(options["header"]), by, at))
        values = _values(options["set"])
        if options["words"]:
            values["span"] = find_words(reading.copy.text, options["words"])
        if options["add"]:
            return int(bool(correct.add_duty(reading, {"kind": "act", **values}, by, at)))
        if options["duty"] is None:
            raise Refusal("Xin nêu --duty: nhiệm vụ thứ mấy.")
        if options["drop"]:
            return int(bool(correct.drop_duty(reading, options["duty"], by, at)))
        return len(correct.change_duty(reading, options["duty"], values, by, at))

    def _list(self, document: Document) -> None:
        rows = Correction.objects.filter(reading__copy__document=document).select_related("by").order_by("pk")
        for c in rows:
            row = {
                "id": c.pk,
                "reading": c.reading_id,
                "deed": c.deed,
                "duty": f"a{c.added_id}" if c.added_id else c.duty,
                "field": c.field or None,
                "value": c.value,
                "by": c.by.username,
                "at": c.at.isoformat(),
                "undone_at": c.undone_at.isoformat() if c.undone_at else None,
            }
            self.stdout.write(json.dumps(row, ensure_ascii=False))


def _values(pairs: list[str]) -> dict[str, Any]:
    """`actors=["Sở Tài chính"]` as JSON, what is no JSON as it is written; raises Refusal for what has no name."""
    found: dict[str, Any] = {}
    for pair in pairs:
        name, parted, written = pair.partition("=")
        if not parted:
            raise Refusal(f"«{pair}»: xin ghi dạng TÊN=GIÁ TRỊ.")
        try:
            found[name] = json.loads(written)
        except ValueError:
            found[name] = written
    return found
