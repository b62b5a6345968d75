"""The command `vanban`: read documents, print the rules they are read by."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterable

from tqdm import tqdm

from vanban import manual
from vanban.batch import HANDFUL, Order, Outcome, cores, outcomes

_INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run the command. Gives the exit status: 0, or 1 where nothing at all could be read; 2 is a wrong call."""
    args = _parser().parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        status: int = args.run(args)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # who reads our output has had enough of it; nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vanban", description="Đọc văn bản chỉ đạo: ai phải làm gì, trước ngày nào.")
    commands = parser.add_subparsers(required=True, metavar="LỆNH")
    read = commands.add_parser("read", help="đọc văn bản", description="Đọc tệp văn bản thuần, HTML, DOCX, PDF có chữ.")
    read.add_argument("files", nargs="+", metavar="FILE", help="tệp cần đọc; - là đầu vào chuẩn")
    read.add_argument("--json", action="store_true", help="in mỗi tệp một dòng JSON theo hợp đồng dữ liệu")
    read.add_argument("--why", action="store_true", help="kèm tên quy tắc của từng giá trị")
    read.add_argument("--jobs", type=_positive, default=cores(), metavar="N", help="số tiến trình (mặc định: mọi nhân)")
    read.set_defaults(run=_read)
    rules = commands.add_parser("rules", help="in các quy tắc đọc, kèm ví dụ và phản ví dụ")
    form = rules.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="in mỗi quy tắc một dòng JSON")
    form.add_argument("--markdown", action="store_true", help="in thành trang tài liệu")
    rules.set_defaults(run=_rules)
    return parser


def _positive(written: str) -> int:
    number = int(written)
    if number < 1:
        raise argparse.ArgumentTypeError("phải từ 1 trở lên")
    return number


def _read(args: argparse.Namespace) -> int:
    orders = [Order(path, args.json, args.why) for path in args.files]
    told = _with_progress(outcomes(orders, args.jobs), len(orders))
    unread: list[Outcome] = []
    for at, outcome in enumerate(told):
        if not args.json and len(orders) > 1:
            tqdm.write("\n" * (at > 0) + f"== {outcome.order.name} ==")
        tqdm.write(outcome.printed)
        if outcome.refusal:
            unread.append(outcome)
    _sum_up(unread, len(orders))
    return 1 if len(unread) == len(orders) else 0


def _with_progress(told: Iterable[Outcome], total: int) -> Iterable[Outcome]:
    """A progress bar on a terminal; none elsewhere, nor for a handful."""
    if total <= HANDFUL:
        return told
    bar: Iterable[Outcome] = tqdm(told, total=total, unit=" tệp", file=sys.stderr, disable=None, leave=False)
    return bar


def _sum_up(unread: list[Outcome], total: int) -> None:
    if unread:
        print(f"Không đọc được {len(unread)}/{total} tệp:", file=sys.stderr)
    for outcome in unread:
        print(f"  {outcome.order.name}: {outcome.refusal}", file=sys.stderr)


def _rules(args: argparse.Namespace) -> int:
    if args.json:
        for entry in manual.as_entries():
            print(json.dumps(entry, ensure_ascii=False))
    else:
        print(manual.as_markdown() if args.markdown else manual.as_text())
    return 0
