"""Who takes part in a year of recognition: a commune, a school, an enterprise, those that are refused, the offices."""

from __future__ import annotations

from phongtrao import words
from phongtrao.organisations.models import Function
from phongtrao.work.programmes import load_programme
from tests.conftest import Cast
from tests.recognition.samples import front_of_the_province, judges, unit
from tests.reports.samples import person

COMMUNE = "xa.90003.ubnd"
UNITS = (
    # account's end, code, name, kind, marks
    ("truong", "truong.phu-khe", "Trường THPT Phú Khê", "truong", {"school": "thpt"}),
    ("cong-ty", "dn.gom-phu-khe", "Công ty Gốm Phú Khê", "doanh_nghiep", {"size": "vua"}),
    ("tieu-hoc", "truong.tieu-hoc", "Trường Tiểu học Phú Khê", "truong", {"school": "tieu_hoc"}),
    ("cua-hang", "dn.cua-hang", "Công ty Cửa hàng Phú Khê", "doanh_nghiep", {"size": "nho"}),
)


def people_of_a_year(cast: Cast) -> None:
    """The programme that ships, for the first province. Each unit has `dau-moi-NAME` and `lanh-dao-NAME`."""
    load_programme("dien-hinh", cast.user("quan-tri"), words.now(), cast.body("ha-thanh.ubnd"))
    bodies = [("xa", cast.body(COMMUNE))]
    bodies += [(name, unit(cast, code, title, kind, COMMUNE, **marks)) for name, code, title, kind, marks in UNITS]
    for name, body in bodies:
        person(f"dau-moi-{name}", body, Function.FOCAL_POINT)
        person(f"lanh-dao-{name}", body, Function.LEADER)
    front_of_the_province(cast)
    judges(cast)
