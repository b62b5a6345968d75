"""Readings accepted on purpose: what the command prints of the samples. `make accept` rewrites them; read the diff."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vanban.compiler import compile_directive
from vanban.intake import open_source
from vanban.printing import as_outline

HERE = Path(__file__).resolve().parent
SAMPLES = sorted((HERE.parents[1] / "src" / "phongtrao" / "samples").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=[p.stem for p in SAMPLES])
def test_a_sample_reads_as_accepted(path: Path) -> None:
    source = open_source(path.name, path.read_bytes())
    printed = as_outline(compile_directive(source.text), source, why=True) + "\n"
    golden = HERE / "goldens" / f"{path.stem}.txt"
    if os.environ.get("ACCEPT") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(printed, "utf-8")
    assert golden.exists(), "no accepted reading yet: make accept"
    assert printed == golden.read_text("utf-8")
