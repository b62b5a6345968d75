"""A kind of model of our own, and models of it that went some of the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from phongtrao.initiatives.kind import (
    Criterion,
    Equipment,
    InitiativeKind,
    PaperRule,
    ReviewRule,
    Target,
)
from phongtrao.year_days import YearDay

SOURCE = "Kế hoạch số 12/KH-UBND ngày 10/01/2026 của UBND tỉnh Hà Thanh"
FILE = f"""kind = "initiative_kind"
name = "vuon-rau"
title = "Vườn rau trường em"
version = 1
valid_from = 2026-01-10
source = "{SOURCE}"
fits = ["xa.ubnd", "truong"]
place = "vườn"
group = "tổ chăm vườn"


[review]
keep = 60
mend = 30
replicate = 90
years_to_mend = 2
due = "15/12"
sample = false

[[criterion]]
name = "co_rao"
answered = "yes_no"
title = "Vườn có rào"

[[criterion]]
name = "cay"
title = "Cây trồng mới trong năm"
answered = "number"
at_least = 10
required = false
[[criterion]]
name = "cay_song"
title = "Tỷ lệ cây sống"
answered = "share"
percent = 80
base = "số cây"

[[equipment]]
name = "binh_tuoi"
title = "Bình tưới"
unit = "chiếc"

[[target]]
year = 2026
source = "mục 3"
counts = "initiatives"
number = 6
[[target]]
counts = "places"
year = 2030
source = "mục 3"
number = 20

[[paper]]
name = "retire_decision"
title = "Quyết định thôi vườn"

[[paper]]
name = "proposal"
title = "Tờ trình lập vườn"

[[paper]]
name = "survey_plan"
title = "Kế hoạch xem đất"
required = false
"""
GARDEN = InitiativeKind(
    name="vuon-rau",
    title="Vườn rau trường em",
    version=1,
    valid_from=date(2026, 1, 10),
    source=SOURCE,
    fits=("xa.ubnd", "truong"),
    place="vườn",
    group="tổ chăm vườn",
    review=ReviewRule(60, 30, 90, 2, YearDay(15, 12), sample=False),
    criteria=(
        Criterion("co_rao", "Vườn có rào", "yes_no"),
        Criterion("cay", "Cây trồng mới trong năm", "number", False, Decimal(10)),
        Criterion("cay_song", "Tỷ lệ cây sống", "share", percent=80, base="số cây"),
    ),
    equipment=(Equipment("binh_tuoi", "Bình tưới", "chiếc"),),
    targets=(
        Target(2026, "initiatives", "mục 3", 6),
        Target(2030, "places", "mục 3", 20),
    ),
    papers=(
        PaperRule("retire_decision", "Quyết định thôi vườn"),
        PaperRule("proposal", "Tờ trình lập vườn"),
        PaperRule("survey_plan", "Kế hoạch xem đất", False),
    ),
)
