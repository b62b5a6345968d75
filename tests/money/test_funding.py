"""A file of sources of money: read whole, or refused with every fault; what is not known stays a gap."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from phongtrao.money.funding import Funding, as_data, from_data
from phongtrao.money.funding_keys import FUNDING
from phongtrao.money.load_funding import load_funding
from phongtrao.money.models import FundingVersion
from phongtrao.money.read_funding import read_funding
from phongtrao.procedure import Refused
from phongtrao.toml_tables import BadFile
from phongtrao.work.programmes import SHIPPED, load_programme
from tests.conftest import Cast
from tests.money import samples
from tests.money.samples import DAY
from tests.work.conftest import at

ROOT = Path(__file__).resolve().parents[2]
FILE = SHIPPED / "phong-trao-1395" / "kinh-phi.toml"
SEEDS = Path("/work/shared/directives/seeds")
GOOD = """kind = "funding"
name = "kinh-phi"
title = "Nguồn kinh phí"
version = 1
valid_from = 2026-01-01
source = "Công văn số 88/UBND-TH"

[[clause]]
name = "khoan_1"
place = "khoản 1, mục IV"
paper = "Quyết định số 21/QĐ-UBND"
pays = ["xa.ubnd"]
purpose = "việc của địa phương"
words = "Các xã tự bảo đảm."
valid_from = 2026-01-01
source = "Công văn số 88/UBND-TH, mục 3"
"""


@pytest.fixture
def shipped() -> Funding:
    return read_funding(FILE.name, FILE.read_text())


def test_a_file_is_read_and_comes_back_from_what_is_kept() -> None:
    said = read_funding("a.toml", GOOD)
    assert from_data(json.loads(json.dumps(as_data(said)))) == said
    assert from_data(as_data(samples.FUNDING)) == samples.FUNDING


@pytest.mark.parametrize(
    "was, now, line",
    [
        ('"xa.ubnd"', '"xa.ubn"', "a.toml:12: «xa.ubn»: không có loại «ubn»; có phải là «ubnd»?"),
        ('words = "Các xã tự bảo đảm."\n', "", 'a.toml:8: chưa ghi words (nguyên văn); xin ghi, hoặc thêm [[gap]]'),
        ("valid_from = 2026-01-01\nsource = \"Công văn số 88/UBND-TH, mục 3\"",
         'valid_from = 2026-01-01\nvalid_until = 2025-01-01\nsource = "x"', "a.toml:16: ngày cuối phải từ ngày đầu"),
        ("[[clause]]", '[[amendment]]\nclause = "khoan_7"\nplace = "Điều 1"\npaper = "QĐ"\nvalid_from = 2026-01-01\n'
         'source = "x"\nwords = "y"\n\n[[clause]]', "a.toml:9: không có khoản «khoan_7»; có phải là «khoan_1»?"),
        ("purpose", "purpos", "a.toml:13: không có khóa «purpos»"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(was: str, now: str, line: str) -> None:
    with pytest.raises(BadFile) as bad:
        read_funding("a.toml", GOOD.replace(was, now, 1))
    assert any(told.startswith(line) for told in bad.value.lines), bad.value.lines


def test_the_shipped_file_says_the_chain_of_the_amended_clause(shipped: Funding) -> None:
    one = shipped.on("khoan_2_muc_v", date(2020, 11, 10))
    assert one.short == "khoản 2, mục V (được sửa đổi bởi Điều 1, Quyết định số 1790/QĐ-UBND ngày 22/11/2019)"
    assert shipped.on("khoan_2_muc_v", date(2019, 11, 21)).amendments == ()
    assert [one.name for one in shipped.paying("xa", "ubnd", date(2025, 9, 1))] == ["khoan_1_muc_v"]
    assert shipped.in_force(date(2026, 1, 1)) == []


def test_the_shipped_file_invents_no_words_of_the_law(shipped: Funding) -> None:
    assert all(not one.words and shipped.gaps_of(one.name) for one in shipped.clauses)
    assert all(not one.words for one in shipped.amendments)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the directives are not at hand")
def test_what_the_shipped_file_cites_stands_in_the_directives(shipped: Funding) -> None:
    texts = " ".join(" ".join(path.read_text().replace("*", "").split()) for path in SEEDS.glob("*.txt"))
    cited = [one.words for one in shipped.parties]
    cited += [part for one in shipped.clauses for part in one.source.split("«")[1:]]
    for words in cited:
        first = words.partition("»")[0].removesuffix(" ...").partition("Quyết định số 1790")[0]
        assert first.strip() in texts, first


def test_a_version_is_loaded_once_and_never_changed(cast: Cast) -> None:
    row = samples.programme(cast)
    admin = cast.user("quan-tri")
    assert load_funding(samples.FUNDING, row, admin, at(DAY)) == FundingVersion.objects.get()
    from dataclasses import replace

    with pytest.raises(Refused, match="version = 2"):
        load_funding(replace(samples.FUNDING, title="khác"), row, admin, at(DAY))
    load_funding(replace(samples.FUNDING, title="khác", version=2, valid_from=date(2027, 1, 1)), row, admin, at(DAY))
    on = FundingVersion.objects.on
    assert [on(row, day).number for day in (date(2020, 1, 1), DAY, date(2027, 1, 1))] == [1, 1, 2]


def test_the_shipped_programme_brings_its_sources_of_money(cast: Cast) -> None:
    load_programme("phong-trao-1395", cast.user("quan-tri"), at(DAY), cast.body("ha-thanh.ubnd"))
    out = io.StringIO()
    call_command("funding", "phong-trao-1395", "--on", "2020-11-10", "--json", stdout=out)
    told = {one["clause"]: one for one in map(json.loads, out.getvalue().splitlines())}
    assert told["khoan_2_muc_v"]["chain"].endswith("Quyết định số 1790/QĐ-UBND ngày 22/11/2019)")
    assert told["khoan_2_muc_v"]["words"] is None and told["khoan_2_muc_v"]["gaps"]
    assert told["khoan_2_muc_v"]["in_force"] and not told["muc_iii_566"]["in_force"]


def test_the_documentation_prints_the_keys_that_the_reader_takes() -> None:
    assert FUNDING.reference() in (ROOT / "docs/money.md").read_text()
