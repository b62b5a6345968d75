"""phongtrao reread ID: reads a document again with today's compiler, beside the reading there is."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.arguments import the_document, to_correct
from phongtrao.documents.reading import reread
from phongtrao.files import Refusal
from phongtrao.organisations.lookup import ADMINISTRATOR, find_user


class Command(BaseCommand):
    help = "Đọc lại văn bản bằng bộ đọc hiện có; bản đọc cũ và nhiệm vụ đã giao giữ nguyên."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("documents", metavar="ID", nargs="+", help="mã văn bản")
        parser.add_argument("--by", default=ADMINISTRATOR, help="tài khoản của người cho đọc lại")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            by = find_user(options["by"])
            day = words.now().date()
            found = [to_correct(the_document(one, by, day), by, day) for one in options["documents"]]
        except (LookupError, Refusal) as error:
            raise CommandError(str(error)) from error
        for document in found:
            made = reread(document, by, words.now())
            for one in made:
                duties = len(one.reading.content["duties"])
                self.stdout.write(
                    f"Văn bản {document.pk}: bản đọc {one.reading.pk}, {duties} nhiệm vụ; "
                    f"mang theo {one.carried} chỗ sửa tay, {one.left} chỗ ở lại bản đọc cũ."
                )
            if not made:
                self.stdout.write(f"Văn bản {document.pk}: bản đọc hiện có đã là mới nhất.")
