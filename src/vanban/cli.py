"""The command `vanban`: read documents, link them, compare copies, check papers, print the rules."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterable

from tqdm import tqdm

from vanban import manual
from vanban.batch import HANDFUL, Order, Outcome, content, cores, outcomes
from vanban.comparison import compared
from vanban.comparison_printing import as_comparison, as_differences, copy_of
from vanban.intake import Unreadable
from vanban.layout import printing
from vanban.layout.check import check_docx
from vanban.link import linked
from vanban.link_printing import as_chain, as_link, as_unlinked

_INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run the command. Gives the exit status: 0; 1 where nothing could be read or a paper breaks a rule.

    A wrong call ends with 2.
    """
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
    _together(commands)
    check = commands.add_parser(
        "check", help="kiểm thể thức của tệp DOCX", description="Kiểm thể thức theo Nghị định 30/2020/NĐ-CP."
    )
    check.add_argument("files", nargs="+", metavar="FILE.docx", help="tệp cần kiểm; - là đầu vào chuẩn")
    check.add_argument("--json", action="store_true", help="in mỗi tệp một dòng JSON")
    check.set_defaults(run=_check)
    rules = commands.add_parser("rules", help="in các quy tắc đọc, kèm ví dụ và phản ví dụ")
    rules.add_argument("--layout", action="store_true", help="in các quy tắc thể thức thay cho quy tắc đọc")
    form = rules.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="in mỗi quy tắc một dòng JSON")
    form.add_argument("--markdown", action="store_true", help="in thành trang tài liệu")
    rules.set_defaults(run=_rules)
    return parser


def _together(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands that hold several papers beside each other."""
    link = commands.add_parser("link", help="nối các văn bản: văn bản nào thực hiện, sửa đổi, thay thế văn bản nào")
    link.add_argument("files", nargs="+", metavar="FILE", help="các tệp cần nối; - là đầu vào chuẩn")
    link.add_argument("--json", action="store_true", help="in mỗi tệp một dòng JSON")
    link.add_argument("--jobs", type=_positive, default=cores(), metavar="N", help="số tiến trình (mặc định: mọi nhân)")
    link.set_defaults(run=_link)
    compare = commands.add_parser("compare", help="so hai bản của một văn bản: nhiệm vụ nào giống, khác, thêm, bớt")
    compare.add_argument("old", metavar="BẢN_CŨ")
    compare.add_argument("new", metavar="BẢN_MỚI")
    compare.add_argument("--json", action="store_true", help="in một dòng JSON")
    compare.set_defaults(run=_compare)


def _link(args: argparse.Namespace) -> int:
    orders = [Order(path, args.json, whole=True) for path in args.files]
    told = list(_with_progress(outcomes(orders, args.jobs), len(orders)))
    papers = [outcome.paper for outcome in told if outcome.paper]
    chain = linked(papers)
    if args.json:
        here = iter(chain)
        for each in told:
            entry = as_link(next(here), papers) if each.paper else as_unlinked(each.order.name, each.refusal or "")
            print(json.dumps(entry, ensure_ascii=False))
    elif chain:
        print(as_chain(chain, papers))
    _sum_up([each for each in told if each.refusal], len(orders))
    return 0 if papers else 1


def _compare(args: argparse.Namespace) -> int:
    told = list(outcomes([Order(path, whole=True) for path in (args.old, args.new)], 1))
    _sum_up([each for each in told if each.refusal], len(told))
    old, new = (each.paper for each in told)
    if old is None or new is None:
        return 1
    copies = copy_of(old), copy_of(new)
    comparison = compared(*copies)
    print(
        json.dumps(as_comparison(comparison), ensure_ascii=False) if args.json else as_differences(comparison, *copies)
    )
    return 0


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


def _check(args: argparse.Namespace) -> int:
    kept = [_check_file(Order(path, args.json), len(args.files) > 1) for path in args.files]
    return 0 if all(kept) else 1


def _check_file(order: Order, one_of_several: bool) -> bool:
    """Print what a check of one file found; whether it keeps every rule that can be told."""
    try:
        verdicts = check_docx(content(order.path))
    except Unreadable as refusal:
        print(f"{order.name}: {refusal}", file=sys.stderr)
        if order.json:
            print(json.dumps(printing.as_refusal(order.name, str(refusal)), ensure_ascii=False))
        return False
    if order.json:
        print(json.dumps(printing.as_json(order.name, verdicts), ensure_ascii=False))
    else:
        print(f"== {order.name} ==\n" * one_of_several + printing.as_text(verdicts))
    return not any(verdict.state == "broken" for verdict in verdicts)


def _rules(args: argparse.Namespace) -> int:
    entries, markdown, text = (
        (printing.rule_entries, printing.rules_as_markdown, printing.rules_as_text)
        if args.layout
        else (manual.as_entries, manual.as_markdown, manual.as_text)
    )
    if args.json:
        for entry in entries():
            print(json.dumps(entry, ensure_ascii=False))
    else:
        print(markdown() if args.markdown else text())
    return 0
