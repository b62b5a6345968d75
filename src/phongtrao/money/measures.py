"""Figures that estimates tell by themselves, in đồng: asked for, appraised, approved in the years of a span.

Each body's own estimates, so that whoever adds bodies up counts none twice.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, Q, Sum

from phongtrao.measures import Measured, measure_family
from phongtrao.money.models import Estimate, EstimateLine
from phongtrao.money.shown import newest, newest_appraised


@measure_family(
    "estimates?muc=tat-ca",
    money_asked=("Kinh phí đề nghị", "đồng"),
    money_appraised=("Kinh phí đã thẩm định", "đồng"),
    money_approved=("Kinh phí đã phê duyệt", "đồng"),
)
def money(bodies: Collection[int], first: date, last: date, day: date) -> dict[str, dict[int, Measured]]:
    """What is asked for in the newest version of each estimate, what finance came to in the newest that it has
    finished; what is approved in those in force. One query."""
    of_years = Estimate.objects.filter(year__range=(first.year, last.year))
    is_newest = Q(case__in=newest(of_years))
    lines = EstimateLine.objects.filter(case__in=of_years.order_by().values("pk"), case__organisation__among=bodies)
    found = lines.order_by().values_list("case__organisation").annotate(
        asked=Sum(F("hundredths") * F("price"), filter=is_newest, default=0),
        appraised=Sum("appraised", filter=Q(case__in=newest_appraised(of_years)), default=0),
        approved=Sum("approved", filter=Q(case__state="approved"), default=0),
    )  # fmt: skip
    sums = {body: (asked // 100, appraised or 0, approved or 0) for body, asked, appraised, approved in found}
    years = f"năm {first.year}" if first.year == last.year else f"các năm {first.year}-{last.year}"
    said = {
        "money_asked": "đề nghị trong phiên bản mới nhất của",
        "money_appraised": "đã thẩm định trong phiên bản thẩm định xong gần nhất của",
        "money_approved": "phê duyệt trong phiên bản đang có hiệu lực của",
    }
    return {
        name: {
            body: Measured(sums.get(body, (0, 0, 0))[place], None, f"số tiền {what} dự toán {years} của đơn vị")
            for body in bodies
        }
        for place, (name, what) in enumerate(said.items())
    }
