"""How bytes come in from a browser: held in memory, up to the limit, under the name as it was given.

Django's own handlers write what they receive to a temporary folder and cut a path off a file's name, both before
anyone has looked. Here nothing touches the disk until the gate (`files`) has let it pass, and the gate sees the name.
"""

from __future__ import annotations

import html
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict


class GivenFile(InMemoryUploadedFile):
    """A file as the browser sent it, its name with everything in it; one byte over the limit stands for all over it."""

    def _get_name(self) -> str | None:
        return self._given

    def _set_name(self, name: str | None) -> None:
        self._given = name

    name = property(_get_name, _set_name)


class _Parser(MultiPartParser):
    def sanitize_file_name(self, file_name: str) -> str:
        return html.unescape(file_name)


class _Held(FileUploadHandler):
    chunk_size = 256 * 1024

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what is within the limit and one byte more; read the rest without keeping it."""
        room = settings.UPLOAD_LIMIT + 1 - self._held.tell()
        self._held.write(raw_data[: max(0, room)])

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        size = self._held.tell()
        self._held.seek(0)
        return GivenFile(self._held, self.field_name, self.file_name or "", self.content_type, size, self.charset)


class HeldInMemory(FileUploadHandler):
    """The site's only upload handler."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile[bytes]]]:
        return _Parser(META, input_data, [_Held(self.request)], encoding).parse()
