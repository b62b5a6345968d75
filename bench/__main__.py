"""Speed of reading: documents a second, MB a second, and how time grows with length.

Reads the samples of the demo, and the real documents beside the project where they are. Each figure is the median of
several runs in one warm process on one core.
"""

from __future__ import annotations

import math
import platform
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench import nudges, site
from vanban.compiler import compile_directive

HERE = Path(__file__).resolve().parent.parent
SAMPLES = HERE / "src" / "phongtrao" / "samples"
SEEDS = HERE.parent / "shared" / "directives" / "seeds"

NOISE = [
    "- ",
    "-\n",
    "|\n",
    "| a\n",
    "* a",
    "1.1",
    "[a](",
    "(",
    "A",
    "\n",
    "1",
    "1/",
    "12-",
    "- a\n",
    "1. a:\n",
    "l. a\n",
    "Hà Nội, ngày ",
    "12/KH-A ",
    "12/KH-UBND ngày ",
    "1-A/",
    "Kính gửi:\n",
    "Nơi nhận:\n- a;\n",
    "KẾ HOẠCH\nabc\n",
    "Điều 1. A\n",
    "1.1.1.1.1. A\n",
    "Ngày 1/1/2020, ban hành ",
    "trước ngày 1/1 và 2/2, ",
    "hằng năm, ",
    "quý I, II, ",
    "năm 2025 - ",
    "trong thời hạn 5 ngày kể từ ",
    "số liệu từ ngày 1/1 năm trước đến ",
    "| 2026 ",
    "thứ Hai, ",
    "đã ",
    "100% ",
    "có 5 xã, ",
    "ít nhất một ",
    "mô hình “a”, ",
    "“mô hình ",
    "Sở A, ",
    "báo cáo UBND ",
    "giao Sở ",
    "phối hợp với ",
]
"""Pieces that, repeated, once were or might be slow to read."""


def median_seconds(work: Callable[[], object], runs: int = 7) -> float:
    """Median seconds of `runs` runs after one that is not counted."""
    work()
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def texts_of(folder: Path) -> list[str]:
    return [p.read_bytes().decode("utf-8-sig") for p in sorted(folder.glob("*.txt"))]


def grown(texts: list[str], size: int) -> str:
    """Documents one after the other until `size` bytes, each piece changed, so that nothing is a copy."""
    pieces: list[str] = []
    length = 0
    while length < size:
        for text in texts:
            piece = text.replace("UBND", f"UBND {len(pieces)}") + "\n"
            pieces.append(piece)
            length += len(piece.encode())
            if length >= size:
                break
    return "".join(pieces)


def noise_seconds(piece: str) -> float:
    """Seconds that 0.1 MB of one piece, repeated, takes."""
    return median_seconds(lambda: compile_directive(piece * (100_000 // len(piece.encode()))), runs=1)


def main() -> None:
    print(f"{date.today():%d/%m/%Y} · Python {platform.python_version()} · {platform.machine()} · {platform.system()}")
    for name, folder in (("bản mẫu", SAMPLES), ("văn bản thật (seeds)", SEEDS)):
        texts = texts_of(folder) if folder.is_dir() else []
        if not texts:
            print(f"{name}: không có ở đây, bỏ qua")
            continue
        size = sum(len(t.encode()) for t in texts)
        took = median_seconds(lambda: [compile_directive(t) for t in texts])  # noqa: B023  used at once
        speed = f"{len(texts) / took:.0f} văn bản/s; {size / took / 1e6:.2f} MB/s"
        print(f"{name}: {len(texts)} văn bản trong {took * 1000:.1f} ms; {speed}")
    texts = texts_of(SEEDS) if SEEDS.is_dir() else texts_of(SAMPLES)
    points = []
    for size in (100_000, 300_000, 1_000_000, 3_000_000):
        text = grown(texts, size)
        points.append((len(text.encode()), median_seconds(lambda: compile_directive(text), runs=1)))  # noqa: B023
        print(f"{points[-1][0] / 1e6:.1f} MB: {points[-1][1]:.2f} s")
    text = grown(texts, 10_000_000)
    begin = time.perf_counter()
    compile_directive(text)
    points.append((len(text.encode()), time.perf_counter() - begin))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"10 MB: {points[-1][1]:.1f} s, nhiều nhất {peak:.0f} MB bộ nhớ")
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (statistics.fmean(v) for v in zip(*logs, strict=True))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)
    print(f"số mũ tăng theo độ dài: {slope:.2f} (1 là tuyến tính)")
    tried = sorted(((noise_seconds(piece), piece) for piece in NOISE), reverse=True)
    print("0,1 MB lặp một mẩu, lâu nhất: " + "; ".join(f"{piece!r} {took:.2f} s" for took, piece in tried[:3]))
    nudges.report()
    site.report()


if __name__ == "__main__":
    main()
