"""Many files at once: read on all cores, told in the order given; a file that cannot be read never stops the rest."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import BinaryIO

from vanban.compiler import compile_directive
from vanban.intake import MAX_BYTES, Unreadable, open_source, too_big
from vanban.printing import as_contract, as_outline, as_refusal
from vanban.shelf import Paper

HANDFUL = 4
"""Up to so many files are read here; processes are worth their start only for more."""
_AHEAD = 8
"""Files a worker may be ahead of the printing, so that memory stays modest however many there are."""

FOLDER = "Đây là thư mục, không phải tệp. Hãy nêu từng tệp cần đọc."
MISSING = "Không tìm thấy tệp này. Hãy kiểm tra lại đường dẫn."
FORBIDDEN = "Không có quyền đọc tệp này. Hãy kiểm tra lại quyền truy cập."
DISK = "Không đọc được tệp này từ đĩa. Hãy kiểm tra lại tệp."
DIED = "Tệp này làm bộ đọc dừng đột ngột nên bị bỏ qua. Hãy mở tệp, lưu lại rồi đọc lần nữa."
FAILED = "Lỗi bất ngờ khi đọc tệp này nên tệp bị bỏ qua. Hãy báo lại kèm theo tệp."


@dataclass(frozen=True, slots=True)
class Order:
    """One file to read (`-` is standard input) and how to print its reading."""

    path: str
    json: bool = True
    why: bool = False
    whole: bool = False
    """Not printed but kept, for what is done with several papers together."""

    @property
    def name(self) -> str:
        """The file's name as it is printed; bytes of it that are no UTF-8 are replaced."""
        return os.fsencode(os.path.basename(self.path.rstrip("/")) or self.path).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is printed for one file, and why it was not read, if so."""

    order: Order
    printed: str
    refusal: str | None = None
    paper: Paper | None = None
    """The reading and its text, where the order asks for the whole."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def outcomes(orders: Sequence[Order], jobs: int) -> Iterator[Outcome]:
    """One outcome for each order, in their order; with `jobs` processes where there is more than a handful."""
    if jobs <= 1 or len(orders) <= HANDFUL:
        yield from map(read_file, orders)
        return
    at = 0
    while at < len(orders):
        try:
            for outcome in _pooled(orders[at:], jobs):
                yield outcome
                at += 1
        except BrokenProcessPool:  # a worker died; whether of this file, it tells alone
            yield _alone(orders[at])
            at += 1


def _pooled(orders: Sequence[Order], jobs: int) -> Iterator[Outcome]:
    pool = ProcessPoolExecutor(min(jobs, len(orders)))
    waiting: deque[Future[Outcome]] = deque()
    try:
        for order in orders:
            waiting.append(pool.submit(read_file, order))
            if len(waiting) >= _AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(order: Order) -> Outcome:
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(read_file, order).result()
        except BrokenProcessPool:
            return _refused(order, DIED)


def read_file(order: Order) -> Outcome:
    """Read one file and print its reading as ordered; never raises on what is in the file or that it is not there."""
    try:
        if order.whole:
            return Outcome(order, "", paper=_paper(order, content(order.path)))
        return Outcome(order, _printed(order, content(order.path)))
    except Unreadable as refusal:
        return _refused(order, str(refusal))
    except Exception as error:  # a fault of ours in one file must not cost the others
        return _refused(order, f"{FAILED} ({type(error).__name__})")


def _paper(order: Order, raw: bytes) -> Paper:
    source = open_source(order.name, raw)
    return Paper(order.name, compile_directive(source.text, chain=True), source.text)


def _printed(order: Order, raw: bytes) -> str:
    source = open_source(order.name, raw)
    directive = compile_directive(source.text)
    if order.json:
        return json.dumps(as_contract(directive, order.name, source, order.why), ensure_ascii=False)
    return as_outline(directive, source, order.why)


def content(path: str) -> bytes:
    """The bytes of a file, or of standard input; never more than are taken. Raises `Unreadable` for none."""
    try:
        if path == "-":
            return _limited(sys.stdin.buffer)
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:
                raise Unreadable(too_big(size, MAX_BYTES))
            return _limited(file)
    except IsADirectoryError as error:
        raise Unreadable(FOLDER) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Unreadable(MISSING) from error
    except PermissionError as error:
        raise Unreadable(FORBIDDEN) from error
    except OSError as error:
        raise Unreadable(DISK) from error


def _limited(file: BinaryIO) -> bytes:
    """All bytes, or one more than are taken, which is enough to refuse them."""
    return file.read(MAX_BYTES + 1)


def _refused(order: Order, message: str) -> Outcome:
    printed = (
        json.dumps(as_refusal(order.name, message), ensure_ascii=False) if order.json else f"Không đọc được: {message}"
    )
    return Outcome(order, printed, message)
